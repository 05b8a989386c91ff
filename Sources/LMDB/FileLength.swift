internal import CLMDB
internal import Glibc

extension EnvironmentCore {
  /// Refuses a file that was cut short: reading a page behind its end would kill the process
  /// (`SIGBUS`).
  ///
  /// A whole file may end before its last page in use, because liblmdb does not write pages that
  /// one transaction took and gave back. Those stand in the list of free pages. To read that list
  /// safely the file is first extended with zeros, while no other process can write; it gets its
  /// old length back when it turns out to be damaged.
  func requireWhole(_ descriptor: Int32) throws(LMDBError) {
    if try length(descriptor) >= statistics().usedBytes { return }
    if isReadOnly { throw LMDBError(.corrupted, "open the store", place: directory) }
    let lock = unsafe try begin(flags: 0)
    defer {
      unsafe mdb_txn_abort(lock)
      gate.leave(writing: true)
    }
    let figures = try statistics()
    let length = try length(descriptor)
    if length >= figures.usedBytes { return }
    try setLength(descriptor, figures.usedBytes)
    let missing = (figures.usedBytes - length + figures.pageBytes - 1) / figures.pageBytes
    let free = try freePages(from: figures.usedBytes / figures.pageBytes - missing)
    if free == missing { return }
    try setLength(descriptor, length)
    throw LMDBError(.corrupted, "open the store", place: directory)
  }

  /// How many of the pages numbered `first` and higher are free; nil when the list is damaged.
  private func freePages(from first: Int) throws(LMDBError) -> Int? {
    let transaction = unsafe try beginRead()
    defer { unsafe endRead(transaction) }
    var cursor: OpaquePointer?
    let freeList: MDB_dbi = 0
    try check(
      unsafe mdb_cursor_open(transaction, freeList, &cursor), "open a cursor", place: directory)
    defer { unsafe mdb_cursor_close(cursor) }
    var count = 0
    var key = unsafe MDB_val()
    var data = unsafe MDB_val()
    while true {
      switch unsafe mdb_cursor_get(cursor, &key, &data, MDB_NEXT) {
      case MDB_SUCCESS: unsafe count += numbers(data, atLeast: first)
      case MDB_NOTFOUND: return count
      case MDB_CORRUPTED, MDB_PAGE_NOTFOUND: return nil
      case let code: throw LMDBError(code: code, "read the free pages", place: directory)
      }
    }
  }

  /// A record of the list is a count followed by as many page numbers, each 8 bytes.
  private func numbers(_ data: MDB_val, atLeast first: Int) -> Int {
    // SAFETY: the record lies in the map while the caller's transaction lasts.
    let words = unsafe UnsafeRawBufferPointer(start: data.mv_data, count: data.mv_size)
    var count = 0
    for place in stride(from: 8, to: words.count - 7, by: 8)
    where unsafe words.loadUnaligned(fromByteOffset: place, as: Int.self) >= first {
      count += 1
    }
    return count
  }

  private func length(_ descriptor: Int32) throws(LMDBError) -> Int {
    do throws(FileError) {
      return try Int(FileSystem.status(of: descriptor, directory).st_size)
    } catch {
      throw LMDBError(code: error.code, "measure the file", place: directory)
    }
  }

  private func setLength(_ descriptor: Int32, _ bytes: Int) throws(LMDBError) {
    do throws(FileError) {
      _ = try retrying("extend", directory) { ftruncate(descriptor, off_t(bytes)) }
    } catch {
      throw LMDBError(code: error.code, "extend the file", place: directory)
    }
  }
}
