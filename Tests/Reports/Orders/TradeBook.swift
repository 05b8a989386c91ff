import Bytes
import Domain

@testable import Reports

func decimal(_ text: String) -> DecimalNumber { try! DecimalNumber(text) }

/// A line of an order.
func line(
  _ number: UInt32, product: UInt32? = nil, _ quantity: String, _ amount: String,
  cost: String? = nil
) -> OrderLine {
  var line = OrderLine()
  line.number = number
  line.product = product.map { ProductID($0) }
  line.quantity = decimal(quantity)
  line.amount = decimal(amount)
  line.cost = cost.map(decimal)
  if product == nil { line.description = "advice" }
  return line
}

func order(
  account: UInt32? = nil, contact: UInt32? = nil, owner: UInt32? = nil,
  currency: Currency = .euro, shipped: String? = nil, segment: String? = nil,
  region: String? = nil, country: String? = nil, _ lines: OrderLine...
) -> OrderEvent {
  var placed = OrderPlaced()
  placed.account = account.map { AccountID($0) }
  placed.contact = contact.map { ContactID($0) }
  placed.owner = owner.map { UserID($0) }
  placed.currency = currency
  placed.shippedOn = shipped.map(day)
  (placed.details.segment, placed.details.region) = (segment, region)
  placed.details.country = country
  placed.lines = lines
  return .placed(placed)
}

func returned(_ number: UInt32, _ quantity: String, _ amount: String, cost: String) -> OrderEvent {
  .returned(
    OrderReturned([
      ReturnedLine(
        number, quantity: decimal(quantity), amount: decimal(amount), cost: decimal(cost))
    ]))
}

extension TestBook {
  /// Two accounts, a person, two products and six orders of January to April 2017.
  static var trade: TestBook {
    var book = TestBook()
    book.add(user("Ann", office: "West"), 1)
    book.add(user("Ben", manager: 1, office: "East"), 2)
    book.add(account("Globex", industry: "retail", country: "Kenya"), 1)
    book.add(account("Initech", industry: "software"), 2)
    book.add(contact("Cher", slot: 99), 1)
    var gear = ProductCreated()
    (gear.name, gear.family, gear.subfamily) = ("Gear", "Parts", "Drive")
    book.add(ProductEvent.created(gear), 1)
    book.add(product("Bike", euro("900"), family: "Bikes"), 2)
    // 1: 100 + 900, cost 60 + 700; the gear came back in April.
    book.add(
      order(
        account: 1, owner: 1, shipped: "2017-01-13", segment: "Corporate", region: "West",
        country: "Kenya", line(1, product: 1, "2", "100", cost: "60"),
        line(2, product: 2, "1", "900", cost: "700")),
      1, on: "2017-01-10")
    // 2: 50.5 for advice, cost not known.
    book.add(order(account: 2, owner: 2, segment: "Corporate", line(1, "1.5", "50.5")), 2, on: "2017-02-01")
    // 3: by a person, 200 at a loss of 25.
    book.add(
      order(
        contact: 1, owner: 2, shipped: "2017-02-08", segment: "Consumer", region: "East",
        line(1, product: 1, "4", "200", cost: "225")), 3, on: "2017-02-03")
    // 4: cancelled on 20 March.
    book.add(
      order(account: 2, owner: 1, line(1, product: 2, "1", "1000", cost: "700")), 4,
      on: "2017-03-01")
    // 5: a line is added, changed and another taken out.
    book.add(order(account: 1, owner: 1, line(1, product: 1, "1", "10", cost: "6")), 5, on: "2017-03-05")
    book.add(
      OrderEvent.linesAdded(
        OrderLines([
          line(2, product: 1, "1", "20", cost: "6"), line(3, product: 2, "9", "999", cost: "1"),
        ])), 5, on: "2017-03-06")
    book.add(
      OrderEvent.linesChanged(OrderLines([line(2, product: 1, "1", "30", cost: "6")])), 5,
      on: "2017-03-07")
    book.add(OrderEvent.linesRemoved(OrderLinesRemoved([3])), 5, on: "2017-03-07")
    book.add(OrderEvent.cancelled(TextChanged("ordered twice")), 4, on: "2017-03-20")
    book.add(returned(1, "2", "100", cost: "60"), 1, on: "2017-04-02")
    // 6: in dollars, of a day nobody knows.
    book.add(order(account: 1, currency: .usDollar, line(1, product: 1, "1", "7", cost: "3")), 6)
    return book
  }
}
