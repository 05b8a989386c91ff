internal import CLMDB

/// One LMDB environment: a directory with `data.mdb` and `lock.mdb` that holds a few tables.
///
/// Many may read at once, in any thread and process; one writes. In one process a directory is
/// opened once: opening it again shares what is open, counted, and the last one to go closes it.
/// Flags are the default ones plus `MDB_NOTLS`: a commit is on disk when it returns.
public final class Environment: Sendable {
  /// Figures of an environment at one moment.
  public struct Statistics: Sendable, Equatable {
    /// How far the file may grow before the map is enlarged, in bytes.
    public let mapBytes: Int
    /// How much of the file is in use, in bytes: the last page used times the page size.
    public let usedBytes: Int
    /// The size of a page in bytes.
    public let pageBytes: Int
    /// The number of the last transaction that was committed.
    public let lastTransaction: Int
    /// How many reader slots have been in use at most.
    public let readersUsed: Int
    /// How many reader slots there are.
    public let maxReaders: Int
    /// How many slots of readers whose process was gone were freed at opening.
    public let deadReadersFreed: Int
  }

  let core: EnvironmentCore
  /// Whether writing is refused here.
  public let isReadOnly: Bool

  /// Opens the directory and its tables.
  ///
  /// - Parameters:
  ///   - directory: a directory on a local disk; network filesystems are refused.
  ///   - tables: the tables needed; missing ones are made unless `create` is false or
  ///     `readOnly` is true, then the error is `notFound`.
  ///   - mapBytes: the address space to reserve; it costs no memory and no disk. When the process
  ///     may not reserve that much, less is taken.
  ///   - maxReaders: the number of concurrent readers, decided by the first process that opens it.
  ///   - readOnly: refuses writing; several users of one directory may differ in it, but a
  ///     directory first opened read-only in this process cannot be opened for writing meanwhile.
  ///   - create: makes the directory (mode 0700), the file (mode 0600) and the tables if missing.
  public init(
    directory: String, tables: [TableDefinition], mapBytes: Int = 1 << 40, maxReaders: Int = 512,
    readOnly: Bool = false, create: Bool = true
  ) throws(LMDBError) {
    let options = EnvironmentOptions(
      directory: directory, mapBytes: mapBytes, maxReaders: maxReaders, readOnly: readOnly,
      create: create && !readOnly)
    core = try EnvironmentRegistry.acquire(options, tables)
    isReadOnly = readOnly
  }

  deinit { EnvironmentRegistry.release(core) }

  /// The table of that name. It must be one of those named at opening.
  public func table(_ name: String) -> Table {
    guard let table = core.table(name) else {
      preconditionFailure("the table \(name) was not named when the environment was opened")
    }
    return table
  }

  /// The directory as it was given.
  public var directory: String { core.directory }
}

extension Environment {
  /// Lends a steady view to `body`. Keep it short, and never wait inside for a writer.
  public func read<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    let handle = unsafe try core.beginRead()
    defer {
      unsafe core.endRead(handle)
      withExtendedLifetime(self) {}
    }
    let transaction = unsafe ReadTransaction(handle: handle, environment: core)
    return try body(transaction)
  }

  /// Runs `body` in one write transaction: committed, with one sync, when it returns; undone when
  /// it throws. It waits while another thread or process writes.
  ///
  /// When the map is full the transaction is undone, the map enlarged, and `body` runs again; the
  /// same when another process enlarged it: `body` must be fit to run several times.
  public func write<R>(_ body: (inout WriteTransaction) throws -> R) throws -> R {
    if isReadOnly { throw LMDBError(.readOnly, "write", place: directory) }
    defer { withExtendedLifetime(self) {} }
    while true {
      switch try core.attemptWrite(body) {
      case .committed(let result): return result
      case .mapIsFull(let error): try core.enlarge(because: error)
      }
    }
  }

  /// Frees the slots of readers whose process is gone and says how many there were. It is done at
  /// opening as well. The C function is `mdb_reader_check`.
  @discardableResult
  public func checkReaders() throws(LMDBError) -> Int {
    try core.checkReaders()
  }

  /// Copies the environment, as of one moment, into an existing empty directory, while others read
  /// and write; `compact` leaves free pages out. The C function is `mdb_env_copy2`.
  public func copy(to directory: String, compact: Bool) throws(LMDBError) {
    defer { withExtendedLifetime(self) {} }
    try core.copy(to: directory, compact: compact)
  }

  /// Figures of this moment. The C functions are `mdb_env_info` and `mdb_env_stat`.
  public func statistics() throws(LMDBError) -> Statistics {
    try core.statistics()
  }

  /// How many entries the table has.
  public func count(_ table: Table) throws -> Int {
    try read { try $0.count(table) }
  }

  /// The version of liblmdb in use, such as "0.9.24".
  public static var libraryVersion: String {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    _ = unsafe mdb_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }
}
