extension Order {
  /// What people see of the order, in the order it is shown.
  public var fields: [Field] {
    var fields: [Field] = []
    func add(_ name: String, _ value: FieldValue?) {
      if let value { fields.append(Field(name, value)) }
    }
    add("status", .text(statusText))
    add("account", account.map { .reference($0.stream) })
    add("contact", contact.map { .reference($0.stream) })
    add("owner", owner.map { .reference($0.stream) })
    add("opportunity", opportunity.map { .reference($0.stream) })
    add("ordered", orderedOn.map { .day($0) } ?? orderedAt.map { .instant($0) })
    add("shipped", shippedOn.map { .day($0) })
    add("amount", text(of: amount))
    if !returned.isEmpty { add("returned", text(of: returnedAmount)) }
    add("lines", lines.isEmpty ? nil : .list(lines.map { text(of: $0) }))
    for (_, name, path) in OrderDetails.words {
      add(name, details[keyPath: path].map { .text($0) })
    }
    add("cancel-reason", cancelReason.map { .text($0) })
    fields += custom.fields
    for reference in references {
      add("reference-\(reference.source)", .text(reference.identifier))
    }
    return fields
  }

  /// Cancelled, returned (all of it), shipped, or placed.
  public var statusText: String {
    if isCancelled { return "cancelled" }
    if isReturned { return "returned" }
    return shippedOn == nil ? "placed" : "shipped"
  }

  /// Whether everything that was ordered came back.
  public var isReturned: Bool {
    !lines.isEmpty && lines.allSatisfy { returned[$0.number]?.quantity == $0.quantity }
  }

  private func text(of amounts: Amounts) -> FieldValue {
    .text(amounts.isEmpty ? "0 \(currency.code)" : "\(amounts.sums[0])")
  }

  /// A line as in "1: 2 × P-3 = 261.96 (discount 0.2)".
  private func text(of line: OrderLine) -> String {
    let what = [line.product?.description, line.description.nonempty].compactMap(\.self)
    var text = "\(line.number): \(line.quantity) × \(what.joined(separator: " "))"
    text += " = \(line.amount.text(minimumDigits: currency.minorDigits))"
    var notes: [String] = []
    if let cost = line.cost {
      notes.append("cost \(cost.text(minimumDigits: currency.minorDigits))")
    }
    if let discount = line.discount { notes.append("discount \(discount)") }
    if let back = returned[line.number] {
      notes.append(
        "returned \(back.quantity) for \(back.amount.text(minimumDigits: currency.minorDigits))")
    }
    return notes.isEmpty ? text : text + " (\(notes.joined(separator: ", ")))"
  }

  /// The commands that give a field its older value; nil when it cannot be restored.
  public func restoring(_ field: String, from older: Order) -> [OrderCommand]? {
    if let commands = restoringCustom(field, from: older) { return commands }
    switch field {
    case "account", "contact":
      return [.setCustomer(account: older.account, contact: older.contact)]
    case "owner": return [.assign(older.owner)]
    case "opportunity": return [.setOpportunity(older.opportunity)]
    case "ordered": return [.setOrderedOn(older.orderedOn)]
    case "shipped": return [.ship(on: older.shippedOn)]
    case "segment", "region", "country", "channel":
      var changes = OrderChanges()
      switch field {
      case "segment": changes.segment = Change(to: older.details.segment)
      case "region": changes.region = Change(to: older.details.region)
      case "country": changes.country = Change(to: older.details.country)
      default: changes.channel = Change(to: older.details.channel)
      }
      return [.change(changes)]
    default: return nil
    }
  }
}
