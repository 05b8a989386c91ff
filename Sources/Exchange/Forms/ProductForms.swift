import Bytes
import CRM
import Domain

extension Forms {
  static let products: [Form] = [
    .creating(
      .product, "product.create", "Enter a new product",
      [
        .required("name", .line, "its name"),
        .optional("price", .money, "the list price"),
        .optional("cost", .money, "what one costs the seller"),
        .optional("family", .line, "the group of products it belongs to"),
        .optional("subfamily", .line, "the group within the family"),
        .optional("code", .line, "the code it is ordered by"),
        .references,
      ],
      example: "rapport product create --name 'GTX Basic' --price 550 --family GTX",
      update: updateProduct
    ) {
      .product(
        nil,
        .create(
          NewProduct(
            name: $0.required("name"), listPrice: $0.optional("price"),
            cost: $0.optional("cost"), family: $0.optional("family"),
            subfamily: $0.optional("subfamily"), code: $0.optional("code"),
            references: $0.list("reference"))))
    },
    product(
      "rename", "Give a product another name", "--name 'GTX Plus'",
      [.required("name", .line, "the new name")]
    ) { .rename($0.required("name")) },
    product(
      "price", "Give a product another list price", "--price 599.50",
      [.clearable("price", .money, "the list price; '' for none", isRequired: true)]
    ) { .price($0.optional("price")) },
    product(
      "cost", "Say what one of a product costs the seller", "--cost 320",
      [.clearable("cost", .money, "the cost of one; '' for unknown", isRequired: true)]
    ) { .setCost($0.optional("cost")) },
    product(
      "subfamily", "Let a product belong to a group within its family", "--subfamily Classic",
      [.clearable("subfamily", .line, "the group; '' for none", isRequired: true)]
    ) { .setSubfamily($0.optional("subfamily")) },
    product(
      "family", "Let a product belong to another family", "--family GTX",
      [.clearable("family", .line, "the family; '' for none", isRequired: true)]
    ) { .setFamily($0.optional("family")) },
    product(
      "code", "Give a product another code", "--code GTX-1",
      [.clearable("code", .line, "the code; '' for none", isRequired: true)]
    ) { .setCode($0.optional("code")) },
    product("retire", "Sell a product no more", "", []) { _ in .retire },
    product("reinstate", "Sell a product again", "", []) { _ in .reinstate },
    product(
      "reference", "Note another system's name for a product", "--reference erp:4711",
      [.reference]
    ) { .reference($0.required("reference")) },
  ]

  private static func product(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> ProductCommand
  ) -> Form {
    .changing(
      .product, "product." + verb, summary, parameters,
      example: example("product \(verb) P-1", options)
    ) { .product($0.subjectID(), build($0)) }
  }

  private static let updateProduct: @Sendable (FormValues, StreamID) -> [Command] = {
    values, stream in
    var commands: [ProductCommand] = [.rename(values.required("name"))]
    if values.mentions("price") { commands.append(.price(values.optional("price"))) }
    if values.mentions("cost") { commands.append(.setCost(values.optional("cost"))) }
    if values.mentions("subfamily") {
      commands.append(.setSubfamily(values.optional("subfamily")))
    }
    if values.mentions("family") { commands.append(.setFamily(values.optional("family"))) }
    if values.mentions("code") { commands.append(.setCode(values.optional("code"))) }
    commands += values.list("reference").map { .reference($0) }
    return commands.map { .product(ProductID(stream.number), $0) }
  }

  /// The verb of a command to a product.
  static func name(of command: ProductCommand) -> String {
    switch command {
    case .create: "create"
    case .rename: "rename"
    case .price: "price"
    case .setFamily: "family"
    case .setCost: "cost"
    case .setSubfamily: "subfamily"
    case .setCode: "code"
    case .retire: "retire"
    case .reinstate: "reinstate"
    case .reference: "reference"
    case .custom(let command): name(of: command)
    }
  }
}
