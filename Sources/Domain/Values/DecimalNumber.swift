/// An exact decimal number: `units` ÷ 10^`scale`, with 0 to 9 decimals.
///
/// It is kept with the fewest decimals that hold it (4821.00 is 4821 with scale 0), so that equal
/// values have equal fields and hash alike.
public struct DecimalNumber: Hashable, Sendable {
  /// The most decimals a number may have.
  public static let maximumScale = 9

  /// The value times 10^`scale`.
  public let units: Int64
  /// The number of decimals, 0…9; the last of them is not 0.
  public let scale: UInt8

  /// Nothing.
  public static let zero = DecimalNumber(0)

  /// A whole number.
  public init(_ whole: Int64) {
    units = whole
    scale = 0
  }

  /// `units` ÷ 10^`scale`; refused with more than 9 decimals.
  public init(units: Int64, scale: Int) throws(DecimalRefusal) {
    guard (0...Self.maximumScale).contains(scale) else { throw .scaleOutOfRange(scale) }
    var (units, scale) = (units, scale)
    while scale > 0, units % 10 == 0 {
      units /= 10
      scale -= 1
    }
    self.units = units
    self.scale = UInt8(scale)
  }

  /// The value times 10^`to`, exactly; `to` is at least 9.
  func scaled(to scale: Int) -> Int128 {
    Int128(units) * PowerOfTen.wide(scale - Int(self.scale))
  }
}

extension DecimalNumber: Comparable, CustomStringConvertible {
  /// Compares values, whatever their scales.
  public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    left.scaled(to: maximumScale) < right.scaled(to: maximumScale)
  }

  /// The number with all its decimals and a point: `-12.5`.
  public var description: String { text() }

  /// The number with all its decimals, and zeros up to at least `minimumDigits` of them.
  public func text(minimumDigits: Int = 0, style: DecimalStyle = .plain) -> String {
    DecimalText(value: Int128(units), scale: Int(scale))
      .text(minimumDigits: minimumDigits, style: style)
  }
}

// MARK: - Reading

extension DecimalNumber {
  /// Reads a decimal number: an optional `-`, digits, and optionally the decimal point with digits
  /// after it. Groups must be complete and only where the style has them. More than 9 decimals are
  /// refused unless the rest are zeros; so are exponents, currency symbols and blanks.
  public init(_ text: String, style: DecimalStyle = .plain) throws(DecimalRefusal) {
    var scalars = text.unicodeScalars[...]
    let isNegative = scalars.first == "-"
    if isNegative { scalars.removeFirst() }
    let point = scalars.firstIndex(of: style.decimal)
    let whole = scalars[..<(point ?? scalars.endIndex)]
    let decimals = point.map { scalars[scalars.index(after: $0)...] }
    try Self.checkCharacters(of: text, scalars, style)
    guard Self.isWellGrouped(whole, style.group), decimals?.isEmpty != true,
      decimals?.contains(where: { !Self.isDigit($0) }) != true
    else { throw .notANumber(text, style) }
    var kept = (decimals ?? whole[whole.endIndex...])
    while kept.last == "0" { kept.removeLast() }
    guard kept.count <= Self.maximumScale else { throw .tooManyDecimals(text) }
    var units: Int64 = 0
    for scalar in whole.filter(Self.isDigit) + kept.filter(Self.isDigit) {
      let (tens, overflow) = units.multipliedReportingOverflow(by: 10)
      let digit = Int64(scalar.value - 0x30)
      let (sum, carry) = tens.addingReportingOverflow(isNegative ? -digit : digit)
      guard !overflow, !carry else { throw .tooLarge(text) }
      units = sum
    }
    try self.init(units: units, scale: kept.count)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x30 && scalar.value <= 0x39
  }

  private static func checkCharacters(
    of text: String, _ scalars: Substring.UnicodeScalarView, _ style: DecimalStyle
  ) throws(DecimalRefusal) {
    for scalar in scalars {
      if scalar.properties.generalCategory == .currencySymbol { throw .currencySymbol(text) }
      guard isDigit(scalar) || scalar == style.decimal || scalar == style.group else {
        throw .notANumber(text, style)
      }
    }
  }

  /// Digits alone, or groups of exactly three digits after a first one of one to three.
  private static func isWellGrouped(
    _ whole: Substring.UnicodeScalarView, _ group: Unicode.Scalar?
  ) -> Bool {
    guard !whole.isEmpty else { return false }
    guard let group, whole.contains(group) else { return whole.allSatisfy(isDigit) }
    let groups = whole.split(separator: group, omittingEmptySubsequences: false)
    return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}

/// Powers of ten up to 10^18.
enum PowerOfTen {
  private static let table: [Int64] = (0...18).map { exponent in
    (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
  }

  /// 10^`exponent`, 0…18, ready for wide multiplication.
  static func wide(_ exponent: Int) -> Int128 { Int128(table[exponent]) }
}
