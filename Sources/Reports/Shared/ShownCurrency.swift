import Domain
import Projections

/// The one place where sums of several currencies are brought to one: by the rates in force on the
/// day of the report, when a currency is asked for; else every currency stands apart.
struct ShownCurrency {
  private let target: Currency?
  private let book: Book
  private let day: Day

  static let option = ReportOption(
    "currency", "CODE", "amounts in this currency, by the rates in force on the day of the report; "
      + "those without a rate stand apart")

  /// The currency that is asked for, of a book as it is at a moment.
  init(_ values: OptionValues, _ book: Book, _ moment: AnswerMoment) throws(ReportRefusal) {
    target = try Self.read(values)
    self.book = book
    day = moment.civilDay
  }

  /// The currency that is asked for; nil when none is.
  static func read(_ values: OptionValues) throws(ReportRefusal) -> Currency? {
    guard let text = values["currency"] else { return nil }
    do throws(MoneyRefusal) {
      return try Currency(code: text)
    } catch {
      throw .badValue(option: "currency", value: text, expected: "a currency: \(error)")
    }
  }

  /// The sums as they are shown.
  func callAsFunction(_ amounts: Amounts) -> Amounts {
    guard let target else { return amounts }
    return amounts.converted(to: target, on: day, by: book.rates, base: book.currency) { _, _ in }
  }

  /// The sums as they are shown.
  func callAsFunction(_ amounts: RunningAmounts) -> Amounts { self(amounts.amounts) }

  /// By which rates the other currencies of these sums are shown, and which have none.
  func notes(_ amounts: Amounts) -> [String] {
    guard let target else { return [] }
    var notes: [String] = []
    _ = amounts.converted(to: target, on: day, by: book.rates, base: book.currency) {
      currency, conversion in
      guard let conversion else {
        notes.append("there is no rate from \(currency.code) to \(target.code) on \(day)")
        return
      }
      for step in conversion.steps {
        notes.append("1 \(step.pair) = \(step.entry.rate), since \(step.entry.from)")
      }
    }
    return notes
  }
}
