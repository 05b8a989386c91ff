internal import CSQLite

/// A value of a row.
public enum DatabaseValue: Equatable, Sendable {
  /// Nothing.
  case null
  /// A whole number.
  case integer(Int64)
  /// A binary fraction.
  case real(Double)
  /// Words.
  case text(String)
}

/// A new SQLite database, filled in one transaction.
///
/// It is meant for a file that gets its name when it is whole: nothing in it is safe before `close`
/// returns.
///
/// Safe, since the handle stays inside and is closed once.
@safe public final class DatabaseFile {
  private let handle: OpaquePointer

  /// Opens the empty file at a path. The C function is `sqlite3_open_v2`.
  public init(_ path: String) throws(DatabaseError) {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
    guard code == SQLITE_OK, let opened = unsafe opened else {
      _ = unsafe sqlite3_close_v2(opened)
      throw DatabaseError(what: "it cannot be opened (\(code))")
    }
    unsafe handle = unsafe opened
    try run("PRAGMA journal_mode = OFF")
    try run("PRAGMA synchronous = OFF")
    try run("BEGIN")
  }

  deinit { _ = unsafe sqlite3_close_v2(handle) }

  /// Runs statements that answer nothing. The C function is `sqlite3_exec`.
  public func run(_ sql: String) throws(DatabaseError) {
    guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault() }
  }

  /// A statement to be run with many rows.
  public func prepare(_ sql: String) throws(DatabaseError) -> DatabaseStatement {
    var statement: OpaquePointer?
    guard unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK,
      let statement = unsafe statement
    else { throw fault() }
    return unsafe DatabaseStatement(statement, of: self)
  }

  /// Ends the transaction; what was written is in the file.
  public func commit() throws(DatabaseError) { try run("COMMIT") }

  func fault() -> DatabaseError {
    // SAFETY: the library answers a text that lives until the next call.
    DatabaseError(what: unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? "")
  }
}

/// A statement with places for values.
///
/// Safe, since it keeps its database, and the handle stays inside.
@safe public final class DatabaseStatement {
  private let handle: OpaquePointer
  private let database: DatabaseFile

  init(_ handle: OpaquePointer, of database: DatabaseFile) {
    unsafe self.handle = unsafe handle
    self.database = database
  }

  deinit { _ = unsafe sqlite3_finalize(handle) }

  /// Runs it once with these values. The C functions are `sqlite3_bind_…` and `sqlite3_step`.
  public func run(_ values: [DatabaseValue]) throws(DatabaseError) {
    // SAFETY: -1 tells the library to copy the text before the call returns.
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .null: unsafe sqlite3_bind_null(handle, place)
        case .integer(let number): unsafe sqlite3_bind_int64(handle, place, number)
        case .real(let number): unsafe sqlite3_bind_double(handle, place, number)
        case .text(let text):
          unsafe sqlite3_bind_text(handle, place, text, Int32(text.utf8.count), transient)
        }
      guard code == SQLITE_OK else { throw database.fault() }
    }
    guard unsafe sqlite3_step(handle) == SQLITE_DONE else { throw database.fault() }
    guard unsafe sqlite3_reset(handle) == SQLITE_OK else { throw database.fault() }
  }
}

/// A database cannot be written.
public struct DatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The library's own words.
  public var what: String

  /// One sentence for the person who reads it.
  public var description: String { "the database could not be written: \(what)" }
}
