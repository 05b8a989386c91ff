import Bytes
import Domain
import Testing

/// What is left of a contact once its boxes cannot be opened.
struct ContactErasureTests: ContactSuite {
  private func erased() throws -> Contact {
    let commands: [ContactCommand] = [
      .create(try anna()), .rename(PersonName(given: "Ann")), .addEmail("b@x.nl"),
      .removeEmail("b@x.nl"), .addPhone("112"), .removePhone("112"),
      .addAddress(PostalAddress(city: "Delft")), .removeAddress(PostalAddress(city: "Delft")),
      .setBirthday(nil), .moveRelationship(to: .customer), .tag("vip"),
      .reference(ExternalReference(source: "erp", identifier: "77")),
    ]
    var (open, closed) = (Contact(id: ContactID(5)), Contact(id: ContactID(5)))
    for command in commands {
      let events = try open.decide(command, try ContactFacts())
      #expect(events.count == 1)
      fold(events, into: &open)
      fold(try events.map(unopened), into: &closed)
    }
    #expect(!open.isHidden)
    return closed
  }

  @Test func `what was open still stands, what was personal is hidden`() throws {
    let contact = try erased()
    #expect(
      contact.fields == [
        Field("name", .hidden), Field("birthday", .hidden), Field("emails", .hidden),
        Field("phones", .hidden), Field("addresses", .hidden),
        Field("account", .reference(AccountID(1).stream)), Field("role", .hidden),
        Field("relationship", .text("customer")), Field("source", .hidden),
        Field("owner", .reference(UserID(1).stream)), Field("tags", .list(["vip"])),
      ])
    #expect(contact.details == ContactDetails())
    #expect(contact.references.isEmpty)
    #expect(contact.duplicateHints.isEmpty)
    #expect(contact.keySlot == KeySlot(7))
  }

  @Test func `nothing personal is noted of an erased person, the rest goes on`() throws {
    let contact = try erased()
    let personal: [ContactCommand] = [
      .rename(PersonName(full: "A")), .addEmail("a@b.nl"), .removeEmail("a@b.nl"),
      .addPhone("112"), .removePhone("112"), .addAddress(PostalAddress(city: "Delft")),
      .removeAddress(PostalAddress(city: "Delft")), .setBirthday(nil),
      .reference(ExternalReference(source: "a", identifier: "b")),
    ]
    for command in personal { try expectRefusal(command, .erased(ContactID(5)), of: contact) }
    try expectEvents(.tag("a"), [.tagged(TextChanged("a"))], of: contact)
    try expectEvents(.assign(nil), [.ownerChanged(IDChanged(nil))], of: contact)
  }

  @Test func `one box that stays shut hides what other boxes said`() throws {
    var contact = try entered()
    fold([.nameChanged(Personal(nil, slot: KeySlot(7)))], into: &contact)
    #expect(contact.isHidden)
    fold([.nameChanged(box(PersonName(full: "A")))], into: &contact)
    #expect(contact.name.isEmpty)
  }

  @Test func `a hidden value cannot be restored, an open one can`() throws {
    let (open, closed) = (try entered(), try erased())
    for field in ["name", "birthday", "emails", "phones", "addresses", "role"] {
      #expect(open.restoring(field, from: closed) == nil)
      #expect(closed.restoring(field, from: open) == nil)
    }
    #expect(closed.restoring("owner", from: open) == [.assign(UserID(1))])
  }

  @Test func `an erasure hides everything personal, once, and leaves the rest to go on`() throws {
    let contact = try contact(after: [.create(try anna()), .erase(reason: "asked")])
    #expect(contact.isErased && contact.isHidden)
    #expect(contact.details == ContactDetails())
    #expect(contact.sealingSlot == KeySlot(7))
    try expectEvents(.erase(reason: "asked"), [], of: contact)
    try expectRefusal(.rename(PersonName(full: "A")), .erased(ContactID(5)), of: contact)
    try expectRefusal(
      .setAccount(AccountID(1), role: "Head"), .erased(ContactID(5)), of: contact)
    try expectEvents(
      .setAccount(nil, role: nil), [.accountChanged(ContactAccountChanged(nil, role: nil))],
      of: contact)
    try expectRefusal(
      .moveRelationship(to: .lost, reason: "died"), .erased(ContactID(5)), of: contact)
    try expectEvents(
      .moveRelationship(to: .lost), [.relationshipMoved(RelationshipMoved(.lost))], of: contact)
    try expectEvents(.tag("a"), [.tagged(TextChanged("a"))], of: contact)
  }

  @Test func `an erasure says why`() throws {
    try expectRefusal(.erase(reason: " "), .erasureReasonMissing)
  }

  @Test func `nobody is erased who was never entered`() throws {
    try expectRefusal(.erase(reason: "asked"), .unknown(ContactID(5)), of: Contact(id: ContactID(5)))
  }

  /// The event as it is read when its box cannot be opened.
  private func unopened(_ event: ContactEvent) throws -> ContactEvent {
    let payload = event.payloadBytes()
    return try #require(try ContactEvent.read(type: event.type, payload: payload.span))
  }
}
