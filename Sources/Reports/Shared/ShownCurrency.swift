import Domain
import Projections

/// The currency in which a report of many dates shows its sums: by the rates in force on the day of
/// the report, when one is asked for; else every currency stands apart.
struct ShownCurrency {
  private let converter: Converter?
  private let day: Day

  static let option = ReportOption(
    "currency", "CODE", "amounts in this currency, by the rates in force on the day of the report; "
      + "those without a rate stand apart")

  /// The currency that is asked for, of a book as it is at a moment.
  init(_ values: OptionValues, _ book: Book, _ moment: AnswerMoment) throws(ReportRefusal) {
    let target = try values.currency("currency")
    converter = target.map { Converter(to: $0, book) }
    day = moment.civilDay
  }

  /// The sums as they are shown.
  func callAsFunction(_ amounts: Amounts) -> Amounts { converter?(amounts, on: day) ?? amounts }

  /// The sums as they are shown.
  func callAsFunction(_ amounts: RunningAmounts) -> Amounts { self(amounts.amounts) }

  /// By which rates other currencies were shown so far, and which have none.
  var notes: [String] { converter?.notes("by the rate in force on \(day)") ?? [] }
}
