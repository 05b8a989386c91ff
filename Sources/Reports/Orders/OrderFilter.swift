import Domain
import Projections

/// Which sales a report is about.
struct OrderFilter: Sendable {
  static let options = [
    ReportOption("from", "DAY", "only what was sold or came back on this day or later"),
    ReportOption("to", "DAY", "only what was sold or came back on this day or before"),
    ReportOption("account", "A-1", "only what this account ordered"),
    ReportOption("contact", "C-1", "only what this person ordered"),
    ReportOption("product", "P-1", "only this product"),
    ReportOption("family", "NAME", "only products of this family"),
    ReportOption("owner", "U-1", "only what this user sold"),
    ReportOption("segment", "NAME", "only orders of this segment"),
    ReportOption("region", "NAME", "only orders of this region"),
    ReportOption("country", "NAME", "only orders of this country"),
  ]

  let days: ClosedRange<Day>?
  private let account: AccountID?
  private let contact: ContactID?
  private let product: ProductID?
  private let owner: UserID?
  private let family: String?
  private let segment: String?
  private let region: String?
  private let country: String?

  init(_ values: OptionValues) throws(ReportRefusal) {
    days = try values.days()
    account = try values.id("account", as: AccountID.self)
    contact = try values.id("contact", as: ContactID.self)
    product = try values.id("product", as: ProductID.self)
    owner = try values.id("owner", as: UserID.self)
    (family, segment) = (values["family"], values["segment"])
    (region, country) = (values["region"], values["country"])
  }

  /// Whether the seller is the one asked for.
  func keepsOwner(_ user: UserID?) -> Bool { owner == nil || user == owner }

  /// Whether the account is the one asked for.
  func keepsAccount(_ other: AccountID?) -> Bool { account == nil || other == account }

  /// Whether it looks at products, which are then among the sources of a figure.
  var asksProducts: Bool { family != nil }

  func keeps(_ row: OrderRow, _ book: OrderBook) -> Bool {
    (account == nil || row.account == account) && (contact == nil || row.contact == contact)
      && (owner == nil || row.owner == owner)
      && isSame(segment, book.orders.segments[row.words.segment])
      && isSame(region, book.orders.regions[row.words.region])
      && isSame(country, book.orders.countries[row.words.country])
  }

  func keeps(_ sale: Sale, _ book: OrderBook) -> Bool {
    if let product, sale.product != product { return false }
    if let family {
      let own = sale.product.flatMap { book.products.families[book.products.rows[$0].family] }
      if !isSame(family, own) { return false }
    }
    guard let days else { return true }
    return sale.day.map(days.contains) ?? false
  }
}
