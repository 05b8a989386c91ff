import Bytes
import CRM
import Domain
import Projections
import Testing

@testable import Reports
@testable import Simulator

/// What is true in the simulated firm is found again in its book, within bounds that follow from
/// how much there is to see: four standard errors, and what is said beside each.
@Suite struct TruthTests {
  private static let shared = Result { try SimulatedBook(seed: 11, events: 60_000) }
  private let book: SimulatedBook
  private let deals: [Followed]

  /// An opportunity that was decided, as its book tells.
  private struct Followed {
    var opener: UserID
    var lastOwner: UserID
    var firstAmount: Int
    var firstClose: Day
    var closed: Day
    var opened: Day
    var stated: Double?
    var isWon: Bool
    var amount: Int
    var visits: Int
    var calls: Int
  }

  init() throws {
    book = try Self.shared.get()
    let crm = book.crm
    let activities = try crm.model(Activities.self)
    let rows = try crm.model(Opportunities.self).rows
    let efforts = activities.effortByOpportunity()
    let source = try crm.source(as: Principal(UserID(1)))
    let zone = try crm.settings().zone
    deals = try rows.all.compactMap { id, row in
      guard row.status != .open, let opened = row.openedAt, let closed = row.closedAt,
        case .opened(let first)? = try source.history(Opportunity.self, id).first?.event,
        let amount = first.amount, let close = first.expectedClose, let owner = row.owner
      else { return nil }
      let effort = Int(id.number) <= efforts.count ? efforts[Int(id.number) - 1] : KindEffort()
      return Followed(
        opener: first.owner, lastOwner: owner, firstAmount: Int(amount.units), firstClose: close,
        closed: zone.day(of: closed), opened: zone.day(of: opened),
        stated: row.probability.map { Double($0.basisPoints) / 10_000 }, isWon: row.status == .won,
        amount: Int(row.amount?.units ?? 0), visits: effort.count(.visit),
        calls: effort.count(.call))
    }
  }

  /// Decided ones that were opened early enough for the slowest to be decided as well.
  private var ripe: [Followed] {
    deals.filter { $0.opened < book.plan.lastDay.adding(days: -400) }
  }

  private func bias(_ user: UserID) -> OwnerBias { OwnerBias(of: user, seed: book.plan.seed) }

  @Test func `each owner's optimism is the shift that makes what they stated come true`() throws {
    var owners = 0
    for (user, own) in Dictionary(grouping: deals, by: \.lastOwner) where own.count >= 60 {
      // Deals that were handed over carry what somebody else stated.
      let stated = own.filter { $0.opener == user }.compactMap { deal in
        deal.stated.map { (log: Elementary.logOdds($0), isWon: deal.isWon) }
      }
      let wins = Double(stated.count { $0.isWon })
      var (low, high) = (-3.0, 4.0)
      for _ in 0..<60 {
        let shift = (low + high) / 2
        let expected = stated.reduce(0) { $0 + Elementary.logistic($1.log - shift) }
        if expected > wins { low = shift } else { high = shift }
      }
      let information = stated.reduce(0.0) {
        let p = Elementary.logistic($1.log - low)
        return $0 + p * (1 - p)
      }
      // The owner's own noise and whole percents blur the odds a little: 0.1.
      let bound = 4 / information.squareRoot() + 0.1
      #expect(abs(low - bias(user).optimism) < bound, "\(user): \(low), \(bias(user)), ±\(bound)")
      owners += 1
    }
    #expect(owners >= 4)
  }

  @Test func `each owner's won opportunities slip by the days that are the owner's own`() throws {
    var owners = 0
    for (user, own) in Dictionary(grouping: ripe, by: \.opener) {
      let slips = own.filter(\.isWon).map { Double($0.firstClose.days(to: $0.closed)) }
      guard slips.count >= 25 else { continue }
      let mean = slips.reduce(0, +) / Double(slips.count)
      let truth = bias(user).slippageDays
      // Slips are exponential: their deviation is their mean.
      let bound = 4 * truth / Double(slips.count).squareRoot() + 0.5
      #expect(abs(mean - truth) < bound, "\(user): \(mean) days, \(bias(user)), ±\(bound)")
      owners += 1
    }
    #expect(owners >= 4)
  }

  @Test func `each owner's first amounts exceed what is won by the owner's factor`() throws {
    var owners = 0
    for (user, own) in Dictionary(grouping: deals, by: \.opener) {
      let won = own.filter { $0.isWon && $0.amount > 0 }
      guard won.count >= 25 else { continue }
      let logs = won.map { Elementary.log(Double($0.firstAmount) / Double($0.amount)) }
      let factor = Elementary.exp(logs.reduce(0, +) / Double(logs.count))
      // The noise of one amount is a tenth.
      let bound = 4 * 0.1 / Double(won.count).squareRoot() * 1.4 + 0.01
      #expect(abs(factor - bias(user).amountFactor) < bound, "\(user): \(factor), \(bias(user))")
      owners += 1
    }
    #expect(owners >= 4)
  }

  @Test func `visits and calls raise the log-odds of a win by what they are known to`() throws {
    let fit = LogisticFit(ripe.map { ([1, Double($0.visits), Double($0.calls)], $0.isWon) })
    // What nobody sees (deviation 0.6) flattens the slopes by 1/√(1 + 0.346 × 0.6²) = 0.943.
    let flattened = 1 / (1 + 0.346 * 0.36).squareRoot()
    for (place, truth) in [
      (1, SimulationTruth.logOddsPerVisit), (2, SimulationTruth.logOddsPerCall),
    ] {
      let bound = 4 * fit.errors[place] + 0.02
      #expect(
        abs(fit.slopes[place] - truth * flattened) < bound,
        "\(fit.slopes[place]) for \(truth), ±\(bound)")
    }
    #expect(fit.slopes[1] > 4 * fit.errors[1], "the effect of visits is beyond doubt")
  }

  @Test func `the report of slippage finds by how much each owner's dates slip`() throws {
    let last = book.plan.lastDay.adding(days: -300)
    let answer = try book.crm.answer(
      try SlippageReport(OptionValues(["by": "owner", "status": "won", "to": last.description])),
      as: Principal(UserID(1)))
    func number(_ row: Row, _ key: String) -> Double? {
      guard let column = answer.columns.firstIndex(where: { $0.key == key }) else { return nil }
      switch row.cells[column] {
      case .integer(let number): return Double(number)
      case .quotient(let quotient): return quotient.value
      default: return nil
      }
    }
    var owners = 0
    for row in answer.rows {
      guard let owner = UserID(text: row.key), let count = number(row, "opportunities"),
        count >= 25, let mean = number(row, "mean_slip_days")
      else { continue }
      let truth = bias(owner).slippageDays
      // What was handed over slipped as its opener's does: 3 days.
      let bound = 4 * truth / count.squareRoot() + 3
      #expect(abs(mean - truth) < bound, "\(owner): \(mean) days for \(truth), ±\(bound)")
      owners += 1
    }
    #expect(owners >= 4)
  }

  @Test func `the report of effort shows more visits for what was won`() throws {
    let answer = try book.crm.answer(
      try EffortOutcomeReport(OptionValues()), as: Principal(UserID(1)))
    let column = try #require(answer.columns.firstIndex { $0.key == "visits" })
    let means = answer.rows.map { row -> Double in
      if case .quotient(let quotient) = row.cells[column] { quotient.value } else { -1 }
    }
    #expect(answer.rows.map(\.key) == ["all,won", "all,lost"])
    // With Poisson visits and this effect the difference is about 0.5 × 1.6 × 0.94 = 0.7.
    #expect(means[0] - means[1] > 0.4 && means[0] - means[1] < 1.0, "\(means)")
  }

  @Test func `the seasons of the business are those it is known to have`() throws {
    let rows = try book.crm.model(Opportunities.self).rows.rows
    let zone = try book.crm.settings().zone
    var counts = [Double](repeating: 0, count: 12)
    for row in rows {
      if let opened = row.openedAt { counts[zone.day(of: opened).month - 1] += 1 }
    }
    let total = counts.reduce(0, +)
    let seasons = SimulationTruth.seasons
    for month in 0..<12 {
      let expected = total * seasons[month] / seasons.reduce(0, +)
      // Months differ in working days by up to a tenth; the staff grows.
      #expect(
        abs(counts[month] - expected) < 4 * expected.squareRoot() + 0.12 * expected,
        "month \(month + 1): \(counts[month]) for \(expected)")
    }
  }
}

/// A logistic regression by Newton's method, for three coefficients.
private struct LogisticFit {
  private(set) var slopes = [0.0, 0.0, 0.0]
  private(set) var errors = [0.0, 0.0, 0.0]

  init(_ data: [(x: [Double], isWon: Bool)]) {
    for _ in 0..<25 {
      var gradient = [0.0, 0.0, 0.0]
      var matrix = [[Double]](repeating: [0, 0, 0], count: 3)
      for (x, isWon) in data {
        let p = Elementary.logistic(zip(x, slopes).reduce(0) { $0 + $1.0 * $1.1 })
        for i in 0..<3 {
          gradient[i] += x[i] * ((isWon ? 1 : 0) - p)
          for j in 0..<3 { matrix[i][j] += x[i] * x[j] * p * (1 - p) }
        }
      }
      let inverse = Self.inverse(matrix)
      for i in 0..<3 {
        slopes[i] += (0..<3).reduce(0) { $0 + inverse[i][$1] * gradient[$1] }
        errors[i] = inverse[i][i].squareRoot()
      }
    }
  }

  /// The inverse by cofactors.
  private static func inverse(_ m: [[Double]]) -> [[Double]] {
    func minor(_ i: Int, _ j: Int) -> Double {
      let (r, c) = ([(i + 1) % 3, (i + 2) % 3], [(j + 1) % 3, (j + 2) % 3])
      return m[r[0]][c[0]] * m[r[1]][c[1]] - m[r[0]][c[1]] * m[r[1]][c[0]]
    }
    let determinant = (0..<3).reduce(0) { $0 + m[0][$1] * minor(0, $1) }
    return (0..<3).map { i in (0..<3).map { j in minor(j, i) / determinant } }
  }
}
