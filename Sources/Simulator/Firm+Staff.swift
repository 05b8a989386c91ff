import Bytes
import CRM
import Domain

/// Somebody who sells.
struct Representative: Sendable {
  var user: UserID
  var bias: OwnerBias
  /// The accounts looked after.
  var accounts: [UInt32] = []
  /// What was won so far in the quarter and in the year, in whole euros.
  var wonInQuarter = 0
  var wonInYear = 0
  /// The representative who took everything over; nil while working there.
  var successor: Int?
}

/// Something the firm sells.
struct SoldProduct: Sendable {
  var id: ProductID
  var price: Int
}

extension Firm {
  /// The first day: a manager, products, and four fifths of the staff.
  mutating func begin(_ now: Instant, _ session: inout ImportSession) throws {
    let morning = Instant(microseconds: now.microseconds + 8 * 3_600_000_000)
    let leader = NewUser(name: FirmNames.manager, role: .manager, manager: UserID(1))
    manager = UserID(try make(.user(nil, .register(leader)), at: morning, &session))
    summary.staff += 1
    for item in FirmNames.products {
      let product = NewProduct(
        name: item.name, listPrice: try Money(units: Int64(item.price), scale: 0, currency: .euro),
        cost: try cost(item.price), family: item.family)
      let number = try make(.product(nil, .create(product)), at: morning, &session)
      products.append(SoldProduct(id: ProductID(number), price: item.price))
    }
    let first = max(4, plan.staffCount * 4 / 5)
    noteMeanOutlook()
    try defineQuestionnaires(morning, &session)
    for _ in 0..<first { try hire(morning, &session) }
    for place in active {
      for _ in 0..<3 { _ = try newCustomer(of: place, morning, &session) }
    }
    // The others come one after another, until there are a fifth more than on average.
    let later = max(1, plan.staffCount * 6 / 5 - first)
    let days = plan.firstDay.days(to: plan.lastDay)
    for number in 1...later {
      let day = plan.firstDay.adding(days: days * number / (later + 1))
      agenda.add(workingMoment(of: day), .hire)
    }
    agenda.add(zone.start(of: plan.firstDay.adding(days: 1)), .day)
  }

  /// Somebody joins, and will leave some day.
  mutating func hire(_ now: Instant, _ session: inout ImportSession) throws {
    let new = NewUser(
      name: FirmNames.person(&random).displayName, role: .representative, manager: manager,
      office: random.choice(FirmNames.offices))
    let user = UserID(try make(.user(nil, .register(new)), at: now, &session))
    summary.staff += 1
    let place = staff.count
    staff.append(Representative(user: user, bias: OwnerBias(of: user, seed: plan.seed)))
    active.append(place)
    let days = Int(random.exponential(mean: Self.meanTenureDays)) + 180
    agenda.add(lastEvening(ofQuarterOf: zone.day(of: now).adding(days: days)), .leave(place))
  }

  /// The evening of the last working day of the quarter that holds a day: people leave then, so
  /// that nobody's quarter is cut in two.
  private func lastEvening(ofQuarterOf day: Day) -> Instant {
    zone.instant(
      of: Period(.quarter, containing: day).last.workingDay,
      timeOfDayMicroseconds: 21 * 3_600_000_000)
  }

  /// Somebody leaves: a colleague takes everything over, and somebody new comes a month later.
  mutating func leave(
    _ place: Int, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let colleagues = active.filter { $0 != place }
    if colleagues.isEmpty {
      return agenda.add(lastEvening(ofQuarterOf: zone.day(of: now).adding(days: 30)), .leave(place))
    }
    let successor = random.choice(colleagues)
    try execute(
      .handOver(
        HandOver(from: staff[place].user, to: [staff[successor].user], deactivate: true)),
      at: now, for: manager, &session)
    active = colleagues
    staff[successor].accounts += staff[place].accounts
    staff[place].accounts = []
    staff[place].successor = successor
    agenda.add(workingMoment(of: zone.day(of: now).adding(days: random.whole(10...45))), .hire)
  }

  /// Who does now what this representative began.
  func current(_ place: Int) -> Int {
    var place = place
    while let successor = staff[place].successor { place = successor }
    return place
  }

  private static let meanTenureDays = 1_200.0

  /// A new day: prices go up on the first working days of a year, and who finds whom to sell to.
  mutating func openDay(_ now: Instant) {
    let day = zone.day(of: now)
    agenda.add(zone.start(of: day.adding(days: 1)), .day)
    let morning = zone.instant(of: day, timeOfDayMicroseconds: 7 * 3_600_000_000)
    if day.month == 1, day.dayOfMonth == 2 { agenda.add(morning, .raisePrices) }
    if day.dayOfMonth == 1 { agenda.add(morning, .beginMonth) }
    if day.weekday == .saturday || day.weekday == .sunday { return }
    let season = SimulationTruth.seasons[day.month - 1]
    for place in active {
      var count = random.poisson(mean: plan.dealsPerDay * season)
      while count > 0 {
        agenda.add(workingMoment(of: day), .open(place))
        count -= 1
      }
      for _ in 0..<random.poisson(mean: plan.leadsPerDay * season) {
        agenda.add(workingMoment(of: day), .newLead(place))
      }
    }
    openOrders(day)
  }

  /// Everything costs more from now on.
  mutating func raisePrices(_ morning: Instant, _ session: inout ImportSession) throws {
    for index in products.indices {
      let raised = Double(products[index].price) * random.between(1.01, 1.06)
      products[index].price = Int(raised.rounded())
      let money = try Money(units: Int64(products[index].price), scale: 0, currency: .euro)
      try execute(
        .product(products[index].id, .price(money)), at: morning, for: manager, &session)
      try execute(
        .product(products[index].id, .setCost(try cost(products[index].price))), at: morning,
        for: manager, &session)
    }
    noteMeanOutlook()
  }

  /// What something of this price costs the firm.
  private func cost(_ price: Int) throws -> Money {
    try Money(
      units: Int64((Double(price * 100) * SimulationTruth.costShare).rounded()), scale: 2,
      currency: .euro)
  }
}
