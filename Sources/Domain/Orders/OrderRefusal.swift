/// Why an order says no.
public enum OrderRefusal: CustomisedRefusal, CommonRefusal {
  /// There is no such order.
  case unknown(OrderID)
  /// It is there already.
  case exists(OrderID)
  /// It was called off.
  case cancelled(OrderID)
  /// It holds, and only a cancelled one can be reinstated.
  case notCancelled(OrderID)
  /// The thing it should be linked to does not exist.
  case unknownLink(String)
  /// The product is no longer sold.
  case retiredProduct(ProductID)
  /// It has no such line.
  case line(OrderLineName)
  /// A line says neither which product nor what else it is.
  case nothingOrdered
  /// Neither a price nor an amount is known.
  case amountMissing
  /// Price and amount were both given.
  case priceAndAmount
  /// Cost and profit were both given.
  case costAndProfit
  /// A number that makes no sense below zero.
  case negative(String, DecimalNumber)
  /// A discount outside 0 to 1.
  case discount(DecimalNumber)
  /// Amounts of an order are in one currency.
  case currency(Currency, found: Currency)
  /// More would come back than is left.
  case tooMuchBack(String, left: DecimalNumber)
  /// Part of it came back already.
  case partlyReturned(UInt32)
  /// Nothing is left to come back.
  case nothingLeft
  /// A part of a return is given for an order as a whole.
  case lineMissing
  /// The share does not come out even.
  case uneven(String)
  /// It would have happened after today.
  case future(Day)
  /// A cancellation needs a reason.
  case reasonMissing
  /// The order has as many lines as an order may have.
  case tooManyLines(Int)
  /// A number cannot be worked out exactly.
  case number(DecimalRefusal)
  /// An amount cannot be taken.
  case money(MoneyRefusal)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// The owner does not exist or may not own anything.
  case owner(OwnerRefusal)
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)
  /// Custom fields or labels say no.
  case custom(CustomRefusal)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no order \(id)"
    case .exists(let id): "order \(id) exists already"
    case .cancelled(let id): "order \(id) is cancelled: reinstate it first"
    case .notCancelled(let id): "order \(id) is not cancelled"
    case .unknownLink(let text): "there is no \(text)"
    case .retiredProduct(let id): "product \(id) is no longer sold"
    case .line(.number(let number)): "the order has no line \(number)"
    case .line(.reference(let name)): "the order has no line that its source calls '\(name)'"
    case .nothingOrdered: "a line needs a product or a description"
    case .amountMissing: "give the amount or the price: the product has no list price"
    case .priceAndAmount: "give either the price of one or the amount of the whole line"
    case .costAndProfit: "give either the cost or the profit, not both"
    case .negative(let what, let number): "the \(what) cannot be below zero: \(number)"
    case .discount(let number):
      "a discount is a share from 0 to 1 (0.2 lets a fifth off), not \(number)"
    case .currency(let own, let found): "the order is in \(own), and an amount is in \(found)"
    case .tooMuchBack(let what, let left):
      "only \(left) is left of the line's \(what): no more can come back"
    case .partlyReturned(let number): "something of line \(number) came back already"
    case .nothingLeft: "everything of it came back already"
    case .lineMissing: "name the line of which a part comes back"
    case .uneven(let what): "the share of the \(what) does not come out even: give the \(what)"
    case .future(let day):
      "\(day) lies after the day this happens: note it when that day has come"
    case .reasonMissing: "a cancellation needs a reason"
    case .tooManyLines(let limit): "an order has at most \(limit) lines"
    case .number(let refusal): refusal.description
    case .money(let refusal): refusal.description
    case .text(let refusal): refusal.description
    case .owner(let refusal): refusal.description
    case .reference(let refusal): refusal.description
    case .custom(let refusal): refusal.description
    }
  }
}
