internal import CLMDB
internal import Glibc

// liblmdb writes the root of a transaction into the older of the two first pages, with O_DSYNC.
// When that write fails it gives the page its old number back, not its old content, and when that
// fails as well the page stays half written: no later opening could tell either from damage.
// So what the page holds is kept in it before each commit (`KeptPage`), and put back after a
// failure: now or, when the device refuses or the process dies, by the next commit. Whoever reads
// the first pages meanwhile takes what was kept.

extension EnvironmentCore {
  /// Commits, which frees the transaction even when it fails. After a failure the first pages are
  /// as they were before, or are known to be half written.
  ///
  /// The file is locked meanwhile (`flock`): liblmdb lets the next writer in before the page is put
  /// back, and that writer's own commit must wait.
  func commit(_ transaction: OpaquePointer, _ operation: StaticString) throws(LMDBError) {
    let page: FirstPage
    do throws(FileError) {
      page = try FirstPage(descriptor, transaction: unsafe mdb_txn_id(transaction), directory)
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw LMDBError(code: error.code, operation, place: directory)
    }
    defer { page.unlock() }
    do throws(FileError) {
      try page.keep()
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw LMDBError(code: error.code, operation, place: directory)
    }
    let code = unsafe mdb_txn_commit(transaction)
    if code == MDB_SUCCESS { page.close() } else { page.putBack() }
    try check(code, operation, place: directory)
  }

  private var descriptor: Int32 {
    var descriptor: Int32 = -1
    let code = unsafe mdb_env_get_fd(handle, &descriptor)
    precondition(code == MDB_SUCCESS, "an open environment has a descriptor")
    return descriptor
  }
}

/// The one of the two first pages that a commit overwrites.
private struct FirstPage {
  private let descriptor: Int32
  private let path: String
  private let transaction: UInt64
  private let offset: Int

  /// Locks the file.
  init(_ descriptor: Int32, transaction: Int, _ path: String) throws(FileError) {
    self.descriptor = descriptor
    self.path = path
    self.transaction = UInt64(transaction)
    offset = transaction % 2 * MetaPage.pageBytes
    _ = try retrying("lock", path) { flock(descriptor, LOCK_EX) }
  }

  /// Keeps what the page holds. liblmdb's own sync of the file comes before it writes the page, and
  /// makes this durable too.
  func keep() throws(FileError) {
    var page = try read()
    if let before = KeptPage(in: page)?.instead(of: page, before: transaction) {
      // An earlier commit of this number was interrupted, and nobody could put the page back.
      try write(before, at: 0)
      _ = try retrying("sync", path) { fdatasync(descriptor) }
      page = before
    }
    try write(KeptPage(page, before: transaction).bytes, at: KeptPage.offset)
  }

  /// Notes that the commit was done. It need not be durable: without it a page that was torn is
  /// taken for interrupted, and this one is whole.
  func close() {
    do throws(FileError) {
      let mark = [UInt8](repeating: 0, count: 8)
      try write(mark, at: KeptPage.offset + KeptPage.markOffset)
    } catch {
      return
    }
  }

  /// Writes what was kept again when the page has changed. The failure of the commit is the one to
  /// tell: where this fails, the page is known to be half written by what was kept in it, or the
  /// commit is whole and was not acknowledged.
  func putBack() {
    do throws(FileError) {
      let page = try read()
      guard let kept = KeptPage(in: page), kept.transaction == transaction,
        kept.page != Array(page.prefix(MetaPage.byteCount))
      else { return }
      try write(kept.page, at: 0)
      _ = try retrying("sync", path) { fdatasync(descriptor) }
    } catch {
      return
    }
  }

  // Closing the file unlocks it as well; a descriptor that is open cannot refuse.
  func unlock() { _ = flock(descriptor, LOCK_UN) }

  private func read() throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: KeptPage.endOffset)
    let got = try retrying("read", path) {
      // SAFETY: the array's own buffer, for the length of one call.
      unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
      }
    }
    guard got == bytes.count else { throw FileError(code: 0, operation: "read", path: path) }
    return bytes
  }

  private func write(_ bytes: [UInt8], at place: Int) throws(FileError) {
    try unsafe Descriptors.writeAll(bytes.span, path) { pointer, done in
      unsafe pwrite(descriptor, pointer.baseAddress, pointer.count, off_t(offset + place + done))
    }
  }
}
