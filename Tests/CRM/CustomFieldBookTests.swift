import Bytes
import CRMTesting
import Domain
import Projections
import Testing

@testable import CRM
@testable import Reports

/// Custom fields and labels in a book: rights, rules, lists as of any day, and what an erasure leaves.
@Suite struct CustomFieldBookTests {
  /// Three accounts and what they were given, a day between the steps; the moments after them.
  private struct Story {
    let book: TestBook
    private(set) var moments: [Moment] = []

    init(onDisk: Bool = false) throws {
      book = try TestBook(onDisk: onDisk)
      var trade = NewCustomField(.account, "trade", label: "Trade", .choice)
      trade.choices = [CustomChoice("steel"), CustomChoice("wood", label: "Wood, all kinds")]
      var size = NewCustomField(.account, "size", .number)
      (size.decimals, size.unit) = (1, "ha")
      for field in [trade, size, NewCustomField(.account, "motto", .text)] {
        try book.run(.customField(nil, .define(field)))
      }
      for name in ["Globex", "Initech", "Umbrella"] {
        try book.run(.account(nil, .create(NewAccount(name: name))))
      }
      // Day 0: Globex is in steel, Initech in wood.
      try set(1, ("trade", "steel"), ("size", "12.5"), ("motto", "We roll"))
      try set(2, ("trade", "wood"), ("size", "3"))
      try tag(1, .tag("key"))
      try day()
      // Day 1: Globex moves to wood, which is called timber; Umbrella is large.
      try set(1, ("trade", "wood"))
      try book.run(.customField(CustomFieldID(1), .renameChoice("wood", label: "Timber")))
      try book.run(.customField(CustomFieldID(1), .rename("Line")))
      try set(3, ("size", "40"))
      try tag(3, .tag("key"))
      try day()
      // Day 2: wood is retired, Initech is emptied, Globex is key no more.
      try book.run(.customField(CustomFieldID(1), .retireChoice("wood")))
      try set(2, ("trade", ""))
      try tag(1, .untag("key"))
      try day()
    }

    func set(_ account: UInt32, _ values: (String, String)...) throws {
      try book.run(
        .account(AccountID(account), .custom(.set(values.map { WrittenField($0, $1) }))))
    }

    private func tag(_ account: UInt32, _ command: CustomCommand) throws {
      try book.run(.account(AccountID(account), .custom(command)))
    }

    private mutating func day() throws {
      moments.append(.instant(book.clock.now))
      book.clock.advance(days: 1)
    }

    func list(_ day: Int, _ values: [String: String]) throws -> Answer {
      try book.crm.answer(
        AccountsReport(OptionValues(values)), as: book.administrator,
        from: book.crm.source(at: moments[day]))
    }

    func numbers(_ day: Int, _ values: [String: String]) throws -> [String] {
      try list(day, values).rows.map(\.key)
    }
  }

  // MARK: Lists

  @Test func `a list has custom columns as they were called and filled on any day`() throws {
    let story = try Story()
    func columns(_ day: Int) throws -> [[Cell]] {
      let answer = try story.list(day, ["fields": "trade,size,motto"])
      return answer.rows.map { Array($0.cells.suffix(3)) }
    }
    func titles(_ day: Int) throws -> [String] {
      try story.list(day, ["fields": "trade,size"]).columns.suffix(2).map(\.title)
    }
    func tenths(_ number: Int64) -> Cell { .ratio(Int128(number), 10) }
    #expect(try titles(0) == ["Trade", "size (ha)"])
    #expect(try titles(1) == ["Line", "size (ha)"])
    #expect(
      try columns(0) == [
        [.text("steel"), tenths(125), .text("We roll")],
        [.text("Wood, all kinds"), tenths(30), .none], [.none, .none, .none],
      ])
    #expect(
      try columns(1) == [
        [.text("Timber"), tenths(125), .text("We roll")], [.text("Timber"), tenths(30), .none],
        [.none, tenths(400), .none],
      ])
    #expect(try columns(2).map { $0[0] } == [.text("Timber"), .none, .none])
    #expect(try story.list(2, ["fields": "all"]).columns.suffix(3).map(\.key)
      == ["field_trade", "field_size", "field_motto"])
  }

  @Test func `a list is cut by fields and labels as they were on any day`() throws {
    let story = try Story()
    func kept(_ conditions: String) throws -> [[String]] {
      try (0...2).map { try story.numbers($0, ["where": conditions]) }
    }
    #expect(try kept("trade=wood") == [["A-2"], ["A-1", "A-2"], ["A-1"]])
    #expect(try kept("trade = steel") == [["A-1"], [], []])
    #expect(try kept("trade!=steel") == [["A-2", "A-3"], ["A-1", "A-2", "A-3"], ["A-1", "A-2", "A-3"]])
    #expect(try kept("trade=") == [["A-3"], ["A-3"], ["A-2", "A-3"]])
    #expect(try kept("size>=12.5") == [["A-1"], ["A-1", "A-3"], ["A-1", "A-3"]])
    #expect(try kept("size<12.5") == [["A-2"], ["A-2"], ["A-2"]])
    #expect(try kept("size>3\nsize<=12.5")[2] == ["A-1"])
    #expect(try kept("motto=we ROLL") == [["A-1"], ["A-1"], ["A-1"]])
    #expect(try kept("motto!=we roll")[0] == ["A-2", "A-3"])
    func tagged(_ labels: String) throws -> [[String]] {
      try (0...2).map { try story.numbers($0, ["tag": labels]) }
    }
    #expect(try tagged("key") == [["A-1"], ["A-1", "A-3"], ["A-3"]])
    #expect(try tagged("key\nother") == [[], [], []])
  }

  @Test func `a list is ordered by a custom column, what has no value last`() throws {
    let story = try Story()
    #expect(
      try story.numbers(1, ["fields": "size", "sort": "size:desc"]) == ["A-3", "A-1", "A-2"])
    #expect(try story.numbers(0, ["fields": "size", "sort": "size"]) == ["A-2", "A-1", "A-3"])
    #expect(try story.numbers(0, ["fields": "motto", "sort": "motto"])[0] == "A-1")
  }

  @Test(
    arguments: [
      (["where": "colour=red"], "--where 'colour' is not a custom field; there are: trade, size, motto"),
      (["where": "trade"], "--where 'trade' is not a condition such as trade=steel, trade!=steel or since>=2016-01-01"),
      (["where": "trade>steel"], "--where 'trade>steel' is not possible: field 'trade' (Line) knows only = and != a value"),
      (["where": "size=big"], "--where 'big' is not a value: field 'size': 'big' is not a number with at most 1 decimals"),
      (["fields": "colour"], "--fields 'colour' is not a custom field; there are: trade, size, motto"),
    ])
  func `what cannot be asked is refused with what can`(
    values: [String: String], expected: String
  ) throws {
    let story = try Story()
    let error = #expect(throws: ReportRefusal.self) { try story.list(2, values) }
    #expect(error?.description == expected)
  }

  @Test func `every row with custom columns follows from its own streams`() throws {
    let story = try Story()
    let answer = try story.book.crm.answer(
      AccountsReport(OptionValues(["fields": "trade,size", "tag": "key"])),
      as: story.book.administrator, from: story.book.crm.source())
    #expect(answer.rows.map(\.key) == ["A-3"])
    #expect(answer.rows[0].sources.contains(CustomFieldID(1).stream))
    let events = try story.book.crm.explain(
      answer.rows[0], at: answer.moment, as: story.book.administrator)
    #expect(!events.isEmpty)
  }

  @Test func `the fields there are count what has a value in them`() throws {
    let story = try Story()
    let answer = try story.book.crm.answer(
      FieldsReport(OptionValues()), as: story.book.administrator)
    #expect(answer.rows.map { $0.cells.last } == [.integer(1), .integer(3), .integer(1)])
    #expect(answer.rows[0].cells[4] == .text("steel; (wood=Timber)"))
  }

  @Test func `a history shows code, label, old and new value`() throws {
    let story = try Story()
    let answer = try story.book.crm.answer(
      HistoryReport(OptionValues(["entity": "A-1", "field": "trade"])),
      as: story.book.administrator)
    #expect(
      answer.rows.map { Array($0.cells[6...8]) } == [
        [.text("trade (Line)"), .none, .text("steel")],
        [.text("trade (Line)"), .text("steel"), .text("Timber")],
      ])
  }

  @Test func `an old value is restored by the code of its field`() throws {
    let story = try Story()
    try story.book.run(
      .restore(AccountID(2).stream, field: "size", to: story.moments[0]))
    try story.set(2, ("size", "9"))
    let outcome = try story.book.run(
      .restore(AccountID(2).stream, field: "size", to: story.moments[0]))
    #expect(outcome.events.count == 1)
    #expect(try story.numbers(0, ["where": "size=3"]) == ["A-2"])
  }

  // MARK: Rules

  @Test func `only who sets the book up may define fields, and who may change a thing fills them`()
    throws
  {
    let story = try Story()
    let book = story.book
    try book.run(.user(nil, .register(NewUser(name: "Rita", role: .representative))))
    try book.run(.user(nil, .register(NewUser(name: "Ann", role: .analyst))))
    let (rita, ann) = (Principal(UserID(2)), Principal(UserID(3)))
    let size = AccountCommand.custom(.set([WrittenField("size", "7")]))
    #expect(throws: CommandRefusal.self) {
      try book.run(.customField(nil, .define(NewCustomField(.lead, "x", .text))), as: rita)
    }
    #expect(throws: CommandRefusal.self) { try book.run(.account(AccountID(1), size), as: ann) }
    #expect(try book.run(.account(AccountID(1), size), as: rita).events.count == 1)
    #expect(try book.run(.account(AccountID(1), size), as: rita).events.isEmpty)
  }

  @Test func `a required field is asked of who enters or changes a thing, and holds up nothing else`()
    throws
  {
    let book = try TestBook()
    let before = NewOpportunity(pipeline: PipelineID(1))
    try book.run(.opportunity(nil, .open(before)))
    var rival = NewCustomField(.opportunity, "rival", .text)
    rival.isRequired = true
    try book.run(.customField(nil, .define(rival)))
    let refusal = CustomRefusal.missing("field 'rival'", noun: "opportunity")
    #expect(throws: refusal) { try book.run(.opportunity(nil, .open(before))) }
    let filled = [CustomCommand.set([WrittenField("rival", "Initech")]), .tag("hot")]
    let outcome = try book.run(.customised(.opportunity(nil, .open(before)), filled))
    #expect(outcome.events.map(\.version) == [1, 2, 3])
    // What was there before goes on as it is, until somebody changes what is known of it.
    let old = OpportunityID(1)
    try book.run(.opportunity(old, .advance(to: nil)))
    try book.run(.opportunity(old, .custom(.tag("old"))))
    #expect(throws: refusal) { try book.run(.opportunity(old, .rename("Old"))) }
    try book.run(.customised(.opportunity(old, .rename("Old")), [filled[0]]))
    try book.run(.opportunity(old, .win(nil)))
    #expect(throws: OpportunityRefusal.custom(refusal)) {
      try book.run(.opportunity(old, .custom(.set([WrittenField("rival", "")]))))
    }
    // A refused command leaves nothing behind.
    #expect(try book.crm.source().model(Opportunities.self).rows.count == 2)
  }

  @Test func `a field filled late is known in hindsight, as every other fact`() throws {
    let story = try Story()
    var context = CommandContext()
    context.occurredAt = story.book.instant(of: story.moments[0])
    context.corrects = try story.book.crm.source()
      .history(Account.self, AccountID(3)).first?.position
    let late = AccountCommand.custom(.set([WrittenField("trade", "steel")]))
    try story.book.run(.account(AccountID(3), late), as: nil, context)
    let (crm, admin) = (story.book.crm, story.book.administrator)
    let report = try AccountsReport(OptionValues(["where": "trade=steel"]))
    let seen = try crm.answer(
      report, as: admin, from: crm.source(inHindsightOf: story.moments[0], as: admin))
    #expect(seen.rows.map(\.key) == ["A-1", "A-3"])
    #expect(try story.numbers(0, ["where": "trade=steel"]) == ["A-1"])
  }

  // MARK: Persons

  @Test func `no byte of an erased person's words in custom fields is in any file`() throws {
    let book = try TestBook(onDisk: true)
    let admin = book.administrator
    try book.run(.customField(nil, .define(NewCustomField(.contact, "hobby", .text))))
    try book.run(.customField(nil, .define(NewCustomField(.lead, "wish", .text))))
    try book.run(.customField(nil, .define(NewCustomField(.activity, "place", .text))))
    try book.run(.customField(nil, .define(NewCustomField(.contact, "vip", .yesNo))))
    let hobby = CustomCommand.set([
      WrittenField("hobby", "falconry quillfeather"), WrittenField("vip", "yes"),
    ])
    let person = NewContact(name: PersonName(parsing: "Jo Doe"))
    try book.run(.customised(.contact(nil, .create(person)), [hobby]))
    var call = NewActivity(.call)
    call.contact = ContactID(1)
    try book.run(
      .customised(
        .activity(nil, .log(call, ActivityDone())),
        [.set([WrittenField("place", "zanzibar lighthouse")])]))
    try book.run(.lead(nil, .capture(NewLead())))
    try book.run(.lead(LeadID(1), .custom(.set([WrittenField("wish", "a velvet pony")]))))
    let found = try book.crm.answer(ContactsReport(OptionValues(["search": "FALCONRY"])), as: admin)
    #expect(found.rows.map(\.key) == ["C-1"])
    let file = try book.crm.personFile(of: ContactID(1).stream, as: admin)
    #expect(file.fields.contains { $0.name == "hobby" && $0.value == .text("falconry quillfeather") })
    _ = try book.crm.rebuild(every: 2)
    try book.run(.contact(ContactID(1), .erase(reason: "asked for it")))
    try book.run(.lead(LeadID(1), .erase(reason: "asked for it")))
    _ = try book.crm.rebuild(every: 2)
    let words = ["falconry", "zanzibar", "velvet"]
    #expect(try AllFiles.places(of: words, in: #require(book.directory)) == [])
    let after = try book.crm.answer(
      ContactsReport(OptionValues(["fields": "hobby,vip", "where": "vip=yes"])), as: admin)
    #expect(after.rows.map { Array($0.cells.suffix(2)) } == [[.erased, .text("yes")]])
  }
}

extension TestBook {
  /// The instant a moment of these tests stands for.
  fileprivate func instant(of moment: Moment) -> Instant? {
    if case .instant(let instant) = moment { instant } else { nil }
  }
}
