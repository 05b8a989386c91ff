import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  /// Orders with several lines each, US dates, a byte-order mark, profits with four decimals.
  @Suite(.needsSharedData) struct SuperstoreTests {
    let book: SetBook
    let expected: Figures
    let dollar = Currency.usDollar

    init() throws {
      book = try SetBook.superstore
      expected = try SharedData.expected("superstore")
    }

    @Test func `every row became a line, and every order, customer and product is there once`() throws {
      let total = try book.ask("turnover").total
      #expect(try total.count("orders") == expected("orders").int)
      #expect(try total.count("customers") == expected("customers").int)
      #expect(try total.count("quantity") == expected("quantity").int)
      let lines = try book.ask("orders", ["limit": "0"]).answer.rows.map { row in
        guard case .integer(let lines) = row.cells[7] else { return 0 }
        return Int(lines)
      }
      #expect(try lines.count == expected("orders").int)
      #expect(try lines.reduce(0, +) == expected("rows").int)
      let products = try book.ask("pareto", ["by": "product", "count": "all", "show": "summary"])
      #expect(try products.row(key: "all").count("entities") == expected("products").int)
    }

    @Test func `turnover, profit, margin and days to ship`() throws {
      let total = try book.ask("turnover").total
      #expect(try total.holds("turnover", expected("sales"), dollar))
      #expect(try total.holds("profit", expected("profit"), dollar))
      #expect(try total.agrees("margin", expected("margin")))
      #expect(try total.agrees("mean_days_to_ship", expected("ship_days_mean")))
      let days = try book.ask("turnover", ["by": "day"]).names
      #expect(try days.first == String(expected("start").text.prefix(10)))
      #expect(try days.last == String(expected("end").text.prefix(10)))
    }

    @Test(arguments: [
      ("by_year", "year"), ("by_segment", "segment"), ("by_region", "region"),
      ("by_category", "family"),
    ])
    func `turnover, profit and orders by group`(name: String, by: String) throws {
      let report = try book.ask("turnover", ["by": by])
      let groups = try expected(name)
      #expect(try report.names.sorted() == groups.names.sorted())
      for group in try groups.names {
        let (row, figures) = (try report.row(group), try groups(group))
        #expect(try row.holds("turnover", figures("sales"), dollar), "\(group)")
        #expect(try row.holds("profit", figures("profit"), dollar), "\(group)")
        #expect(try row.count("orders") == figures("orders").int)
      }
    }

    @Test func `turnover by quarter`() throws {
      let report = try book.ask("turnover", ["by": "quarter"])
      for quarter in try expected("sales_by_quarter").names {
        #expect(
          try report.row(quarter).holds("turnover", expected("sales_by_quarter")(quarter), dollar))
      }
    }

    @Test func `as of the end of a year, the years up to it and no more`() throws {
      for year in ["2014", "2015", "2016", "2017"] {
        try book.asOf("\(year)-12-31") { book, source in
          let report = try book.ask("turnover", ["by": "year"], from: source)
          let years = try expected("by_year").names.filter { $0 <= year }
          #expect(report.names == years)
          for name in years {
            let row = try report.row(name)
            #expect(try row.holds("turnover", expected("by_year")(name)("sales"), dollar))
            #expect(try row.holds("profit", expected("by_year")(name)("profit"), dollar))
            #expect(try row.count("orders") == expected("by_year")(name)("orders").int)
          }
        }
      }
    }

    @Test func `the five best customers, and how many cost more than they bring`() throws {
      let report = try book.ask("turnover", ["by": "customer", "sort": "turnover:desc"])
      for (row, figures) in zip(report.answer.rows, try expected("top5_customers").list) {
        let known = try book.crm.resolve(
          "superstore:" + figures.list[0].text, kind: .contact, source: nil)
        #expect(row.key == EntityKinds.text(of: known))
        let line = Line(columns: report.answer.columns, cells: row.cells)
        #expect(try line.holds("turnover", figures.list[1], dollar))
      }
      let place = try #require(report.answer.columns.firstIndex { $0.key == "profit" })
      let losses = report.answer.rows.count { row in
        guard case .money(let profit) = row.cells[place] else { return false }
        return profit[dollar].total < 0
      }
      #expect(try losses == expected("customers_with_negative_profit").int)
    }

    @Test(arguments: [("pareto_customers", "customer"), ("pareto_products", "product")])
    func `Pareto by turnover`(name: String, by: String) throws {
      let row = try book.ask("pareto", ["by": by, "show": "summary"]).row(key: "all")
      try expectPareto(row, expected(name), dollar)
    }

    @Test func `a second import of the same file writes nothing`() throws {
      let copy = try book.rebuilt()
      let importer = try Importer(
        SharedData.recipe("superstore"), files: [SharedData.file("superstore", "superstore.csv")])
      let before = try copy.crm.source().moment.position
      _ = try importer.run(copy.crm, as: copy.principal, history: false)
      #expect(try copy.crm.source().moment.position == before)
    }
  }
}

/// Compares a line of the Pareto report with figures computed elsewhere.
func expectPareto(_ row: Line, _ figures: Figures, _ currency: Currency?) throws {
  #expect(try row.count("entities") == figures("n").int)
  #expect(try row.count("top_entities") == figures("k").int)
  if let currency {
    #expect(try row.holds("total", figures("total"), currency))
    #expect(try row.holds("top_sum", figures("top_sum"), currency))
  } else {
    #expect(try Double(row.count("total")) == figures("total").double)
    #expect(try Double(row.count("top_sum")) == figures("top_sum").double)
  }
  #expect(try row.agrees("top_share", figures("top_share")))
  #expect(try row.count("entities_for_goal") == figures("n_for_80pct").int)
  #expect(try row.agrees("entity_share_for_goal", figures("pct_for_80pct")))
  #expect(try row.text("holds") == (figures("top_share").double >= 0.8 ? "yes" : "no"))
}
