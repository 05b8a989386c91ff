import Bytes
import Domain
import EventLog
import Projections

// Erasing a person, in this order: the event that says so is appended and durable; then the
// person's key is overwritten and synced; then what was folded from opened boxes is thrown away.
// Whatever ends the process in between, the next opening for writing goes on from where the log
// and the keys say it stands. Each step may be repeated without harm.

/// Why an erasure that stands in the log could not be carried through to the end.
public enum ErasureFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// Another process kept writing checkpoints.
  case checkpointsBusy

  public var description: String {
    switch self {
    case .checkpointsBusy:
      """
      the person's key was overwritten, but another process keeps writing checkpoints: erase the \
      same person once more when it has ended, or run 'rapport rebuild', so that no keyed hashes stay
      """
    }
  }
}

extension CRM {
  /// Carries an erasure through, when the command was one; its event is in the log by now.
  func completeErasure(_ command: Command) throws {
    guard let person = command.erasedPerson else { return }
    // All that was ever entered of one human goes with them.
    let group = try core.store.model(Merges.self, through: core.log.head.position)
      .group(of: person)
    let slots = try group.compactMap { try erasedSlot(of: $0) }
    if slots.isEmpty { return }
    try eraseKeys(slots)
    // Also when the key was gone before: an earlier attempt may have stopped short of this.
    try core.store.removeOpenedCheckpoints()
  }

  /// Carries through what a killed process left half done, and what a restored keys file brought
  /// back; called whenever a book is opened for writing.
  func completeErasures() throws {
    let head = try core.log.head.position
    let team = try core.store.model(Team.self, through: head)
    let contacts = try core.store.model(Contacts.self, through: head)
    var slots = team.rows.rows.filter(\.isErased).map(\.keySlot)
    if contacts.erasedCount > 0 {
      slots += contacts.rows.rows.filter(\.isErased).map(\.keySlot)
    }
    let leads = try core.store.model(Leads.self, through: head)
    if leads.erasedCount > 0 { slots += leads.rows.rows.filter(\.isErased).map(\.keySlot) }
    let left = try slots.map { KeySlot($0) }.filter { try core.secrets.keys.key($0) != nil }
    try eraseKeys(left)
    // Also when all keys are gone: the kill may have come between the last key and this.
    guard try !left.isEmpty || (!slots.isEmpty && core.store.hasOutdatedCheckpoints()) else {
      return
    }
    try core.store.removeOpenedCheckpoints()
  }

  private func eraseKeys(_ slots: [KeySlot]) throws {
    for slot in slots { try core.secrets.keys.erase(slot) }
  }

  /// The slot of a person's key, if the log says that the person was erased.
  private func erasedSlot(of person: StreamID) throws -> KeySlot? {
    let head = try core.log.head.position
    switch person.kind {
    case .user:
      let row = try core.store.model(Team.self, through: head).rows[UserID(person.number)]
      return row.isErased ? KeySlot(row.keySlot) : nil
    case .contact:
      let row = try core.store.model(Contacts.self, through: head)
        .rows[ContactID(person.number)]
      return row.isErased ? KeySlot(row.keySlot) : nil
    case .lead:
      let row = try core.store.model(Leads.self, through: head).rows[LeadID(person.number)]
      return row.isErased ? KeySlot(row.keySlot) : nil
    default: return nil
    }
  }
}
