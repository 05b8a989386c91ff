import ArgumentParser
import Bytes
import CRM
import Domain
import Reports

/// `rapport replay`: a report at every day, week, month … in one pass.
struct ReplayCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "replay", abstract: "A report as it stood every week, month …, in one table.",
      discussion: """
        Answers the report as of the end of every day, or of the last day of every week (Sunday), \
        month, quarter or year, in the zone of the book, between --from and --to. Each answer is \
        what the report says with --as-of that day; with --hindsight, what it says with --hindsight \
        that day.

        Examples: rapport replay pipeline --by stage --every month
                  rapport replay pipeline --by stage --every week --column amount --format csv
                  rapport replay outcomes --show totals --from 2016-10-01 --to 2017-12-31
                  rapport replay flow --every quarter --hindsight
        """,
      subcommands: Specifications.replayCommands)
  }
}

extension Specification {
  /// The subcommand of `replay` for a report.
  init(replaying report: any Report.Type) {
    let own = report.options.map { option in
      var parameter = Parameter(option)
      parameter.name = ReplayPlan.optionName(option.name)
      return parameter
    }
    let positional = own.filter { $0.shape == .positional }
    self.init(
      name: report.name, summary: report.summary, discussion: report.discussion,
      parameters: positional + Parameter.ofEveryReplay
        + own.filter { $0.shape != .positional },
      action: .replay(report))
  }
}

extension Specification.Parameter {
  fileprivate static let ofEveryReplay: [Self] = [
    Self(
      name: "every", placeholder: "interval",
      help: "how far apart: day, week, month, quarter, year", standard: "month"),
    Self(
      name: "from", placeholder: "date",
      help: "the first day to look at; 365 days before --to when not said"),
    Self(
      name: "to", placeholder: "date", help: "the last day to look at; today when not said"),
    Self(
      name: "show", placeholder: "rows|totals",
      help: "all rows of each answer, or its total alone", standard: "rows"),
    Self(
      name: "column", placeholder: "key",
      help: "only this column, a line a day and a series for every row of the report"),
    Self(
      name: "hindsight", placeholder: "",
      help: "each day with everything that came to be known of it since", shape: .flag),
  ]
}

/// Answers a report at many days.
struct ReplayRun {
  let given: GivenValues
  let book: BookOptions
  let output: OutputOptions

  func run(_ report: any Report.Type) throws { try answer(report) }

  private func answer<Kind: Report>(_ type: Kind.Type) throws {
    let format = try self.book.format(for: output)
    let book = try OpenBook(self.book, readOnly: true)
    var source = try book.crm.source(through: .commandLine)
    let plan = try plan(today: source.moment.civilDay)
    let report = try Kind(book.crm.resolved(values(of: type), of: type, at: source))
    if given["hindsight"].first != nil { source = try source.inHindsight(of: source) }
    let progress = ProgressLine("replaying")
    defer { progress.clear() }
    let answer = try book.crm.replay(report, plan, as: book.principal, from: source) { done, all in
      progress.show(UInt64(done), of: UInt64(all))
    }
    progress.clear()
    try AnswerWriter(book: book, format: format, output: output).write(answer)
  }

  /// What was given for the options of the report itself.
  private func values(of report: any Report.Type) -> [String: String] {
    var values: [String: String] = [:]
    for option in report.options {
      values[option.name] = given[ReplayPlan.optionName(option.name)].first
    }
    return values
  }

  private func plan(today: Day) throws -> ReplayPlan {
    let values = OptionValues(given.single)
    let interval = try values.choice("every", as: ReplayPlan.Interval.self) ?? .month
    let to = try values.day("to") ?? today
    let from = try values.day("from") ?? to.adding(days: -365)
    return ReplayPlan(every: interval, from: from, to: to, shape: try shape())
  }

  private func shape() throws(ReportRefusal) -> ReplayPlan.Shape {
    let show = given["show"].first ?? "rows"
    guard ["rows", "totals"].contains(show) else {
      throw .badValue(option: "show", value: show, expected: "rows or totals")
    }
    if let column = given["column"].first {
      if show == "totals" {
        throw .badValue(option: "show", value: show, expected: "for use with --column")
      }
      return .column(column)
    }
    return show == "totals" ? .totals : .rows
  }
}
