internal import Bytes
internal import LMDB

// The table `heads` of a log: number, from 1 without gaps ⇒ the bytes of one signed note. A book
// that was founded before there were heads has no such table; the first head makes it.

extension LMDBLog {
  /// The signed heads, oldest first; one short read.
  public func heads() throws -> [[UInt8]] {
    guard let (environment, heads) = try headsTable(create: false) else { return [] }
    return try environment.read { transaction in
      var entries: [[UInt8]] = []
      try transaction.scan(heads) { number, bytes in
        guard number == UInt64(entries.count + 1) else {
          throw LogFault.missingHead(entries.count + 1)
        }
        entries.append(bytes.indices.map { bytes[$0] })
        return true
      }
      return entries
    }
  }

  /// Keeps one more head in a transaction of its own, synced when this returns; throws
  /// `AppendRefusal.headsMoved`, or `LMDBError` when the store fails.
  public func appendHead(_ entry: [UInt8], expecting count: Int) throws {
    guard let (environment, heads) = try headsTable(create: true) else {
      preconditionFailure("a table that is made when it is missing is there")
    }
    try environment.write { transaction in
      let last = try transaction.reading { try $0.lastPosition(heads) } ?? 0
      guard last == UInt64(count) else {
        throw AppendRefusal.headsMoved(expected: count, actual: Int(last))
      }
      try transaction.append(heads, position: last + 1, bytes: entry.span)
    }
  }

  /// The table and the environment it belongs to, which is the log's own, opened once more; nil
  /// when there is no such table and none is to be made.
  private func headsTable(create: Bool) throws -> (Environment, Table)? {
    do throws(LMDBError) {
      let again = try Environment(
        directory: environment.directory, tables: [Self.headsTable],
        readOnly: isReadOnly, create: create && !isReadOnly)
      return (again, again.table(Self.headsTable.name))
    } catch {
      if error.kind == .notFound, !create { return nil }
      throw error
    }
  }
}
