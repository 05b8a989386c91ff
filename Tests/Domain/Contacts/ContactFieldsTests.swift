import Bytes
import Domain
import Testing

struct ContactFieldsTests: ContactSuite {
  @Test func `all that is known is shown in order`() throws {
    let contact = try contact(after: [
      .create(try anna()), .addEmail("b@x.nl"), .tag("vip"),
      .moveRelationship(to: .lost, reason: "moved"),
      .reference(ExternalReference(source: "erp", identifier: "77")),
    ])
    #expect(
      contact.fields == [
        Field("name", .text("Anna van Dijk")),
        Field("birthday", .day(try Day("1980-02-29"))),
        Field("emails", .list(["Anna@Example.com (work)", "b@x.nl"])),
        Field("phones", .list(["+31 20 123 4567"])),
        Field("addresses", .list(["Dam 1, 1012 JS Amsterdam"])),
        Field("account", .reference(AccountID(1).stream)),
        Field("role", .text("Buyer")),
        Field("relationship", .text("lost")),
        Field("loss-reason", .text("moved")),
        Field("source", .text("fair")),
        Field("owner", .reference(UserID(1).stream)),
        Field("tags", .list(["vip"])),
        Field("reference-erp", .text("77")),
      ])
  }

  @Test func `what is not known is not shown`() throws {
    let contact = try contact(after: [
      .create(NewContact(name: PersonName(given: "A", prefix: "Dr.", suffix: "MD")))
    ])
    #expect(
      contact.fields == [
        Field("name", .text("A")), Field("name-prefix", .text("Dr.")),
        Field("name-suffix", .text("MD")), Field("relationship", .text("stranger")),
      ])
  }

  @Test(arguments: [
    "name", "name-prefix", "birthday", "emails", "phones", "addresses", "account", "role",
    "relationship", "loss-reason", "owner", "tags",
  ])
  func `a field gets its older value back`(field: String) throws {
    let older = try contact(after: [
      .create(try anna()), .addEmail("b@x.nl"), .tag("old"),
      .moveRelationship(to: .lost, reason: "moved"),
    ])
    var now = older
    let changes: [ContactCommand] = [
      .rename(PersonName(full: "Other")), .setBirthday(nil), .removeEmail("anna@example.com"),
      .addEmail("c@x.nl"), .removePhone("+31201234567"), .addPhone("112"),
      .addAddress(PostalAddress(city: "Delft", label: "home")),
      .removeAddress(PostalAddress(street: "Dam 1", postalCode: "1012 JS", city: "Amsterdam")),
      .setAccount(nil, role: "Chief"), .moveRelationship(to: .lead), .assign(nil), .untag("old"),
      .tag("new"),
    ]
    for change in changes { fold(try now.decide(change, try ContactFacts()), into: &now) }
    #expect(value(field, now) != value(field, older) || field == "name-prefix")
    for command in try #require(now.restoring(field, from: older)) {
      fold(try now.decide(command, try ContactFacts()), into: &now)
    }
    #expect(value(field, now) == value(field, older))
  }

  @Test func `restoring a list gives back its order too`() throws {
    let older = try contact(after: [.create(try anna()), .addEmail("b@x.nl")])
    var now = older
    for command in [ContactCommand.removeEmail("anna@example.com"), .addEmail("anna@example.com")] {
      fold(try now.decide(command, try ContactFacts()), into: &now)
    }
    #expect(now.details.emails.map(\.address) == ["b@x.nl", "anna@example.com"])
    for command in try #require(now.restoring("emails", from: older)) {
      fold(try now.decide(command, try ContactFacts()), into: &now)
    }
    #expect(now.details.emails == older.details.emails)
  }

  @Test func `a field that does not exist or never changes cannot be restored`() throws {
    let contact = try entered()
    for field in ["source", "reference-erp", "shoe-size", ""] {
      #expect(contact.restoring(field, from: contact) == nil)
    }
  }

  private func value(_ name: String, _ contact: Contact) -> FieldValue {
    contact.fields.first { $0.name == name }?.value ?? .none
  }
}
