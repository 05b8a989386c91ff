import Bytes
import Domain
import Testing

@testable import Reports

@Suite struct PeopleTests {
  @Test func `leads are counted per owner and stage, and nobody's come last`() throws {
    var book = TestBook.sample
    book.add(contact("No One", slot: 43, stage: .prospect), 3)
    book.add(contact("Al Two", slot: 44, owner: 2), 4)
    let answer = try ask("leads", [:], book.now)
    #expect(answer.keys == ["U-3", "U-2", "-"])
    #expect(answer.cell("U-2", "lead") == .integer(2))
    #expect(answer.cell("U-3", "customer") == .integer(1))
    #expect(answer.cell("-", "prospect") == .integer(1))
    #expect(answer.cell("-", "owner") == .text("(none)"))
    #expect(answer.total("total") == .integer(4))
    try requireExplained("leads", [:], book)
  }

  @Test func `the customer file holds fields, totals, contacts, opportunities, subsidiaries`()
    throws
  {
    let answer = try ask("customer", ["customer": "A-1"], TestBook.sample.now)
    var sections: [String] = []
    for key in answer.keys {
      let section = key.prefix { $0 != "/" }
      if sections.last != String(section) { sections.append(String(section)) }
    }
    #expect(sections == ["account", "total", "contact", "opportunity", "subsidiary"])
    #expect(answer.cell("total/open", "value") == .money(amounts(euro("4000"))))
    #expect(answer.cell("contact/C-1", "value") == .text("eva@acme.example"))
    #expect(answer.cell("opportunity/O-2", "detail") == .text("open, Engaging, by Rob Lee"))
    #expect(answer.cell("subsidiary/A-2", "value") == .money(amounts(euro("750"))))
    #expect(answer.cell("account/owner", "value") == .entity("U-2", name: "Rob Lee"))
  }

  @Test func `open opportunities stand before closed ones in the file`() throws {
    let answer = try ask("customer", ["customer": "A-2"], TestBook.sample.asOf("2017-03-10"))
    let keys = answer.keys.filter { $0.hasPrefix("opportunity") }
    #expect(keys == ["opportunity/O-5", "opportunity/O-3"])
    #expect(
      answer.cell("opportunity/O-3", "detail")
        == .text("won, Engaging, closed 2017-03-03, by Ann Berg"))
  }

  @Test func `a contact has a file too`() throws {
    let answer = try ask("customer", ["customer": "C-2"], TestBook.sample.now)
    #expect(answer.cell("contact/account", "value") == .entity("A-2", name: "Bolt"))
    #expect(answer.cell("opportunity/O-3", "value") == .money(amounts(euro("750"))))
    #expect(throws: ReportRefusal.unknown("contact C-9")) {
      try ask("customer", ["customer": "C-9"], TestBook.sample.now)
    }
    #expect(throws: ReportRefusal.self) {
      try ask("customer", ["customer": "U-1"], TestBook.sample.now)
    }
  }

  @Test(arguments: ["A-1", "A-2", "C-1", "C-2"])
  func `every line of the file follows from its own streams`(customer: String) throws {
    try requireExplained("customer", ["customer": customer], .sample)
  }
}
