import Domain
import Projections

/// What a forecast counts of a group in a period.
struct ForecastTally {
  private(set) var wonCount = 0
  private(set) var won = RunningAmounts()
  private(set) var openCount = 0
  private(set) var open = RunningAmounts()
  private(set) var weighted = RunningAmounts()
  private var expectedWins: Int128 = 0
  private var overdueCount = 0
  private var overdue = RunningAmounts()
  private var commit = RunningAmounts()
  private var bestCase = RunningAmounts()

  static let columns = [
    Column("won_count", "Won", .integer),
    Column("won_amount", "Won amount", .money),
    Column("open_count", "Open", .integer),
    Column("open_amount", "Open amount", .money),
    Column("expected_wins", "Wins expected", .decimal),
    Column("weighted_amount", "Weighted", .money),
    Column("forecast", "Forecast", .money),
    Column("overdue_count", "Overdue", .integer),
    Column("overdue_weighted", "Overdue, weighted", .money),
    Column("commit", "Commit", .money),
    Column("best_case", "Best case", .money),
    Column("open_pipeline", "If all is won", .money),
  ]

  mutating func addWon(_ amount: Money?) {
    wonCount += 1
    if let amount { won.add(amount) }
  }

  mutating func addOpen(
    _ amount: Money?, _ chance: Chance, _ category: ForecastCategory?, isOverdue: Bool
  ) {
    openCount += 1
    expectedWins += Int128(chance.trillionths)
    if isOverdue { overdueCount += 1 }
    guard let amount else { return }
    open.add(amount)
    weighted.add(amount, times: chance)
    if isOverdue { overdue.add(amount, times: chance) }
    switch category {
    case .commit: commit.add(amount)
    case .bestCase: bestCase.add(amount)
    case .pipeline, .omitted, nil: break
    }
  }

  static func += (left: inout ForecastTally, right: ForecastTally) {
    left.wonCount += right.wonCount
    left.won += right.won
    left.openCount += right.openCount
    left.open += right.open
    left.weighted += right.weighted
    left.expectedWins += right.expectedWins
    left.overdueCount += right.overdueCount
    left.overdue += right.overdue
    left.commit += right.commit
    left.bestCase += right.bestCase
  }

  /// Won, and what is open by its probability.
  var forecast: Amounts { sum(won, weighted) }

  private func sum(_ parts: RunningAmounts...) -> Amounts {
    parts.reduce(into: Amounts()) { $0 += $1.amounts }
  }

  /// The cells; `isInPeriod` is false for what has no day and so adds to no period.
  func cells(isInPeriod: Bool, _ shown: ShownCurrency) -> [Cell] {
    func money(_ amounts: Amounts) -> Cell { isInPeriod ? .money(shown(amounts)) : .none }
    func count(_ count: Int) -> Cell { isInPeriod ? .integer(Int64(count)) : .none }
    return [
      count(wonCount), money(won.amounts), .integer(Int64(openCount)), .money(shown(open)),
      .ratio(expectedWins, Chance.one), .money(shown(weighted)), money(forecast),
      count(overdueCount), money(overdue.amounts), money(sum(won, commit)),
      money(sum(won, commit, bestCase)), money(sum(won, open)),
    ]
  }
}
