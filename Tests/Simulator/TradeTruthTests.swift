import Bytes
import CRM
import Domain
import Projections
import Testing

@testable import Reports
@testable import Simulator

/// Seasons, growth, returns, sources of leads and the drift of customers are found in the reports as
/// they are in truth: within four standard errors, each derived beside its demand.
@Suite(.serialized) struct TradeTruthTests {
  private static let products = FirmNames.products.map(\.price)

  /// The square of the coefficient of variation of what one line comes to: drawn from the truth.
  private static let lineVariation: Double = {
    var random = RandomSource(seed: 5)
    let amounts = (0..<20_000).map { number in
      let price = products[number % products.count]
      return Double(price * SimulationTruth.pieces(of: price, &random))
    }
    let mean = amounts.reduce(0, +) / Double(amounts.count)
    let square = amounts.reduce(0) { $0 + $1 * $1 } / Double(amounts.count)
    return square / (mean * mean) - 1
  }()

  /// The same of an order: lines 1, 1, 2, 2, 3 as often as each other have a mean of 1.8 and a
  /// variance of 0.56.
  private static let orderVariation = lineVariation / 1.8 + 0.56 / (1.8 * 1.8)

  private func ask(
    _ report: some Report, _ book: SimulatedBook
  ) throws -> SimulatedAnswer { try SimulatedAnswer(report, book) }

  @Test(arguments: SimulatedBook.seeds) func `orders are as they are in truth`(
    seed: UInt64
  ) throws {
    let book = try SimulatedBook.made(seed: seed)
    try compareSeasons(book)
    try compareGrowth(book)
    try compareReturns(book)
  }

  /// The turnover of a calendar month over all years, beside a twelfth of the whole.
  private func compareSeasons(_ book: SimulatedBook) throws {
    let report = try ask(TurnoverReport(OptionValues(["by": "month"])), book)
    var turnover = [Double](repeating: 0, count: 12)
    var orders = [Double](repeating: 0, count: 12)
    for row in report.answer.rows {
      guard let month = Int(row.key.suffix(2)) else { continue }
      turnover[month - 1] += report.number(row.cells, "turnover") ?? 0
      orders[month - 1] += report.number(row.cells, "orders") ?? 0
    }
    let mean = turnover.reduce(0, +) / 12
    for month in 0..<12 {
      let (found, truth) = (turnover[month] / mean, SimulationTruth.orderSeasons[month])
      // A Poisson number of orders of this variation; what comes back falls on a later month.
      let error = truth * ((1 + Self.orderVariation) / orders[month]).squareRoot()
      #expect(
        abs(found - truth) < 4 * error + 0.02,
        "seed \(book.plan.seed), month \(month + 1): \(found) for \(truth), ±\(4 * error + 0.02)")
    }
  }

  private func compareGrowth(_ book: SimulatedBook) throws {
    let report = try ask(TurnoverReport(OptionValues(["by": "year"])), book)
    let orders = report.answer.rows.compactMap { report.number($0.cells, "orders") }
    #expect(orders.count == 4)
    for (earlier, later) in zip(orders, orders.dropFirst()) {
      let truth = SimulationTruth.orderGrowth
      let error = truth * (1 / earlier + 1 / later).squareRoot()
      #expect(
        abs(later / earlier - truth) < 4 * error,
        "seed \(book.plan.seed): \(orders), ±\(4 * error)")
    }
  }

  private func compareReturns(_ book: SimulatedBook) throws {
    let report = try ask(TurnoverReport(OptionValues()), book)
    let ordered = try #require(report.total("ordered"))
    let returned = try #require(report.total("returned"))
    let orders = try #require(report.total("orders"))
    let truth = SimulationTruth.returnedShare
    let error = (truth * (1 - truth) * (1 + Self.lineVariation) / (1.8 * orders)).squareRoot()
    // What was ordered last has not come back yet: three weeks and the shipment, of four years.
    let bound = 4 * error + truth * 30 / 1_461
    #expect(
      abs(returned / ordered - truth) < bound,
      "seed \(book.plan.seed): \(returned / ordered), ±\(bound)")
    let rows = try book.crm.model(Orders.self).rows.rows
    let cancelled = Double(rows.count { $0.isCancelled }) / Double(rows.count)
    let share = SimulationTruth.cancelledShare
    #expect(
      abs(cancelled - share) < 4 * (share * (1 - share) / Double(rows.count)).squareRoot(),
      "seed \(book.plan.seed): \(cancelled) cancelled")
    let discount = SimulationTruth.discounts.reduce(0, +) / Double(SimulationTruth.discounts.count)
    let margin = 1 - SimulationTruth.costShare / (1 - discount)
    // The discounts deviate by 0.04: of some thousand lines by less than 0.002.
    let found = try #require(report.total("margin"))
    #expect(abs(found - margin) < 0.008, "seed \(book.plan.seed): margin \(found) for \(margin)")
  }

  @Test(arguments: SimulatedBook.seeds) func `leads become customers as their source says`(
    seed: UInt64
  ) throws {
    let book = try SimulatedBook.made(seed: seed)
    // By then all but one in a thousand of those that ever convert have.
    let last = book.plan.lastDay.adding(days: -200)
    let report = try ask(LeadConversionReport(OptionValues(["to": last.description])), book)
    let all = try #require(report.total("leads"))
    for source in SimulationTruth.leadSources {
      let count = try #require(report.number(of: source.name, "leads"))
      let rate = try #require(report.number(of: source.name, "rate"))
      let truth = source.conversion
      let bound = 4 * (truth * (1 - truth) / count).squareRoot() + 0.001
      #expect(abs(rate - truth) < bound, "seed \(seed), \(source.name): \(rate), ±\(bound)")
      let share = source.share
      #expect(
        abs(count / all - share) < 4 * (share * (1 - share) / all).squareRoot(),
        "seed \(seed), \(source.name): \(count) of \(all)")
    }
    let campaigns = try ask(
      LeadConversionReport(OptionValues(["by": "campaign", "to": last.description])), book)
    let fair = try #require(campaigns.number(of: "fair 2023", "rate"))
    let count = try #require(campaigns.number(of: "fair 2023", "leads"))
    #expect(abs(fair - 0.15) < 4 * (0.15 * 0.85 / count).squareRoot(), "seed \(seed): \(fair)")
  }

  @Test(arguments: SimulatedBook.seeds) func `the matrix shows how customers drift`(
    seed: UInt64
  ) throws {
    let book = try SimulatedBook.made(seed: seed)
    let last = book.plan.lastDay
    let earlier = try ratings(book, last.adding(years: -2))
    let later = try ratings(book, last)
    var (size, potential, years, count) = (0.0, 0.0, 0.0, 0.0)
    for (key, before) in earlier {
      guard let after = later[key], after.answered > before.answered else { continue }
      size += after.size - before.size
      potential += after.potential - before.potential
      years += Double(before.answered.days(to: after.answered)) / 365.25
      count += 1
    }
    // One score deviates by at most 6.4 points: the noise of answers, and scales of few places.
    let bound = 4 * 6.4 * (2 * count).squareRoot() / years
    let (grown, changed) = (size / years, potential / years)
    print("seed \(seed): size \(grown), potential \(changed) points a year, ±\(bound), n \(count)")
    #expect(count >= 80 && bound < 2)
    #expect(abs(grown - SimulationTruth.sizeDriftPerYear) < bound, "seed \(seed): \(grown)")
    #expect(
      abs(changed - SimulationTruth.potentialDriftPerYear) < bound, "seed \(seed): \(changed)")
    try compareOrders(book, earlier, later)
  }

  private struct Rating {
    var size: Double
    var potential: Double
    var answered: Day
  }

  private func ratings(_ book: SimulatedBook, _ day: Day) throws -> [String: Rating] {
    let source = try book.crm.source(at: .day(day))
    let answer = try book.crm.answer(
      try MatrixReport(OptionValues(["questionnaire": "Q-2"])), as: Principal(UserID(1)),
      from: source)
    let report = SimulatedAnswer(answer: answer)
    let column = answer.columns.firstIndex { $0.key == "answered" }
    return answer.rows.reduce(into: [:]) { ratings, row in
      guard let column, case .day(let answered) = row.cells[column],
        let size = report.number(row.cells, "size"),
        let potential = report.number(row.cells, "potential")
      else { return }
      ratings[row.key] = Rating(size: size, potential: potential, answered: answered)
    }
  }

  /// Customers order in proportion to their size: the half that was rated bigger two years ago
  /// against the other half, over these two years. Their mean sizes are taken from the later rating,
  /// whose noise is another, a year's drift back.
  private func compareOrders(
    _ book: SimulatedBook, _ earlier: [String: Rating], _ later: [String: Rating]
  ) throws {
    let last = book.plan.lastDay
    let report = try ask(
      TurnoverReport(
        OptionValues([
          "by": "account", "from": last.adding(years: -2).adding(days: 1).description,
          "to": last.description,
        ])), book)
    let both = earlier.keys.filter { later[$0] != nil }
      .sorted { (earlier[$0]?.size ?? 0, $0) < (earlier[$1]?.size ?? 0, $1) }
    func sum(_ keys: ArraySlice<String>, _ value: (String) -> Double) -> Double {
      keys.reduce(0) { $0 + value($1) }
    }
    let halves = [both.prefix(both.count / 2), both.suffix(both.count / 2)]
    let sizes = halves.map { keys in
      sum(keys) { (later[$0]?.size ?? 0) - SimulationTruth.sizeDriftPerYear }
    }
    let orders = halves.map { keys in sum(keys) { report.number(of: $0, "orders") ?? 0 } }
    let turnovers = halves.map { keys in sum(keys) { report.number(of: $0, "turnover") ?? 0 } }
    let truth = sizes[1] / sizes[0]
    let error = truth * (1 / orders[0] + 1 / orders[1]).squareRoot()
    #expect(
      abs(orders[1] / orders[0] - truth) < 4 * error + 0.05,
      "seed \(book.plan.seed): \(orders), sizes \(sizes)")
    let spread = error * (1 + Self.orderVariation).squareRoot()
    #expect(
      abs(turnovers[1] / turnovers[0] - truth) < 4 * spread + 0.05,
      "seed \(book.plan.seed): \(turnovers), sizes \(sizes)")
    #expect(orders[1] > orders[0], "who is bigger orders more")
  }

  @Test(arguments: SimulatedBook.seeds) func `late entry and what contacts answer are as drawn`(
    seed: UInt64
  ) throws {
    let book = try SimulatedBook.made(seed: seed)
    let late = try ask(
      LateEntryReport(OptionValues(["by": "event", "later-than": "0"])), book)
    let row = "activity logged"
    let count = try #require(late.number(of: row, "late"), "\(late.answer.rows.map(\.key))")
    let mean = try #require(late.number(of: row, "mean_delay_days"))
    let truth = SimulationTruth.meanLateDays + 3.0 / 7
    // Exponential days deviate by their mean.
    #expect(
      abs(mean - truth) < 4 * SimulationTruth.meanLateDays / count.squareRoot() + 0.05,
      "seed \(seed): \(mean) days for \(truth), \(count) late")

    let answers = try ask(
      AnswersReport(OptionValues(["questionnaire": "Q-1", "wave": "year"])), book)
    func year(_ year: Int) -> (mean: Double, count: Double)? {
      guard let mean = answers.number(of: "\(year)/recommend", "mean"),
        let count = answers.number(of: "\(year)/recommend", "count")
      else { return nil }
      return (mean, count)
    }
    let keys = answers.answer.rows.map(\.key)
    let first = try #require(year(2022), "\(keys)")
    let final = try #require(year(2025), "\(keys)")
    let drift = SimulationTruth.recommendation
    // Rounding to whole places adds at most a sixth to the variance.
    let deviation = (drift.deviation * drift.deviation + 1.0 / 6).squareRoot()
    let bound = 4 * deviation * (1 / first.count + 1 / final.count).squareRoot() + 0.05
    #expect(
      abs(final.mean - first.mean - 3 * drift.driftPerYear) < bound,
      "seed \(seed): \(first) to \(final), ±\(bound)")
  }
}
