import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  /// 6,919 purchases of 2,357 customers: who comes back, who has gone quiet, who makes most.
  @Suite(.needsSharedData) struct CdnowTests {
    let book: SetBook
    let expected: Figures
    let dollar = Currency.usDollar

    init() throws {
      book = try SetBook.cdnow
      expected = try SharedData.expected("cdnow")("sample")
    }

    @Test func `purchases, purchase days and repeat buyers`() throws {
      let row = try book.ask("purchases", ["inactive-after": "180"]).row(key: "all")
      #expect(try row.count("orders") == expected("rows").int)
      #expect(try row.count("customers") == expected("customers").int)
      #expect(try row.count("purchase_days") == expected("purchase_days").int)
      #expect(try row.count("one_time") == expected("one_time_buyers").int)
      #expect(try row.count("repeat") == expected("repeat_buyers").int)
      #expect(try row.agrees("mean_purchase_days", expected("mean_purchase_days")))
      #expect(try row.count("free_orders") == expected("zero_value_rows").int)
      #expect(try row.holds("turnover", expected("revenue"), dollar))
      #expect(
        try row.agrees("mean_value", expected("average_order_value_per_purchase_day"), dollar))
      let total = try book.ask("turnover").total
      #expect(try total.count("quantity") == expected("cds").int)
      let days = try book.ask("turnover", ["by": "day"]).names
      #expect(try days.first == String(expected("first").text.prefix(10)))
      #expect(try days.last == String(expected("last").text.prefix(10)))
    }

    @Test func `how long ago the last purchases were on the last day`() throws {
      let end = try book.crm.source(at: Moment("1998-06-30"))
      let row = try book.ask("purchases", ["inactive-after": "180"], from: end).row(key: "all")
      let figures = try expected("rfm_at_end")
      #expect(try row.agrees("median_recency", figures("recency_days_median")))
      #expect(try row.count("inactive") == figures("inactive_over_180_days").int)
    }

    @Test func `turnover by month and quarter`() throws {
      for (name, by) in [("revenue_by_month", "month"), ("revenue_by_quarter", "quarter")] {
        let report = try book.ask("turnover", ["by": by])
        #expect(try report.names == expected(name).names.sorted())
        for period in report.names {
          #expect(try report.row(period).holds("turnover", expected(name)(period), dollar))
        }
      }
    }

    @Test func `active and new customers by month`() throws {
      let report = try book.ask("purchases", ["by": "month"])
      let new = try expected("new_customers_by_month")
      for month in try expected("active_customers_by_month").names {
        let row = try report.row(month)
        #expect(try row.count("active") == expected("active_customers_by_month")(month).int)
        #expect(try row.count("new") == new.count(month))
        #expect(try row.holds("turnover", expected("revenue_by_month")(month), dollar))
      }
    }

    @Test func `Pareto, and the five best customers`() throws {
      let summary = try book.ask("pareto", ["show": "summary"]).row(key: "all")
      try expectPareto(summary, expected("pareto_by_revenue"), dollar)
      let ranking = try book.ask("pareto", ["limit": "5"])
      for (row, figures) in zip(ranking.answer.rows, try expected("top5_customers").list) {
        let known = try book.crm.resolve(
          "cdnow:" + figures.list[0].text, kind: .contact, source: nil)
        #expect(row.key == EntityKinds.text(of: known))
        let line = Line(columns: ranking.answer.columns, cells: row.cells)
        #expect(try line.holds("value", figures.list[1], dollar))
      }
    }

    @Test func `as of the end of each quarter`() throws {
      for day in try expected("as_of").names {
        let figures = try expected("as_of")(day)
        try book.asOf(day) { book, source in
          let row = try book.ask("purchases", from: source).row(key: "all")
          #expect(try row.count("customers") == figures("customers").int)
          #expect(try row.holds("turnover", figures("revenue"), dollar))
          #expect(try row.count("inactive") == figures("inactive_over_90_days").int)
          let pareto = try book.ask("pareto", ["show": "summary"], from: source)
          #expect(try pareto.row(key: "all").agrees("top_share", figures("pareto_top20")))
        }
      }
    }
  }
}
