import ArgumentParser
import Bytes
import CRM
import Domain
import Reports

/// What every report takes.
struct ReadingOptions: ParsableArguments {
  @OptionGroup var moment: MomentOptions

  // A key may begin with a dash: '-,U-2' is the row of U-2 that has no first group.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "List the events behind the row of this key (the JSON answer has the keys), and check that "
        + "they alone give it.", valueName: "key"))
  var explain: String?

  @Option(
    help: ArgumentHelp(
      "Also draw the answer into this SVG file, for reports that have a picture.",
      valueName: "file.svg"))
  var chart: String?

  @Flag(help: "Draw the answer here, in characters, instead of the table.")
  var plot = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard output.output != nil else { return }
    if explain != nil { throw ValidationError("--explain lists events: leave out --output") }
    if plot { throw ValidationError("--plot draws here: leave out --output") }
  }
}

extension Report {
  /// Whether an option of this name takes the number or the name of an entity.
  fileprivate static func names(_ option: String) -> Bool {
    options.contains { option == $0.name && !$0.isPositional }
      && options.contains { option == $0.name && EntityKinds.stream(named: $0.placeholder) != nil }
  }
}

/// Answers a report, or explains a row of its answer.
struct ReportRun {
  let given: GivenValues
  let book: BookOptions
  let reading: ReadingOptions

  func run(_ report: any Report.Type) throws { try answer(report) }

  private func answer<Kind: Report>(_ type: Kind.Type) throws {
    let format = try self.book.format(for: reading.output)
    var given = given.single
    // A file is for all there is.
    if reading.output.output != nil, given["limit"] == nil,
      type.options.contains(where: { $0.name == "limit" })
    {
      given["limit"] = "0"
    }
    // What the words alone show to be wrong is said before a book is opened.
    _ = try Kind(OptionValues(given.filter { !type.names($0.key) }))
    let book = try OpenBook(self.book, readOnly: true)
    let source = try book.source(reading.moment)
    let report = try Kind(book.crm.resolved(given, of: type, at: source))
    let answer = try book.crm.answer(report, as: book.principal, from: source)
    if let key = reading.explain {
      return try Explanation(book: book, source: source, report: report, answer: answer)
        .print(key, format)
    }
    try ChartPrinter(report: type.name, format: format).print(
      answer, file: reading.chart, inCharacters: reading.plot)
    if reading.plot { return }
    try AnswerWriter(book: book, format: format, output: reading.output)
      .write(try limited(answer, type))
  }

  /// The answer cut to `--limit`, for a report that has no such option of its own.
  private func limited<Kind: Report>(_ answer: Answer, _ type: Kind.Type) throws -> Answer {
    guard !type.options.contains(where: { $0.name == "limit" }),
      let limit = try OptionValues(given.single).count("limit"), limit > 0,
      answer.rows.count > limit
    else { return answer }
    var answer = answer
    answer.rowsBeforeLimit = answer.rowsBeforeLimit ?? answer.rows.count
    answer.rows = Array(answer.rows.prefix(limit))
    return answer
  }
}
