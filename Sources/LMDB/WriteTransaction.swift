internal import CLMDB

/// Changes to an environment that become visible and durable together, or not at all.
///
/// It is lent to a closure by `Environment.write`. Reading through it sees its own changes; a
/// change is `mutating`, so that bytes read in place cannot be in use while they move.
@safe
public struct WriteTransaction: ~Copyable, ~Escapable {
  // SAFETY: the scope that lends the transaction ends it after the closure; no copy outlives it.
  let handle: OpaquePointer
  let environment: EnvironmentCore
  /// Why the transaction must not be committed, even when the closure caught the error.
  private(set) var failure: LMDBError?

  @_lifetime(immortal)
  init(handle: OpaquePointer, environment: EnvironmentCore) {
    unsafe self.handle = unsafe handle
    self.environment = environment
  }
}

extension WriteTransaction {
  /// Lends this transaction's view, its own changes included, to code that only reads.
  public func reading<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    let view = unsafe ReadTransaction(handle: handle, environment: environment)
    return try body(view)
  }

  /// What `body` makes of the value at `position`; nil, without calling it, when there is none.
  public func get<R>(
    _ table: Table, position: UInt64, _ body: (Span<UInt8>) throws -> R
  ) throws -> R? {
    try reading { try $0.get(table, position: position, body) }
  }

  /// What `body` makes of the value under `key`; nil, without calling it, when there is none.
  public func get<R>(
    _ table: Table, key: [UInt8], _ body: (Span<UInt8>) throws -> R
  ) throws -> R? {
    try reading { try $0.get(table, key: key, body) }
  }

  /// The lowest position in use; nil when the table is empty.
  public func firstPosition(_ table: Table) throws -> UInt64? {
    try reading { try $0.firstPosition(table) }
  }

  /// The highest position in use; nil when the table is empty.
  public func lastPosition(_ table: Table) throws -> UInt64? {
    try reading { try $0.lastPosition(table) }
  }
}

extension WriteTransaction {
  /// Adds an entry behind all others (`MDB_APPEND`); `keyExists` when `position` is not greater
  /// than the last one.
  @_lifetime(self: copy self)
  public mutating func append(
    _ table: Table, position: UInt64, bytes: Span<UInt8>
  ) throws(LMDBError) {
    try put(table, position, bytes, UInt32(MDB_APPEND))
  }

  /// Adds an entry of `count` bytes behind all others, which `fill` writes straight into the page
  /// (`MDB_RESERVE`). `fill` must write exactly `count` bytes; when it throws, the transaction can
  /// only be aborted.
  @_lifetime(self: copy self)
  public mutating func append(
    _ table: Table, position: UInt64, count: Int,
    fill: (inout OutputSpan<UInt8>) throws -> Void
  ) throws {
    environment.require(table, .positions)
    var number = position
    var data = unsafe MDB_val(mv_size: count, mv_data: nil)
    let flags = UInt32(MDB_APPEND | MDB_RESERVE)
    let code = unsafe withUnsafeMutablePointer(to: &number) { pointer in
      var key = unsafe MDB_val(mv_size: 8, mv_data: pointer)
      return unsafe mdb_put(handle, table.identifier, &key, &data, flags)
    }
    try note(code, "append an entry")
    do {
      try unsafe fillReserved(data, count, fill)
    } catch {
      failure = failure ?? LMDBError(.badTransaction, "fill an entry", place: environment.directory)
      throw error
    }
  }

  /// Sets the value at a position, whether or not there was one.
  @_lifetime(self: copy self)
  public mutating func put(
    _ table: Table, position: UInt64, bytes: Span<UInt8>
  ) throws(LMDBError) {
    try put(table, position, bytes, 0)
  }

  /// Sets the value under a byte-string key of 1 to 511 bytes, whether or not there was one.
  @_lifetime(self: copy self)
  public mutating func put(
    _ table: Table, key: Span<UInt8>, value: Span<UInt8>
  ) throws(LMDBError) {
    environment.require(table, .bytes)
    let code = unsafe key.withUnsafeBufferPointer { keyPointer in
      unsafe value.withUnsafeBufferPointer { valuePointer in
        var key = unsafe MDB_val(keyPointer)
        var data = unsafe MDB_val(valuePointer)
        return unsafe mdb_put(handle, table.identifier, &key, &data, 0)
      }
    }
    try note(code, "write an entry")
  }

  /// Sets the value under a byte-string key of 1 to 511 bytes, whether or not there was one.
  @_lifetime(self: copy self)
  public mutating func put(_ table: Table, key: [UInt8], value: [UInt8]) throws(LMDBError) {
    try put(table, key: key.span, value: value.span)
  }

  /// Removes an entry and says whether there was one.
  @_lifetime(self: copy self)
  public mutating func remove(_ table: Table, key bytes: [UInt8]) throws(LMDBError) -> Bool {
    environment.require(table, .bytes)
    let code = unsafe bytes.span.withUnsafeBufferPointer { pointer in
      var key = unsafe MDB_val(pointer)
      return unsafe mdb_del(handle, table.identifier, &key, nil)
    }
    return try removed(code)
  }

  /// Removes an entry and says whether there was one.
  @_lifetime(self: copy self)
  public mutating func remove(_ table: Table, position: UInt64) throws(LMDBError) -> Bool {
    environment.require(table, .positions)
    var number = position
    let code = unsafe withUnsafeMutablePointer(to: &number) { pointer in
      var key = unsafe MDB_val(mv_size: 8, mv_data: pointer)
      return unsafe mdb_del(handle, table.identifier, &key, nil)
    }
    return try removed(code)
  }

  /// Removes all entries of a table; the table stays. The C function is `mdb_drop`.
  @_lifetime(self: copy self)
  public mutating func removeAll(_ table: Table) throws(LMDBError) {
    environment.require(table, table.kind)
    try note(unsafe mdb_drop(handle, table.identifier, 0), "empty a table")
  }
}

extension WriteTransaction {
  @_lifetime(self: copy self)
  private mutating func put(
    _ table: Table, _ position: UInt64, _ bytes: Span<UInt8>, _ flags: UInt32
  ) throws(LMDBError) {
    environment.require(table, .positions)
    var number = position
    let code = unsafe withUnsafeMutablePointer(to: &number) { pointer in
      unsafe bytes.withUnsafeBufferPointer { valuePointer in
        var key = unsafe MDB_val(mv_size: 8, mv_data: pointer)
        var data = unsafe MDB_val(valuePointer)
        return unsafe mdb_put(handle, table.identifier, &key, &data, flags)
      }
    }
    try note(code, "write an entry")
  }

  @_lifetime(self: copy self)
  private mutating func removed(_ code: Int32) throws(LMDBError) -> Bool {
    if code == MDB_NOTFOUND { return false }
    try note(code, "remove an entry")
    return true
  }

  /// Checks a code and remembers what makes the transaction unfit to be committed. A key that is
  /// out of order or of a wrong size changes nothing and harms nothing.
  @_lifetime(self: copy self)
  private mutating func note(_ code: Int32, _ operation: StaticString) throws(LMDBError) {
    if code == MDB_SUCCESS { return }
    do {
      try check(code, operation, place: environment.directory)
    } catch {
      if error.kind != .keyExists && error.kind != .badSize { failure = failure ?? error }
      throw error
    }
  }
}

/// Lends the reserved bytes of an entry to be written.
private func fillReserved(
  _ data: MDB_val, _ count: Int, _ fill: (inout OutputSpan<UInt8>) throws -> Void
) throws {
  // SAFETY: liblmdb reserved `count` bytes at this address, valid until the next change in the
  // transaction, which is exclusively held by the caller meanwhile.
  let start = unsafe data.mv_data?.assumingMemoryBound(to: UInt8.self)
  let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: count)
  var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
  try fill(&output)
  let filled = unsafe output.finalize(for: buffer)
  precondition(filled == count, "a reserved entry was not filled to its end")
}
