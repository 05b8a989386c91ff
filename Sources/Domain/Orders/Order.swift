public import Bytes

/// What a customer ordered, folded from its events.
public struct Order: Customisable {
  /// Its number.
  public let id: OrderID
  /// Whether it was entered.
  public private(set) var exists = false
  /// The account that ordered.
  public private(set) var account: AccountID?
  /// The person who ordered.
  public private(set) var contact: ContactID?
  /// Who sold it.
  public private(set) var owner: UserID?
  /// The opportunity it comes from.
  public private(set) var opportunity: OpportunityID?
  /// The currency of every amount in it.
  public private(set) var currency = Currency.euro
  /// The day it was ordered, where that was noted apart from the entry.
  public private(set) var orderedOn: Day?
  /// When it was entered as ordered; nil when nobody knows.
  public private(set) var orderedAt: Instant?
  /// The day it was sent.
  public private(set) var shippedOn: Day?
  /// Why it was called off; nil while it holds.
  public private(set) var cancelReason: String?
  /// The words it is grouped by.
  public private(set) var details = OrderDetails()
  /// Its lines, in the order they came.
  public private(set) var lines: [OrderLine] = []
  /// What came back, by the number of the line.
  public private(set) var returned: [UInt32: ReturnedLine] = [:]
  /// The highest number a line ever had.
  public private(set) var lastLine: UInt32 = 0
  /// Its custom fields and labels.
  public private(set) var custom = CustomState()
  /// What other systems call it.
  public private(set) var references: [ExternalReference] = []

  /// The order before its first event.
  public init(id: OrderID) {
    self.id = id
  }

  /// Lets it name what the things it names go on as.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {
    (account, contact) = (account.following(survivor), contact.following(survivor))
  }

  /// Whether it was called off.
  public var isCancelled: Bool { cancelReason != nil }

  /// The sum of its lines.
  public var amount: Amounts { sum(lines.map(\.amount)) }

  /// The sum of what was given back.
  public var returnedAmount: Amounts { sum(returned.values.map(\.amount)) }

  private func sum(_ numbers: [DecimalNumber]) -> Amounts {
    numbers.reduce(into: Amounts()) { amounts, number in
      if let money = money(number) { amounts.add(money) }
    }
  }

  /// A number as money of the order; nil only for what no decision lets in.
  func money(_ number: DecimalNumber) -> Money? {
    do throws(MoneyRefusal) { return try Money(number, currency) } catch { return nil }
  }

  public mutating func evolve(_ event: OrderEvent, _ time: EventTime) {
    switch event {
    case .placed(let placed): place(placed, time)
    case .linesAdded(let added): append(added.lines)
    case .linesChanged(let changed):
      for line in changed.lines {
        guard let place = lines.firstIndex(where: { $0.number == line.number }) else { continue }
        lines[place] = line
      }
    case .linesRemoved(let removed): lines.removeAll { removed.numbers.contains($0.number) }
    case .shipped(let shipped): shippedOn = shipped.day
    case .cancelled(let cancelled): cancelReason = cancelled.text
    case .reinstated: cancelReason = nil
    case .returned(let back):
      for line in back.lines { takeBack(line) }
    case .orderedOnChanged(let changed): orderedOn = changed.day
    case .ownerChanged(let changed): owner = changed.id
    case .customerChanged(let changed): (account, contact) = (changed.account, changed.contact)
    case .opportunityChanged(let changed): opportunity = changed.id
    case .detailsChanged(let changed): details.merge(changed)
    case .referenced(let reference): references.append(reference)
    case .custom(let event): custom.evolve(event)
    }
  }

  private mutating func place(_ placed: OrderPlaced, _ time: EventTime) {
    exists = true
    (account, contact) = (placed.account, placed.contact)
    (owner, opportunity) = (placed.owner, placed.opportunity)
    currency = placed.currency ?? currency
    (orderedOn, shippedOn) = (placed.orderedOn, placed.shippedOn)
    orderedAt = time.undated ? nil : time.occurredAt
    details = placed.details
    append(placed.lines)
  }

  private mutating func append(_ new: [OrderLine]) {
    lines += new
    lastLine = new.reduce(lastLine) { max($0, $1.number) }
  }

  private mutating func takeBack(_ line: ReturnedLine) {
    var total = returned[line.number] ?? ReturnedLine(
      line.number, quantity: .zero, amount: .zero, cost: .zero)
    // What no decision lets in, a number beyond 64 bits, leaves the total as it was.
    do throws(DecimalRefusal) {
      total.quantity = try total.quantity.plus(line.quantity)
      total.amount = try total.amount.plus(line.amount)
      total.cost = try total.cost.plus(line.cost)
    } catch { return }
    returned[line.number] = total
  }
}
