import CRM
import Domain
import Exchange
import FoundationEssentials
import Reports
import Testing

extension Acceptance {
  /// Every figure as of a past day, three times: from checkpoints, folded from the first event, and
  /// after `derived/` was deleted and made anew.
  @Suite(.needsSharedData) struct MavenAsOfTests {
    let expected: Figures

    init() throws {
      expected = try SharedData.expected("maven_crm")("as_of")
    }

    @Test func `three past days are known`() throws {
      #expect(try expected.names == ["2017-03-31", "2017-06-30", "2017-09-30"])
    }

    @Test(arguments: ["2017-03-31", "2017-06-30", "2017-09-30"])
    func `as of a past day, from checkpoints`(day: String) throws {
      let book = try MavenBook.shared
      #expect(try book.crm.status().checkpoints.count > 1)
      try compare(book, book.crm.source(at: Moment(day)), expected(day))
    }

    @Test(arguments: ["2017-03-31", "2017-06-30", "2017-09-30"])
    func `as of a past day, folded from the first event`(day: String) throws {
      let book = try MavenBook.shared
      try compare(book, book.crm.source(at: Moment(day)).fromTheFirstEvent, expected(day))
    }

    @Test func `as of past days, after derived was deleted and made anew`() throws {
      let (book, directory) = try MavenBook.rebuiltCopy()
      defer { remove(directory) }
      for day in try expected.names {
        try compare(book, book.crm.source(at: Moment(day)), expected(day))
      }
    }

    private func remove(_ directory: String) {
      do { try FileManager.default.removeItem(atPath: directory) } catch {
        Issue.record("the copy could not be removed: \(error)")
      }
    }

    private func compare(_ book: MavenBook, _ source: BookSource, _ figures: Figures) throws {
      let open = try book.ask("pipeline", from: source).total
      #expect(try open.count("count") == figures("open_deals").int)
      #expect(try open.dollars("list_value") == figures("open_list_value").int)
      #expect(try agree(open.number("mean_age_days"), figures("mean_age_days").double))
      #expect(try open.count("older_than_90_days") == figures("open_older_than_90_days").int)
      let closed = try book.ask("outcomes", from: source).total
      #expect(try closed.count("won") == figures("won_to_date").int)
      #expect(try closed.count("lost") == figures("lost_to_date").int)
      #expect(try closed.dollars("won_amount") == figures("revenue_to_date").int)
      #expect(try agree(closed.number("win_rate"), figures("win_rate_to_date").double))
      for (name, by) in [
        ("open_by_product", "product"), ("open_by_region", "office"),
        ("open_by_manager", "manager"),
      ] {
        let report = try book.ask("pipeline", ["by": by], from: source)
        #expect(try Set(report.names) == Set(figures(name).names))
        for group in try figures(name).names {
          let (row, wanted) = (try report.row(group), try figures(name)(group))
          #expect(try row.count("count") == wanted("n").int)
          #expect(try row.dollars("list_value") == wanted("list_value").int)
        }
      }
    }
  }
}
