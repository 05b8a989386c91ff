import Bytes
import Domain
import Testing

/// An entity to which these events have happened, in the world of these facts.
func given<Subject: Entity>(
  _: Subject.Type, _ id: Subject.ID, _ events: Subject.Event..., facts: TestFacts = TestFacts()
) -> Given<Subject> {
  var subject = Subject(id: id)
  subject.fold(events)
  return Given(subject: subject, facts: facts)
}

/// What holds before a command; see `given`.
struct Given<Subject: Entity> {
  /// The entity, folded.
  var subject: Subject
  /// What the decision may look up.
  var facts: TestFacts

  /// Lets the entity decide.
  func when(_ command: Subject.Command) -> Outcome<Subject> {
    do throws(Subject.Refusal) {
      let events = try subject.decide(command, facts)
      return Outcome(given: self, command: command, result: .success(events))
    } catch {
      return Outcome(given: self, command: command, result: .failure(error))
    }
  }
}

/// What an entity decided.
struct Outcome<Subject: Entity> {
  var given: Given<Subject>
  var command: Subject.Command
  var result: Result<[Subject.Event], Subject.Refusal>

  /// Expects exactly these events, and none when the same is asked again after them.
  func then(_ events: [Subject.Event], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(result == .success(events), sourceLocation: sourceLocation)
    expectNothingAgain(sourceLocation)
  }

  /// Expects exactly these events, of a command that can be carried out only once.
  func thenOnce(_ events: [Subject.Event], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(result == .success(events), sourceLocation: sourceLocation)
    guard case .success(let events) = result else { return }
    var again = given
    again.subject.fold(events)
    let second = again.when(command).result
    #expect(throws: Subject.Refusal.self, sourceLocation: sourceLocation) { try second.get() }
  }

  /// Expects that nothing changes.
  func thenNothing(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(result == .success([]), sourceLocation: sourceLocation)
  }

  /// Expects this refusal, and that it says why in one line.
  func refused(_ refusal: Subject.Refusal, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(result == .failure(refusal), sourceLocation: sourceLocation)
    #expect(!refusal.description.isEmpty, sourceLocation: sourceLocation)
    #expect(!refusal.description.contains("\n"), sourceLocation: sourceLocation)
  }

  private func expectNothingAgain(_ sourceLocation: SourceLocation) {
    guard case .success(let events) = result else { return }
    var again = given
    again.subject.fold(events)
    #expect(again.when(command).result == .success([]), sourceLocation: sourceLocation)
  }
}

extension Entity {
  /// Folds events that happened one after the other.
  mutating func fold(_ events: [Event]) {
    for (index, event) in events.enumerated() {
      let instant = Instant(microseconds: Int64(index) * 1_000_000)
      evolve(
        event,
        EventTime(
          position: Position(UInt64(index + 1)), timelineAt: instant, occurredAt: instant))
    }
  }

  /// The entity after these events.
  static func folded(_ id: ID, _ events: Event...) -> Self {
    var subject = Self(id: id)
    subject.fold(events)
    return subject
  }

  /// The value of one visible field; nil when it is not shown.
  func value(of field: String) -> FieldValue? {
    fields.first { $0.name == field }?.value
  }
}

/// Expects that the names of the visible fields, in this order, are exactly these.
func expectFields<Subject: Entity>(
  _ subject: Subject, _ names: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(subject.fields.map(\.name) == names, sourceLocation: sourceLocation)
}

/// Expects that carrying out what `restoring` answers gives the field its older value again.
func expectRestored<Subject: Entity>(
  _ field: String, of subject: Subject, to older: Subject, facts: TestFacts = TestFacts(),
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let commands = try #require(
    subject.restoring(field, from: older), "\(field)", sourceLocation: sourceLocation)
  #expect(
    subject.value(of: field) != older.value(of: field), "\(field) did not differ",
    sourceLocation: sourceLocation)
  var restored = subject
  for command in commands { restored.fold(try restored.decide(command, facts)) }
  #expect(
    restored.value(of: field) == older.value(of: field), "\(field)",
    sourceLocation: sourceLocation)
}
