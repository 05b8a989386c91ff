import Bytes
import CRM
import Domain
import Exchange
import Reports
import Testing

/// The event log of loan applications, with its offers, through the recipe of the repository.
@Suite(.needsSharedData) struct LoanImportTests {
  private static let made = Result { try LoanImport() }

  private var book: LoanImport { get throws { try Self.made.get() } }

  @Test func `every row is read, and cases and resources are all there`() throws {
    let expected = try SharedData.expected("bpic2012")("log")
    let report = try book.report
    let events = try expected("events").int
    #expect(report.files.map(\.rows) == [events])
    #expect(try book.count("account") == expected("cases").int)
    // The administrator is no resource of the log.
    #expect(try book.count("user") == expected("resources").int + 1)
  }

  @Test func `events by activity are those of the log`() throws {
    let expected = try SharedData.expected("bpic2012")("events_by_activity")
    let flow = try book.transitions()
    for stage in ["A_SUBMITTED", "A_PARTLYSUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "A_FINALIZED"]
    {
      #expect(try flow.applications.reached[stage] == expected(stage).int, "\(stage)")
    }
    for stage in ["O_SELECTED", "O_CREATED", "O_SENT"] {
      #expect(try flow.offers.reached[stage] == expected(stage).int, "\(stage)")
    }
    #expect(try flow.applications.won == expected("A_APPROVED").int)
    #expect(try flow.applications.lost["A_DECLINED"] == expected("A_DECLINED").int)
    #expect(try flow.applications.lost["A_CANCELLED"] == expected("A_CANCELLED").int)
    #expect(try flow.offers.won == expected("O_ACCEPTED").int)
    #expect(try flow.offers.lost["O_DECLINED"] == expected("O_DECLINED").int)
    #expect(try flow.offers.lost["O_CANCELLED"] == expected("O_CANCELLED").int)
  }

  @Test func `as many cases reach each step as in the log`() throws {
    let expected = try SharedData.expected("bpic2012")("funnel_cases")
    let flow = try book.transitions()
    for stage in ["A_PREACCEPTED", "A_ACCEPTED", "A_FINALIZED"] {
      #expect(try flow.applications.reached[stage] == expected(stage).int, "\(stage)")
    }
    for stage in ["O_SELECTED", "O_CREATED", "O_SENT", "O_SENT_BACK"] {
      #expect(try flow.offers.cases[stage]?.count == expected(stage).int, "\(stage)")
    }
    for end in ["O_ACCEPTED", "O_DECLINED", "O_CANCELLED"] {
      #expect(try flow.offers.ended[end]?.count == expected(end).int, "\(end)")
    }
  }

  @Test func `offers are counted by their case`() throws {
    let expected = try SharedData.expected("bpic2012")("offers")
    let perCase = try book.transitions().offers.perCase.values
    #expect(try perCase.reduce(0, +) == expected("sent").int)
    #expect(try perCase.count == expected("cases_with_offer").int)
    #expect(try perCase.max() == expected("max_per_case").int)
    #expect(try perCase.count { $0 > 1 } == expected("cases_with_more_than_one").int)
  }

  @Test func `work is paired from start to end, item by item and by user`() throws {
    let expected = try SharedData.expected("bpic2012")
    let items = try expected("work_items")
    let byItem = try book.ask("effort", ["by": "label"])
    for item in try items.names {
      let line = try byItem.row(item)
      #expect(try line.count("stretches") == items(item)("paired").int, "\(item)")
      #expect(try close(line.number("minutes") / 60, items(item)("hours").double), "\(item)")
      #expect(try close(line.number("mean_minutes"), items(item)("mean_minutes").double), "\(item)")
    }
    let unpaired = try expected("work_items_unpaired").int
    #expect(byItem.answer.notes.contains { $0.hasPrefix("\(unpaired) starts without an end") })
    let byUser = try book.ask("effort", ["by": "user"])
    for pair in try expected("top5_resources_by_hours").list {
      let (resource, hours) = (try pair.list[0].text, try pair.list[1].double)
      #expect(try close(userMinutes(byUser, "Resource \(resource)") / 60, hours), "\(resource)")
    }
  }

  private func userMinutes(_ table: Table, _ name: String) throws -> Double {
    for row in table.answer.rows {
      guard case .entity(_, let found) = row.cells[0], found == name else { continue }
      return try Line(columns: table.answer.columns, cells: row.cells).number("minutes")
    }
    throw Table.Missing(text: "nobody is called \(name)")
  }

  /// Equal to a millionth, as far as the figures are given.
  private func close(_ first: Double, _ second: Double) -> Bool {
    abs(first - second) <= 1e-6 * max(1, abs(second))
  }

  @Test func `the log once more writes nothing`() throws {
    let book = try book
    let head = try book.crm.head()
    let again = try book.importer().run(book.crm, as: book.principal)
    #expect(again.summary.events == 0 && again.goneCount == 0)
    #expect(try book.crm.head() == head)
  }
}

/// The book of the loan applications, and what its opportunities tell.
private final class LoanImport: Sendable {
  let crm: CRM
  let principal = Principal(UserID(1))
  let report: ImportReport

  /// What became of the opportunities of one pipeline.
  struct Flow {
    /// How many ever reached a stage.
    var reached: [String: Int] = [:]
    /// The accounts whose opportunities reached a stage.
    var cases: [String: Set<AccountID>] = [:]
    var won = 0
    var lost: [String: Int] = [:]
    /// The accounts whose opportunities ended so.
    var ended: [String: Set<AccountID>] = [:]
    var perCase: [AccountID: Int] = [:]
  }

  init() throws {
    crm = try CRM.foundInMemory(
      Foundation(
        company: "Bank", currency: .euro, zone: try SystemZones.zone(named: "Europe/Amsterdam"),
        administrator: "Ada"))
    report = try Self.importer().run(crm, as: principal, history: true)
  }

  func importer() throws -> Importer { try Self.importer() }

  private static func importer() throws -> Importer {
    try Importer(
      SharedData.recipe("bpic2012_full"),
      files: [ImportFile(path: SharedData.directory + "/bpic2012/events.csv.gz")])
  }

  func ask(_ name: String, _ options: [String: String]) throws -> Table {
    guard let type = Reports.named(name) else { throw MavenBook.NoReport(name: name) }
    func answer(_ report: some Report) throws -> Answer {
      try crm.answer(report, as: principal, from: try crm.source())
    }
    return Table(try answer(try type.init(OptionValues(options))))
  }

  func count(_ noun: String) throws -> Int? {
    try crm.status().counts.first { $0.noun == noun }?.count
  }

  func transitions() throws -> (applications: Flow, offers: Flow) {
    let source = try crm.source()
    let reached = try stagesReached()
    var flows: [String: Flow] = [:]
    for number in 1...UInt32(try count("opportunity") ?? 0) {
      let deal = try source.entity(Opportunity.self, OpportunityID(number))
      let pipeline = try source.entity(Pipeline.self, deal.pipeline)
      guard let account = deal.account else { continue }
      var flow = flows[pipeline.name] ?? Flow()
      for stage in reached[deal.id.stream] ?? [] {
        guard let name = pipeline.stage(stage)?.name else { continue }
        flow.reached[name, default: 0] += 1
        flow.cases[name, default: []].insert(account)
      }
      flow.perCase[account, default: 0] += 1
      switch deal.status {
      case .won:
        flow.won += 1
        flow.ended["O_ACCEPTED", default: []].insert(account)
      case .lost:
        flow.lost[deal.lossReason ?? "", default: 0] += 1
        flow.ended[deal.lossReason ?? "", default: []].insert(account)
      case .open: break
      }
      flows[pipeline.name] = flow
    }
    return (flows["Applications"] ?? Flow(), flows["Offers"] ?? Flow())
  }

  /// The stages that each opportunity was ever in, as the log tells them.
  private func stagesReached() throws -> [StreamID: Set<UInt32>] {
    var reached: [StreamID: Set<UInt32>] = [:]
    var filter = LogFilter()
    filter.kind = .opportunity
    try crm.readLog(filter, as: principal) { entry in
      for detail in entry.details where detail.name == "stage" {
        if let stage = UInt32(detail.value) {
          reached[entry.header.stream, default: []].insert(stage)
        }
      }
      return true
    }
    return reached
  }
}
