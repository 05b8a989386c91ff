import CSQLiteReference

/// The same log in SQLite, as Swift calls it. A target of one file, as `Reference` is.
public enum SQLite {
  /// What a query found.
  public struct Pass: Equatable, Sendable {
    /// How many rows, or how many things it counted.
    public var rows: UInt64
    /// A sum over them.
    public var sum: UInt64

    /// A pass that found this.
    public init(rows: UInt64, sum: UInt64) {
      self.rows = rows
      self.sum = sum
    }
  }

  /// Makes a database with the table of events and the index by which streams are read.
  public static func create(_ path: String) throws(SQLiteError) {
    try check(sqlite_create(Array(path.utf8).span), "create a database")
  }

  /// Adds the indexes that the query as of a moment is answered from.
  public static func index() throws(SQLiteError) { try check(sqlite_index(), "make indexes") }

  /// Closes the database.
  public static func finish() { sqlite_finish() }

  /// Copies the first so many events of the log that the reference has open into memory.
  public static func keep(_ limit: Int) throws(SQLiteError) {
    try check(sqlite_keep(UInt64(limit)), "keep events")
  }

  /// Inserts so many of the events that are kept.
  public static func append(_ events: Int, perCommit: Int) throws(SQLiteError) {
    try check(sqlite_append(0, UInt64(events), UInt64(perCommit)), "append")
  }

  /// So many callers have events inserted, each waiting for its own; one thread writes for all.
  public static func share(callers: Int, each: Int) throws(SQLiteError) {
    try check(sqlite_share(UInt32(callers), UInt32(each)), "append for many")
  }

  /// Reads every row.
  public static func scan() throws(SQLiteError) -> Pass { try pass(sqlite_scan(), "scan") }

  /// Reads the rows of one stream.
  public static func history(kind: UInt8, number: UInt32) throws(SQLiteError) -> Pass {
    try pass(sqlite_history(UInt32(kind), number), "read a stream")
  }

  /// How many opportunities were open at an instant, and the sum of their amounts in cents.
  public static func openOpportunities(asOf microseconds: Int64) throws(SQLiteError) -> Pass {
    try pass(sqlite_as_of(sqlite_position(microseconds)), "ask as of a moment")
  }

  private static func pass(_ pass: sqlite_pass, _ what: String) throws(SQLiteError) -> Pass {
    try check(pass.code, what)
    return Pass(rows: pass.rows, sum: pass.sum)
  }

  private static func check(_ code: Int32, _ what: String) throws(SQLiteError) {
    if code != 0 { throw SQLiteError(what: what, code: code) }
  }
}

/// A function of SQLite failed.
public struct SQLiteError: Error, CustomStringConvertible {
  /// What it should have done.
  public var what: String
  /// SQLite's code, or the system's.
  public var code: Int32

  /// One line that says what failed.
  public var description: String { "SQLite could not \(what): code \(code)" }
}
