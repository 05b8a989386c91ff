public import Bytes
import Domain
import EventLog
import Projections

extension CRM {
  /// The identity the book was founded with, as 32 hexadecimal digits.
  public func identity() throws -> String {
    try settings().identity.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Every event up to a position, oldest first, boxes opened; for auditors and administrators.
  ///
  /// It is put on record as a read of everybody's personal data before the first event is shown.
  public func exportEvents(
    through end: Position, as principal: Principal,
    through channel: Origin.Channel = .embedded, _ body: (EventRecord) throws -> Void
  ) throws {
    try rights(of: principal).requireAudit("exporting all events")
    try recordExport(as: principal, through: channel, purpose: "export-events")
    try visitEvents(through: end, body)
  }

  /// Puts on record that a user is about to get the personal data of everybody in the book.
  func recordExport(
    as principal: Principal, through channel: Origin.Channel, purpose: String
  ) throws {
    var persons: Set<StreamID> = []
    for (id, row) in try model(Contacts.self).rows.all where !row.isErased {
      persons.insert(id.stream)
    }
    for (id, row) in try model(Leads.self).rows.all where !row.isErased {
      persons.insert(id.stream)
    }
    for (id, row) in try model(Team.self).rows.all where !row.isErased {
      persons.insert(id.stream)
    }
    try recordAccess(persons, principal, channel, purpose)
  }
}
