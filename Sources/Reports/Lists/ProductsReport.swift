import Bytes
import Domain
import Projections

/// What is for sale.
struct ProductsReport: Report {
  static let name = "products"
  static let summary = "Products, with list price, family and what is open and won"
  static let discussion = """
    Prices are those on the list at the moment. The mean price won is what won opportunities about \
    the product brought on average, to be held against the list price.

    Example: list price 1,068 and two won for 1,000 and 1,100: won 2,100, mean 1,050.
    """
  private static let keys = ["number", "name", "list_price", "open", "won", "won_amount"]
  static let options =
    Listing.options(keys, isCustomisable: true) + [
      ReportOption("family", "TEXT", "only those of this family"),
      ReportOption("active", "YES", "only those still sold, or not", choices: ["yes", "no"]),
    ]
  static let needs: [any ReadModel.Type] = [Products.self, Opportunities.self] + CustomAsked.needs

  private let listing: Listing
  private let family: String?
  private let active: Bool?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    family = values["family"]
    active = try values.named("active", [("yes", true), ("no", false)])
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("product", "Product", .entity),
    Column("family", "Family", .text),
    Column("code", "Code", .text),
    Column("list_price", "List price", .money),
    Column("active", "Sold", .text),
    Column("open", "Open", .integer),
    Column("won", "Won", .integer),
    Column("won_amount", "Won amount", .money),
    Column("mean_won_amount", "Mean price won", .money),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let products = try source.model(Products.self)
    let figures = SalesFigures.by(\.product, try source.model(Opportunities.self))
    var answer = Answer(
      report: Self.name, title: "Products", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let candidates = products.rows.all.filter { keeps($0.1, products) }.map(\.0)
    try listing.fill(
      &answer, Product.self, candidates, source, keeps: nil,
      order: { try order($0, products.rows[$0], figures[$0] ?? SalesFigures(), source) },
      row: { product, _ in row(product, figures[product.id] ?? SalesFigures()) })
    return answer
  }

  private func keeps(_ row: ProductRow, _ products: Products) -> Bool {
    row.exists && (active == nil || row.isActive == active)
      && isSame(family, products.families[row.family])
  }

  private func order(
    _ id: ProductID, _ row: ProductRow, _ figures: SalesFigures, _ source: some ReportSource
  ) throws -> SortKey {
    switch listing.sort {
    case "name": .folded(try source.entity(Product.self, id).name)
    case "list_price": row.listPrice.map { .number(MoneySum($0).total) } ?? .none
    case "open": .number(Int128(figures.open))
    case "won": .number(Int128(figures.won))
    case "won_amount": .money(figures.wonAmount)
    default: .entity(id)
    }
  }

  private func row(_ product: Product, _ figures: SalesFigures) -> Row {
    Row(
      key: product.id.description,
      cells: [
        .entity(product.id.description, name: product.name), product.family.cell,
        product.code.cell, .amount(product.listPrice), .flag(!product.isRetired),
        .integer(Int64(figures.open)), .integer(Int64(figures.won)),
        .money(figures.wonAmount), figures.wonAmounts.mean,
      ],
      sources: [product.id.stream] + figures.opportunities.map(\.stream))
  }
}
