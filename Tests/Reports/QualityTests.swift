import Bytes
import Domain
import Projections
import Testing

@testable import Reports

@Suite struct QualityTests {
  private func counts(_ book: TestBook, day: String? = nil) throws -> [String: Cell] {
    let source = day.map { book.asOf($0) } ?? book.now
    let answer = try ask("quality", [:], source)
    return Dictionary(uniqueKeysWithValues: answer.rows.map { ($0.key, $0.cells[1]) })
  }

  @Test func `what is missing is counted out of what was looked at`() throws {
    let answer = try ask("quality", [:], TestBook.sample.now)
    #expect(answer.cell("opportunities-without-account", "count") == .integer(2))
    #expect(answer.cell("opportunities-without-account", "share") == ratio(2, 7))
    #expect(answer.cell("opportunities-without-account", "example") == .entity("O-4", name: ""))
    #expect(
      answer.cell("opportunities-without-account", "detail") == .text("Prospecting 1, Engaging 1"))
    #expect(answer.cell("undated-openings", "count") == .integer(1))
    #expect(answer.cell("open-without-amount", "of") == .integer(4))
    #expect(answer.cell("lost-with-amount", "count") == .integer(1))
    #expect(answer.cell("accounts-without-owner", "count") == .integer(1))
    #expect(answer.cell("accounts-with-parent", "count") == .integer(1))
    #expect(answer.cell("duplicate-account-names", "count") == .integer(2))
    #expect(answer.cell("duplicate-account-names", "detail") == .text("acme"))
    #expect(answer.cell("contacts-without-email", "count") == .integer(1))
    #expect(answer.cell("contacts-without-phone", "count") == .integer(2))
    #expect(answer.cell("users-without-opportunities", "detail") == .text("Mia"))
  }

  @Test func `an expected close is past on the day after it`() throws {
    var book = TestBook.sample
    book.add(TextChangedEvent.phone("Acme"), 1, on: "2017-06-02")
    #expect(try counts(book, day: "2017-05-31")["open-past-expected-close"] == .integer(0))
    #expect(try counts(book, day: "2017-06-01")["open-past-expected-close"] == .integer(1))
  }

  @Test func `a close before the opening, undated and worthless wins are found`() throws {
    var book = TestBook.sample
    #expect(try counts(book)["undated-closings"] == .integer(0))
    #expect(try counts(book)["won-without-amount"] == .integer(0))
    book.add(won(), 6)
    let after = try counts(book)
    #expect(after["undated-closings"] == .integer(1))
    #expect(after["won-without-amount"] == .integer(1))
    #expect(after["closed-before-opened"] == .integer(0))
    book.add(lost(), 1, occurred: "2016-12-31")
    #expect(try counts(book)["closed-before-opened"] == .integer(1))
  }

  @Test func `erased contacts are counted apart and lack nothing`() throws {
    var book = TestBook.sample
    book.erase(slot: 42)
    let answer = try ask("quality", ["all": "no"], book.now)
    #expect(answer.cell("contacts-erased", "count") == .integer(1))
    #expect(answer.cell("contacts-without-phone", "of") == .integer(1))
    #expect(answer.cell("contacts-without-email", "count") == nil, "none are left out")
  }

  @Test func `every finding follows from its own streams`() throws {
    try requireExplained("quality", [:], .sample)
  }
}

@Suite struct StagesTests {
  @Test func `a stage counts what is in it and what ever reached it`() throws {
    let answer = try ask("stages", [:], TestBook.sample.now)
    #expect(answer.keys == ["L-1/1", "L-1/2"])
    // 1, 3, 4, 5 and 6 started in the first; 3 went on to the second and was won there.
    #expect(answer.cell("L-1/1", "in_stage_open") == .integer(2))
    #expect(answer.cell("L-1/1", "reached") == .integer(5))
    #expect(answer.cell("L-1/1", "share_won") == ratio(2, 3))
    #expect(answer.cell("L-1/2", "in_stage_open") == .integer(2))
    #expect(answer.cell("L-1/2", "reached") == .integer(3))
    #expect(answer.cell("L-1/2", "won_of_reached") == .integer(1))
    #expect(answer.cell("L-1/2", "lost_of_reached") == .integer(0))
    try requireExplained("stages", [:], .sample)
  }
}

@Suite struct CatalogueTests {
  /// What is asked about where a report cannot do without: the one its help names.
  private func positional(_ report: any Report.Type) -> [String: String] {
    var values: [String: String] = [:]
    for option in report.options where option.isPositional {
      values[option.name] = option.placeholder.contains("-") ? option.placeholder : "A-1"
    }
    return values
  }

  @Test func `every report says what it is, with an example, under a name of its own`() {
    #expect(Set(Reports.all.map { $0.name }).count == Reports.all.count)
    for report in Reports.all {
      #expect(!report.summary.isEmpty && report.summary.count <= 80, "\(report.name)")
      #expect(report.discussion.contains("Example:"), "\(report.name)")
      #expect(!report.needs.isEmpty, "\(report.name)")
      #expect(Set(report.options.map(\.name)).count == report.options.count, "\(report.name)")
    }
  }

  @Test func `every report reads only the models it says it needs`() throws {
    let book = TestBook.sample
    for report in Reports.all {
      let read = ModelsRead()
      do {
        _ = try report.init(OptionValues(positional(report)))
          .answer(WatchedSource(book.now, read))
      } catch ReportRefusal.unknown {
        // The sample has none of what the report is about; what it read until then still counts.
      }
      let needed = Set(report.needs.map { $0.name })
      #expect(read.names.isSubset(of: needed), "\(report.name) reads \(read.names)")
    }
  }

  @Test func `every answer has a cell a column and columns of different keys`() throws {
    for report in Reports.all {
      let answer: Answer
      do {
        answer = try ask(report.name, positional(report), TestBook.sample.now)
      } catch ReportRefusal.unknown {
        continue
      }
      #expect(answer.report == report.name)
      #expect(Set(answer.columns.map(\.key)).count == answer.columns.count)
      for row in answer.rows { #expect(row.cells.count == answer.columns.count, "\(report.name)") }
      if let total = answer.total { #expect(total.count == answer.columns.count) }
    }
  }
}
