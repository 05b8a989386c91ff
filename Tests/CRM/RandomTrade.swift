import CRM
import Domain

// Orders, leads and merges of a random business.

extension RandomBusiness {
  private mutating func someID<ID: EntityID>(_ most: Int) -> ID {
    ID(UInt32(number(1...most)))
  }

  private mutating func newLine() throws -> NewOrderLine {
    var line = NewOrderLine()
    line.product = number(0...1) == 0 ? nil : someID(6)
    line.description = "line \(number(1...9))"
    line.quantity = try DecimalNumber(units: Int64(number(1...90)), scale: number(0...2))
    line.amount = try Money(units: Int64(number(-200...90_000)), scale: 2, currency: .euro)
    if number(0...1) == 0 {
      line.cost = try Money(units: Int64(number(0...50_000)), scale: 3, currency: .euro)
    }
    if number(0...2) == 0 { line.reference = "row \(number(1...5))" }
    return line
  }

  /// Something done to an order.
  mutating func trade() throws -> Command {
    let order: OrderID = someID(30)
    switch number(0...11) {
    case 0...3:
      var new = NewOrder()
      new.account = number(0...3) == 0 ? nil : someID(20)
      new.contact = number(0...3) == 0 ? someID(10) : nil
      new.owner = someID(4)
      new.details.segment = number(0...1) == 0 ? "Segment \(number(1...3))" : nil
      for _ in 0..<number(0...3) { new.lines.append(try newLine()) }
      return .order(nil, .place(new))
    case 4: return .order(order, .addLines([try newLine(), try newLine()]))
    case 5: return .order(order, .removeLine(.number(UInt32(number(1...3)))))
    case 6:
      var changes = OrderLineChanges()
      changes.amount = try Money(units: Int64(number(0...900)), scale: 1, currency: .euro)
      return .order(order, .changeLine(.number(UInt32(number(1...3))), changes))
    case 7:
      var part = OrderReturn()
      if number(0...1) == 0 {
        part.line = .number(UInt32(number(1...3)))
        part.amount = try Money(units: Int64(number(1...90)), scale: 0, currency: .euro)
      }
      return .order(order, .takeBack(part))
    case 8: return .order(order, number(0...1) == 0 ? .cancel(reason: "off") : .reinstate)
    case 9: return .order(order, .setCustomer(account: someID(20), contact: nil))
    case 10:
      var changes = OrderChanges()
      changes.segment = number(0...1) == 0 ? .clear : .set("Segment \(number(1...3))")
      return .order(order, .change(changes))
    default: return .order(order, .assign(someID(6)))
    }
  }

  /// Something done to a lead.
  mutating func prospect() throws -> Command {
    let lead: LeadID = someID(20)
    switch number(0...6) {
    case 0...1:
      var new = NewLead()
      new.person.name = PersonName(parsing: "Person \(number(1...60))")
      new.person.email = "p\(number(1...60))@example.com"
      new.details.source = "Source \(number(1...4))"
      new.owner = someID(4)
      return .lead(nil, .capture(new))
    case 2:
      var changes = LeadChanges()
      changes.score = number(0...2) == 0 ? .clear : .set(UInt32(number(0...100)))
      changes.words = [23: number(0...2) == 0 ? .clear : .set("Segment \(number(1...3))")]
      return .lead(lead, .change(changes))
    case 3: return .lead(lead, .moveStatus(to: .qualified, reason: nil))
    case 4: return .lead(lead, .moveStatus(to: .disqualified, reason: "no budget"))
    case 5: return .lead(lead, .assign(owner: .set(someID(6)), qualifier: .set(someID(6))))
    default:
      var conversion = LeadConversion()
      if number(0...1) == 0 { conversion.opportunity = NewOpportunity(pipeline: PipelineID(1)) }
      return .convertLead(lead, conversion)
    }
  }

  /// Something merged, or unmerged.
  mutating func merging() -> Command {
    let isAccount = number(0...1) == 0
    let (one, other) = (UInt32(number(1...12)), UInt32(number(1...12)))
    let streams = [one, other].map {
      isAccount ? AccountID($0).stream : ContactID($0).stream
    }
    if number(0...3) == 0 { return .merging(.unmerge(streams[0])) }
    return .merging(.merge(streams[0], into: streams[1]))
  }
}
