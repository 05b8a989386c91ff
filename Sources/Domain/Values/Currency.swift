/// A currency: its ISO 4217 alphabetic code, packed as three ASCII bytes into one integer.
public struct Currency: Hashable, Sendable {
  /// The code as a number: for EUR, 'E' << 16 | 'U' << 8 | 'R'. This is the stored form.
  public let packed: UInt32

  /// The euro, EUR.
  public static let euro = Currency(known: "EUR")
  /// The United States dollar, USD.
  public static let usDollar = Currency(known: "USD")

  /// The currency with that code, in capitals; refused if ISO 4217 has (and had) none.
  public init(code: String) throws(MoneyRefusal) {
    guard let packed = Self.pack(code), CurrencyList.contains(packed) else {
      throw .unknownCurrency(code)
    }
    self.packed = packed
  }

  /// The currency with that stored form; refused if it is no known code.
  public init(packed: UInt32) throws(MoneyRefusal) {
    guard CurrencyList.contains(packed) else { throw .unknownPackedCurrency(packed) }
    self.packed = packed
  }

  private init(known code: String) { packed = Self.pack(code)! }

  /// The three letters, such as `EUR`.
  public var code: String {
    let bytes = [packed >> 16, packed >> 8, packed].map { UInt8(truncatingIfNeeded: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How many decimals amounts usually have: 2 for EUR, 0 for JPY, 3 for KWD.
  public var minorDigits: Int { CurrencyList.minorDigits(packed) }

  static func pack(_ code: String) -> UInt32? {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else {
      return nil
    }
    return code.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension Currency: Comparable, CustomStringConvertible {
  /// In the alphabetical order of the codes.
  public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }

  /// The three letters, such as `EUR`.
  public var description: String { code }
}
