/// What people may ask of an order.
public enum OrderCommand: CustomisedCommand, Equatable, Sendable {
  /// Enter a new one.
  case place(NewOrder)
  /// Add lines. A line whose reference the order knows is brought to the new values.
  case addLines([NewOrderLine])
  /// Change a line.
  case changeLine(OrderLineName, OrderLineChanges)
  /// Take a line out.
  case removeLine(OrderLineName)
  /// It was sent on this day; today when `today`, not yet when nil.
  case ship(on: Day?)
  /// It is called off, for this reason.
  case cancel(reason: String)
  /// It holds after all.
  case reinstate
  /// Something came back.
  case takeBack(OrderReturn)
  /// It was ordered on this day; on that of its entry when nil.
  case setOrderedOn(Day?)
  /// Say who sold it.
  case assign(UserID?)
  /// Say who placed it.
  case setCustomer(account: AccountID?, contact: ContactID?)
  /// Say from which opportunity it comes.
  case setOpportunity(OpportunityID?)
  /// Set or take away the words it is grouped by.
  case change(OrderChanges)
  /// Note another system's name for it.
  case reference(ExternalReference)
  /// Do something with custom fields or labels.
  case custom(CustomCommand)
}

/// What a new order starts with.
public struct NewOrder: Equatable, Sendable {
  /// The account that ordered.
  public var account: AccountID?
  /// The person who ordered.
  public var contact: ContactID?
  /// Who sold it; nobody when nil.
  public var owner: UserID?
  /// The opportunity it comes from.
  public var opportunity: OpportunityID?
  /// The currency of its amounts; that of the first amount, else the book's, when nil.
  public var currency: Currency?
  /// The day it was ordered; the day of the entry when nil.
  public var orderedOn: Day?
  /// The day it was sent.
  public var shippedOn: Day?
  /// The words it is grouped by.
  public var details = OrderDetails()
  /// Its lines; there may be none yet.
  public var lines: [NewOrderLine] = []
  /// What other systems call it.
  public var references: [ExternalReference] = []

  /// An order of nobody for nothing.
  public init() {}
}

/// A line to be added to an order.
public struct NewOrderLine: Equatable, Sendable {
  /// What was ordered.
  public var product: ProductID?
  /// What was ordered, in words.
  public var description = ""
  /// How much of it; one when nil.
  public var quantity: DecimalNumber?
  /// What one costs; the list price when both price and amount are nil.
  public var price: Money?
  /// What the whole line costs, discount taken off.
  public var amount: Money?
  /// The share of the price that is let off.
  public var discount: DecimalNumber?
  /// What the whole line costs the seller; quantity × the product's cost when nil.
  public var cost: Money?
  /// What is earned with the whole line, in place of the cost.
  public var profit: Money?
  /// What the source calls the line.
  public var reference = ""

  /// A line for nothing yet.
  public init() {}
}

/// What a command wants changed in a line.
public struct OrderLineChanges: Equatable, Sendable {
  /// What was ordered.
  public var product = Change<ProductID>.keep
  /// What was ordered, in words.
  public var description = Change<String>.keep
  /// How much of it; amount and cost stay unless they are given as well.
  public var quantity: DecimalNumber?
  /// What the whole line costs.
  public var amount: Money?
  /// What it costs the seller.
  public var cost = Change<Money>.keep
  /// The share of the price that is let off; only noted.
  public var discount = Change<DecimalNumber>.keep

  /// No changes.
  public init() {}
}

/// Which line of an order is meant.
public enum OrderLineName: Hashable, Sendable {
  /// By its number.
  case number(UInt32)
  /// By what the source of the order calls it.
  case reference(String)
}

/// What comes back of an order.
public struct OrderReturn: Equatable, Sendable {
  /// The line; everything that is left of the order when nil.
  public var line: OrderLineName?
  /// How much of the line; all that is left of it when nil.
  public var quantity: DecimalNumber?
  /// How much money is given back; the line's share when nil.
  public var amount: Money?
  /// The cost of what came back; the line's share when nil.
  public var cost: Money?
  /// Why.
  public var reason = ""

  /// Everything comes back.
  public init() {}
}

/// Words of an order to be set or taken away.
public struct OrderChanges: Equatable, Sendable {
  /// The group of customers it counts in.
  public var segment = Change<String>.keep
  /// The region it went to.
  public var region = Change<String>.keep
  /// The country it went to.
  public var country = Change<String>.keep
  /// How it came or was sent.
  public var channel = Change<String>.keep

  /// No changes.
  public init() {}

  /// The change of a word, by its stored number.
  subscript(number: UInt32) -> Change<String> {
    switch number {
    case 20: segment
    case 21: region
    case 22: country
    default: channel
    }
  }
}
