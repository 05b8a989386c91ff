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
    let pages: FirstPages
    do throws(FileError) {
      pages = try FirstPages(
        locking: descriptor, before: unsafe mdb_txn_id(transaction), directory)
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw LMDBError(code: error.code, operation, place: directory)
    }
    defer { pages.unlock() }
    let done: [Int]
    do throws(FileError) {
      try pages.keep()
      done = [try pages.settle(), pages.overwritten].compactMap(\.self)
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw LMDBError(code: error.code, operation, place: directory)
    }
    let code = unsafe mdb_txn_commit(transaction)
    if code == MDB_SUCCESS { pages.close(done) } else { pages.putBack() }
    try check(code, operation, place: directory)
  }

  /// Makes sure that the newest commit is on the disk, when nobody noted that it is: whoever opens
  /// the store may answer by what it holds. See `FirstPages.settle`; it is hardly ever needed.
  func settle() throws(LMDBError) {
    let next = try statistics().lastTransaction + 1
    do throws(FileError) {
      guard try FirstPages(descriptor, before: next, directory).isUnsettled else { return }
      let pages = try FirstPages(locking: descriptor, before: next, directory)
      defer { pages.unlock() }
      guard let page = try pages.settle() else { return }
      try pages.sync()
      pages.close([page])
    } catch {
      throw LMDBError(code: error.code, "open the store", place: directory)
    }
  }

  private var descriptor: Int32 {
    var descriptor: Int32 = -1
    let code = unsafe mdb_env_get_fd(handle, &descriptor)
    precondition(code == MDB_SUCCESS, "an open environment has a descriptor")
    return descriptor
  }
}

/// The two first pages at a commit: the one it overwrites, and the one it builds upon.
private struct FirstPages {
  private let descriptor: Int32
  private let path: String
  private let transaction: UInt64
  /// Where the two are in the file.
  let overwritten: Int
  private let newest: Int

  init(_ descriptor: Int32, before transaction: Int, _ path: String) {
    self.descriptor = descriptor
    self.path = path
    self.transaction = UInt64(transaction)
    overwritten = transaction % 2 * MetaPage.pageBytes
    newest = MetaPage.pageBytes - overwritten
  }

  /// Locks the file as well.
  init(locking descriptor: Int32, before transaction: Int, _ path: String) throws(FileError) {
    self.init(descriptor, before: transaction, path)
    _ = try retrying("lock", path) { flock(descriptor, LOCK_EX) }
  }

  /// Keeps what the page holds. liblmdb's own sync of the file comes before it writes the page, and
  /// makes this durable too.
  func keep() throws(FileError) {
    var page = try read(overwritten)
    if let before = KeptPage(in: page)?.instead(of: page, before: transaction) {
      // An earlier commit of this number was interrupted, and nobody could put the page back.
      try write(before, at: overwritten)
      try sync()
      page = before
    }
    try write(KeptPage(page, before: transaction).bytes, at: overwritten + KeptPage.offset)
  }

  /// Whether nobody noted that the newest commit had arrived.
  var isUnsettled: Bool { get throws(FileError) { isUnsettled(try read(newest)) } }

  /// Writes the newest page once more when nobody noted that it had arrived: its writer may have
  /// been killed over a sync that failed, after which Linux takes a page for clean that is not on
  /// the disk. The next sync makes it durable. Answers where that page is.
  func settle() throws(FileError) -> Int? {
    let page = try read(newest)
    guard isUnsettled(page) else { return nil }
    try write(Array(page.prefix(MetaPage.byteCount)), at: newest)
    return newest
  }

  private func isUnsettled(_ page: [UInt8]) -> Bool {
    guard let kept = KeptPage(in: page), kept.isOpen, kept.transaction + 1 == transaction
    else { return false }
    return page.number64(MetaPage.transactionOffset) + 1 == transaction
  }

  /// Notes that the commits of these pages are done. It need not be durable: without it a page that
  /// was torn is taken for interrupted, and these are whole.
  func close(_ pages: [Int]) {
    let mark = [UInt8](repeating: 0, count: 8)
    do throws(FileError) {
      for page in pages { try write(mark, at: page + KeptPage.offset + KeptPage.markOffset) }
    } catch {
      return
    }
  }

  func sync() throws(FileError) { _ = try retrying("sync", path) { fdatasync(descriptor) } }

  /// Writes what was kept again when the page has changed. The failure of the commit is the one to
  /// tell: where this fails, the page is known to be half written by what was kept in it, or the
  /// commit is whole and was not acknowledged.
  func putBack() {
    do throws(FileError) {
      let page = try read(overwritten)
      guard let kept = KeptPage(in: page), kept.transaction == transaction,
        kept.page != Array(page.prefix(MetaPage.byteCount))
      else { return }
      try write(kept.page, at: overwritten)
      try sync()
    } catch {
      return
    }
  }

  // Closing the file unlocks it as well; a descriptor that is open cannot refuse.
  func unlock() { _ = flock(descriptor, LOCK_UN) }

  private func read(_ offset: Int) throws(FileError) -> [UInt8] {
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
      unsafe pwrite(descriptor, pointer.baseAddress, pointer.count, off_t(place + done))
    }
  }
}
