import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  /// Leads of a marketplace, and the deals that 842 of them became, in a second file.
  @Suite(.needsSharedData) struct OlistTests {
    let book: SetBook
    let expected: Figures
    let real: Currency

    init() throws {
      book = try SetBook.olist
      expected = try SharedData.expected("olist")
      real = try Currency(code: "BRL")
    }

    /// What the expected figures call a group whose word is not known.
    private func name(_ group: String) -> String { group == "(empty)" ? "(none)" : group }

    @Test func `leads, deals and the people who made them`() throws {
      let total = try book.ask("lead-conversion", ["by": "none"]).total
      #expect(try total.count("leads") == expected("rows")("leads").int)
      #expect(try total.count("won") == expected("rows")("closed").int)
      #expect(try total.agrees("rate", expected("conversion")))
      let pages = try book.ask("lead-conversion", ["by": "landing-page"]).names
      #expect(try pages.count == expected("rows")("landing_pages").int)
      let won = try book.ask("lead-conversion", ["by": "owner"]).names
      #expect(try won.count { $0 != "(none)" } == expected("rows")("sr").int)
      let qualified = try book.ask("lead-conversion", ["by": "qualifier"]).names
      #expect(try qualified.count { $0 != "(none)" } == expected("rows")("sdr").int)
      let sellers = try book.ask("pareto", ["by": "account", "count": "all", "show": "summary"])
      #expect(try sellers.row(key: "all").count("entities") == expected("rows")("sellers").int)
    }

    @Test func `conversion by origin`() throws {
      let report = try book.ask("lead-conversion", ["by": "source"])
      let groups = try expected("by_origin")
      #expect(try Set(report.names) == Set(groups.names.map(name)))
      for group in try groups.names {
        try expectRate(report.row(name(group)), groups(group))
      }
    }

    private func expectRate(_ row: Line, _ figures: Figures) throws {
      #expect(try row.count("leads") == figures("leads").int)
      #expect(try row.count("won") == figures("won").int)
      #expect(try row.agrees("rate", figures("rate")))
    }

    @Test func `landing pages with a hundred leads or more`() throws {
      let report = try book.ask("lead-conversion", ["by": "landing-page"])
      for page in try expected("landing_pages_with_100_leads").names {
        try expectRate(report.row(page), expected("landing_pages_with_100_leads")(page))
      }
      let many = try report.names.filter { try report.row($0).count("leads") >= 100 }
      #expect(try Set(many) == Set(expected("landing_pages_with_100_leads").names))
    }

    @Test func `cohorts by the month of the first contact, and wins by their own month`() throws {
      let cohorts = try book.ask("lead-conversion", ["by": "month"])
      #expect(try cohorts.names == expected("cohort_conversion_by_month").names.sorted())
      for month in try expected("cohort_conversion_by_month").names {
        try expectRate(cohorts.row(month), expected("cohort_conversion_by_month")(month))
        #expect(
          try cohorts.row(month).count("leads") == expected("leads_by_month")(month).int)
      }
      let won = try book.ask("lead-conversion", ["by": "won-month"])
      for month in try expected("won_by_month").names {
        #expect(try won.row(month).count("won") == expected("won_by_month")(month).int)
      }
      #expect(try won.names.count == expected("won_by_month").names.count + 1)
    }

    @Test(arguments: [
      ("deals_by_segment", "segment"), ("deals_by_lead_type", "type"),
      ("deals_by_business_type", "business-type"), ("deals_by_behaviour", "profile"),
    ])
    func `deals by what is known of the seller`(figures: String, by: String) throws {
      let report = try book.ask("lead-conversion", ["by": by])
      for group in try expected(figures).names {
        #expect(
          try report.row(name(group)).count("won") == expected(figures)(group).int, "\(group)")
      }
    }

    @Test func `days to win`() throws {
      let total = try book.ask("lead-conversion", ["by": "none"]).total
      let days = try expected("days_to_win")
      #expect(try total.agrees("mean_days", days("mean")))
      #expect(try total.agrees("median_days", days("median")))
      #expect(try total.agrees("p90_days", days("p90")))
      #expect(try total.count("min_days") == days("min").int)
      #expect(try total.count("max_days") == days("max").int)
      #expect(try total.count("negative_days") == days("negative").int)
    }

    @Test func `the five best sellers of the firm, and whether few of them win most`() throws {
      let report = try book.ask("lead-conversion", ["by": "owner"])
      let best = try report.names.filter { $0 != "(none)" }
        .map { ($0, try report.row($0).count("won")) }.sorted { $0.1 > $1.1 }
      for (one, figures) in zip(best, try expected("top5_sr").list) {
        #expect(try one.0 == figures.list[0].text)
        #expect(try one.1 == figures.list[1].int)
      }
      let pareto = try book.ask(
        "pareto", ["measure": "converted-leads", "by": "owner", "show": "summary"])
      try expectPareto(pareto.row(key: "all"), expected("pareto_sr"), nil)
    }

    @Test func `the turnover that sellers say they have, one absurd amount included`() throws {
      let total = try book.ask("lead-conversion", ["by": "none"]).total
      let revenue = try expected("declared_monthly_revenue")
      #expect(try total.count("with_revenue") == revenue("nonzero").int)
      #expect(try total.holds("revenue", revenue("sum"), real))
      #expect(try total.holds("max_revenue", revenue("max"), real))
      let report = try book.ask("lead-conversion", ["by": "segment"])
      for figures in try revenue("by_segment_top5").list {
        #expect(
          try report.row(figures.list[0].text).holds("revenue", figures.list[1], real))
      }
    }

    @Test func `leads and wins as of past days`() throws {
      for day in try expected("as_of").names {
        let figures = try expected("as_of")(day)
        try book.asOf(day) { book, source in
          let total = try book.ask("lead-conversion", ["by": "none"], from: source).total
          #expect(try total.count("leads") == figures("leads").int)
          #expect(try total.count("won") == figures("won").int)
          #expect(try total.count("open") == figures("open").int)
        }
      }
    }
  }
}
