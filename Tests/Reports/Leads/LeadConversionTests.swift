import Bytes
import Domain
import Testing

@testable import Reports

func lead(
  _ name: String, source: String? = nil, segment: String? = nil, owner: UInt32? = nil,
  first: String? = nil, revenue: Money? = nil, slot: UInt32
) -> LeadEvent {
  var captured = LeadCaptured()
  captured.owner = owner.map { UserID($0) }
  captured.details.firstContact = first.map(day)
  captured.details.revenue = revenue
  (captured.details.source, captured.details.segment) = (source, segment)
  var person = LeadPerson()
  person.name = PersonName(full: name)
  captured.person = Personal(person, slot: KeySlot(slot))
  return .captured(captured)
}

func converted(account: UInt32? = nil, opportunity: UInt32? = nil) -> LeadEvent {
  .converted(
    LeadConverted(
      account: account.map { AccountID($0) }, contact: nil,
      opportunity: opportunity.map { OpportunityID($0) }))
}

extension TestBook {
  /// Five leads of May and June 2018.
  static var leads: TestBook {
    var book = TestBook()
    book.add(user("Ann", office: "West"), 1)
    book.add(user("Ben", manager: 1), 2)
    book.add(account("Globex"), 1)
    book.add(lead("One", source: "fair", owner: 1, slot: 11), 1, on: "2018-05-01")
    book.add(lead("Two", source: "fair", owner: 2, slot: 12), 2, on: "2018-05-20")
    book.add(lead("Three", source: "web", owner: 1, revenue: euro("50"), slot: 13), 3, on: "2018-05-31")
    book.add(lead("Four", owner: 2, slot: 14), 4, on: "2018-06-01")
    // Noted two days after the sale.
    book.add(lead("Five", source: "web", owner: 1, first: "2018-06-12", slot: 15), 5, on: "2018-06-10")
    book.add(converted(account: 1), 5, on: "2018-06-10")
    book.add(converted(account: 1), 1, on: "2018-06-11")
    book.add(converted(account: 1), 3, on: "2018-06-30")
    book.add(LeadEvent.statusChanged(LeadStatusChanged(.disqualified)), 2, on: "2018-07-01")
    return book
  }
}

@Suite struct LeadConversionTests {
  let book = TestBook.leads

  @Test func `leads, wins and rates by source`() throws {
    let answer = try ask("lead-conversion", [:], book.now)
    #expect(answer.keys == ["fair", "web", "-"])
    #expect(answer.cell("fair", "leads") == .integer(2))
    #expect(answer.cell("fair", "won") == .integer(1))
    #expect(answer.cell("fair", "rate") == ratio(1, 2))
    #expect(answer.cell("fair", "open") == .integer(0))
    #expect(answer.cell("fair", "disqualified") == .integer(1))
    #expect(answer.cell("web", "rate") == ratio(2, 2))
    #expect(answer.cell("-", "open") == .integer(1))
    #expect(answer.total("rate") == ratio(3, 5))
    #expect(answer.total("revenue") == .money(amounts(euro("50"))))
    #expect(answer.total("with_revenue") == .integer(1))
  }

  @Test func `days to win, with one that was won before it was noted`() throws {
    let answer = try ask("lead-conversion", ["by": "none"], book.now)
    // 41, 30 and -2 days; the 90th percentile lies at place 1.8: 30 + 0.8 × 11.
    #expect(answer.cell("all", "mean_days") == ratio(69, 3))
    #expect(answer.cell("all", "median_days") == ratio(60, 2))
    #expect(answer.cell("all", "p90_days") == ratio(30 * 20 + 41 * 80, 100))
    #expect(answer.cell("all", "min_days") == .integer(-2))
    #expect(answer.cell("all", "max_days") == .integer(41))
    #expect(answer.cell("all", "negative_days") == .integer(1))
  }

  @Test func `a month is a cohort of first contacts, a won month is that of winning`() throws {
    let cohorts = try ask("lead-conversion", ["by": "month"], book.now)
    #expect(cohorts.keys == ["2018-05", "2018-06"])
    #expect(cohorts.cell("2018-05", "leads") == .integer(3))
    #expect(cohorts.cell("2018-05", "won") == .integer(2))
    let won = try ask("lead-conversion", ["by": "won-month"], book.now)
    #expect(won.cell("2018-06", "won") == .integer(3))
    #expect(won.cell("-", "won") == .integer(0))
  }

  @Test func `as of a day before, what was won later is open`() throws {
    let answer = try ask("lead-conversion", ["by": "none"], book.asOf("2018-06-10"))
    #expect(answer.cell("all", "leads") == .integer(5))
    #expect(answer.cell("all", "won") == .integer(1))
    #expect(answer.cell("all", "open") == .integer(4))
  }

  @Test func `filters and days keep what is asked for`() throws {
    let june = try ask(
      "lead-conversion", ["by": "none", "from": "2018-06-01", "to": "2018-06-30"], book.now)
    #expect(june.cell("all", "leads") == .integer(2))
    let ann = try ask("lead-conversion", ["by": "none", "owner": "U-1"], book.now)
    #expect(ann.cell("all", "leads") == .integer(3))
    let web = try ask("lead-conversion", ["by": "none", "source": "WEB"], book.now)
    #expect(web.cell("all", "leads") == .integer(2))
  }

  @Test func `the list shows what a lead became, and hides who was erased`() throws {
    var book = book
    book.add(LeadEvent.erased(NothingElse()), 1, on: "2018-07-02")
    book.erase(slot: 11)
    let list = try ask("lead-list", [:], book.now)
    #expect(list.cell("D-1", "lead") == .entity("D-1", name: "(erased)"))
    #expect(list.cell("D-1", "account") == .entity("A-1", name: "Globex"))
    let open = try ask("lead-list", ["status": "new", "sort": "name"], book.now)
    #expect(open.keys == ["D-4"])
    try requireExplained("lead-list", [:], book)
  }

  @Test(arguments: LeadGroup.allCases)
  func `every row follows from its own streams`(group: LeadGroup) throws {
    try requireExplained("lead-conversion", ["by": group.rawValue], book)
    let other = group == .status ? "owner" : "status"
    try requireExplained("lead-conversion", ["by": "\(group.rawValue),\(other)"], book)
  }
}
