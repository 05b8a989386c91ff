internal import CLMDB

/// A steady view of an environment, as it was when the transaction began.
///
/// It is lent to a closure by `Environment.read` and cannot be kept. Bytes are read in place, from
/// the map, and die with the scope. Keep reads short: pages that a reader may still see are not
/// reused, and the file grows.
@safe
public struct ReadTransaction: ~Copyable, ~Escapable {
  // SAFETY: the scope that lends the transaction ends it after the closure; no copy outlives it.
  let handle: OpaquePointer
  let environment: EnvironmentCore

  @_lifetime(immortal)
  init(handle: OpaquePointer, environment: EnvironmentCore) {
    unsafe self.handle = unsafe handle
    self.environment = environment
  }
}

extension ReadTransaction {
  /// The value at `position`, in place; nil when there is none. The C function is `mdb_get`.
  @_lifetime(borrow self)
  public func value(_ table: Table, position: UInt64) throws(LMDBError) -> Span<UInt8>? {
    environment.require(table, .positions)
    var number = position
    var data = unsafe MDB_val()
    let code = unsafe withUnsafeMutablePointer(to: &number) { pointer in
      var key = unsafe MDB_val(mv_size: 8, mv_data: pointer)
      return unsafe mdb_get(handle, table.identifier, &key, &data)
    }
    guard try environment.found(code, "read an entry") else { return nil }
    // SAFETY: the value lies in the map and stays until the transaction, which is borrowed, ends.
    return unsafe _overrideLifetime(data.span, borrowing: self)
  }

  /// The value under a byte-string key of 1 to 511 bytes, in place; nil when there is none.
  @_lifetime(borrow self)
  public func value(_ table: Table, key bytes: Span<UInt8>) throws(LMDBError) -> Span<UInt8>? {
    environment.require(table, .bytes)
    var data = unsafe MDB_val()
    let code = unsafe bytes.withUnsafeBufferPointer { pointer in
      var key = unsafe MDB_val(pointer)
      return unsafe mdb_get(handle, table.identifier, &key, &data)
    }
    guard try environment.found(code, "read an entry") else { return nil }
    // SAFETY: the value lies in the map and stays until the transaction, which is borrowed, ends.
    return unsafe _overrideLifetime(data.span, borrowing: self)
  }

  /// What `body` makes of the value at `position`; nil, without calling it, when there is none.
  public func get<R>(
    _ table: Table, position: UInt64, _ body: (Span<UInt8>) throws -> R
  ) throws -> R? {
    guard let span = try value(table, position: position) else { return nil }
    return try body(span)
  }

  /// What `body` makes of the value under `key`; nil, without calling it, when there is none.
  public func get<R>(
    _ table: Table, key: Span<UInt8>, _ body: (Span<UInt8>) throws -> R
  ) throws -> R? {
    guard let span = try value(table, key: key) else { return nil }
    return try body(span)
  }

  /// What `body` makes of the value under `key`; nil, without calling it, when there is none.
  public func get<R>(
    _ table: Table, key: [UInt8], _ body: (Span<UInt8>) throws -> R
  ) throws -> R? {
    try get(table, key: key.span, body)
  }

  /// The lowest position in use; nil when the table is empty.
  public func firstPosition(_ table: Table) throws(LMDBError) -> UInt64? {
    try edge(table, MDB_FIRST)
  }

  /// The highest position in use; nil when the table is empty.
  public func lastPosition(_ table: Table) throws(LMDBError) -> UInt64? {
    try edge(table, MDB_LAST)
  }

  /// How many entries the table has. The C function is `mdb_stat`.
  public func count(_ table: Table) throws(LMDBError) -> Int {
    environment.require(table, table.kind)
    var figures = MDB_stat()
    try check(
      unsafe mdb_stat(handle, table.identifier, &figures), "count entries",
      place: environment.directory)
    return figures.ms_entries
  }

  private func edge(_ table: Table, _ end: MDB_cursor_op) throws(LMDBError) -> UInt64? {
    environment.require(table, .positions)
    var cursor = try Cursor(self, table)
    guard try cursor.move(end) else { return nil }
    return cursor.position
  }
}

extension MDB_val {
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    // SAFETY: liblmdb does not write through keys and values that are passed in.
    unsafe self.init(
      mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }

  /// The bytes liblmdb points at; the caller says how long they stay.
  var span: Span<UInt8> {
    @_lifetime(immortal)
    @inline(__always)
    get {
      let start = unsafe mv_data?.assumingMemoryBound(to: UInt8.self)
      let buffer = unsafe UnsafeBufferPointer(start: start, count: mv_size)
      return unsafe _overrideLifetime(Span(_unsafeElements: buffer), copying: ())
    }
  }
}
