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
}

/// Answers a report, or explains a row of its answer.
struct ReportRun {
  let given: GivenValues
  let book: BookOptions
  let reading: ReadingOptions

  func run(_ report: any Report.Type) throws { try answer(report) }

  private func answer<Kind: Report>(_ type: Kind.Type) throws {
    let report = try Kind(OptionValues(given.single))
    let book = try OpenBook(self.book, readOnly: true)
    let source = try book.source(reading.moment)
    let answer = try book.crm.answer(report, as: book.principal, from: source)
    if let key = reading.explain {
      return try Explanation(book: book, source: source, report: report, answer: answer)
        .print(key, self.book.format)
    }
    try AnswerPrinter(format: self.book.format).print(try limited(answer, type))
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
