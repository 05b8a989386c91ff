import Bytes
import Domain

/// An event of every type that can happen to the book.
enum BookSamples {
  static func full() throws -> [BookEvent] {
    [
      .founded(try founded()),
      .zoneRulesAdopted(ZoneRulesAdopted(try zone(ending: "\nCET-1CEST,M3.5.0,M9.5.0/3\n"))),
      .companyRenamed(TextChanged("Gölden & Söhne")),
      .fiscalYearChanged(FiscalYearChanged(12)),
      .exchangeRateSet(try rate()),
      .exchangeRateWithdrawn(try withdrawn()),
    ]
  }

  /// A founding, and rules, are not valid without the rules of a zone.
  static func minimal() throws -> [BookEvent] {
    [
      .founded(BookFounded()), .zoneRulesAdopted(ZoneRulesAdopted(.utc)),
      .exchangeRateSet(ExchangeRateSet()), .exchangeRateWithdrawn(ExchangeRateWithdrawn()),
    ]
  }

  private static func rate() throws -> ExchangeRateSet {
    var rate = ExchangeRateSet()
    (rate.currency, rate.quote) = (.usDollar, try Currency(code: "JPY"))
    (rate.units, rate.scale) = (156_789_012, 6)
    rate.from = try Day("2026-01-01")
    rate.source = "Zentralbank, Fixing ¥"
    return rate
  }

  private static func withdrawn() throws -> ExchangeRateWithdrawn {
    var withdrawn = ExchangeRateWithdrawn()
    (withdrawn.currency, withdrawn.quote) = (.usDollar, try Currency(code: "JPY"))
    withdrawn.from = try Day("1969-12-31")
    return withdrawn
  }

  private static func founded() throws -> BookFounded {
    var founded = BookFounded()
    founded.currency = try Currency(code: "JPY")
    founded.fiscalYearStart = 4
    founded.company = "Gölden & Co."
    founded.zone = try zone(ending: "\nCET-1CEST,M3.5.0,M10.5.0/3\n")
    founded.identity = Array(0xF0...0xFF)
    return founded
  }

  /// A zone an hour east of Greenwich as the shortest TZif file of version 2 (RFC 8536), with the
  /// rule of its footer.
  static func zone(name: String = "Europe/Amsterdam", ending footer: String) throws -> Zone {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 16)
    let counts: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 4]
    let block = header + counts + [0, 0, 0x0E, 0x10, 0, 0] + Array("CET\0".utf8)
    return try Zone(name: name, tzif: block + block + Array(footer.utf8))
  }
}
