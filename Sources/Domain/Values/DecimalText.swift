/// An exact wide decimal on its way to text: `value` ÷ 10^`scale`, rounded nowhere but here.
struct DecimalText {
  var value: Int128
  var scale: Int

  /// All decimals that are not trailing zeros, and at least `minimumDigits` of them.
  func text(minimumDigits: Int, style: DecimalStyle) -> String {
    var exact = self
    while exact.scale > minimumDigits, exact.value % 10 == 0 {
      exact.value /= 10
      exact.scale -= 1
    }
    return exact.written(padding: max(0, minimumDigits - exact.scale), style)
  }

  /// Exactly `digits` decimals, rounded half to even (IEEE 754-2019 §4.3.1, roundTiesToEven).
  func text(digits: Int, style: DecimalStyle) -> String {
    rounded(to: digits).written(padding: max(0, digits - scale), style)
  }

  /// The nearest value with at most `digits` decimals; of two equally near, the even one.
  func rounded(to digits: Int) -> DecimalText {
    guard digits < scale else { return self }
    let divisor = PowerOfTen.wide(scale - digits)
    var (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    let twice = remainder.magnitude * 2
    if twice > divisor.magnitude || (twice == divisor.magnitude && quotient % 2 != 0) {
      quotient += value < 0 ? -1 : 1
    }
    return DecimalText(value: quotient, scale: digits)
  }

  private func written(padding: Int, _ style: DecimalStyle) -> String {
    var digits = Array(String(value.magnitude).unicodeScalars)
    if digits.count <= scale {
      digits.insert(contentsOf: repeatElement("0", count: scale + 1 - digits.count), at: 0)
    }
    let whole = digits.count - scale
    var text = String.UnicodeScalarView(value < 0 ? ["-"] : [])
    for (index, digit) in digits[..<whole].enumerated() {
      if let group = style.group, index > 0, (whole - index) % 3 == 0 { text.append(group) }
      text.append(digit)
    }
    if scale + padding > 0 { text.append(style.decimal) }
    text.append(contentsOf: digits[whole...])
    text.append(contentsOf: repeatElement("0", count: padding))
    return String(text)
  }
}
