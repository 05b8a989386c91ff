import Bytes
import CRMTesting
import Domain
import Projections
import Reports
import Testing

@testable import CRM

/// Contacts that are one person: what they give each other, and how they are erased.
@Suite struct MergedPersonTests {
  private let pair = MergeBook.contacts

  @Test func `e-mails, phones and references are those of both, each once`() throws {
    let book = try MergeBook()
    try book.merge(pair)
    let contact = try book.contact(1)
    #expect(contact.name.family == "Visser" && contact.account == AccountID(1))
    #expect(contact.details.emails.map(\.address) == ["anna@globex.example", "annie@home.example"])
    #expect(contact.details.phones.count == 1 && contact.references.count == 2)
    #expect(contact.details.birthday == (try Day(year: 1980, month: 5, day: 4)))
    #expect(contact.role == nil, "a role at one account is none at another")
    #expect(contact.owner == UserID(1))
  }

  @Test func `the account may be chosen, and the role comes with it`() throws {
    let book = try MergeBook()
    try book.merge(pair, [KeptField("account", of: "C-2"), KeptField("name", of: "C-2")])
    let contact = try book.contact(1)
    #expect(contact.account == AccountID(2) && contact.role == "buyer")
    #expect(contact.name.family == "Visscher")
    #expect(
      try book.book.crm.source().model(Contacts.self).rows[ContactID(1)].account == AccountID(2))
    try book.unmerge(pair)
    let again = try book.contact(1)
    #expect(again.account == AccountID(1) && again.role == nil)
    #expect(again.name.family == "Visser" && again.details.birthday == nil)
    #expect(again.details.emails.map(\.address) == ["anna@globex.example"])
    #expect(again.details.phones.isEmpty && again.references.count == 1)
  }

  @Test func `an e-mail address of the merged one is the survivor's`() throws {
    let book = try MergeBook()
    try book.merge(pair)
    var twin = NewContact(name: PersonName(full: "A. Nother"))
    twin.emails = [EmailAddress("annie@home.example")]
    let outcome = try book.book.run(.contact(nil, .create(twin)))
    #expect(outcome.warnings == [.possibleDuplicate(of: pair.one, agreesIn: "e-mail")])
  }

  @Test func `one human is erased whole, whichever number was named`() throws {
    for named: UInt32 in [1, 2] {
      let book = try MergeBook(onDisk: true)
      try book.merge(pair)
      _ = try book.book.crm.rebuild(every: 3)
      try book.book.run(.contact(ContactID(named), .erase(reason: "request 7")))
      let words = [
        "Visser", "Visscher", "anna@globex.example", "annie@home.example", "555 111 22", "buyer",
      ]
      let directory = try #require(book.book.directory)
      #expect(try AllFiles.places(of: words, in: directory) == [])
      for number: UInt32 in [1, 2] {
        let contact = try book.contact(number)
        #expect(contact.isErased && contact.isHidden)
      }
      #expect(throws: MergeRefusal.erased("C-2")) { try book.unmerge(pair) }
      for text in ["erp:77", "erp:78", "Annie Visscher"] {
        #expect(throws: NameRefusal.self) { try book.book.crm.resolve(text, kind: .contact) }
      }
      let list = try book.answer("contacts", ["search": "anna"])
      #expect(list.rows.isEmpty && list.notes.contains { $0.hasPrefix("1 erased contact") })
    }
  }

  @Test func `who was erased is merged into nobody`() throws {
    let book = try MergeBook()
    try book.book.run(.contact(ContactID(2), .erase(reason: "request 8")))
    #expect(throws: MergeRefusal.erased("C-2")) { try book.merge(pair) }
  }

  @Test func `the file of a person holds both stories`() throws {
    let book = try MergeBook()
    try book.merge(pair)
    for named: UInt32 in [1, 2] {
      let file = try book.book.crm.personFile(
        of: ContactID(named).stream, as: book.book.administrator)
      #expect(file.person == pair.one)
      #expect(Set(file.events.map(\.subject)).isSuperset(of: ["C-1", "C-2", "T-1", "T-2"]))
      #expect("\(file.events)".contains("Visscher"))
      let linked = Set(file.links.map(\.stream))
      let expected = [AccountID(1).stream, AccountID(2).stream, OpportunityID(2).stream]
      #expect(linked.isSuperset(of: expected))
    }
  }

  @Test func `what is told apart is noted once, with a reason`() throws {
    let book = try MergeBook()
    func distinguish(_ reason: String) -> Command {
      .merging(.distinguish(pair.other, from: pair.one, reason: reason))
    }
    #expect(throws: MergeRefusal.reasonMissing) { try book.book.run(distinguish(" ")) }
    let outcome = try book.book.run(distinguish("sisters"))
    #expect(outcome.events.map(\.stream) == [pair.one])
    #expect(try book.contact(1).distinctFrom == [ContactID(2)])
    #expect(try book.book.run(distinguish("sisters")).events.isEmpty)
    let history = try book.answer("history", ["entity": "C-1"])
    #expect(!history.keys(holding: "sisters").isEmpty)
  }
}
