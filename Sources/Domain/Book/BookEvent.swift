public import Bytes

/// What can happen to the book itself. Stored form: docs/schema/book.proto.
public enum BookEvent: StoredEvent {
  /// The book was founded.
  case founded(BookFounded)
  /// Its zone follows newer rules; days are cut by them, past days too.
  case zoneRulesAdopted(ZoneRulesAdopted)
  /// The company goes by another name.
  case companyRenamed(TextChanged)
  /// The fiscal year starts in another month.
  case fiscalYearChanged(FiscalYearChanged)
  /// From some day on, one unit of a currency is worth so much of another.
  case exchangeRateSet(ExchangeRateSet)
  /// A rate was a mistake: the one before it holds.
  case exchangeRateWithdrawn(ExchangeRateWithdrawn)

  /// The kind of stream these events belong to.
  public static let kind = StreamKind.book

  /// The stored number of the case; never reused.
  public var type: EventType {
    switch self {
    case .founded: EventType(1)
    case .zoneRulesAdopted: EventType(2)
    case .companyRenamed: EventType(3)
    case .fiscalYearChanged: EventType(4)
    case .exchangeRateSet: EventType(5)
    case .exchangeRateWithdrawn: EventType(6)
    }
  }

  /// The case with this number, its fields absent; nil when there is no such case.
  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .founded(BookFounded())
    case 2: self = .zoneRulesAdopted(ZoneRulesAdopted())
    case 3: self = .companyRenamed(TextChanged())
    case 4: self = .fiscalYearChanged(FiscalYearChanged())
    case 5: self = .exchangeRateSet(ExchangeRateSet())
    case 6: self = .exchangeRateWithdrawn(ExchangeRateWithdrawn())
    default: return nil
    }
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .founded(var fields):
      fields.code(&coder)
      self = .founded(fields)
    case .zoneRulesAdopted(var fields):
      fields.code(&coder)
      self = .zoneRulesAdopted(fields)
    case .companyRenamed(var fields):
      fields.code(&coder)
      self = .companyRenamed(fields)
    case .fiscalYearChanged(var fields):
      fields.code(&coder)
      self = .fiscalYearChanged(fields)
    case .exchangeRateSet(var fields): self = .exchangeRateSet(coder.coded(&fields))
    case .exchangeRateWithdrawn(var fields): self = .exchangeRateWithdrawn(coder.coded(&fields))
    }
  }
}

/// The book was founded: message `BookFounded`.
public struct BookFounded: WireMessage {
  /// The currency amounts are in unless they say otherwise.
  public var currency = Currency.euro
  /// The month in which the fiscal year starts, 1 for January; 0 when absent.
  public var fiscalYearStart: UInt32 = 0
  /// The company whose book it is.
  public var company = ""
  /// The zone days are cut by, with its rules.
  public var zone = Zone.utc
  /// 16 random bytes that tell this book from any other.
  public var identity: [UInt8] = []

  /// The message all of whose fields are absent.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    var packed = currency.packed
    coder.number(1, &packed)
    coder.number(2, &fiscalYearStart)
    coder.text(20, &company)
    var (zoneName, rules) = (zone.name, zone.rules)
    coder.text(21, &zoneName)
    coder.bytes(22, &rules)
    coder.bytes(23, &identity)
    guard coder.isReading, coder.failure == nil else { return }
    take(packed, &coder)
    if coder.mode == .read { take(rules, of: zoneName, &coder) }
  }

  private mutating func take(_ packed: UInt32, _ coder: inout FieldCoder) {
    do throws(MoneyRefusal) {
      currency = try Currency(packed: packed)
    } catch {
      coder.failure = .outOfRange(field: 1)
    }
  }

  private mutating func take(
    _ rules: [UInt8], of zoneName: String, _ coder: inout FieldCoder
  ) {
    // A name that is there and empty would be written as one that is absent, which is UTC's.
    if zoneName.isEmpty { return coder.failure = .outOfRange(field: 21) }
    do throws(ZoneRefusal) {
      zone = try Zone(name: zoneName, tzif: rules)
    } catch {
      coder.failure = .outOfRange(field: 22)
    }
  }
}

/// The zone follows newer rules: message `BookZoneRulesAdopted`.
public struct ZoneRulesAdopted: WireMessage {
  /// The rules, as the bytes of a TZif file (RFC 8536); read only when they are well formed.
  public private(set) var rules: [UInt8] = []

  /// The message all of whose fields are absent.
  public init() {}

  /// The payload with the rules of this zone.
  public init(_ zone: Zone) { rules = zone.rules }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.bytes(22, &rules)
    guard coder.mode == .read, coder.failure == nil else { return }
    do throws(ZoneRefusal) {
      _ = try Zone(name: "of the book", tzif: rules)
    } catch {
      coder.failure = .outOfRange(field: 22)
    }
  }
}

/// The fiscal year starts on another day or is called otherwise: message `BookFiscalYearChanged`.
public struct FiscalYearChanged: WireMessage {
  /// The month, 1 for January.
  public var month: UInt32 = 0
  /// The day of the month; 0 for the first.
  public var day: UInt32 = 0
  /// 2 when fiscal years are called by the year they start in; 0 when by the year they end in.
  public var naming: UInt32 = 0

  /// The message all of whose fields are absent.
  public init() {}

  /// The payload with this month; the rest as if never said.
  public init(_ month: UInt32) { self.month = month }

  /// The payload with this calendar.
  public init(_ calendar: FiscalCalendar) {
    month = UInt32(calendar.startMonth)
    day = calendar.startDay == 1 ? 0 : UInt32(calendar.startDay)
    naming = calendar.naming == .end ? 0 : UInt32(calendar.naming.rawValue)
  }

  /// The calendar; that of calendar years when the numbers stand for none.
  public var calendar: FiscalCalendar {
    let (month, day) = (Int(month), day == 0 ? 1 : Int(day))
    guard FiscalCalendar.exists(month, day) else { return .calendarYears }
    return FiscalCalendar(
      startMonth: month, startDay: day, naming: naming == 2 ? .start : .end)
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &month)
    coder.number(2, &day)
    coder.number(3, &naming)
  }
}

/// One unit of a currency is worth so much of another: message `BookExchangeRateSet`.
public struct ExchangeRateSet: WireMessage {
  /// The currency of which one unit is meant.
  public var currency = Currency.euro
  /// The currency its worth is said in.
  public var quote = Currency.euro
  /// The rate times 10^`scale`.
  public var units: UInt64 = 0
  /// The number of decimals, 0 to 9.
  public var scale: UInt32 = 0
  /// The first day it holds on.
  public var from: Day?
  /// Where it was read; may be empty.
  public var source = ""

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.currency(1, &currency)
    coder.currency(2, &quote)
    coder.number(3, &units)
    coder.number(4, &scale)
    coder.day(5, &from)
    coder.text(20, &source)
  }
}

/// A rate was a mistake: message `BookExchangeRateWithdrawn`.
public struct ExchangeRateWithdrawn: WireMessage {
  /// The currency of which one unit is meant.
  public var currency = Currency.euro
  /// The currency its worth was said in.
  public var quote = Currency.euro
  /// The first day it held on.
  public var from: Day?

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.currency(1, &currency)
    coder.currency(2, &quote)
    coder.day(5, &from)
  }
}
