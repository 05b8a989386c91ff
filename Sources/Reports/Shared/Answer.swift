public import Bytes
public import Domain

/// What a report says: columns, rows, a total, and what the reader should know besides.
///
/// Every renderer (terminal, JSON, CSV and later pages and spreadsheets) draws the same answer.
public struct Answer: Equatable, Sendable {
  /// The stable name of the report.
  public var report: String
  /// The heading, for people.
  public var title: String
  /// The moment the answer is about.
  public var moment: AnswerMoment
  /// What was asked, by stable names, as in `by: owner`.
  public var parameters: [Parameter]
  /// The columns.
  public var columns: [Column]
  /// The rows, one cell a column.
  public var rows: [Row]
  /// The line under the rows; nil when adding up makes no sense.
  public var total: [Cell]?
  /// What the reader should know: what was left out, and why.
  public var notes: [String]
  /// Pictures of it, for reports that have some; the most telling first.
  public var charts: [Chart]
  /// How many rows there were before a limit cut them; nil when none were cut.
  public var rowsBeforeLimit: Int?

  /// One thing that was asked.
  public struct Parameter: Equatable, Sendable {
    /// The stable name.
    public var name: String
    /// The value, as it was understood.
    public var value: String

    /// What was asked under a name.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// An answer without rows.
  public init(
    report: String, title: String, moment: AnswerMoment, parameters: [Parameter] = [],
    columns: [Column]
  ) {
    self.report = report
    self.title = title
    self.moment = moment
    self.parameters = parameters
    self.columns = columns
    rows = []
    notes = []
    charts = []
  }
}

/// The moment an answer is about.
public struct AnswerMoment: Equatable, Sendable {
  /// Every event up to this position is in it, and none after.
  public var position: Position
  /// The day, when a day was asked for; nil for "now" and for other instants.
  public var day: Day?
  /// The last instant that is in it.
  public var instant: Instant
  /// Whether it is the newest state there is.
  public var isNow: Bool
  /// The zone days are cut by.
  public var zone: Zone
  /// In hindsight: later events up to this position are in it too, when what they tell had happened
  /// by the instant. Nil for what was known then.
  public var knownThrough: Position?

  /// A moment of a book, as it was known then.
  public init(position: Position, day: Day?, instant: Instant, isNow: Bool, zone: Zone) {
    self.position = position
    self.day = day
    self.instant = instant
    self.isNow = isNow
    self.zone = zone
  }

  /// The civil day the moment lies in, in the zone of the book.
  public var civilDay: Day { day ?? zone.day(of: instant) }
}

/// A column of an answer.
public struct Column: Equatable, Sendable {
  /// The stable key, as in `won_amount`: the name in JSON and CSV.
  public var key: String
  /// The heading, for people.
  public var title: String
  /// What stands in it.
  public var kind: Kind

  /// What stands in a column.
  public enum Kind: Equatable, Sendable {
    /// Words.
    case text
    /// An entity: its number and its name.
    case entity
    /// A count.
    case integer
    /// A decimal number, such as a mean of days.
    case decimal
    /// Money, by currency.
    case money
    /// A share of one: 0.25 is a quarter.
    case share
    /// A civil day.
    case day
    /// A moment.
    case instant
  }

  /// A column.
  public init(_ key: String, _ title: String, _ kind: Kind) {
    self.key = key
    self.title = title
    self.kind = kind
  }
}

/// A row of an answer.
public struct Row: Equatable, Sendable {
  /// The stable key of the row, as in `U-3` or `2017Q1`; what `--explain` takes.
  public var key: String
  /// The cells, one a column.
  public var cells: [Cell]
  /// The streams whose events make up the row.
  public var sources: [StreamID]

  /// A row.
  public init(key: String, cells: [Cell], sources: [StreamID]) {
    self.key = key
    self.cells = cells
    self.sources = sources
  }
}

/// What stands in one place of an answer.
public enum Cell: Equatable, Sendable {
  /// Nothing: not known, or makes no sense here.
  case none
  /// It was erased.
  case erased
  /// Words.
  case text(String)
  /// An entity, by its number as people see it, and its name.
  case entity(String, name: String)
  /// A count.
  case integer(Int64)
  /// A mean or the like, computed from exact numbers when shown.
  case quotient(Quotient)
  /// Money, by currency.
  case money(Amounts)
  /// Money divided by a count, by currency.
  case meanMoney(Amounts, count: Int64)
  /// A civil day.
  case day(Day)
  /// A moment.
  case instant(Instant)
}

/// An exact fraction of whole numbers, rounded only when it is shown.
public struct Quotient: Equatable, Sendable {
  /// Above the line.
  public var numerator: Int64
  /// Below the line; never 0.
  public var denominator: Int64

  /// The fraction; nil when the denominator is 0, since then there is nothing to tell.
  public init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator != 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The fraction in lowest terms; nil when the denominator is 0. Terms too long for 64 bits lose
  /// their last bits.
  init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    var (over, under) = denominator < 0 ? (-numerator, -denominator) : (numerator, denominator)
    let divisor = Self.greatestCommonDivisor(over, under)
    (over, under) = (over / divisor, under / divisor)
    while over.magnitude > Int64.max || under > Int64.max { (over, under) = (over / 2, under / 2) }
    guard under > 0 else { return nil }
    (self.numerator, self.denominator) = (Int64(over), Int64(under))
  }

  private static func greatestCommonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
    var (left, right) = (first < 0 ? -first : first, second < 0 ? -second : second)
    while right != 0 { (left, right) = (right, left % right) }
    return max(1, left)
  }

  /// The nearest binary fraction; for showing, never for adding up.
  public var value: Double { Double(numerator) / Double(denominator) }
}

extension Cell {
  /// The fraction, or nothing when the denominator is 0.
  static func ratio(_ numerator: Int, _ denominator: Int) -> Cell {
    Quotient(Int64(numerator), Int64(denominator)).map(Cell.quotient) ?? .none
  }

  /// The fraction in lowest terms, or nothing when the denominator is 0.
  static func ratio(_ numerator: Int128, _ denominator: Int128) -> Cell {
    Quotient(numerator, over: denominator).map(Cell.quotient) ?? .none
  }

  /// A statistic that is no exact fraction, to nine decimals.
  static func statistic(_ value: Double) -> Cell {
    value.isFinite ? .ratio(Int128((value * 1e9).rounded()), 1_000_000_000) : .none
  }

  /// What part one sum is of another; nothing when either is in more than one currency, or they
  /// differ, or the other is zero.
  static func share(_ part: Amounts, of whole: Amounts) -> Cell {
    guard whole.sums.count == 1, let sum = whole.sums.first,
      part.sums.allSatisfy({ $0.currency == sum.currency })
    else { return .none }
    return .ratio(part[sum.currency].total, sum.total)
  }

  /// The mean of money, or nothing when there is none.
  static func mean(_ amounts: Amounts, of count: Int) -> Cell {
    count == 0 ? .none : .meanMoney(amounts, count: Int64(count))
  }
}
