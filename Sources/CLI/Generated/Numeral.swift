/// A number as a type, in binary, so that commands made from a table each have a type of their own,
/// which the argument parser asks for.
protocol Numeral: Sendable {
  static var value: Int { get }
}

/// Nought.
enum Nought: Numeral {
  static var value: Int { 0 }
}

/// Twice a number.
enum Twice<Half: Numeral>: Numeral {
  static var value: Int { 2 * Half.value }
}

/// Twice a number and one more.
enum TwiceAndOne<Half: Numeral>: Numeral {
  static var value: Int { 2 * Half.value + 1 }
}

/// The type that stands for a number from 0 on.
func numeral(_ value: Int) -> any Numeral.Type {
  precondition(value >= 0, "numerals count from nought")
  guard value > 0 else { return Nought.self }
  func extended<Half: Numeral>(_ half: Half.Type) -> any Numeral.Type {
    value.isMultiple(of: 2) ? Twice<Half>.self : TwiceAndOne<Half>.self
  }
  return extended(numeral(value / 2))
}
