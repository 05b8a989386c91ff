import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  @Suite(.needsSharedData) struct MavenTests {
    let book: MavenBook
    let expected: Figures

    init() throws {
      book = try MavenBook.shared
      expected = try SharedData.expected("maven_crm")
    }

    @Test func `all rows of all files took part`() throws {
      let rows = try expected("rows")
      let counts = Dictionary(
        uniqueKeysWithValues: book.report.files.map { ($0.key, $0.rows) })
      #expect(try counts["pipeline"] == rows("pipeline").int)
      #expect(try counts["accounts"] == rows("accounts").int)
      #expect(try counts["products"] == rows("products").int)
      #expect(try counts["teams"] == rows("sales_teams").int)
      #expect(try book.ask("accounts", ["limit": "1000"]).answer.rows.count == rows("accounts").int)
      let owners = try book.ask("outcomes", ["by": "owner"])
      #expect(try owners.answer.rows.count == rows("agents_in_pipeline").int)
      let named = try book.ask("outcomes", ["by": "account"]).names.filter { $0 != "(none)" }
      #expect(try named.count == rows("accounts_in_pipeline").int)
    }

    @Test func `data quality`() throws {
      let quality = try expected("data_quality")
      let report = try book.ask("quality")
      func count(_ key: String) throws -> Int { try report.row(key: key).count("count") }
      let mapped = book.report.mapped.map { "\($0.name): \($0.count)" }
      #expect(
        try mapped.contains("product-names: GTXPro → GTX Pro: \(quality("gtxpro_rows").int)"))
      #expect(try count("opportunities-without-account") == quality("missing_account").int)
      let byStage = try quality("missing_account_by_stage")
      let detail = try report.row(key: "opportunities-without-account").text("detail")
      #expect(
        try detail
          == "Prospecting \(byStage("Prospecting").int), Engaging \(byStage("Engaging").int)")
      #expect(try count("undated-openings") == quality("missing_engage").int)
      #expect(
        try book.ask("outcomes").total.count("open") == quality("missing_close").int)
      #expect(try book.report.warnings.count == quality("duplicate_ids").int)
      #expect(try count("won-without-amount") == quality("won_with_zero_value").int)
      #expect(try count("accounts-with-parent") == quality("accounts_with_parent").int)
      let technolgy = try book.ask("accounts", ["industry": "technolgy", "limit": "1000"])
      #expect(
        try technolgy.answer.rows.count == quality("sector_technolgy_accounts").int)
    }

    @Test func `nothing was earned with what was lost`() throws {
      // In the file the value of every lost one is 0. The book keeps the list price that it might
      // have brought, so what must be 0 here is the amount won with them.
      #expect(try expected("data_quality")("lost_with_nonzero_value").int == 0)
      #expect(try book.ask("outcomes", ["by": "status"]).row("lost").dollars("won_amount") == 0)
    }

    @Test func `agents without deals`() throws {
      let busy = try Set(book.ask("outcomes", ["by": "owner"]).names)
      let users = try book.ask("users", ["limit": "1000"])
      let idle = try users.answer.rows.map { Line(columns: users.answer.columns, cells: $0.cells) }
        .filter { try $0.text("role") == "representative" }
        .map { try $0.text("name") }
        .filter { !busy.contains($0) }
      let names = try expected("data_quality")("agents_without_deals").list.map { try $0.text }
      #expect(idle.sorted() == names.sorted())
    }

    @Test func `stages, altogether and by product`() throws {
      let open = try book.ask("pipeline", ["by": "stage"])
      let all = try book.ask("outcomes").total
      let stages = try expected("stages")
      #expect(try open.row("Engaging").count("count") == stages("Engaging").int)
      #expect(try open.row("Prospecting").count("count") == stages("Prospecting").int)
      #expect(try all.count("won") == stages("Won").int)
      #expect(try all.count("lost") == stages("Lost").int)
      let outcomes = try book.ask("outcomes", ["by": "product"])
      let openBoth = try book.ask("pipeline", ["by": "product,stage"])
      for product in try expected("stages_by_product").names {
        let figures = try expected("stages_by_product")(product)
        #expect(try outcomes.row(product).count("won") == figures.count("Won"))
        #expect(try outcomes.row(product).count("lost") == figures.count("Lost"))
        for stage in ["Engaging", "Prospecting"] where try figures.count(stage) > 0 {
          #expect(try openBoth.row(product, stage).count("count") == figures.count(stage))
        }
        #expect(
          try outcomes.row(product).count("open")
            == figures.count("Engaging") + figures.count("Prospecting"))
      }
    }

    @Test func `won, win rate and days to close`() throws {
      let all = try book.ask("outcomes").total
      let won = try expected("won")
      #expect(try all.count("won") == won("count").int)
      #expect(try all.dollars("won_amount") == won("revenue").int)
      #expect(try agree(all.number("mean_won_amount"), won("mean").double))
      #expect(try agree(all.number("median_won_amount"), won("median").double))
      #expect(try agree(all.number("max_won_amount"), won("max").double))
      #expect(try agree(all.number("win_rate"), expected("win_rate").double))
      let days = try expected("cycle_days")
      for (column, name) in [
        ("mean_days_won", "won_mean"), ("median_days_won", "won_median"),
        ("mean_days_lost", "lost_mean"), ("median_days_lost", "lost_median"),
        ("mean_days_closed", "closed_mean"), ("median_days_closed", "closed_median"),
        ("min_days", "min"), ("max_days", "max"),
      ] {
        #expect(try agree(all.number(column), days(name).double), "\(name)")
      }
    }

    @Test func `by quarter and month`() throws {
      for (by, name) in [("closed-quarter", "won_by_quarter"), ("closed-month", "won_by_month")] {
        let report = try book.ask("outcomes", ["by": by])
        for period in try expected(name).names {
          let figures = try expected(name)(period)
          #expect(try report.row(period).count("won") == figures("count").int)
          #expect(try report.row(period).dollars("won_amount") == figures("revenue").int)
        }
      }
      let closed = try book.ask("outcomes", ["by": "closed-month"])
      for month in try expected("lost_by_month").names {
        #expect(try closed.row(month).count("lost") == expected("lost_by_month")(month).int)
      }
      let opened = try book.ask("outcomes", ["by": "opened-month"])
      for month in try expected("engaged_by_month").names {
        #expect(
          try opened.row(month).count("opportunities")
            == expected("engaged_by_month")(month).int)
      }
    }

    @Test(arguments: [
      ("by_agent", "owner"), ("by_product", "product"), ("by_series", "family"),
      ("by_manager", "manager"), ("by_region", "office"), ("by_sector", "industry"),
      ("by_country", "country"),
    ])
    func `outcomes by group`(name: String, by: String) throws {
      let report = try book.ask("outcomes", ["by": by])
      let groups = try expected(name)
      #expect(try Set(report.names).subtracting(["(none)"]) == Set(groups.names))
      for group in try groups.names {
        let (row, figures) = (try report.row(group), try groups(group))
        #expect(try row.count("opportunities") == figures("deals").int)
        #expect(try row.count("won") == figures("won").int)
        #expect(try row.count("lost") == figures("lost").int)
        #expect(try row.count("open") == figures("open").int)
        #expect(try row.dollars("won_amount") == figures("revenue").int)
        #expect(try agree(row.number("win_rate"), figures("win_rate").double))
        #expect(try agree(row.number("mean_won_amount"), figures("avg_won_value").double))
      }
    }

    @Test func `the ten accounts with the highest turnover`() throws {
      let report = try book.ask("outcomes", ["by": "account"])
      let accounts = try report.names.filter { $0 != "(none)" }
        .map { (name: $0, amount: try report.row($0).dollars("won_amount")) }
        .sorted { $0.amount > $1.amount }
      let top = try expected("top10_accounts_by_revenue").list
      for (account, figures) in zip(accounts, top) {
        #expect(try account.name == figures.list[0].text)
        #expect(try account.amount == figures.list[1].int)
      }
      #expect(top.count == 10)
    }
  }
}
