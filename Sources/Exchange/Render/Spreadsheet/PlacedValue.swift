internal import Bytes
internal import Domain
internal import Spreadsheet

/// What stands in one place of a sheet, how it is shown, and what had to be given up for it.
struct PlacedValue {
  var value: SheetValue
  var format: SheetFormat
  /// Whether an exact number stands there as words, since a spreadsheet would round it.
  var isExactText = false
  /// Whether a computed number was rounded to 15 digits.
  var isRounded = false

  /// The digits a spreadsheet keeps of a number, as its programs promise.
  static let digits = 15
  /// The days from 1899-12-30, where spreadsheets begin to count, to 1970-01-01.
  private static let epoch: Int64 = 25_569
  /// The first number that means the same day in all programs: 1900-03-01. Before it, Excel counts
  /// a 29 February that never was; after 9999-12-31 it counts no more.
  private static let days: ClosedRange<Int64> = 61...2_958_465

  init(_ value: SheetValue, _ format: SheetFormat = .general) {
    self.value = value
    self.format = format
  }

  /// An amount, exactly; one with more decimals than amounts have (nine) was computed.
  static func exact(_ sum: MoneySum, _ format: SheetFormat) -> PlacedValue {
    let text = sum.exactText()
    guard significantDigits(text) > digits else { return computed(text, format) }
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    if decimals > 9 {
      var placed = computed(text, format)
      placed.isRounded = true
      return placed
    }
    var placed = PlacedValue(.text(text))
    placed.isExactText = true
    return placed
  }

  /// A decimal number as text, as the nearest binary fraction.
  static func computed(_ text: String, _ format: SheetFormat) -> PlacedValue {
    PlacedValue(Double(text).map(SheetValue.number) ?? .text(text), format)
  }

  /// A count, exactly.
  static func exact(_ count: Int64) -> PlacedValue {
    if significantDigits(String(count)) <= digits {
      return PlacedValue(.number(Double(count)), .whole)
    }
    var placed = PlacedValue(.text(String(count)))
    placed.isExactText = true
    return placed
  }

  /// A day; as words where spreadsheets have none.
  static func day(_ day: Day) -> PlacedValue {
    let number = Int64(day.number) + epoch
    guard days.contains(number) else { return PlacedValue(.text(day.description)) }
    return PlacedValue(.number(Double(number)), .day)
  }

  /// An instant as clocks in the zone show it; as words where spreadsheets have none.
  static func moment(_ instant: Instant, _ zone: Zone) -> PlacedValue {
    let number = Int64(zone.day(of: instant).number) + epoch
    guard days.contains(number) else {
      return PlacedValue(.text(InstantText.format(instant, in: zone)))
    }
    let milliseconds = zone.timeOfDay(of: instant) / 1_000
    return PlacedValue(.number(Double(number) + Double(milliseconds) / 86_400_000), .moment)
  }

  /// The number of a day on the axis of a picture.
  static func serial(_ day: Double) -> Double { day + Double(epoch) }

  /// The digits from the first to the last that is not 0.
  static func significantDigits(_ text: String) -> Int {
    var figures = text.utf8.filter { (0x30...0x39).contains($0) }.drop { $0 == 0x30 }
    while figures.last == 0x30 { figures.removeLast() }
    return figures.count
  }
}
