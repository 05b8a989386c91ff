import Bytes
import Domain
import Testing

/// E-mails, phones and addresses: several of each, each of them once.
struct ContactEntriesTests: ContactSuite {
  @Test func `an e-mail is noted once, however it is spelt`() throws {
    try expectEvents(
      .addEmail(" b@x.nl ", label: "home"),
      [
        .emailAdded(box(EmailAddress("b@x.nl", label: "home")))
      ])
    try expectEvents(.addEmail("ANNA@EXAMPLE.COM"), [])
    try expectEvents(.addEmail("anna@example.com", label: "work"), [])
    try expectRefusal(
      .addEmail("anna@example.com", label: "home"),
      .heldUnderLabel("anna@example.com (home)", label: "work"))
  }

  @Test func `an e-mail must be one`() throws {
    try expectRefusal(
      .addEmail("anna.example.com"),
      .text(.notAnEmail(text: "anna.example.com", reason: "it needs exactly one @")))
    var new = try anna()
    new.emails = [EmailAddress("@x.nl")]
    try expectRefusal(
      .create(new), .text(.notAnEmail(text: "@x.nl", reason: "nothing stands before the @")),
      of: Contact(id: ContactID(5)))
  }

  @Test func `the first e-mail is the primary one, and the next when it goes`() throws {
    var contact = try contact(after: [.create(try anna()), .addEmail("b@x.nl")])
    #expect(contact.primaryEmail?.address == "Anna@Example.com")
    let removal = try contact.decide(.removeEmail("anna@EXAMPLE.com"), try ContactFacts())
    #expect(removal == [.emailRemoved(box(EmailAddress("Anna@Example.com", label: "work")))])
    fold(removal, into: &contact)
    #expect(contact.primaryEmail?.address == "b@x.nl")
    try expectRefusal(
      .removeEmail("Anna@Example.com"), .unknownEmail("Anna@Example.com"), of: contact)
  }

  @Test func `an e-mail that somebody else has is not refused`() throws {
    var facts = try ContactFacts()
    facts.emails["b@x.nl"] = ContactID(8).stream
    let events = try entered().decide(.addEmail("b@x.nl"), facts)
    #expect(events == [.emailAdded(box(EmailAddress("b@x.nl")))])
  }

  @Test func `a phone is noted once, however it is spaced`() throws {
    try expectEvents(
      .addPhone("020 1", label: "home"),
      [
        .phoneAdded(box(PhoneNumber("020 1", label: "home")))
      ])
    try expectEvents(.addPhone("+31-20-1234567"), [])
    try expectEvents(
      .removePhone("+31201234567"),
      [
        .phoneRemoved(box(PhoneNumber("+31 20 123 4567")))
      ])
    try expectRefusal(.removePhone("020 1"), .unknownPhone("020 1"))
    try expectRefusal(
      .addPhone("12"),
      .text(.notAPhone(text: "12", reason: "it has 2 digits; 3 to 20 are allowed")))
    try expectRefusal(
      .addPhone("+31201234567", label: "work"),
      .heldUnderLabel("+31201234567 (work)", label: ""))
  }

  @Test func `an address says something of where and is noted once`() throws {
    let home = PostalAddress(city: " Utrecht ", label: "home")
    try expectEvents(
      .addAddress(home),
      [
        .addressAdded(box(PostalAddress(city: "Utrecht", label: "home")))
      ])
    let dam = PostalAddress(street: "Dam 1", postalCode: "1012 JS", city: "Amsterdam")
    try expectEvents(.addAddress(dam), [])
    try expectEvents(.removeAddress(dam), [.addressRemoved(box(dam))])
    try expectRefusal(.addAddress(PostalAddress(label: "home")), .emptyAddress)
    try expectRefusal(.removeAddress(home), .unknownAddress("Utrecht (home)"))
  }

  @Test func `repeated entries of a new contact are taken once`() throws {
    var new = try anna()
    new.emails += [EmailAddress("anna@example.com"), EmailAddress("b@x.nl")]
    new.phones += [PhoneNumber("+31201234567")]
    new.addresses += new.addresses
    let contact = try contact(after: [.create(new)])
    #expect(contact.details.emails.map(\.address) == ["Anna@Example.com", "b@x.nl"])
    #expect(contact.details.phones.count == 1)
    #expect(contact.details.addresses.count == 1)
  }

  @Test func `fifty e-mails are enough`() throws {
    var contact = try contact(after: [.create(NewContact(name: PersonName(full: "A")))])
    for number in 1...50 {
      fold(try contact.decide(.addEmail("a\(number)@x.nl"), try ContactFacts()), into: &contact)
    }
    #expect(contact.details.emails.count == 50)
    try expectRefusal(
      .addEmail("one@more.nl"), .tooMany("e-mail addresses", limit: 50), of: contact)
  }

  @Test func `the hints name what to look up, folded and each once`() throws {
    var new = NewContact(name: PersonName(given: "Zoë", family: "  VAN   Dijk "))
    new.emails = [EmailAddress("Z@X.nl"), EmailAddress("z@x.NL"), EmailAddress("none")]
    new.phones = [PhoneNumber("+31 (0)20-1"), PhoneNumber("?")]
    #expect(
      Contact.duplicateHints(new: new) == [
        .email("z@x.nl"), .phone("+310201"), .name("zoe van dijk"),
      ])
    #expect(Contact.duplicateHints(new: NewContact(name: PersonName())) == [])
    #expect(
      try entered().duplicateHints == [
        .email("anna@example.com"), .phone("+31201234567"), .name("anna van dijk"),
      ])
  }

  @Test func `an event tells what the contact is found by since`() throws {
    let events = try Contact(id: ContactID(5)).decide(.create(try anna()), try ContactFacts())
    #expect(
      events.first?.duplicateHints == [
        .email("anna@example.com"), .phone("+31201234567"), .name("anna van dijk"),
      ])
    #expect(events.first?.duplicateHints.map(\.value).last == "anna van dijk")
    let email = EmailAddress("B@x.nl")
    #expect(ContactEvent.emailAdded(box(email)).duplicateHints == [.email("b@x.nl")])
    #expect(ContactEvent.emailRemoved(box(email)).duplicateHints == [])
    #expect(ContactEvent.phoneAdded(box(PhoneNumber("1-12"))).duplicateHints == [.phone("112")])
    #expect(
      ContactEvent.nameChanged(box(PersonName(full: "ÉVA"))).duplicateHints == [.name("eva")])
    #expect(ContactEvent.nameChanged(Personal(nil, slot: KeySlot(7))).duplicateHints == [])
  }
}
