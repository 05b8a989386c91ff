/// How a column or a person writes decimal numbers: which character is the decimal point, and
/// which one, if any, stands between groups of three digits.
public struct DecimalStyle: Hashable, Sendable {
  /// The decimal point.
  public let decimal: Unicode.Scalar
  /// The character between groups of three digits; nil when digits are not grouped.
  public let group: Unicode.Scalar?

  /// `1234.50`: a point and no groups, the form that Rapport writes in files.
  public static let plain = DecimalStyle(decimal: ".", group: nil)
  /// `1,234.50`, as written in English.
  public static let english = DecimalStyle(decimal: ".", group: ",")
  /// `1.234,50`, as written in most of continental Europe.
  public static let continental = DecimalStyle(decimal: ",", group: ".")

  /// A style of two different characters, neither of them a digit or a sign.
  public init(decimal: Unicode.Scalar, group: Unicode.Scalar? = nil) {
    precondition(decimal != group, "the decimal point and the grouping character must differ")
    self.decimal = decimal
    self.group = group
  }
}
