public import Bytes

/// A period as it is stored: numbers only, so that folds read it cheaply.
public struct StoredPeriod: WireMessage, Hashable {
  /// Day 1, week 2, month 3, quarter 4, year 5, fiscal year 6, fiscal quarter 7.
  public var kind: UInt8 = 0
  /// The number of the first day: days since 1970-01-01.
  public var first: Int64 = 0
  /// The month in which fiscal years start; 0 when the period is not a fiscal one.
  public var startMonth: UInt8 = 0
  /// The day on which fiscal years start; 0 when the period is not a fiscal one.
  public var startDay: UInt8 = 0
  /// By which year fiscal years are called; 0 when the period is not a fiscal one.
  public var naming: UInt8 = 0

  /// No period.
  public init() {}

  /// The stored form of a period.
  public init(_ period: Period) {
    first = Int64(period.first.number)
    switch period.kind {
    case .day: kind = 1
    case .week: kind = 2
    case .month: kind = 3
    case .quarter: kind = 4
    case .year: kind = 5
    case .fiscalYear(let calendar): set(6, calendar)
    case .fiscalQuarter(let calendar): set(7, calendar)
    }
  }

  private mutating func set(_ kind: UInt8, _ calendar: FiscalCalendar) {
    self.kind = kind
    (startMonth, startDay) = (UInt8(calendar.startMonth), UInt8(calendar.startDay))
    naming = calendar.naming.rawValue
  }

  /// The period; nil when the numbers stand for none.
  public var period: Period? {
    guard let kind = periodKind, let number = Int32(exactly: first),
      number >= Day.first.number, number <= Day.last.number
    else { return nil }
    let period = Period(kind, containing: Day(nearest: Int(number)))
    return period.first.number == number ? period : nil
  }

  private var periodKind: Period.Kind? {
    switch kind {
    case 1: .day
    case 2: .week
    case 3: .month
    case 4: .quarter
    case 5: .year
    case 6: calendar.map { .fiscalYear($0) }
    case 7: calendar.map { .fiscalQuarter($0) }
    default: nil
    }
  }

  private var calendar: FiscalCalendar? {
    guard FiscalCalendar.exists(Int(startMonth), Int(startDay)),
      let naming = FiscalCalendar.Naming(rawValue: naming)
    else { return nil }
    return FiscalCalendar(startMonth: Int(startMonth), startDay: Int(startDay), naming: naming)
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &kind)
    coder.signed(2, &first)
    coder.number(3, &startMonth)
    coder.number(4, &startDay)
    coder.number(5, &naming)
  }
}
