import Bytes
import CRM
import Domain

/// An order on its way.
struct OpenOrder: Sendable {
  var order: OrderID
  /// The place of the representative who looks after the customer.
  var owner: Int
  var contact: UInt32
  var lineCount: Int
}

/// What happens to an order.
enum OrderStep: Sendable {
  case ship
  case cancel
  /// This line comes back.
  case takeBack(Int)
}

extension Firm {
  /// The orders of a working day: as many in a month as the season and the growth say, whatever the
  /// number of its working days.
  mutating func openOrders(_ day: Day) {
    let grown = day.year - plan.firstDay.year
    let growth = (0..<grown).reduce(1.0) { rate, _ in rate * SimulationTruth.orderGrowth }
    let season = SimulationTruth.orderSeasons[day.month - 1]
    let mean = plan.ordersPerMonth * season * growth / Double(day.workingDaysOfMonth)
    for _ in 0..<random.poisson(mean: mean) { agenda.add(workingMoment(of: day), .order) }
  }

  /// A customer orders; who is bigger orders more often, in proportion.
  mutating func placeOrder(_ now: Instant, _ session: inout ImportSession) throws {
    var account = 0
    repeat {
      account = random.whole(0...customers.count - 1)
    } while !random.happens(customers[account].size(at: now) / 100)
    let customer = customers[account]
    let owner = current(customer.owner)
    let people = customer.contacts
    let contact = people.first + UInt32(random.whole(0...Int(people.count) - 1))
    var new = NewOrder()
    (new.account, new.contact) = (AccountID(UInt32(account + 1)), ContactID(contact))
    new.owner = staff[owner].user
    new.details.channel = random.choice(FirmNames.channels)
    new.lines = try (0..<random.choice([1, 1, 2, 2, 3])).map { _ in try line() }
    let number = try make(.order(nil, .place(new)), at: now, for: staff[owner].user, &session)
    summary.orders += 1
    let order = OpenOrder(
      order: OrderID(number), owner: owner, contact: contact, lineCount: new.lines.count)
    let day = zone.day(of: now).adding(days: random.whole(1...9))
    let isCancelled = random.happens(SimulationTruth.cancelledShare)
    agenda.add(workingMoment(of: day), .shipment(order, isCancelled ? .cancel : .ship))
  }

  private mutating func line() throws -> NewOrderLine {
    let product = random.choice(products)
    var line = NewOrderLine()
    line.product = product.id
    line.quantity = DecimalNumber(Int64(SimulationTruth.pieces(of: product.price, &random)))
    let discount = random.choice(SimulationTruth.discounts)
    if discount > 0 {
      line.discount = try DecimalNumber(units: Int64((discount * 100).rounded()), scale: 2)
    }
    return line
  }

  /// The next thing happens to an order.
  mutating func goOn(
    _ order: OpenOrder, _ step: OrderStep, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let user = staff[current(order.owner)].user
    let day = zone.day(of: now)
    switch step {
    case .cancel:
      try execute(
        .order(order.order, .cancel(reason: "ordered by mistake")), at: now, for: user, &session)
    case .ship:
      try execute(.order(order.order, .ship(on: day)), at: now, for: user, &session)
      for line in 1...order.lineCount where random.happens(SimulationTruth.returnedShare) {
        let days = 1 + Int(random.exponential(mean: SimulationTruth.meanReturnDays))
        agenda.add(
          workingMoment(of: day.adding(days: days)), .shipment(order, .takeBack(line)))
      }
      if random.happens(0.15) {
        let asked = workingMoment(of: day.adding(days: random.whole(3...20)))
        agenda.add(asked, .ask(order.contact))
      }
    case .takeBack(let line):
      var back = OrderReturn()
      back.line = .number(UInt32(line))
      back.reason = random.choice(FirmNames.returnReasons)
      try execute(.order(order.order, .takeBack(back)), at: now, for: user, &session)
    }
  }
}

extension Day {
  /// How many Mondays to Fridays its month has.
  var workingDaysOfMonth: Int {
    let month = Period(.month, containing: self)
    return (0...month.first.days(to: month.last)).count {
      let weekday = month.first.adding(days: $0).weekday
      return weekday != .saturday && weekday != .sunday
    }
  }
}
