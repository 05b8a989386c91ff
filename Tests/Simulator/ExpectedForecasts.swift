import Bytes
import Domain

@testable import Simulator

/// What reports should say of a representative of some bias: drawn from the firm's truth, without a
/// book.
struct ExpectedForecasts {
  /// Σ x ÷ Σ y over many opportunities, and the standard error of it for each of them.
  struct Ratio {
    let value: Double
    /// The standard error of the ratio of a single opportunity: that of n is √n times smaller.
    let errorOfOne: Double

    init(_ pairs: [(x: Double, y: Double)]) {
      let (x, y) = pairs.reduce((0, 0)) { ($0.0 + $1.x, $0.1 + $1.y) }
      let value = x / y
      let squares = pairs.reduce(0) { sum, pair in
        sum + (pair.x - value * pair.y) * (pair.x - value * pair.y)
      }
      self.value = value
      errorOfOne = (squares / Double(pairs.count)).squareRoot() / (y / Double(pairs.count))
    }
  }

  /// The computed forecast of a month as it stands at the end of its first day ÷ what it brings.
  let monthly: Ratio
  /// Mean of (stated probability − outcome) over what is open at the ends of months.
  let calibration: Ratio

  /// Draws so many opportunities of a representative.
  init(_ bias: OwnerBias, zone: Zone, draws: Int = 3_000) throws {
    var random = RandomSource(seed: 77)
    let first = try Day(year: 2023, month: 1, day: 2)
    var monthly: [(x: Double, y: Double)] = []
    var calibration: [(x: Double, y: Double)] = []
    for number in 0..<draws {
      let day = first.adding(days: random.whole(0...727)).workingDay
      let price = FirmNames.products[number % FirmNames.products.count].price
      let draft = DealDraft(
        opened: zone.instant(of: day, timeOfDayMicroseconds: 12 * 3_600_000_000), zone: zone,
        bias: bias, price: price, random: &random)
      let course = Course(draft, day, bias, zone)
      monthly.append((course.forecast, draft.isWon ? Double(draft.amount) : 0))
      calibration.append((course.overstated, Double(course.openCount)))
    }
    self.monthly = Ratio(monthly)
    self.calibration = Ratio(calibration)
  }

  /// How one opportunity stands at the turns of the months on its way.
  private struct Course {
    /// What it adds to the forecasts of all months, each as of the end of its first day.
    private(set) var forecast = 0.0
    /// At how many ends of months it is open, and the sum of (stated − outcome) over them.
    private(set) var openCount = 0
    private(set) var overstated = 0.0

    private var expected: Day
    private var amount: Double
    private var chance: Double
    private var ended: Double?

    init(_ draft: DealDraft, _ opened: Day, _ bias: OwnerBias, _ zone: Zone) {
      (expected, amount) = (draft.firstClose, Double(draft.firstAmount))
      chance = bias.stated(draft.chance, noise: draft.firstNoise)
      var month = Period(.month, containing: opened)
      var steps = draft.agenda[...]
      func advance(_ course: inout Course, to day: Day) {
        let moment = zone.end(of: day)
        while let step = steps.last, step.at <= moment {
          course.take(steps.removeLast(), bias)
        }
      }
      while month.first <= draft.close, ended == nil {
        if opened <= month.first {
          advance(&self, to: month.first)
          // What ended on the first day of a month stands in its forecast as it ended.
          forecast += ended ?? (expected <= month.last ? amount * chance : 0)
        }
        advance(&self, to: month.last)
        if ended == nil {
          openCount += 1
          overstated += chance - (draft.isWon ? 1 : 0)
        }
        month = Period(.month, containing: month.last.adding(days: 1))
      }
    }

    private mutating func take(_ step: Deal.Step, _ bias: OwnerBias) {
      switch step.what {
      case .expect(let day): expected = day
      case .amount(let euros): amount = Double(euros)
      case .probability(let truth, let noise): chance = bias.stated(truth, noise: noise)
      case .win(let euros): ended = Double(euros)
      case .lose: ended = 0
      default: break
      }
    }
  }
}
