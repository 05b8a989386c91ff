/// What people may ask of the book itself.
public enum BookCommand: Equatable, Sendable {
  /// Found the book.
  case found(NewBook)
  /// Cut days by newer rules of the same zone.
  case adoptZoneRules(Zone)
  /// Give the company another name.
  case renameCompany(String)
  /// Let the fiscal year start in this month, 1 for January.
  case changeFiscalYear(startMonth: Int)
}

/// What a book starts with. Its currency and the name of its zone never change.
public struct NewBook: Equatable, Sendable {
  /// The company whose book it is.
  public var company: String
  /// The currency amounts are in unless they say otherwise.
  public var currency: Currency
  /// The zone days are cut by.
  public var zone: Zone
  /// The month in which the fiscal year starts, 1 for January.
  public var fiscalYearStart: Int
  /// 16 random bytes that tell this book from any other.
  public var identity: [UInt8]

  /// A book of this company; `identity` has 16 bytes.
  public init(
    company: String, currency: Currency, zone: Zone, fiscalYearStart: Int = 1, identity: [UInt8]
  ) {
    precondition(identity.count == 16, "the identity of a book is 16 bytes")
    self.company = company
    self.currency = currency
    self.zone = zone
    self.fiscalYearStart = fiscalYearStart
    self.identity = identity
  }
}

/// Why the book says no.
public enum BookRefusal: TextualRefusal {
  /// The book has not been founded.
  case notFounded
  /// It was founded before.
  case alreadyFounded
  /// A text cannot be taken.
  case text(TextRefusal)
  /// There is no month of this number.
  case impossibleMonth(Int)
  /// The rules are those of another zone.
  case otherZone(String, zoneOfBook: String)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .notFounded: "the book has not been founded"
    case .alreadyFounded: "the book was founded before"
    case .text(let refusal): refusal.description
    case .impossibleMonth(let month):
      "a fiscal year starts in a month from 1 to 12, not in month \(month)"
    case .otherZone(let zone, let zoneOfBook):
      "the zone of a book never changes: it is \(zoneOfBook), not \(zone)"
    }
  }
}
