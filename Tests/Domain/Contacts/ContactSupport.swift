import Bytes
import Domain
import Testing

/// What decisions about contacts may look up in these tests.
struct ContactFacts: Facts {
  var actor = UserID(1)
  var currency = Currency.euro
  var occurredAt = Instant(microseconds: 0)
  var today: Day
  var freeKeySlot = KeySlot(7)
  var administratorCount = 1
  var references: [ExternalReference: StreamID] = [:]
  var emails: [String: StreamID] = [:]

  init() throws {
    today = try Day("2026-03-01")
  }

  /// U-1 works, U-2 is deactivated, others do not exist.
  func user(_ id: UserID) -> UserFacts? {
    id.number <= 2 ? UserFacts(role: .representative, isActive: id.number == 1) : nil
  }

  /// A-1 is active, A-2 retired, others do not exist.
  func standing(of stream: StreamID) -> Standing {
    guard stream.kind == .account else { return .unknown }
    return [1: .active, 2: .retired][stream.number] ?? .unknown
  }

  func pipeline(_ id: PipelineID) -> Pipeline? { nil }
  func planHolder(of key: PlanKey, kind: StreamKind) -> StreamID? { nil }
  func questionnaire(_ id: QuestionnaireID) -> Questionnaire? { nil }
  func customFields(of kind: StreamKind) -> [CustomField] { [] }
  func contact(_ id: ContactID) -> PersonFacts? { nil }
  func cost(of product: ProductID) -> Money? { nil }
  func listPrice(of product: ProductID) -> Money? { nil }
  func parent(of account: AccountID) -> AccountID? { nil }
  func account(of stream: StreamID) -> AccountID? { nil }
  func keySlot(of contact: ContactID) -> KeySlot? { nil }
  func holder(of reference: ExternalReference, kind: StreamKind) -> StreamID? {
    references[reference]
  }
  func holder(ofEmail normalised: String, kind: StreamKind) -> StreamID? { emails[normalised] }
  func holder(ofLogin login: String) -> UserID? { nil }
}

/// What the suites about contacts share.
protocol ContactSuite {}

extension ContactSuite {
  /// C-5 after these events.
  func contact(_ events: [ContactEvent]) -> Contact {
    var contact = Contact(id: ContactID(5))
    fold(events, into: &contact)
    return contact
  }

  /// Folds events, one position each.
  func fold(_ events: [ContactEvent], into contact: inout Contact) {
    for (index, event) in events.enumerated() {
      let moment = Instant(microseconds: Int64(index))
      contact.evolve(
        event,
        EventTime(position: Position(UInt64(index + 1)), timelineAt: moment, occurredAt: moment))
    }
  }

  /// C-5 as these commands leave it, each decided on what the ones before left.
  func contact(after commands: [ContactCommand]) throws -> Contact {
    var contact = Contact(id: ContactID(5))
    for command in commands {
      fold(try contact.decide(command, try ContactFacts()), into: &contact)
    }
    return contact
  }

  /// Anna van Dijk with an e-mail, a phone and an address.
  func anna() throws -> NewContact {
    var new = NewContact(name: PersonName(given: "Anna", family: "van Dijk"))
    new.birthday = try Day("1980-02-29")
    new.emails = [EmailAddress("Anna@Example.com", label: "work")]
    new.phones = [PhoneNumber("+31 20 123 4567")]
    new.addresses = [PostalAddress(street: "Dam 1", postalCode: "1012 JS", city: "Amsterdam")]
    new.account = AccountID(1)
    new.role = "Buyer"
    new.owner = UserID(1)
    new.source = "fair"
    return new
  }

  /// C-5 is Anna.
  func entered() throws -> Contact {
    try contact(after: [.create(try anna())])
  }

  /// A sealed part under slot 7.
  func box<Value>(_ value: Value) -> Personal<Value> { Personal(value, slot: KeySlot(7)) }

  /// A sealed note about the person.
  func note(_ text: String) -> Personal<TextChanged> { box(TextChanged(text)) }

  /// Whether a contact refuses a command for this reason.
  func expectRefusal(
    _ command: ContactCommand, _ refusal: ContactRefusal, of contact: Contact? = nil,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let contact = try contact ?? entered()
    let facts = try ContactFacts()
    #expect(throws: refusal, sourceLocation: location) { try contact.decide(command, facts) }
  }

  /// Whether a contact answers a command with these events.
  func expectEvents(
    _ command: ContactCommand, _ events: [ContactEvent], of contact: Contact? = nil,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let contact = try contact ?? entered()
    let decided = try contact.decide(command, try ContactFacts())
    #expect(decided == events, sourceLocation: location)
    var after = contact
    fold(decided, into: &after)
    if decided.isEmpty { return }
    if case .created = decided[0] { return }
    if case .emailRemoved = decided[0] { return }
    if case .phoneRemoved = decided[0] { return }
    if case .addressRemoved = decided[0] { return }
    let again = try after.decide(command, try ContactFacts())
    #expect(again.isEmpty, "asking twice yields no second event", sourceLocation: location)
  }
}
