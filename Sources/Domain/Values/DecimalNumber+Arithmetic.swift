// Exact arithmetic: what does not fit 9 decimals or 64 bits is refused, never rounded.

extension DecimalNumber {
  /// One.
  public static let one = DecimalNumber(1)

  /// Whether the number is below zero.
  public var isNegative: Bool { units < 0 }

  /// The sum of two numbers.
  public func plus(_ other: DecimalNumber) throws(DecimalRefusal) -> DecimalNumber {
    let scale = max(self.scale, other.scale)
    return try .exact(aligned(to: scale) + other.aligned(to: scale), scale: Int(scale))
  }

  /// This number less another.
  public func minus(_ other: DecimalNumber) throws(DecimalRefusal) -> DecimalNumber {
    let scale = max(self.scale, other.scale)
    return try .exact(aligned(to: scale) - other.aligned(to: scale), scale: Int(scale))
  }

  /// The product of two numbers.
  public func times(_ other: DecimalNumber) throws(DecimalRefusal) -> DecimalNumber {
    try .exact(Int128(units) * Int128(other.units), scale: Int(scale) + Int(other.scale))
  }

  /// This number × `part` ÷ `whole`; refused when 9 decimals do not hold it, or `whole` is 0.
  public func share(
    _ part: DecimalNumber, of whole: DecimalNumber
  ) throws(DecimalRefusal) -> DecimalNumber {
    guard whole.units != 0 else { throw .tooLarge("\(self) × \(part) ÷ 0") }
    // units × part ÷ whole, with 9 decimals: the scales are made up for on either side.
    let decimals = Self.maximumScale + Int(whole.scale) - Int(scale) - Int(part.scale)
    let above = Int128(units).multipliedReportingOverflow(by: Int128(part.units))
    let wide = above.partialValue.multipliedReportingOverflow(
      by: PowerOfTen.wide(max(decimals, 0)))
    let below = Int128(whole.units) * PowerOfTen.wide(max(-decimals, 0))
    if above.overflow || wide.overflow { throw .tooLarge("\(self) × \(part)") }
    let (result, rest) = wide.partialValue.quotientAndRemainder(dividingBy: below)
    guard rest == 0 else { throw .tooManyDecimals("\(self) × \(part) ÷ \(whole)") }
    return try .exact(result, scale: Self.maximumScale)
  }

  private func aligned(to scale: UInt8) -> Int128 {
    Int128(units) * PowerOfTen.wide(Int(scale - self.scale))
  }

  /// `units` ÷ 10^`scale`, with the fewest decimals that hold it.
  private static func exact(
    _ units: Int128, scale: Int
  ) throws(DecimalRefusal) -> DecimalNumber {
    var (units, scale) = (units, scale)
    while scale > 0, units % 10 == 0 {
      units /= 10
      scale -= 1
    }
    let text = {
      DecimalText(value: units, scale: min(scale, 18)).text(minimumDigits: 0, style: .plain)
    }
    guard scale <= maximumScale else { throw .tooManyDecimals(text()) }
    guard let narrow = Int64(exactly: units) else { throw .tooLarge(text()) }
    return try DecimalNumber(units: narrow, scale: scale)
  }
}
