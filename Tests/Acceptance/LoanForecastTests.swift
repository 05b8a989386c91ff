import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  /// Stages, outcomes and forecasts of 6,505 real applications with the instants at which they
  /// happened, three times: from checkpoints, folded from the first event, and after `derived/` was
  /// deleted and made anew.
  @Suite(.needsSharedData) struct LoanForecastTests {
    let expected: Figures

    /// The pipeline of the applications; what is offered may go through another.
    private static let applications = ["pipeline": "L-1"]

    init() throws { expected = try SharedData.expected("bpic2012") }

    @Test func `loan applications, from checkpoints`() throws {
      let book = try LoanBook.shared
      #expect(try book.crm.status().checkpoints.count > 1)
      try compareAll(book) { $0 }
    }

    @Test func `loan applications, folded from the first event`() throws {
      try compareAll(try LoanBook.shared) { $0.fromTheFirstEvent }
    }

    @Test func `loan applications, after derived was deleted and made anew`() throws {
      try LoanBook.withRebuiltCopy { book in try compareAll(book) { $0 } }
    }

    private func compareAll(
      _ book: LoanBook, _ view: (BookSource) -> BookSource
    ) throws {
      let end = view(try book.crm.source())
      try compareOutcomes(book, end)
      try compareMonths(book, end)
      try compareFunnel(book, end)
      try compareTimes(book, end)
      for instant in try expected("as_of").names {
        let then = view(try book.crm.source(at: Moment(instant)))
        try compareState(book, then, expected("as_of")(instant))
      }
      for figures in try expected("forecast_backtest").list {
        try compareBackTest(book, end, view, figures)
      }
    }

    /// The rows of the three outcomes, by status and the reason of the loss.
    private static let outcomes = [
      ("A_APPROVED", "won,-"), ("A_DECLINED", "lost,A_DECLINED"),
      ("A_CANCELLED", "lost,A_CANCELLED"), ("OPEN", "open,-"),
    ]

    private func compareOutcomes(_ book: LoanBook, _ end: BookSource) throws {
      let outcomes = try expected("outcomes")
      let report = try book.ask("outcomes", ["by": "status,loss-reason", "pipeline": "L-1"], end)
      let days = try book.ask("velocity", ["by": "status,loss-reason", "pipeline": "L-1"], end)
      for (name, key) in Self.outcomes {
        let row = try report.row(key: key)
        #expect(try row.count("opportunities") == outcomes(name)("cases").int, "\(name)")
        guard name != "OPEN" else { continue }
        let wanted = try expected("days_submit_to_decision")(name)
        let side = name == "A_APPROVED" ? "won" : "lost"
        let time = try days.row(key: key)
        #expect(try agree(time.number("\(side)_mean_time"), wanted("mean").double), "\(name)")
        #expect(try agree(time.number("\(side)_median_time"), wanted("median").double), "\(name)")
      }
      let won = try report.row(key: "won,-")
      #expect(try agree(won.euros("won_amount"), outcomes("A_APPROVED")("amount").double))
      #expect(
        try agree(won.euros("mean_won_amount"), outcomes("A_APPROVED")("mean_amount").double))
      #expect(
        try agree(report.total.number("win_rate"), expected("approval_rate_of_decided").double))
      #expect(
        try agree(
          report.total.number("amount_win_rate"),
          expected("approval_rate_by_amount_of_decided").double))
      for (name, key) in Self.outcomes where key.hasPrefix("lost") {
        let row = try report.row(key: key)
        let (amount, count) = (try row.euros("lost_amount"), try row.count("lost"))
        #expect(try agree(amount, outcomes(name)("amount").double), "\(name)")
        #expect(try agree(amount / Double(count), outcomes(name)("mean_amount").double))
      }
      #expect(
        try agree(report.total.euros("open_amount"), outcomes("OPEN")("amount").double))
      #expect(
        try agree(
          report.total.euros("open_amount") / Double(report.total.count("open")),
          outcomes("OPEN")("mean_amount").double))
      let open = try book.ask("pipeline", ["by": "stage", "pipeline": "L-1"], end)
      #expect(try agree(open.total.euros("amount"), outcomes("OPEN")("amount").double))
    }

    private func compareMonths(_ book: LoanBook, _ end: BookSource) throws {
      let months = try expected("decided_by_month_local")
      let report = try book.ask(
        "outcomes", ["by": "closed-month,loss-reason", "pipeline": "L-1"], end)
      for month in try months.names {
        for (name, reason) in [
          ("A_APPROVED", "-"), ("A_DECLINED", "A_DECLINED"), ("A_CANCELLED", "A_CANCELLED"),
        ] {
          let row = try report.row(key: "\(month),\(reason)")
          let wanted = try months(month)(name)
          let column = name == "A_APPROVED" ? "won" : "lost"
          #expect(try row.count(column) == wanted("cases").int, "\(month) \(name)")
          #expect(
            try agree(row.euros("\(column)_amount"), wanted("amount").double), "\(month) \(name)")
        }
      }
      let opened = try book.ask("outcomes", ["by": "opened-month", "pipeline": "L-1"], end)
      let submitted = try expected("submitted_by_month_local")
      for month in try submitted.names {
        let row = try opened.row(key: month)
        #expect(try row.count("opportunities") == submitted(month)("cases").int, "\(month)")
        let amount = try ["won", "lost", "open"].reduce(0) { try $0 + row.euros("\($1)_amount") }
        #expect(try agree(amount, submitted(month)("amount").double), "\(month)")
      }
    }

    private static let stages = [
      "A_SUBMITTED", "A_PARTLYSUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "A_FINALIZED",
    ]

    private func compareFunnel(_ book: LoanBook, _ end: BookSource) throws {
      let report = try book.ask("stage-conversion", Self.applications, end)
      let funnel = try expected("funnel_cases")
      let rates = try expected("approval_rate_of_decided_that_reached")
      for (index, stage) in Self.stages.enumerated() {
        let row = try report.row(key: "L-1/\(index + 1)")
        #expect(try row.text("stage") == stage)
        #expect(try row.count("reached") == funnel(stage).int, "\(stage)")
        #expect(try agree(row.number("share_won"), rates(stage).double), "\(stage)")
      }
      let total = try book.ask("outcomes", Self.applications, end).total
      #expect(try total.count("won") == funnel("A_APPROVED").int)
      #expect(
        try total.count("lost") == funnel("A_DECLINED").int + funnel("A_CANCELLED").int)
    }

    private func compareTimes(_ book: LoanBook, _ end: BookSource) throws {
      let report = try book.ask("time-in-stage", Self.applications, end)
      for (index, stage) in Self.stages.enumerated() {
        let row = try report.row(key: "L-1/\(index + 1)")
        #expect(
          try agree(row.number("mean_time"), expected("time_in_stage_days_mean")(stage).double),
          "\(stage)")
        #expect(
          try agree(
            row.number("median_time"), expected("time_in_stage_days_median")(stage).double),
          "\(stage)")
      }
    }

    private func compareState(
      _ book: LoanBook, _ then: BookSource, _ figures: Figures
    ) throws {
      let open = try book.ask("pipeline", ["by": "stage", "pipeline": "L-1"], then)
      #expect(try open.total.count("count") == figures("open").int)
      #expect(try agree(open.total.euros("amount"), figures("open_amount").double))
      let stages = try figures("by_stage")
      #expect(try Set(open.names) == Set(stages.names))
      for stage in try stages.names {
        #expect(try open.row(stage).count("count") == stages(stage)("n").int)
        #expect(try agree(open.row(stage).euros("amount"), stages(stage)("amount").double))
      }
      let closed = try book.ask("outcomes", ["by": "status,loss-reason", "pipeline": "L-1"], then)
      #expect(try closed.row(key: "won,-").count("won") == figures("approved_to_date").int)
      #expect(
        try agree(
          closed.row(key: "won,-").euros("won_amount"), figures("approved_amount_to_date").double))
      for (key, name) in [
        ("lost,A_DECLINED", "declined_to_date"), ("lost,A_CANCELLED", "cancelled_to_date"),
      ] {
        #expect(try closed.row(key: key).count("lost") == figures(name).int)
      }
    }

    private func compareBackTest(
      _ book: LoanBook, _ end: BookSource, _ view: (BookSource) -> BookSource,
      _ figures: Figures
    ) throws {
      let instant = try figures("as_of").text
      let learned = [
        "at": instant, "probability": "learned", "learn-by": "stage", "pipeline": "L-1",
      ]
      let row = try book.ask("back-test", learned, end).total
      #expect(try row.count("open_count") == figures("open").int)
      #expect(try row.count("won") == figures("actual_wins_to_log_end").int)
      #expect(try row.count("still_open") == figures("undecided_at_log_end").int)
      for (column, name) in [
        ("forecast", "forecast_amount"), ("won_amount", "actual_amount_to_log_end"),
      ] {
        #expect(try agree(row.euros(column), figures(name).double), "\(name)")
      }
      #expect(try agree(row.number("expected_wins"), figures("forecast_wins").double))
      for (column, name) in [
        ("error_share", "amount_error_pct"), ("wins_error_share", "wins_error_pct"),
      ] {
        #expect(try agree(row.number(column) * 100, figures(name).double), "\(name)")
      }
      let month = try book.ask("back-test", learned.merging(["within": "30"]) { $1 }, end).total
      #expect(try month.count("decided") == figures("decided_within_30_days").int)
      #expect(try month.count("won") == figures("approved_within_30_days").int)
      #expect(
        try agree(month.euros("won_amount"), figures("approved_amount_within_30_days").double))
      try compareShares(book, view(try book.crm.source(at: Moment(instant))), figures)
    }

    /// What was learned of each stage, and the forecast as of the instant itself.
    private func compareShares(
      _ book: LoanBook, _ then: BookSource, _ figures: Figures
    ) throws {
      let shares = try figures("stage_probability_from_cases_decided_by_then")
      let proposed = try book.ask("calibrate", Self.applications, then)
      for (index, stage) in Self.stages.enumerated() {
        let share = try proposed.row(key: "L-1/\(index + 1)").number("proposed")
        #expect(try agree(share, shares(stage).double), "\(stage)")
      }
      let once = try book.ask(
        "forecast",
        ["period": "ever", "by": "none", "probability": "learned", "pipeline": "L-1"], then
      ).total
      #expect(try agree(once.euros("weighted_amount"), figures("forecast_amount").double))
      #expect(try agree(once.number("expected_wins"), figures("forecast_wins").double))
    }

    @Test func `every week in one pass says what that week says by itself`() throws {
      let book = try LoanBook.shared
      let end = try book.crm.source()
      let learned = ["probability": "learned", "by": "stage"]
      let many = try book.ask(
        "back-test",
        learned.merging(["from": "2011-10-01", "to": "2012-03-14", "every": "week"]) { $1 }, end)
      let dates = Set(many.answer.rows.map { Table.name($0.cells[0]) }).sorted()
      #expect(dates.count == 24)
      for date in dates {
        let once = try book.ask(
          "forecast", learned.merging(["period": "ever"]) { $1 }, book.crm.source(at: Moment(date)))
        let open = once.answer.rows.map { Line(columns: once.answer.columns, cells: $0.cells) }
          .filter { (try? $0.count("open_count")) != 0 }  // allowed: a count is always there
        let weekly = many.answer.rows.filter { Table.name($0.cells[0]) == date }
          .map { Line(columns: many.answer.columns, cells: $0.cells) }
        #expect(
          try open.map { try $0.cell("weighted_amount") }
            == weekly.map { try $0.cell("forecast") }, "\(date)")
      }
    }
  }
}
