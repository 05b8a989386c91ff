import Bytes
import CRM
import Domain

extension Forms {
  static let orders: [Form] =
    [
      .creating(
        .order, "order.place", "Enter a new order",
        customer + [
          .optional("owner", .entity(.user), "who sold it"),
          .optional("opportunity", .entity(.opportunity), "the opportunity it comes from"),
          .optional(
            "ordered", .day, "the day it was ordered; the day of the entry when not given"),
          .optional("shipped", .day, "the day it was sent"),
        ] + words { .optional($0, .line, $1) } + [
          .optional(
            "lines", .orderLines,
            "several lines, as in 'P-1 x 2 @ 550; P-2': product, quantity, price of one")
        ] + line + [.references],
        example: "rapport order place --account A-1 --product P-1 --quantity 2 --price 550",
        update: updateOrder
      ) { .order(nil, .place(newOrder($0))) },
      .changing(
        .order, "order.add-line", "Add a line to an order",
        line, example: "rapport order add-line S-1 --product P-1 --quantity 2 --amount 1045",
        needsSomething: true
      ) { .order($0.subjectID(), .addLines([newLine($0)])) },
      .changing(
        .order, "order.change-line", "Change a line of an order",
        lineName + [
          .clearable("product", .entity(.product), "what was ordered; '' for none"),
          .clearable("description", .line, "what was ordered, in words; '' for none"),
          .optional("quantity", .decimal, "how much of it; amount and cost stay as they are"),
          .optional("amount", .money, "what the whole line costs"),
          .clearable("cost", .money, "what it costs the seller; '' for unknown"),
          .clearable("discount", .decimal, "the share let off, only noted; '' for none"),
        ], example: "rapport order change-line S-1 --line 1 --amount 990", needsSomething: true
      ) { .order($0.subjectID(), .changeLine(name(of: $0), lineChanges($0))) },
      .changing(
        .order, "order.remove-line", "Take a line out of an order", lineName,
        example: "rapport order remove-line S-1 --line 2", needsSomething: true
      ) { .order($0.subjectID(), .removeLine(name(of: $0))) },
    ] + steps

  /// What happens to an order as a whole.
  private static let steps: [Form] = [
    order(
      "ship", "Say on which day an order was sent", "--on 2017-03-31",
      [.clearable("on", .day, "the day; '' for not yet", isRequired: true)]
    ) { .ship(on: $0.optional("on")) },
    order(
      "cancel", "Call an order off", "--reason 'ordered twice'",
      [.required("reason", .line, "why; name nobody in it")]
    ) { .cancel(reason: $0.required("reason")) },
    order("reinstate", "Let a cancelled order hold again", "", []) { _ in .reinstate },
    order(
      "return", "Note what came back of an order, or what money was given back",
      "--line 1 --quantity 1",
      [
        .optional("line", .count, "the number of the line; all of the order when not given"),
        .optional("line-reference", .line, "the line, by what its source calls it"),
        .optional("quantity", .decimal, "how much came back; all that is left when not given"),
        .optional(
          "amount", .money,
          "how much money was given back; without a quantity nothing but the money"),
        .optional("cost", .money, "the cost of what came back; its share when not given"),
        .optional("reason", .line, "why; name nobody in it"),
      ]
    ) { .takeBack(part($0)) },
    order(
      "ordered", "Note on which day an order was placed", "--on 2017-03-01",
      [.clearable("on", .day, "the day; '' for that of its entry", isRequired: true)]
    ) { .setOrderedOn($0.optional("on")) },
    order(
      "assign", "Say who sold an order", "--owner U-2",
      [.clearable("owner", .entity(.user), "the owner; '' for nobody", isRequired: true)]
    ) { .assign($0.id("owner")) },
    order("customer", "Say who placed an order", "--contact C-1", customer) {
      .setCustomer(account: $0.id("account"), contact: $0.id("contact"))
    },
    order(
      "opportunity", "Say from which opportunity an order comes", "--opportunity O-1",
      [
        .clearable(
          "opportunity", .entity(.opportunity), "the opportunity; '' for none", isRequired: true)
      ]
    ) { .setOpportunity($0.id("opportunity")) },
    .changing(
      .order, "order.change", "Set or take away the words an order is grouped by",
      words { .clearable($0, .line, $1) },
      example: "rapport order change S-1 --region West --channel ''", needsSomething: true
    ) { .order($0.subjectID(), .change(changes($0))) },
    order(
      "reference", "Note another system's name for an order", "--reference erp:CA-2016-152156",
      [.reference]
    ) { .reference($0.required("reference")) },
  ]

  private static let customer: [Parameter] = [
    .optional("account", .entity(.account), "the account that ordered"),
    .optional("contact", .entity(.contact), "the person who ordered"),
  ]

  private static let line: [Parameter] = [
    .optional("product", .entity(.product), "what was ordered"),
    .optional("description", .line, "what was ordered, in words"),
    .optional("quantity", .decimal, "how much of it; 1 when not given"),
    .optional("price", .money, "the price of one; the list price when no amount is given"),
    .optional("amount", .money, "what the whole line costs, discount taken off"),
    .optional("discount", .decimal, "the share let off the price, as in 0.2"),
    .optional("cost", .money, "what the whole line costs the seller"),
    .optional("profit", .money, "what is earned with the whole line, in place of the cost"),
    .optional(
      "line-reference", .line,
      "what the source calls the line; one of this name is brought to these values"),
  ]

  private static let lineName: [Parameter] = [
    .optional("line", .count, "the number of the line, as 'show' prints it"),
    .optional("line-reference", .line, "the line, by what its source calls it"),
  ]

  private static func words(_ make: (String, String) -> Parameter) -> [Parameter] {
    [
      make("segment", "the group of customers it counts in"),
      make("region", "the region it went to"),
      make("country", "the country it went to"),
      make("channel", "how it came or was sent"),
    ]
  }

  private static func order(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> OrderCommand
  ) -> Form {
    .changing(
      .order, "order." + verb, summary, parameters, example: example("order \(verb) S-1", options)
    ) { .order($0.subjectID(), build($0)) }
  }

  /// The verb of a command to an order.
  static func name(of command: OrderCommand) -> String {
    switch command {
    case .place: "place"
    case .addLines: "add-line"
    case .changeLine: "change-line"
    case .removeLine: "remove-line"
    case .ship: "ship"
    case .cancel: "cancel"
    case .reinstate: "reinstate"
    case .takeBack: "return"
    case .setOrderedOn: "ordered"
    case .assign: "assign"
    case .setCustomer: "customer"
    case .setOpportunity: "opportunity"
    case .change: "change"
    case .reference: "reference"
    case .custom(let command): name(of: command)
    }
  }
}

// MARK: - From values to commands

extension Forms {
  private static func newOrder(_ values: FormValues) -> NewOrder {
    var new = NewOrder()
    (new.account, new.contact) = (values.id("account"), values.id("contact"))
    (new.owner, new.opportunity) = (values.id("owner"), values.id("opportunity"))
    (new.orderedOn, new.shippedOn) = (values.optional("ordered"), values.optional("shipped"))
    let changes = changes(values)
    new.details.segment = changes.segment.value
    new.details.region = changes.region.value
    new.details.country = changes.country.value
    new.details.channel = changes.channel.value
    new.lines = values.optional("lines") ?? []
    if line.contains(where: { values.mentions($0.name) }) { new.lines.append(newLine(values)) }
    new.references = values.list("reference")
    return new
  }

  private static func newLine(_ values: FormValues) -> NewOrderLine {
    var new = NewOrderLine()
    new.product = values.id("product")
    new.description = values.optional("description") ?? ""
    new.quantity = values.optional("quantity")
    (new.price, new.amount) = (values.optional("price"), values.optional("amount"))
    new.discount = values.optional("discount")
    (new.cost, new.profit) = (values.optional("cost"), values.optional("profit"))
    new.reference = values.optional("line-reference") ?? ""
    return new
  }

  private static func lineChanges(_ values: FormValues) -> OrderLineChanges {
    var changes = OrderLineChanges()
    if values.mentions("product") { changes.product = Change(to: values.id("product")) }
    changes.description = values.change("description")
    changes.quantity = values.optional("quantity")
    changes.amount = values.optional("amount")
    changes.cost = values.change("cost")
    changes.discount = values.change("discount")
    return changes
  }

  private static func name(of values: FormValues) -> OrderLineName {
    optionalName(of: values) ?? .number(0)
  }

  private static func optionalName(of values: FormValues) -> OrderLineName? {
    if let reference: String = values.optional("line-reference") { return .reference(reference) }
    return values.optional("line", as: UInt64.self).map { .number(UInt32(clamping: $0)) }
  }

  private static func part(_ values: FormValues) -> OrderReturn {
    var part = OrderReturn()
    part.line = optionalName(of: values)
    part.quantity = values.optional("quantity")
    (part.amount, part.cost) = (values.optional("amount"), values.optional("cost"))
    part.reason = values.optional("reason") ?? ""
    return part
  }

  private static func changes(_ values: FormValues) -> OrderChanges {
    var changes = OrderChanges()
    changes.segment = values.change("segment")
    changes.region = values.change("region")
    changes.country = values.change("country")
    changes.channel = values.change("channel")
    return changes
  }

  /// Brings an order that exists to the values of a row: its line only by the line's reference.
  private static let updateOrder: @Sendable (FormValues, StreamID) -> [Command] = {
    values, stream in
    let id = OrderID(stream.number)
    var commands: [OrderCommand] = [.change(changes(values))]
    if values.mentions("account") || values.mentions("contact") {
      commands.append(
        .setCustomer(account: values.id("account"), contact: values.id("contact")))
    }
    if let owner: UserID = values.id("owner") { commands.append(.assign(owner)) }
    if let from: OpportunityID = values.id("opportunity") { commands.append(.setOpportunity(from)) }
    if let day: Day = values.optional("ordered") { commands.append(.setOrderedOn(day)) }
    if let day: Day = values.optional("shipped") { commands.append(.ship(on: day)) }
    if values.mentions("line-reference") { commands.append(.addLines([newLine(values)])) }
    commands += values.list("reference").map { .reference($0) }
    return commands.map { .order(id, $0) }
  }
}
