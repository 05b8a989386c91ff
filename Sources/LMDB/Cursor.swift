internal import CLMDB

/// A place in a table, for the length of one call.
@safe
struct Cursor: ~Copyable {
  // SAFETY: opened in init and closed in deinit, inside one method of a live transaction; in a
  // write transaction that is before its end, as liblmdb demands.
  private let handle: OpaquePointer
  private let environment: EnvironmentCore
  private(set) var key = unsafe MDB_val()
  private(set) var data = unsafe MDB_val()

  init(_ transaction: borrowing ReadTransaction, _ table: Table) throws(LMDBError) {
    var cursor: OpaquePointer?
    try check(
      unsafe mdb_cursor_open(transaction.handle, table.identifier, &cursor), "open a cursor",
      place: transaction.environment.directory)
    unsafe handle = unsafe cursor!
    environment = transaction.environment
  }

  deinit { unsafe mdb_cursor_close(handle) }

  /// Moves, and says whether there is an entry.
  @inline(__always)
  mutating func move(_ operation: MDB_cursor_op) throws(LMDBError) -> Bool {
    let code = unsafe mdb_cursor_get(handle, &key, &data, operation)
    return try environment.found(code, "read an entry")
  }

  /// Moves to the first entry whose key is not less than `position`.
  mutating func seek(_ position: UInt64) throws(LMDBError) -> Bool {
    var number = position
    let code = unsafe withUnsafeMutablePointer(to: &number) { pointer in
      unsafe key = unsafe MDB_val(mv_size: 8, mv_data: pointer)
      return unsafe mdb_cursor_get(handle, &key, &data, MDB_SET_RANGE)
    }
    return try environment.found(code, "find an entry")
  }

  /// Moves to the first entry whose key is not less than `bytes`.
  mutating func seek(_ bytes: Span<UInt8>) throws(LMDBError) -> Bool {
    if bytes.isEmpty { return try move(MDB_FIRST) }
    let code = unsafe bytes.withUnsafeBufferPointer { pointer in
      unsafe key = unsafe MDB_val(pointer)
      return unsafe mdb_cursor_get(handle, &key, &data, MDB_SET_RANGE)
    }
    return try environment.found(code, "find an entry")
  }

  /// The key as a number; the table's kind promises 8 bytes, though not aligned ones.
  var position: UInt64 {
    @inline(__always) get { unsafe key.mv_data.loadUnaligned(as: UInt64.self) }
  }
}

extension ReadTransaction {
  /// Visits the entries of positions `first` through `last` in ascending order, in place, without
  /// allocating, until `body` answers false. One cursor, `MDB_NEXT`.
  public func scan(
    _ table: Table, from first: UInt64 = 0, through last: UInt64 = .max,
    _ body: (_ position: UInt64, _ value: Span<UInt8>) throws -> Bool
  ) throws {
    environment.require(table, .positions)
    var cursor = try Cursor(self, table)
    var isThere = try cursor.seek(first)
    while isThere {
      let position = cursor.position
      // SAFETY: the value stays in the map until the transaction, which is borrowed, ends.
      guard position <= last, try body(position, unsafe cursor.data.span) else { return }
      isThere = try cursor.move(MDB_NEXT)
    }
  }

  /// Visits the entries of positions `last` down through `first` in descending order, until `body`
  /// answers false.
  public func scanBackward(
    _ table: Table, from last: UInt64 = .max, through first: UInt64 = 0,
    _ body: (_ position: UInt64, _ value: Span<UInt8>) throws -> Bool
  ) throws {
    environment.require(table, .positions)
    var cursor = try Cursor(self, table)
    var isThere = try cursor.seek(last)
    if !isThere {
      isThere = try cursor.move(MDB_LAST)
    } else if cursor.position > last {
      isThere = try cursor.move(MDB_PREV)
    }
    while isThere {
      let position = cursor.position
      // SAFETY: the value stays in the map until the transaction, which is borrowed, ends.
      guard position >= first, try body(position, unsafe cursor.data.span) else { return }
      isThere = try cursor.move(MDB_PREV)
    }
  }

  /// Visits the entries whose byte-string key is `fromKey` or greater, in lexicographic order,
  /// until `body` answers false. An empty key begins with the first entry.
  public func scan(
    _ table: Table, fromKey first: [UInt8],
    _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws -> Bool
  ) throws {
    environment.require(table, .bytes)
    var cursor = try Cursor(self, table)
    var isThere = try cursor.seek(first.span)
    while isThere {
      // SAFETY: key and value stay in the map until the transaction, which is borrowed, ends.
      guard try body(unsafe cursor.key.span, unsafe cursor.data.span) else { return }
      isThere = try cursor.move(MDB_NEXT)
    }
  }
}
