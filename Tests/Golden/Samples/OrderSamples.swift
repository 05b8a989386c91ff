import Bytes
import Domain

/// An event of every type that can happen to an order.
enum OrderSamples {
  static func full() throws -> [OrderEvent] {
    var details = OrderDetailsChanged()
    details.details.segment = "Corporate"
    details.details.channel = "web shop"
    details.cleared = [21, 22]
    let back = ReturnedLine(
      1, quantity: DecimalNumber(1), amount: try DecimalNumber("65.49"),
      cost: try DecimalNumber("55.0116"))
    return [
      .placed(try placed()),
      .linesAdded(OrderLines([try line(2), try line(3)])),
      .linesChanged(OrderLines([try line(2)])),
      .linesRemoved(OrderLinesRemoved([2, 300])),
      .shipped(DayChanged(try Day(year: 2016, month: 11, day: 11))),
      .cancelled(TextChanged("ordered twice")),
      .reinstated(NothingElse()),
      .returned(OrderReturned([back], reason: "broken")),
      .orderedOnChanged(DayChanged(try Day(year: 1970, month: 1, day: 1))),
      .ownerChanged(IDChanged(UserID(3))),
      .customerChanged(OrderCustomer(account: AccountID(9), contact: ContactID(300))),
      .opportunityChanged(IDChanged(OpportunityID(88))),
      .detailsChanged(details),
      .referenced(ExternalReference(source: "erp", identifier: "CA-2016-152156")),
    ] + CustomSamples.full().map { .custom($0) }
  }

  private static func line(_ number: UInt32) throws -> OrderLine {
    var line = OrderLine()
    line.number = number
    line.product = ProductID(5)
    line.quantity = try DecimalNumber("2.5")
    line.amount = try DecimalNumber("-261.9600001")
    line.cost = .zero
    line.discount = try DecimalNumber("0.2")
    line.description = "Bookcase, oak"
    line.reference = "row 7"
    return line
  }

  private static func placed() throws -> OrderPlaced {
    var placed = OrderPlaced()
    placed.account = AccountID(1_042)
    placed.contact = ContactID(77)
    placed.owner = UserID(4)
    placed.opportunity = OpportunityID(88)
    placed.currency = .usDollar
    placed.orderedOn = try Day(year: 1969, month: 12, day: 24)
    placed.shippedOn = try Day(year: 2016, month: 11, day: 11)
    placed.details.segment = "Consumer"
    placed.details.region = "South"
    placed.details.country = "United States"
    placed.details.channel = "Second Class"
    placed.lines = [try line(1)]
    return placed
  }
}
