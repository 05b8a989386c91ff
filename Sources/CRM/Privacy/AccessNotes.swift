import Bytes
import Domain
import Synchronization

/// Whose boxes were opened through one source, and what of that is on record; shared by the sources
/// made from one another, so that checking an answer does not count as a second read.
final class AccessNotes: Sendable {
  private struct Notes: Sendable {
    var opened: Set<StreamID> = []
    var recorded: [String: Set<StreamID>] = [:]
  }

  private let notes = Mutex(Notes())

  /// Notes that an entity was read; nothing to note unless it is a person who can be read, or an
  /// activity whose words about one can be.
  func note(_ entity: some Entity) {
    if let response = entity as? Response { return note(response) }
    if let activity = entity as? Activity { return note(activity) }
    guard entity.id.stream.kind.isPerson, entity.exists,
      let person = entity as? any Person, !person.isHidden
    else { return }
    notes.withLock { _ = $0.opened.insert(entity.id.stream) }
  }

  /// Notes that the words of a person were read, or what other systems call the answers.
  private func note(_ response: Response) {
    guard let contact = response.contact, !response.isHidden,
      !response.words.isEmpty || !response.references.isEmpty
    else { return }
    notes.withLock { _ = $0.opened.insert(contact.stream) }
  }

  private func note(_ activity: Activity) {
    guard let contact = activity.about.contact, activity.sealingSlot != nil, !activity.isHidden
    else { return }
    notes.withLock { _ = $0.opened.insert(contact.stream) }
  }

  /// Those of `shown` (all when nil) that were opened and are not on record for this purpose yet.
  func pending(_ purpose: String, shown: Set<StreamID>?) -> Set<StreamID> {
    notes.withLock { notes in
      let opened = shown.map { notes.opened.intersection($0) } ?? notes.opened
      return opened.subtracting(notes.recorded[purpose] ?? [])
    }
  }

  /// Notes that they are on record.
  func settle(_ persons: Set<StreamID>, _ purpose: String) {
    notes.withLock { $0.recorded[purpose, default: []].formUnion(persons) }
  }
}
