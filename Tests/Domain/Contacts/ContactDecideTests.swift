import Bytes
import Domain
import Testing

struct ContactDecideTests: ContactSuite {
  @Test func `a new contact takes a key slot and says everything in one event`() throws {
    let events = try Contact(id: ContactID(5)).decide(.create(try anna()), try ContactFacts())
    guard case .created(let created) = try #require(events.first) else {
      Issue.record("the first event is not created")
      return
    }
    #expect(events.count == 1)
    #expect(created.person.slot == KeySlot(7))
    #expect(created.person.value?.name == PersonName(given: "Anna", family: "van Dijk"))
    #expect(created.person.value?.emails == [EmailAddress("Anna@Example.com", label: "work")])
    #expect(created.account == AccountID(1))
    #expect(created.owner == UserID(1))
    #expect(created.person.value?.role == "Buyer")
    #expect(created.person.value?.source == "fair")
    #expect(created.relationship == .stranger)
  }

  @Test func `a contact is entered once`() throws {
    try expectRefusal(.create(try anna()), .exists(ContactID(5)))
  }

  @Test func `nothing happens to a contact that does not exist`() throws {
    let nobody = Contact(id: ContactID(5))
    try expectRefusal(.tag("vip"), .unknown(ContactID(5)), of: nobody)
    try expectRefusal(.rename(PersonName(full: "A")), .unknown(ContactID(5)), of: nobody)
  }

  @Test func `a contact needs a name, and a title is none`() throws {
    let nobody = Contact(id: ContactID(5))
    try expectRefusal(.create(NewContact(name: PersonName())), .nameMissing, of: nobody)
    try expectRefusal(.create(NewContact(name: PersonName(given: " "))), .nameMissing, of: nobody)
    try expectRefusal(.rename(PersonName(prefix: "Dr.")), .nameMissing)
    for name in [PersonName(given: "A"), PersonName(family: "B"), PersonName(full: "C")] {
      try expectEvents(.rename(name), [.nameChanged(box(name))])
    }
  }

  @Test func `a rename trims and tells no news when the name is the same`() throws {
    let same = PersonName(given: " Anna ", family: "van Dijk")
    try expectEvents(.rename(same), [])
    try expectRefusal(
      .rename(PersonName(given: "A\u{7}")),
      .text(.forbidden(field: "given name", scalar: "\u{7}", place: 2)))
    try expectRefusal(
      .rename(PersonName(full: String(repeating: "x", count: 1_000_000))),
      .text(.tooManyBytes(field: "full name", count: 1_000_000, limit: 2_000)))
  }

  @Test func `the account must exist, a retired one will do`() throws {
    try expectRefusal(.setAccount(AccountID(3), role: nil), .unknownAccount(AccountID(3)))
    try expectEvents(
      .setAccount(AccountID(2), role: " Head "),
      [.accountChanged(ContactAccountChanged(AccountID(2), role: note("Head")))])
    try expectEvents(
      .setAccount(AccountID(1), role: " "),
      [.accountChanged(ContactAccountChanged(AccountID(1), role: nil))])
    try expectEvents(.setAccount(AccountID(1), role: "Buyer"), [])
    var new = try anna()
    new.account = AccountID(9)
    try expectRefusal(
      .create(new), .unknownAccount(AccountID(9)), of: Contact(id: ContactID(5)))
  }

  @Test func `the owner must be an active user`() throws {
    try expectRefusal(.assign(UserID(2)), .owner(.inactive(UserID(2))))
    try expectRefusal(.assign(UserID(3)), .owner(.unknown(UserID(3))))
    try expectEvents(.assign(nil), [.ownerChanged(IDChanged(nil))])
    try expectEvents(.assign(UserID(1)), [])
    var new = try anna()
    new.owner = UserID(2)
    try expectRefusal(
      .create(new), .owner(.inactive(UserID(2))), of: Contact(id: ContactID(5)))
  }

  @Test func `a birthday is neither to come nor before 1850`() throws {
    try expectRefusal(
      .setBirthday(try Day("2026-03-02")), .birthdayInFuture(try Day("2026-03-02")))
    try expectRefusal(
      .setBirthday(try Day("1849-12-31")), .birthdayTooEarly(try Day("1849-12-31")))
    for day in [try Day("2026-03-01"), try Day("1850-01-01"), nil] {
      try expectEvents(.setBirthday(day), [.birthdayChanged(box(BirthdayContent(day)))])
    }
    try expectEvents(.setBirthday(try Day("1980-02-29")), [])
    var new = try anna()
    new.birthday = try Day("2030-01-01")
    try expectRefusal(
      .create(new), .birthdayInFuture(try Day("2030-01-01")), of: Contact(id: ContactID(5)))
  }

  @Test func `tags come and go once`() throws {
    try expectEvents(.tag(" vip "), [.tagged(TextChanged("vip"))])
    try expectEvents(.untag("vip"), [])
    let tagged = try contact(after: [.create(try anna()), .tag("vip")])
    try expectEvents(.tag("vip"), [], of: tagged)
    try expectEvents(.untag("vip"), [.untagged(TextChanged("vip"))], of: tagged)
    try expectRefusal(.tag(" "), .text(.empty(field: "tag")))
  }

  @Test func `a reference is personal, noted once and unique`() throws {
    let reference = ExternalReference(source: "erp", identifier: "77")
    try expectEvents(.reference(reference), [.referenced(box(reference))])
    var facts = try ContactFacts()
    facts.references[reference] = ContactID(8).stream
    let held = try entered()
    #expect(throws: ContactRefusal.reference(.taken(reference, by: "C-8"))) {
      try held.decide(.reference(reference), facts)
    }
    var new = try anna()
    new.references = [reference, reference]
    let events = try Contact(id: ContactID(5)).decide(.create(new), try ContactFacts())
    #expect(events.count == 2)
    #expect(events.last == .referenced(box(reference)))
  }

  @Test func `every refusal is one line`() throws {
    let refusals: [ContactRefusal] = [
      .unknown(ContactID(1)), .exists(ContactID(1)), .erased(ContactID(1)),
      .text(.empty(field: "tag")), .owner(.unknown(UserID(1))),
      .reference(.taken(ExternalReference(source: "a", identifier: "b"), by: "C-1")),
      .nameMissing, .unknownAccount(AccountID(1)), .unknownEmail("a\nb"), .unknownPhone("1"),
      .unknownAddress("x"), .heldUnderLabel("a", label: ""), .heldUnderLabel("a", label: "b"),
      .tooMany("phones", limit: 1), .emptyAddress, .birthdayInFuture(try Day("2030-01-01")),
      .birthdayTooEarly(try Day("1700-01-01")), .reasonMissing, .reasonWithoutLoss,
    ]
    let lines = refusals.map(\.description)
    #expect(lines.allSatisfy { !$0.isEmpty && !$0.contains("\n") })
    #expect(Set(lines).count == refusals.count)
  }
}
