import Bytes
import Domain
import Testing

@Suite struct OrderTests {
  static let id = OrderID(1)
  let bike = ProductID(1)

  private var facts: TestFacts {
    get throws {
      var facts = TestFacts()
      facts.today = try Day(year: 2017, month: 3, day: 31)
      facts.users[UserID(1)] = UserFacts(role: .representative)
      facts.standings = [
        bike.stream: .active, ProductID(2).stream: .retired, AccountID(1).stream: .active,
        ContactID(1).stream: .active, OpportunityID(1).stream: .active,
      ]
      facts.prices[bike] = try Money("100", .euro)
      facts.costs[bike] = try Money("60", .euro)
      return facts
    }
  }

  private func line(_ number: UInt32, _ amount: String, quantity: String = "2") throws -> OrderLine {
    var line = OrderLine()
    (line.number, line.product) = (number, bike)
    line.quantity = try DecimalNumber(quantity)
    line.amount = try DecimalNumber(amount)
    line.cost = try DecimalNumber("120")
    return line
  }

  private func placed(_ lines: [OrderLine]) -> OrderEvent {
    var placed = OrderPlaced()
    (placed.account, placed.currency, placed.lines) = (AccountID(1), .euro, lines)
    return .placed(placed)
  }

  private func new(_ change: (inout NewOrderLine) throws -> Void) throws -> NewOrderLine {
    var line = NewOrderLine()
    line.product = bike
    try change(&line)
    return line
  }

  // MARK: Placing

  @Test func `a line without price and cost takes those of the product, times the quantity`() throws {
    var new = NewOrder()
    new.account = AccountID(1)
    new.lines = [try self.new { $0.quantity = try DecimalNumber("2") }]
    given(Order.self, Self.id, facts: try facts).when(.place(new))
      .thenOnce([placed([try line(1, "200")])])
  }

  @Test func `a discount is taken off the price exactly`() throws {
    var new = NewOrder()
    new.account = AccountID(1)
    new.lines = [
      try self.new {
        $0.quantity = try DecimalNumber("2")
        $0.price = try Money("100.01", .euro)
        $0.discount = try DecimalNumber("0.15")
      }
    ]
    var line = try line(1, "170.017")
    line.discount = try DecimalNumber("0.15")
    given(Order.self, Self.id, facts: try facts).when(.place(new)).thenOnce([placed([line])])
  }

  @Test func `a profit is the amount less the cost`() throws {
    var new = NewOrder()
    new.account = AccountID(1)
    new.lines = [
      try self.new {
        $0.amount = try Money("261.96", .euro)
        $0.profit = try Money("41.9136", .euro)
      }
    ]
    var line = try line(1, "261.96", quantity: "1")
    line.cost = try DecimalNumber("220.0464")
    given(Order.self, Self.id, facts: try facts).when(.place(new)).thenOnce([placed([line])])
  }

  @Test func `an order of things that do not exist, or are in another currency, is refused`() throws {
    let order = given(Order.self, Self.id, facts: try facts)
    var new = NewOrder()
    new.account = AccountID(9)
    order.when(.place(new)).refused(.unknownLink("account A-9"))
    new = NewOrder()
    new.lines = [try self.new { $0.product = ProductID(2) }]
    order.when(.place(new)).refused(.retiredProduct(ProductID(2)))
    new.lines = [NewOrderLine()]
    order.when(.place(new)).refused(.nothingOrdered)
    new.lines = [try self.new { $0.amount = try Money("1", .usDollar) }]
    new.currency = .euro
    order.when(.place(new)).refused(.currency(.euro, found: .usDollar))
    new.lines = [try self.new { $0.discount = try DecimalNumber("1.5") }]
    order.when(.place(new)).refused(.discount(try DecimalNumber("1.5")))
    new.lines = []
    new.orderedOn = try Day(year: 2017, month: 4, day: 1)
    order.when(.place(new)).refused(.future(try Day(year: 2017, month: 4, day: 1)))
  }

  // MARK: Lines

  @Test func `a line that the source calls by a name is there once, and brought to new values`() throws {
    var known = try line(1, "200")
    known.reference = "row 7"
    let order = given(Order.self, Self.id, placed([known]), facts: try facts)
    let same = try new {
      $0.quantity = try DecimalNumber("2")
      $0.reference = "row 7"
    }
    order.when(.addLines([same])).thenNothing()
    var dearer = same
    dearer.amount = try Money("250", .euro)
    var changed = known
    changed.amount = try DecimalNumber("250")
    order.when(.addLines([dearer])).then([.linesChanged(OrderLines([changed]))])
  }

  @Test func `lines are numbered on, also after one was taken out`() throws {
    let order = given(
      Order.self, Self.id, placed([try line(1, "200"), try line(2, "200")]),
      .linesRemoved(OrderLinesRemoved([2])), facts: try facts)
    let more = try new { $0.quantity = try DecimalNumber("2") }
    order.when(.addLines([more])).thenOnceMore([.linesAdded(OrderLines([try line(3, "200")]))])
    order.when(.removeLine(.number(2))).thenNothing()
    order.when(.removeLine(.number(4))).refused(.line(.number(4)))
    order.when(.removeLine(.number(1))).then([.linesRemoved(OrderLinesRemoved([1]))])
  }

  // MARK: Coming back

  @Test func `half of a line brings half of its amount and cost back`() throws {
    let order = given(Order.self, Self.id, placed([try line(1, "200")]), facts: try facts)
    var part = OrderReturn()
    part.line = .number(1)
    part.quantity = .one
    let back = ReturnedLine(
      1, quantity: .one, amount: DecimalNumber(100), cost: DecimalNumber(60))
    order.when(.takeBack(part)).thenOnceMore([.returned(OrderReturned([back]))])
  }

  @Test func `a share that does not come out even is to be given`() throws {
    let order = given(
      Order.self, Self.id, placed([try line(1, "200", quantity: "3")]), facts: try facts)
    var part = OrderReturn()
    part.line = .number(1)
    part.quantity = .one
    order.when(.takeBack(part)).refused(.uneven("amount"))
  }

  @Test func `all that is left comes back once`() throws {
    let first = ReturnedLine(1, quantity: .one, amount: DecimalNumber(100), cost: DecimalNumber(60))
    let order = given(
      Order.self, Self.id, placed([try line(1, "200"), try line(2, "50")]),
      .returned(OrderReturned([first])), facts: try facts)
    let whole = ReturnedLine(
      2, quantity: DecimalNumber(2), amount: DecimalNumber(50), cost: DecimalNumber(120))
    order.when(.takeBack(OrderReturn())).then([.returned(OrderReturned([first, whole]))])
    var tooMuch = OrderReturn()
    tooMuch.line = .number(1)
    tooMuch.quantity = DecimalNumber(2)
    order.when(.takeBack(tooMuch)).refused(.tooMuchBack("quantity", left: .one))
    order.when(.removeLine(.number(1))).refused(.partlyReturned(1))
  }

  @Test func `money alone may be given back`() throws {
    let order = given(Order.self, Self.id, placed([try line(1, "200")]), facts: try facts)
    var part = OrderReturn()
    part.line = .number(1)
    part.amount = try Money("15.5", .euro)
    let back = ReturnedLine(
      1, quantity: .zero, amount: try DecimalNumber("15.5"), cost: .zero)
    order.when(.takeBack(part)).thenOnceMore([.returned(OrderReturned([back]))])
  }

  // MARK: Calling off

  @Test func `a cancelled order takes nothing any more, until it is reinstated`() throws {
    let order = given(
      Order.self, Self.id, placed([try line(1, "200")]), .cancelled(TextChanged("twice")),
      facts: try facts)
    order.when(.cancel(reason: "twice")).thenNothing()
    order.when(.ship(on: try Day(year: 2017, month: 3, day: 1))).refused(.cancelled(Self.id))
    order.when(.addLines([])).refused(.cancelled(Self.id))
    order.when(.takeBack(OrderReturn())).refused(.cancelled(Self.id))
    order.when(.reinstate).then([.reinstated(NothingElse())])
    given(Order.self, Self.id, placed([]), facts: try facts).when(.cancel(reason: " "))
      .refused(.reasonMissing)
  }

  @Test func `words, days and links are set once and can be restored`() throws {
    let order = given(Order.self, Self.id, placed([]), facts: try facts)
    var changes = OrderChanges()
    changes.region = .set("West")
    var event = OrderDetailsChanged()
    event.details.region = "West"
    order.when(.change(changes)).then([.detailsChanged(event)])
    order.when(.setOpportunity(OpportunityID(1)))
      .then([.opportunityChanged(IDChanged(OpportunityID(1)))])
    order.when(.assign(UserID(1))).then([.ownerChanged(IDChanged(UserID(1)))])
    order.when(.setCustomer(account: nil, contact: ContactID(1)))
      .then([.customerChanged(OrderCustomer(account: nil, contact: ContactID(1)))])
    let older = Order.folded(Self.id, placed([]), .detailsChanged(event))
    var now = older
    now.fold([.detailsChanged(OrderDetailsChanged()), .ownerChanged(IDChanged(UserID(1)))])
    try expectRestored("owner", of: now, to: older, facts: facts)
  }
}

extension Outcome {
  /// Expects exactly these events, of a command that does it again when it is asked again.
  func thenOnceMore(_ events: [Subject.Event], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(result == .success(events), sourceLocation: sourceLocation)
  }
}
