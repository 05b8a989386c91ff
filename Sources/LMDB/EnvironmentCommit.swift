internal import CLMDB
internal import Glibc

// liblmdb writes the root of a transaction into the older of the two first pages, with O_DSYNC.
// When that write fails it gives the page its old number back, not its old content: the page then
// has the trees of a transaction that was never committed under the number of an old one, which no
// later opening could tell from damage. So the page is kept before each commit and put back.

extension EnvironmentCore {
  /// Commits, which frees the transaction even when it fails. After a failure the first pages are
  /// as they were before, unless the device refuses that as well.
  ///
  /// The file is locked meanwhile (`flock`): liblmdb lets the next writer in before the page is put
  /// back, and that writer's own commit must wait.
  func commit(_ transaction: OpaquePointer, _ operation: StaticString) throws(LMDBError) {
    let page: KeptPage
    do throws(FileError) {
      page = try KeptPage(descriptor, transaction: unsafe mdb_txn_id(transaction), directory)
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw LMDBError(code: error.code, operation, place: directory)
    }
    let code = unsafe mdb_txn_commit(transaction)
    if code != MDB_SUCCESS { page.putBack() }
    page.unlock()
    try check(code, operation, place: directory)
  }

  private var descriptor: Int32 {
    var descriptor: Int32 = -1
    let code = unsafe mdb_env_get_fd(handle, &descriptor)
    precondition(code == MDB_SUCCESS, "an open environment has a descriptor")
    return descriptor
  }
}

/// One of the two first pages as it is before a commit overwrites it.
private struct KeptPage {
  private let descriptor: Int32
  private let offset: off_t
  private let bytes: [UInt8]

  /// Locks the file and reads the page the transaction is going to write.
  init(_ descriptor: Int32, transaction: Int, _ path: String) throws(FileError) {
    self.descriptor = descriptor
    offset = off_t(transaction % 2 * MetaPage.pageBytes)
    _ = try retrying("lock", path) { flock(descriptor, LOCK_EX) }
    do throws(FileError) {
      bytes = try KeptPage.read(descriptor, offset, path)
    } catch {
      _ = flock(descriptor, LOCK_UN)
      throw error
    }
  }

  private static func read(
    _ descriptor: Int32, _ offset: off_t, _ path: String
  ) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: MetaPage.byteCount)
    let got = try retrying("read", path) {
      // SAFETY: the array's own buffer, for the length of one call.
      unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, offset)
      }
    }
    guard got == bytes.count else { throw FileError(code: 0, operation: "read", path: path) }
    return bytes
  }

  /// Writes the page again when it has changed. The failure of the commit is the one to tell: what
  /// fails here leaves the commit whole, and unacknowledged, or the page as liblmdb left it.
  func putBack() {
    do throws(FileError) {
      if try KeptPage.read(descriptor, offset, "") == bytes { return }
    } catch {
      return
    }
    let written = unsafe bytes.withUnsafeBytes {
      // SAFETY: the array's own buffer, for the length of one call.
      unsafe pwrite(descriptor, $0.baseAddress, $0.count, offset)
    }
    if written == bytes.count { _ = fdatasync(descriptor) }
  }

  // Closing the file unlocks it as well; a descriptor that is open cannot refuse.
  func unlock() { _ = flock(descriptor, LOCK_UN) }
}
