import Bytes
import CRM
import Domain

// What people call for a month and a quarter, and what is asked of them for a year.

extension Firm {
  /// The first day of a month: everybody calls the month and the quarter, and on the first day of a
  /// year everybody gets a target.
  mutating func beginMonth(_ morning: Instant, _ session: inout ImportSession) throws {
    let day = zone.day(of: morning)
    let isQuarterStart = day.month % 3 == 1
    for place in active {
      if day.month == 1 { try setTarget(of: place, day, morning, &session) }
      if isQuarterStart { staff[place].wonInQuarter = 0 }
    }
    for kind in [Period.Kind.month, .quarter] {
      let period = Period(kind, containing: day)
      let open = openAmounts(through: period.last)
      for place in active {
        let outlook = (open[place] ?? 0) + newBusiness(of: place, day, through: period.last)
        let won = kind == .quarter ? staff[place].wonInQuarter : 0
        try call(period, won, outlook, place, morning, &session)
      }
    }
  }

  /// A call: what is won already, and what can be known of the rest times the owner's factor.
  private mutating func call(
    _ period: Period, _ won: Int, _ outlook: Double, _ place: Int, _ now: Instant,
    _ session: inout ImportSession
  ) throws {
    let representative = staff[place]
    let deviation = SimulationTruth.callNoise
    let noise = Elementary.exp(deviation * random.normal() - deviation * deviation / 2)
    let rest = outlook * representative.bias.callFactor * noise
    var new = NewForecastCall(
      period, ForecastFigures(amount: try euros(won + Int(rest.rounded()))))
    new.owner = representative.user
    try execute(.forecastCall(nil, .submit(new)), at: now, for: representative.user, &session)
  }

  /// What the open opportunities of each representative that are to be decided by a day will bring,
  /// as far as the representative knows, in euros.
  private func openAmounts(through last: Day) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for deal in deals.elements where !deal.isDecided && deal.close <= last {
      sums[current(deal.owner), default: 0] += deal.outlook
    }
    return sums
  }

  /// What opportunities that are opened from one day on bring on average by another, in euros.
  private func newBusiness(of place: Int, _ first: Day, through last: Day) -> Double {
    let slip = staff[place].bias.slippageDays
    var expected = 0.0
    for offset in 0...first.days(to: last) {
      let day = first.adding(days: offset)
      guard day.weekday != .saturday, day.weekday != .sunday else { continue }
      let season = SimulationTruth.seasons[day.month - 1]
      let left = day.days(to: last)
      // Planned days, then an exponential slip: the share that is decided in the days left.
      let share = Self.plannedDays.reduce(0.0) { sum, planned in
        planned > left ? sum : sum + 1 - Elementary.exp(-(Double(left - planned) + 0.5) / slip)
      }
      expected += plan.allDealsPerDay * season * share / Double(Self.plannedDays.count)
    }
    return expected * meanOutlook
  }

  /// Planned days of a hundred opportunities, to compute means with.
  private static let plannedDays: [Int] = {
    var random = RandomSource(seed: 1)
    return (0..<100).map { _ in SimulationTruth.plannedDays(&random) }
  }()

  /// Notes what an opportunity brings on average at the prices of now; a lost one brings nothing.
  mutating func noteMeanOutlook() {
    var random = RandomSource(seed: 2)
    let bias = OwnerBias(of: UserID(0), seed: 0)
    let count = 2_000
    let sum = (0..<count).reduce(0.0) { sum, number in
      let draft = DealDraft(
        opened: zone.start(of: plan.firstDay), zone: zone, bias: bias,
        price: products[number % products.count].price, random: &random)
      return sum + draft.chance * Double(draft.amount)
    }
    meanOutlook = sum / Double(count)
  }

  /// A tenth more than was won the year before; nothing for who won nothing.
  private mutating func setTarget(
    of place: Int, _ day: Day, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let won = staff[place].wonInYear
    staff[place].wonInYear = 0
    guard won > 0 else { return }
    let key = PlanKey(staff[place].user, .own, Period(.year, containing: day))
    let target = NewTarget(key, try euros(won / 10 * 11))
    try execute(.target(nil, .set(target)), at: now, for: manager, &session)
  }

  /// Notes what was won.
  mutating func noteWin(_ amount: Int, by place: Int) {
    staff[place].wonInQuarter += amount
    staff[place].wonInYear += amount
  }

  /// So many euros.
  func euros(_ amount: Int) throws -> Money {
    try Money(units: Int64(amount), scale: 0, currency: .euro)
  }
}
