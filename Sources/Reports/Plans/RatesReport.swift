import Bytes
import Domain
import Projections

/// The exchange rates of the book.
struct RatesReport: Report {
  static let name = "rates"
  static let summary = "Exchange rates: what a currency is worth, from when until when"
  static let discussion = """
    A rate holds from its day on, until the day before the next one of the same two currencies. A \
    rate serves both ways round, and two currencies without a rate of their own meet by way of the \
    book's currency. Which rates the book knew at an earlier moment: add --as-of.

    Example: 1 USD = 0.92 EUR from 1 January and 0.90 EUR from 1 February: on 31 January 100 USD are \
    92 EUR.
    """
  static let options = [
    ReportOption("currency", "USD", "only the rates of this currency, either way round")
  ]
  static let needs: [any ReadModel.Type] = [BookSettings.self]

  private let currency: Currency?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    currency = try values.currency("currency")
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let rates = try source.model(BookSettings.self).book.rates
    let today = source.moment.civilDay
    var answer = Answer(
      report: Self.name, title: "Exchange rates", moment: source.moment, parameters: asked,
      columns: [
        Column("currency", "One", .text),
        Column("rate", "Is worth", .text),
        Column("quote", "In", .text),
        Column("from", "From", .day),
        Column("until", "Until", .day),
        Column("in_force", "In force", .text),
        Column("source", "Source", .text),
      ])
    for pair in rates.pairs {
      if let currency, pair.currency != currency, pair.quote != currency { continue }
      let entries = rates[pair]
      for (index, entry) in entries.enumerated() {
        let next = index + 1 < entries.count ? entries[index + 1].from : nil
        let isInForce = entry == rates.inForce(pair, on: today)
        answer.rows.append(
          Row(
            key: "\(pair.currency.code)-\(pair.quote.code)-\(entry.from)",
            cells: [
              .text(pair.currency.code), .text(entry.rate.description), .text(pair.quote.code),
              .day(entry.from), next.map { .day($0.adding(days: -1)) } ?? .none,
              isInForce ? .text("yes") : .none, entry.source.cell,
            ], sources: [BookID(1).stream]))
      }
    }
    return answer
  }
}
