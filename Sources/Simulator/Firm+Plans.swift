import Bytes
import CRM
import Domain

// What people call for a quarter, and what is asked of them for a year.

extension Firm {
  /// The first day of a month: everybody calls the quarter, and on the first day of a year
  /// everybody gets a target.
  mutating func beginMonth(_ day: Day, _ session: inout ImportSession) throws {
    let isQuarterStart = day.month % 3 == 1
    let morning = zone.instant(of: day, timeOfDayMicroseconds: 7 * 3_600_000_000 + 1)
    for place in active {
      if day.month == 1 { try setTarget(of: place, day, morning, &session) }
      if isQuarterStart { staff[place].wonInQuarter = 0 }
    }
    let quarter = Period(.quarter, containing: day)
    let open = openAmounts(through: quarter.last)
    for place in active {
      let representative = staff[place]
      let expected = open[place] ?? 0
      let amount =
        representative.wonInQuarter + Int((expected * representative.bias.callFactor).rounded())
      var new = NewForecastCall(quarter, ForecastFigures(amount: try euros(amount)))
      new.owner = representative.user
      try execute(
        .forecastCall(nil, .submit(new)), at: morning, for: representative.user, &session)
    }
  }

  /// What the open opportunities of each representative that are to be decided by a day will truly
  /// bring on average, in euros.
  private func openAmounts(through last: Day) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for deal in deals.elements where !deal.isDecided && deal.close <= last {
      sums[current(deal.owner), default: 0] += deal.chance * Double(deal.amount)
    }
    return sums
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

  private func euros(_ amount: Int) throws -> Money {
    try Money(units: Int64(amount), scale: 0, currency: .euro)
  }
}
