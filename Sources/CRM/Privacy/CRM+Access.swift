public import Bytes
public import Domain
import EventLog
import LMDB
import Projections
import Reports

// Who read whose personal data. A source notes whose boxes it opens, and whoever hands something to
// a user has it recorded before: an answer of a report here, all else by `recordAccess`.

extension CRM {
  /// Puts on record that a user is about to see what was read through a source.
  ///
  /// Throws `AccessFault.notRecorded` when it cannot be written and contacts are among it: then
  /// nothing may be shown. Names of colleagues alone are shown all the same.
  public func recordAccess(
    through source: BookSource, as principal: Principal, purpose: String
  ) throws {
    try recordAccess(source.notes, nil, principal, source.channel, purpose)
  }

  /// The records that concern a person, of a user, since an instant; newest last. For auditors and
  /// administrators. Also says how many lines of the record are damaged.
  public func accessRecords(
    as principal: Principal, person: StreamID? = nil, user: UserID? = nil, since: Instant? = nil
  ) throws -> (records: [AccessRecord], damagedCount: Int) {
    try rights(of: principal).requireAudit("reading the access record")
    var found = try accessLog.all()
    found.records.removeAll { record in
      if let person, !record.concerns(person) { return true }
      if let user, record.user != user { return true }
      return since.map { record.at < $0 } ?? false
    }
    return found
  }
}

extension CRM {
  /// Records the persons an answer shows: those it names whose boxes were opened for it.
  func recorded(
    _ answer: Answer, _ source: BookSource, _ principal: Principal
  ) throws -> Answer {
    var shown: Set<StreamID> = []
    for row in answer.rows {
      shown.formUnion(row.sources.filter(\.kind.mayBeSealed))
      for case .entity(let number, _) in row.cells {
        if let stream = EntityKinds.stream(named: number) { shown.insert(stream) }
      }
    }
    // The words of an activity are about its contact, whether that is named beside them or not.
    let activities = shown.filter { $0.kind == .activity }
    if !activities.isEmpty {
      let rows = try model(Activities.self).rows
      let contacts = activities.compactMap { rows[ActivityID($0.number)].contact?.stream }
      let merges = try source.merges()
      shown.formUnion(contacts + contacts.map { merges.survivor(of: $0) })
    }
    try recordAccess(source.notes, shown, principal, source.channel, answer.report)
    return answer
  }

  /// Records entries of the log: those whose boxes were opened for it.
  func recordAccess(
    _ persons: Set<StreamID>, _ principal: Principal, _ channel: Origin.Channel, _ purpose: String
  ) throws {
    guard !persons.isEmpty else { return }
    let contacts = NumberRanges(persons.filter { $0.kind == .contact }.map(\.number))
    let record = AccessRecord(
      at: core.now(), user: principal.user, channel: channel, purpose: purpose,
      contacts: contacts, users: NumberRanges(persons.filter { $0.kind == .user }.map(\.number)),
      leads: NumberRanges(persons.filter { $0.kind == .lead }.map(\.number)))
    do {
      try accessLog.append(record)
    } catch let error as FileError {
      if !contacts.isEmpty || !record.leads.isEmpty {
        throw AccessFault.notRecorded(error.description)
      }
    }
  }

  private func recordAccess(
    _ notes: AccessNotes, _ shown: Set<StreamID>?, _ principal: Principal,
    _ channel: Origin.Channel, _ purpose: String
  ) throws {
    let persons = notes.pending(purpose, shown: shown)
    try recordAccess(persons, principal, channel, purpose)
    notes.settle(persons, purpose)
  }
}
