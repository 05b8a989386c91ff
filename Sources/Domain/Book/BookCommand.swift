/// What people may ask of the book itself.
public enum BookCommand: Equatable, Sendable {
  /// Found the book.
  case found(NewBook)
  /// Cut days by newer rules of the same zone.
  case adoptZoneRules(Zone)
  /// Give the company another name.
  case renameCompany(String)
  /// Let the fiscal year start on this day (1 to 28) of this month (1 for January), and be called
  /// by the calendar year in which it ends or starts.
  case changeFiscalYear(
    startMonth: Int, startDay: Int = 1, naming: FiscalCalendar.Naming = .end)
  /// Say what one unit of a currency is worth from a day on.
  case setExchangeRate(NewExchangeRate)
  /// Take back the rate that was set for exactly this day.
  case withdrawExchangeRate(CurrencyPair, from: Day)
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
  /// Not every year has such a day of the month, or no month has.
  case impossibleStartDay(Int)
  /// A currency is worth one of itself.
  case sameCurrency(Currency)
  /// The rate is not above zero, or beyond what a rate can be.
  case impossibleRate(DecimalNumber)
  /// No rate was set for that day.
  case noRate(CurrencyPair, Day)
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
    case .impossibleStartDay(let day):
      "a fiscal year starts on a day from 1 to 28, which every year has, not on day \(day)"
    case .sameCurrency(let currency): "one \(currency.code) is always one \(currency.code)"
    case .impossibleRate(let rate):
      "a rate is above zero and at most 1,000,000,000, not \(rate.description)"
    case .noRate(let pair, let day): "no rate of \(pair) was set from \(day) on"
    case .otherZone(let zone, let zoneOfBook):
      "the zone of a book never changes: it is \(zoneOfBook), not \(zone)"
    }
  }
}
