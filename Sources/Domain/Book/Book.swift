/// The book itself, folded from its events: whose it is, its currency, its zone.
public struct Book: Entity {
  /// Its number; there is one book, number 1.
  public let id: BookID
  /// Whether it was founded.
  public private(set) var exists = false
  /// The company whose book it is.
  public private(set) var company = ""
  /// The currency amounts are in unless they say otherwise.
  public private(set) var currency = Currency.euro
  /// The zone days are cut by, with the rules in force.
  public private(set) var zone = Zone.utc
  /// When the fiscal years of the company start, and what they are called.
  public private(set) var fiscal = FiscalCalendar.calendarYears
  /// What currencies are worth, day by day.
  public private(set) var rates = ExchangeRates()
  /// The 16 bytes that tell this book from any other; empty before it is founded.
  public private(set) var identity: [UInt8] = []

  /// The book before its first event.
  public init(id: BookID) {
    self.id = id
  }

  /// The month in which the fiscal year starts, 1 for January.
  public var fiscalYearStart: Int { fiscal.startMonth }

  /// Folds one event.
  public mutating func evolve(_ event: BookEvent, _ time: EventTime) {
    switch event {
    case .founded(let founded):
      exists = true
      (company, currency, zone) = (founded.company, founded.currency, founded.zone)
      fiscal = FiscalYearChanged(founded.fiscalYearStart).calendar
      identity = founded.identity
    case .zoneRulesAdopted(let adopted): adopt(adopted.rules)
    case .companyRenamed(let renamed): company = renamed.text
    case .fiscalYearChanged(let changed): fiscal = changed.calendar
    case .exchangeRateSet(let set): rates.set(set)
    case .exchangeRateWithdrawn(let withdrawn): rates.withdraw(withdrawn)
    }
  }

  private mutating func adopt(_ rules: [UInt8]) {
    do throws(ZoneRefusal) {
      zone = try Zone(name: zone.name, tzif: rules)
    } catch {
      preconditionFailure("an event holds no rules that do not make a zone: \(error)")
    }
  }

  /// What people see of it, in the order it is shown.
  public var fields: [Field] {
    var fields = [
      Field("company", .text(company)),
      Field("currency", .text(currency.code)),
      Field("zone", .text(zone.name)),
      Field("fiscal-year-start", .number(Int64(fiscal.startMonth))),
    ]
    if fiscal.startDay != 1 {
      fields.append(Field("fiscal-year-day", .number(Int64(fiscal.startDay))))
    }
    if fiscal.naming != .end {
      fields.append(Field("fiscal-year-naming", .text(fiscal.naming.description)))
    }
    return fields + rates.fields
  }

  /// The commands that give a field its older value; nil when it cannot be restored.
  public func restoring(_ field: String, from older: Book) -> [BookCommand]? {
    switch field {
    case "company": return [.renameCompany(older.company)]
    case "fiscal-year-start":
      return [
        .changeFiscalYear(
          startMonth: older.fiscal.startMonth, startDay: fiscal.startDay, naming: fiscal.naming)
      ]
    case "fiscal-year-day":
      return [
        .changeFiscalYear(
          startMonth: fiscal.startMonth, startDay: older.fiscal.startDay, naming: fiscal.naming)
      ]
    case "fiscal-year-naming":
      return [
        .changeFiscalYear(
          startMonth: fiscal.startMonth, startDay: fiscal.startDay, naming: older.fiscal.naming)
      ]
    default: return nil
    }
  }
}
