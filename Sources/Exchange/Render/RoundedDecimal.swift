internal import Domain
internal import Reports

/// A fraction of whole numbers rounded once, half to even, to a number of decimals.
struct RoundedDecimal: Equatable {
  /// The number times 10^`digits`.
  var units: Int128
  /// How many decimals `units` has.
  var digits: Int

  /// `numerator` ÷ `denominator`, with `digits` decimals; the numerator times 10^`digits` and twice
  /// the denominator must fit 128 bits.
  init(_ numerator: Int128, over denominator: Int128, digits: Int) {
    precondition(denominator != 0, "nothing is divided by zero")
    let scaled = numerator * Self.powerOfTen(digits)
    var (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: denominator)
    let twice = remainder.magnitude * 2
    if twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 != 0) {
      quotient += (scaled < 0) == (denominator < 0) ? 1 : -1
    }
    units = quotient
    self.digits = digits
  }

  /// A quotient with so many decimals.
  init(_ quotient: Quotient, digits: Int) {
    self.init(Int128(quotient.numerator), over: Int128(quotient.denominator), digits: digits)
  }

  /// The number without zeros at the end of its decimals.
  var shortest: RoundedDecimal {
    var shorter = self
    while shorter.digits > 0, shorter.units % 10 == 0 {
      shorter.units /= 10
      shorter.digits -= 1
    }
    return shorter
  }

  /// The number as text, with all its decimals.
  func text(style: DecimalStyle = .plain) -> String {
    var figures = Array(String(units.magnitude).unicodeScalars)
    if figures.count <= digits {
      figures.insert(contentsOf: repeatElement("0", count: digits + 1 - figures.count), at: 0)
    }
    let whole = figures.count - digits
    var text = units < 0 ? "-" : ""
    for (index, figure) in figures.enumerated() {
      if index == whole { text.unicodeScalars.append(style.decimal) }
      if let group = style.group, index > 0, index < whole, (whole - index) % 3 == 0 {
        text.unicodeScalars.append(group)
      }
      text.unicodeScalars.append(figure)
    }
    return text
  }

  static func powerOfTen(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

extension MoneySum {
  /// This sum divided by a count, rounded once, half to even, to so many decimals (0 to 13).
  func mean(of count: Int64, digits: Int, style: DecimalStyle = .plain) -> String {
    precondition(count > 0, "a mean is of at least one amount")
    // the total is held at 13 decimals: only those beyond `digits` are divided away
    let divisor = Int128(count) * RoundedDecimal.powerOfTen(Self.scale - digits)
    var mean = RoundedDecimal(total, over: divisor, digits: 0)
    mean.digits = digits
    return mean.text(style: style)
  }
}
