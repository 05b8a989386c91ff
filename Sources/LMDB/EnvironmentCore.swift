internal import CLMDB
internal import Glibc
internal import Synchronization

/// The one open environment of a directory in this process, shared by its users.
@safe
final class EnvironmentCore: @unchecked Sendable {
  // SAFETY: the handle is set once, closed once by the registry after its last user, and liblmdb
  // allows all its functions from any thread except resizing and closing, which the gate and the
  // registry keep apart from transactions.
  let handle: OpaquePointer
  let directory: String
  let identity: DirectoryIdentity
  let isReadOnly: Bool
  let gate = TransactionGate()
  private let number: UInt64
  private let forkGeneration = ForkWatch.generation
  private let tables = Mutex<[String: Table]>([:])
  /// True when the map was lost while it was being replaced: nothing may touch it any more.
  private let isLost = Atomic<Bool>(false)

  /// How many slots of dead readers were freed when the environment was opened.
  private let deadReaders = Atomic<Int>(0)

  private static let opened = Atomic<UInt64>(0)
  private static let maxTables: UInt32 = 32

  /// Opens the directory, with less address space when the process may not reserve that much.
  init(_ options: EnvironmentOptions, _ identity: DirectoryIdentity) throws(LMDBError) {
    var mapBytes = AddressSpace.largest(upTo: options.mapBytes)
    while true {
      do {
        unsafe handle = unsafe try EnvironmentCore.open(options, mapBytes)
        break
      } catch  where error.kind == .noMemory && mapBytes > AddressSpace.smallestMapBytes {
        mapBytes /= 2
      }
    }
    guard AddressSpace.hasHeadroom else {
      unsafe mdb_env_close(handle)
      throw LMDBError(.noMemory, "open the store", place: options.directory)
    }
    directory = options.directory
    self.identity = identity
    isReadOnly = options.readOnly
    number = EnvironmentCore.opened.wrappingAdd(1, ordering: .relaxed).newValue
  }

  private static func open(
    _ options: EnvironmentOptions, _ mapBytes: Int
  ) throws(LMDBError) -> OpaquePointer {
    let place = options.directory
    if !options.create { try requireContent(place) }
    try requireFirstPages(place)
    var created: OpaquePointer?
    try check(unsafe mdb_env_create(&created), "open the store", place: place)
    let handle = unsafe created!
    do {
      try check(unsafe mdb_env_set_mapsize(handle, mapBytes), "set the map size", place: place)
      try check(
        unsafe mdb_env_set_maxreaders(handle, UInt32(options.maxReaders)),
        "set the number of readers", place: place)
      try check(unsafe mdb_env_set_maxdbs(handle, maxTables), "open the store", place: place)
      let flags = UInt32(MDB_NOTLS) | (options.readOnly ? UInt32(MDB_RDONLY) : 0)
      try check(
        unsafe mdb_env_open(handle, options.directory, flags, 0o600), "open the store",
        place: place)
    } catch {
      unsafe mdb_env_close(handle)
      throw error
    }
    return unsafe handle
  }

  /// An environment that is not to be made must be there; liblmdb would make one of an empty file.
  private static func requireContent(_ place: String) throws(LMDBError) {
    do throws(FileError) {
      if try FileSystem.status(place + "/data.mdb").st_size > 0 { return }
    } catch {
      throw LMDBError(code: error.code, "open the store", place: place)
    }
    throw LMDBError(.corrupted, "open the store", place: place)
  }

  /// The first pages, the list of free pages and the roots of the tables are looked at before
  /// liblmdb believes them: a changed bit there could make an old state look like the newest.
  private static func requireFirstPages(_ place: String) throws(LMDBError) {
    do {
      let file = try DurableFile(place + "/data.mdb", .read)
      let start = try file.read(at: 0, upTo: MetaPage.byteCount)
      // What is no store at all, liblmdb says itself.
      guard start.count == MetaPage.byteCount, start.number32(16) == MetaPage.magic else { return }
      try StoreInspection.glance(file)
    } catch let error as FileError {
      if error.kind == .notFound { return }
      throw LMDBError(code: error.code, "open the store", place: place)
    } catch {
      throw LMDBError(.corrupted, "open the store", place: place)
    }
  }

  /// What follows opening: descriptors are not inherited, dead readers are cleared away, and a
  /// file that was cut short is refused.
  func prepare() throws(LMDBError) {
    var descriptor: Int32 = -1
    try check(unsafe mdb_env_get_fd(handle, &descriptor), "open the store", place: directory)
    do {
      try Descriptors.closeOnExecute(descriptor)
      try Descriptors.closeOnExecute(sameFileAs: descriptor)
    } catch {
      throw LMDBError(code: error.code, "protect the descriptor", place: directory)
    }
    deadReaders.store(try checkReaders(), ordering: .relaxed)
    try requireWhole(descriptor)
    if !isReadOnly { try settle() }
  }

  func close() { unsafe mdb_env_close(handle) }
}

extension EnvironmentCore {
  func table(_ name: String) -> Table? { tables.withLock { $0[name] } }

  /// Opens tables that are not open yet. Only when one is missing a write transaction is made.
  func openTables(_ definitions: [TableDefinition], create: Bool) throws(LMDBError) {
    let wanted = definitions.filter { table($0.name) == nil }
    if !wanted.isEmpty {
      do {
        try openTables(wanted, flags: 0, transactionFlags: UInt32(MDB_RDONLY))
      } catch  where error.kind == .notFound && create && !isReadOnly {
        try openTables(wanted, flags: UInt32(MDB_CREATE), transactionFlags: 0)
      }
    }
    for definition in definitions where table(definition.name)?.kind != definition.kind {
      throw LMDBError(.incompatible, "open a table", place: "\(directory): \(definition.name)")
    }
  }

  private func openTables(
    _ definitions: [TableDefinition], flags: UInt32, transactionFlags: UInt32
  ) throws(LMDBError) {
    let writing = transactionFlags == 0
    let transaction = unsafe try begin(flags: transactionFlags)
    defer { gate.leave(writing: writing) }
    var found: [Table] = []
    do {
      for definition in definitions {
        unsafe found.append(try openTable(definition, flags, transaction))
      }
    } catch {
      unsafe mdb_txn_abort(transaction)
      throw error
    }
    // A handle opened in a transaction stays open only when that is committed, even for reading.
    if writing {
      unsafe try commit(transaction, "open the tables")
    } else {
      try check(unsafe mdb_txn_commit(transaction), "open the tables", place: directory)
    }
    tables.withLock { tables in
      for table in found { tables[table.name] = table }
    }
  }

  private func openTable(
    _ definition: TableDefinition, _ flags: UInt32, _ transaction: OpaquePointer
  ) throws(LMDBError) -> Table {
    let place = "\(directory): \(definition.name)"
    let kindFlag = definition.kind == .positions ? UInt32(MDB_INTEGERKEY) : 0
    var identifier: MDB_dbi = 0
    try check(
      unsafe mdb_dbi_open(transaction, definition.name, flags | kindFlag, &identifier),
      "open a table", place: place)
    var actual: UInt32 = 0
    try check(
      unsafe mdb_dbi_flags(transaction, identifier, &actual), "open a table", place: place)
    let isPositions = actual & UInt32(MDB_INTEGERKEY) != 0
    return Table(
      name: definition.name, kind: isPositions ? .positions : .bytes, identifier: identifier,
      environment: number)
  }

  /// A table of another environment or another kind of key is a mistake in the program.
  @inline(__always)
  func require(_ table: Table, _ kind: TableKind) {
    precondition(table.environment == number, "a table was used in another environment")
    precondition(table.kind == kind, "a table was used with keys of another kind")
  }
}

extension EnvironmentCore {
  var isForked: Bool { ForkWatch.generation != forkGeneration }

  func requireUsable(_ operation: StaticString) throws(LMDBError) {
    if isForked { throw LMDBError(.forked, operation, place: directory) }
    if isLost.load(ordering: .acquiring) {
      throw LMDBError(.noMemory, operation, place: directory)
    }
  }

  func markLost() { isLost.store(true, ordering: .releasing) }

  /// Whether a search succeeded; anything but "found" and "not found" is an error.
  @inline(__always)
  func found(_ code: Int32, _ operation: StaticString) throws(LMDBError) -> Bool {
    if code == MDB_SUCCESS { return true }
    if code == MDB_NOTFOUND { return false }
    try check(code, operation, place: directory)
    return true
  }

  func checkReaders() throws(LMDBError) -> Int {
    try requireUsable("check the readers")
    var dead: Int32 = 0
    try check(unsafe mdb_reader_check(handle, &dead), "check the readers", place: directory)
    return Int(dead)
  }

  func copy(to target: String, compact: Bool) throws(LMDBError) {
    try requireUsable("copy the store")
    gate.enter(writing: false)
    defer { gate.leave(writing: false) }
    let flags = compact ? UInt32(MDB_CP_COMPACT) : 0
    try check(unsafe mdb_env_copy2(handle, target, flags), "copy the store", place: target)
  }

  func statistics() throws(LMDBError) -> Environment.Statistics {
    try requireUsable("read figures of the store")
    gate.enter(writing: false)
    defer { gate.leave(writing: false) }
    var information = unsafe MDB_envinfo()
    var figures = MDB_stat()
    try check(unsafe mdb_env_info(handle, &information), "read figures", place: directory)
    try check(unsafe mdb_env_stat(handle, &figures), "read figures", place: directory)
    let pageBytes = Int(figures.ms_psize)
    return unsafe Environment.Statistics(
      mapBytes: information.me_mapsize, usedBytes: (information.me_last_pgno + 1) * pageBytes,
      pageBytes: pageBytes, lastTransaction: information.me_last_txnid,
      readersUsed: Int(information.me_numreaders), maxReaders: Int(information.me_maxreaders),
      deadReadersFreed: deadReaders.load(ordering: .relaxed))
  }
}
