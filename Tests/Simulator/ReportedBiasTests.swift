import Bytes
import CRM
import Domain
import Projections
import Testing

@testable import Reports
@testable import Simulator

/// The report of calibration puts owners into the order of the optimism that is theirs in truth.
///
/// The report sees the bias mixed with what is not the owner's: stages' own probabilities before one
/// is stated, deals that change hands, the luck of a few dozen deals. So the demand is on the
/// correlation over all owners with enough to see: at least 0.6, which by chance alone ten owners
/// reach less than once in thirty (Student's t of 2.1 with 8 degrees of freedom).
@Suite struct ReportedBiasTests {
  private static let shared = Result { try SimulatedBook(seed: 12, events: 60_000) }
  private let book: SimulatedBook

  init() throws { book = try Self.shared.get() }

  private func bias(_ user: UserID) -> OwnerBias { OwnerBias(of: user, seed: book.plan.seed) }

  private func number(_ cell: Cell) -> Double? {
    switch cell {
    case .integer(let number): Double(number)
    case .quotient(let quotient): quotient.value
    default: nil
    }
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

  private var owners: [UserID] {
    get throws {
      try book.crm.model(Team.self).rows.all.filter { $0.1.role == .representative }.map(\.0)
    }
  }

  @Test func `the report of calibration says who states too much`() throws {
    var points: [(x: Double, y: Double)] = []
    for owner in try owners {
      let report = try CalibrationReport(
        OptionValues(["owner": owner.description, "periods": "40"]))
      let answer = try book.crm.answer(report, as: Principal(UserID(1)))
      let total = try #require(answer.total)
      func value(_ key: String) -> Double? {
        answer.columns.firstIndex { $0.key == key }.flatMap { number(total[$0]) }
      }
      guard let decided = value("decided"), decided >= 100, let won = value("share_won"),
        let predicted = value("mean_predicted")
      else { continue }
      points.append((bias(owner).optimism, predicted - won))
    }
    #expect(points.count >= 8)
    let found = correlation(points)
    #expect(found > 0.6, "\(found): \(points)")
  }
}
