import Bytes
import CRM
import Domain
import Projections
import Testing

@testable import Reports
@testable import Simulator

/// What the reports of forecasts say of each owner is what is true of that owner.
///
/// The bounds are four standard errors, each derived from the firm's truth; nothing is fitted.
/// `RAPPORT_TRUTH_SEEDS=10` draws ten firms, of the seeds 1 to 10, in place of the one.
@Suite(.serialized) struct ReportedBiasTests {
  private func owners(_ book: SimulatedBook) throws -> [UserID] {
    try book.crm.model(Team.self).rows.all.filter { $0.1.role == .representative }.map(\.0)
  }

  private func bias(_ user: UserID, _ book: SimulatedBook) -> OwnerBias {
    OwnerBias(of: user, seed: book.plan.seed)
  }

  private func correlation(_ points: [(x: Double, y: Double)]) -> Double {
    let count = Double(points.count)
    let x = points.map(\.x).reduce(0, +) / count
    let y = points.map(\.y).reduce(0, +) / count
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for point in points {
      xx += (point.x - x) * (point.x - x)
      yy += (point.y - y) * (point.y - y)
      xy += (point.x - x) * (point.y - y)
    }
    return xy / (xx * yy).squareRoot()
  }

  @Test(arguments: SimulatedBook.seeds) func `what is reported is what is true`(
    seed: UInt64
  ) throws {
    let book = try SimulatedBook.made(seed: seed)
    let accuracy = try SimulatedAnswer(
      AccuracyReport(
        OptionValues(["by": "owner", "summary": "yes", "lead": "0", "periods": "47"])), book)
    try compareCalls(book, accuracy)
    try compareStatements(book, accuracy)
  }

  // MARK: What they called

  /// A call of a month is its owner's factor times what can be known of the month, so over many
  /// months Σ called ÷ Σ won is the factor. What cannot be known: the end of a tenth of the
  /// opportunities (variance at most 0.1 × Σ won²), what is opened and won within the month (at most
  /// Σ won² of those), and the noise of each call (0.1² × Σ (won of a month)²).
  private func compareCalls(_ book: SimulatedBook, _ report: SimulatedAnswer) throws {
    var points: [(x: Double, y: Double)] = []
    for owner in try owners(book) {
      guard let found = report.number(of: "all,\(owner),0", "submitted_bias").map({ $0 + 1 })
      else { continue }
      let won = try wins(of: owner, book)
      guard won.count >= 25 else { continue }
      let sum = won.reduce(0) { $0 + $1.amount }
      let months = Dictionary(grouping: won, by: \.month).mapValues { own in
        own.reduce(0) { $0 + $1.amount }
      }
      var variance = won.reduce(0) {
        $0 + $1.amount * $1.amount * ($1.isOfMonth ? 1 : 1 - SimulationTruth.knownShare)
      }
      let noise = SimulationTruth.callNoise
      variance += months.values.reduce(0) { $0 + noise * noise * $1 * $1 }
      let factor = bias(owner, book).callFactor
      let bound = factor * (4 * variance.squareRoot() / sum + 0.02)
      points.append((factor, found))
      #expect(
        abs(found - factor) < bound,
        "seed \(book.plan.seed), \(owner): \(found) for \(factor), ±\(bound)")
    }
    let found = correlation(points)
    print("seed \(book.plan.seed): call factor against submitted bias, correlation \(found)")
    #expect(points.count >= 6 && found > 0.7, "seed \(book.plan.seed): \(found): \(points)")
  }

  private struct Win {
    var amount: Double
    var month: Day
    var isOfMonth: Bool
  }

  private func wins(of owner: UserID, _ book: SimulatedBook) throws -> [Win] {
    let zone = try book.crm.settings().zone
    return try book.crm.model(Opportunities.self).rows.rows.compactMap { row in
      guard row.owner == owner, row.status == .won, let closed = row.closedAt,
        let opened = row.openedAt, let amount = row.amount
      else { return nil }
      let month = Period(.month, containing: zone.day(of: closed))
      return Win(
        amount: Double(amount.units), month: month.first,
        isOfMonth: month.contains(zone.day(of: opened)))
    }
  }

  // MARK: What was stated

  /// Stated probabilities, first amounts and slipping dates make the computed forecast of a month
  /// too high, and stated probabilities are off in the report of calibration, by what the truth lets
  /// one compute beforehand (`ExpectedForecasts`). Of n opportunities the standard error is √n times
  /// smaller than of one; it is widened by the share of those that changed hands, which one forecast
  /// and another won.
  private func compareStatements(_ book: SimulatedBook, _ report: SimulatedAnswer) throws {
    let zone = try book.crm.settings().zone
    let opened = try openedByOwner(book)
    var computed: [Comparison] = []
    var calibrated: [Comparison] = []
    for owner in try owners(book) {
      guard let own = opened[owner], own.opened >= 60,
        let bias = report.number(of: "all,\(owner),0", "bias")
      else { continue }
      let truth = try ExpectedForecasts(self.bias(owner, book), zone: zone)
      let changed = Double(own.passedOn) / Double(own.opened)
      computed.append(
        Comparison(owner, truth.monthly, bias + 1, own.opened, changed * truth.monthly.value))
      let answer = try SimulatedAnswer(
        CalibrationReport(OptionValues(["owner": owner.description, "periods": "48"])), book)
      guard let won = answer.total("share_won"), let stated = answer.total("mean_predicted")
      else { continue }
      // What changes hands was stated by somebody whose optimism may differ by 1.6: by 0.35 at most.
      calibrated.append(
        Comparison(owner, truth.calibration, stated - won, own.opened, changed * 0.35))
    }
    try expect(computed, "computed forecasts", book)
    try expect(calibrated, "calibration", book)
  }

  private struct Comparison {
    let owner: UserID
    let truth: Double
    let found: Double
    let error: Double
    let slack: Double

    init(
      _ owner: UserID, _ truth: ExpectedForecasts.Ratio, _ found: Double, _ count: Int,
      _ slack: Double
    ) {
      (self.owner, self.truth, self.found, self.slack) = (owner, truth.value, found, slack)
      error = truth.errorOfOne / Double(count).squareRoot()
    }
  }

  private func expect(
    _ comparisons: [Comparison], _ what: String, _ book: SimulatedBook
  ) throws {
    #expect(comparisons.count >= 5)
    for one in comparisons {
      let bound = 4 * one.error + one.slack
      #expect(
        abs(one.found - one.truth) < bound,
        """
        seed \(book.plan.seed), \(one.owner), \(what): \(one.found) for \(one.truth), ±\(bound)
        """)
    }
    let found = correlation(comparisons.map { ($0.truth, $0.found) })
    #expect(found > 0.5, "seed \(book.plan.seed), \(what): correlation \(found)")
    let deviations = comparisons.map { abs($0.found - $0.truth) / $0.error }
    print(
      "seed \(book.plan.seed), \(what): correlation \(found), in standard errors \(deviations)")
  }

  /// How many opportunities each owner opened, and how many of them, or of others', changed hands.
  private func openedByOwner(
    _ book: SimulatedBook
  ) throws -> [UserID: (opened: Int, passedOn: Int)] {
    let source = try book.crm.source(as: Principal(UserID(1)))
    var counts: [UserID: (opened: Int, passedOn: Int)] = [:]
    for (id, row) in try book.crm.model(Opportunities.self).rows.all {
      guard case .opened(let first)? = try source.history(Opportunity.self, id).first?.event
      else { continue }
      counts[first.owner, default: (0, 0)].opened += 1
      guard let last = row.owner, last != first.owner else { continue }
      counts[first.owner, default: (0, 0)].passedOn += 1
      counts[last, default: (0, 0)].passedOn += 1
    }
    return counts
  }
}
