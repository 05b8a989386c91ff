import CRM
import Domain
import Exchange
import FoundationEssentials
import Reports
import Testing

extension Acceptance {
  /// The back-tests of learned probabilities, three times: from checkpoints, folded from the first
  /// event, and after `derived/` was deleted and made anew.
  @Suite(.needsSharedData) struct MavenBackTests {
    let expected: [Figures]

    init() throws {
      expected = try SharedData.expected("maven_crm")("forecast_backtest").list
    }

    @Test func `back-tests, from checkpoints`() throws {
      let book = try MavenBook.shared
      #expect(try book.crm.status().checkpoints.count > 1)
      for figures in expected { try compare(book, book.crm.source(), figures) }
    }

    @Test func `back-tests, folded from the first event`() throws {
      let book = try MavenBook.shared
      for figures in expected { try compare(book, book.crm.source().fromTheFirstEvent, figures) }
    }

    @Test func `back-tests, after derived was deleted and made anew`() throws {
      let (book, directory) = try MavenBook.rebuiltCopy()
      defer {
        do { try FileManager.default.removeItem(atPath: directory) } catch {
          Issue.record("the copy could not be removed: \(error)")
        }
      }
      for figures in expected { try compare(book, book.crm.source(), figures) }
    }

    private func compare(_ book: MavenBook, _ source: BookSource, _ figures: Figures) throws {
      let (day, until) = (try figures("as_of").text, try figures("until").text)
      let learned = [
        "at": day, "until": until, "probability": "learned", "learn-by": "product",
      ]
      let report = try book.ask("back-test", learned, from: source)
      let row = try report.row(day)
      #expect(try row.count("open_count") == figures("open_deals").int)
      #expect(try row.count("decided") == figures("resolved").int)
      #expect(try row.count("won") == figures("won").int)
      #expect(try row.count("lost") == figures("lost").int)
      #expect(try row.count("still_open") == figures("still_open").int)
      #expect(try agree(row.number("won_amount"), figures("actual_won_value").double))
      for (column, name) in [
        ("forecast", "forecast_all_open"), ("decided_forecast", "forecast_on_those_resolved"),
        ("decided_expected_wins", "expected_wins_on_resolved"),
      ] {
        #expect(try agree(row.fraction(column), figures(name).double), "\(name)")
      }
      for (column, name) in [
        ("error_share", "error_all_open_pct"), ("decided_error_share", "error_resolved_pct"),
      ] {
        #expect(try agree(row.number(column) * 100, figures(name).double), "\(name)")
      }
      try compareShares(book, source, day, learned, figures)
      try compareForecast(book, source, day, figures)
    }

    /// The share won of every product that has something open, and of all.
    private func compareShares(
      _ book: MavenBook, _ source: BookSource, _ day: String, _ learned: [String: String],
      _ figures: Figures
    ) throws {
      let byProduct = try book.ask(
        "back-test", learned.merging(["by": "product"]) { $1 }, from: source)
      let shares = try figures("historical_win_rate_by_product")
      for product in try shares.names {
        let row = try byProduct.row(day, product)
        #expect(try agree(row.number("probability"), shares(product).double), "\(product)")
      }
      let all = try book.ask(
        "back-test", learned.merging(["learn-by": "none"]) { $1 }, from: source)
      #expect(
        try agree(
          all.row(day).number("probability"), figures("historical_win_rate_all").double))
    }

    /// The forecast for ever, as of the day: what was won by then and the back-test's forecast.
    private func compareForecast(
      _ book: MavenBook, _ source: BookSource, _ day: String, _ figures: Figures
    ) throws {
      let options = [
        "period": "ever", "by": "none", "probability": "learned", "learn-by": "product",
      ]
      let then = try book.ask("forecast", options, from: source.at(Moment(day)))
      #expect(
        try agree(
          then.total.fraction("weighted_amount"), figures("forecast_all_open").double))
      #expect(try then.total.count("open_count") == figures("open_deals").int)
    }
  }

  /// Many dates in one pass say what each date says by itself.
  @Suite(.needsSharedData) struct MavenReplayTests {
    @Test func `every snapshot equals the answer as of its date`() throws {
      let book = try MavenBook.shared
      let options = ["probability": "learned", "learn-by": "owner", "by": "product"]
      let many = try book.ask(
        "back-test",
        options.merging(["from": "2017-01-01", "to": "2017-12-31", "every": "week"]) { $1 })
      let dates = Set(many.answer.rows.map { Table.name($0.cells[0]) }).sorted()
      #expect(dates.count == 53, "2017 begins with the Sunday of a week")
      for date in dates.enumerated().filter({ $0.offset % 7 == 0 }).map(\.element) {
        let then = try book.crm.source(at: Moment(date))
        let once = try book.ask(
          "forecast", options.merging(["period": "ever"]) { $1 }, from: then)
        for row in many.answer.rows where Table.name(row.cells[0]) == date {
          let line = Line(columns: many.answer.columns, cells: row.cells)
          let product = try line.text("product")
          let wanted = try once.row("ever", product)
          #expect(try line.cell("forecast") == wanted.cell("weighted_amount"), "\(date) \(product)")
          #expect(try line.cell("open_count") == wanted.cell("open_count"))
          #expect(try line.cell("expected_wins") == wanted.cell("expected_wins"))
        }
      }
    }
  }
}

extension Line {
  /// Money that need not be in whole dollars, or any other number.
  func fraction(_ key: String) throws -> Double {
    guard case .money(let amounts) = try cell(key) else { return try number(key) }
    return Double(amounts[.usDollar].total) / 1e13
  }
}
