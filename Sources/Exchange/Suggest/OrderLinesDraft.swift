extension DraftParts {
  /// A table with a row for each line of an order; nil when it is none.
  init?(orderLines table: DraftTable) {
    guard
      let order = table.column(
        ["order id", "order number", "order no", "invoice", "invoice no", "order"],
        { !$0.isDate && $0.kind != .empty }),
      let amount = table.column(
        ["sales", "amount", "total", "price", "unit price", "value", "revenue"], \.isNumber)
    else { return nil }
    let customer = table.column(["customer id", "customer", "account", "client", "buyer"]) {
      !$0.isDate
    }
    let customerName = table.column(["customer name", "company", "customer", "client"]) {
      $0.kind == .text
    }
    let product = table.column(
      ["product id", "product code", "sku", "stockcode", "product", "item", "description"]
    ) { !$0.isDate }
    let productName = table.column(["product name", "description", "product", "item"]) {
      $0.kind == .text
    }
    let date = table.column(["order date", "invoicedate", "ordered", "date"], \.isDate)
    let shipped = table.column(["ship date", "shipped", "delivered"], \.isDate)
    let line = table.column(["row id", "line id", "line"], \.isUnique)
    let words: [(name: String, column: ColumnProfile?)] = ["segment", "region", "country"].map {
      ($0, table.column([$0]) { $0.kind == .text })
    } + [("channel", table.column(["ship mode", "channel"]) { $0.kind == .text })]
    let quantity = table.column(["quantity", "qty", "units"], \.isNumber)
    let isPrice = amount.plainName.contains("price")
    let lines: [(name: String, column: ColumnProfile?)] = [
      ("product", product), ("quantity", quantity), (isPrice ? "price" : "amount", amount),
      ("discount", table.column(["discount"], \.isNumber)),
      ("profit", table.column(["profit"], \.isNumber)),
      ("cost", table.column(["cost"], \.isNumber)),
    ]
    let used =
      [order, customer, customerName, product, productName, date, shipped, line]
      + (words + lines).map(\.column)
    if let customer {
      steps.append(
        RecipeDraft.step(
          table.key, "account.create", distinct: customer,
          set: [("name", customerName ?? customer)]))
    }
    if let product {
      steps.append(
        RecipeDraft.step(
          table.key, "product.create", distinct: product,
          set: [
            ("name", productName ?? product), ("family", table.column(["category", "family"])),
            ("subfamily", table.column(["sub category", "subcategory"])),
          ]))
    }
    if line == nil { computed = [#""line": {"count": true, "per": [\#(RecipeDraft.quoted(order.name))]}"#] }
    let lineName =
      #""line-reference": "# + (line.map(RecipeDraft.column) ?? #"{"column": "line"}"#)
    let at = date.map { [table.at($0)] } ?? []
    let fixed = (product == nil ? [#""description": {"value": "Order line"}"#] : []) + [lineName]
    steps.append(
      RecipeDraft.step(
        table.key, "order.place",
        comment: table.comment("A row for each line of an order.", using: used),
        distinct: order, more: at, set: [("account", customer)] + words + lines, fixed: fixed))
    steps.append(
      RecipeDraft.step(
        table.key, "order.add-line",
        more: at + [#""reference": \#(RecipeDraft.column(order))"#], set: lines, fixed: fixed))
    guard let shipped else { return }
    steps.append(
      RecipeDraft.step(
        table.key, "order.ship", distinct: order, more: [table.at(shipped, undated: "skip")],
        set: [("on", shipped)]))
  }
}
