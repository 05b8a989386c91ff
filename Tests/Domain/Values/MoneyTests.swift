import Testing

@testable import Domain

@Test func `amounts are the same value however many zeros they are written with`() throws {
  let plain = try Money("4821", .euro)
  #expect(try Money("4821.00", .euro) == plain)
  #expect(try Money(units: 482_100, scale: 2, currency: .euro) == plain)
  #expect(try Money("4821.000000000000000", .euro) == plain)
  #expect((plain.units, plain.scale) == (4821, 0))
  #expect(plain.description == "4821.00 EUR")
  #expect(try Money("-0.00", .euro) == .zero(.euro))
  let fine = try Money("1100.0450", .euro)
  #expect((fine.units, fine.scale) == (1_100_045, 3))
  #expect(fine.text() == "1100.045")
}

@Test func `amounts are written with the decimals of their currency and with groups`() throws {
  let yen = try Currency(code: "JPY")
  let dinar = try Currency(code: "KWD")
  #expect(try Money("1234567.5", .euro).description == "1234567.50 EUR")
  #expect(try Money("1234567.5", .euro).text(style: .english) == "1,234,567.50")
  #expect(try Money("-123456.789", .euro).text(style: .continental) == "-123.456,789")
  #expect(try Money("1200", yen).description == "1200 JPY")
  #expect(try Money("1.5", dinar).description == "1.500 KWD")
  #expect(try Money("-0.05", .usDollar).description == "-0.05 USD")
}

@Test func `groups are read only where the style has them and only when complete`() throws {
  #expect(try DecimalNumber("1,234,567.50", style: .english) == DecimalNumber("1234567.5"))
  #expect(try DecimalNumber("1.234,5", style: .continental) == DecimalNumber("1234.5"))
  #expect(try DecimalNumber("1234.50", style: .english) == DecimalNumber("1234.5"))
  let swiss = DecimalStyle(decimal: ".", group: "'")
  #expect(try DecimalNumber("-1'234.5", style: swiss) == DecimalNumber("-1234.5"))
  for text in ["1,23", "12,34.5", ",123", "1,,234", "1234,567", "1,234.567,8", "1,234,"] {
    #expect(throws: DecimalRefusal.notANumber(text, .english)) {
      try DecimalNumber(text, style: .english)
    }
  }
}

@Test func `what is not a plain number is refused with what was expected`() {
  for text in ["", "-", ".5", "5.", "+5", "1e3", " 5", "5 ", "1,234.5", "--1", "٣", "0x1", "1.2.3"]
  {
    #expect(throws: DecimalRefusal.notANumber(text, .plain), "\(text)") { try DecimalNumber(text) }
  }
  for text in ["€5", "5 $", "£1.00"] {
    #expect(throws: DecimalRefusal.self, "\(text)") { try DecimalNumber(text) }
  }
  #expect(throws: DecimalRefusal.currencySymbol("€5")) { try DecimalNumber("€5") }
  #expect(throws: DecimalRefusal.tooManyDecimals("0.1234567891")) {
    try DecimalNumber("0.1234567891")
  }
  #expect(
    DecimalRefusal.notANumber("12,5", .plain).description
      == "expected a number such as 1234.50, found '12,5'")
}

@Test func `numbers end where 64 bits end, and amounts at seventeen digits`() throws {
  #expect(try DecimalNumber("9223372036854775807").units == .max)
  #expect(try DecimalNumber("-9223372036854775808").units == .min)
  for text in ["9223372036854775808", "-9223372036854775809", "9223372036854775807.1"] {
    #expect(throws: DecimalRefusal.tooLarge(text)) { try DecimalNumber(text) }
  }
  #expect(try Money("99999999999999999", .euro).description == "99999999999999999.00 EUR")
  for text in ["100000000000000000", "-100000000000000000", "-9223372036854775808"] {
    let amount = try DecimalNumber(text)
    #expect(throws: MoneyRefusal.tooLarge(amount, .euro)) { try Money(text, .euro) }
  }
  for scale in [-1, 10, .max, .min] {
    #expect(throws: MoneyRefusal.number(.scaleOutOfRange(scale))) {
      try Money(units: 1, scale: scale, currency: .euro)
    }
  }
}

@Test func `random amounts survive being written and read in every style`() throws {
  var random = SeededGenerator.printed("random amounts survive")
  let currencies = try ["EUR", "JPY", "KWD", "CLF"].map { try Currency(code: $0) }
  for _ in 0..<5_000 {
    let magnitude = Int64(1) << Int64.random(in: 1...56, using: &random)
    let money = try Money(
      units: .random(in: -magnitude...magnitude, using: &random),
      scale: .random(in: 0...9, using: &random), currency: currencies.randomElement(using: &random)!
    )
    for style in [DecimalStyle.plain, .english, .continental] {
      #expect(try Money(money.text(style: style), money.currency, style: style) == money)
    }
    let stored = try Money(units: money.units, scale: Int(money.scale), currency: money.currency)
    #expect(stored == money)
  }
}

@Test func `amounts compare by value within a currency`() throws {
  #expect(try Money("9.5", .euro) < Money("10", .euro))
  #expect(try Money("-10", .euro) < Money("-9.999999999", .euro))
  #expect(try Money("99", .euro) < Money("1", .usDollar))
}

@Test func `currency codes of ISO 4217 are known with their decimals`() throws {
  let expected = [
    ("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYW", 4), ("ISK", 0),
    ("HUF", 2), ("DEM", 2), ("ITL", 0), ("XOF", 0), ("TND", 3), ("MRU", 2), ("ZWG", 2),
  ]
  for (code, digits) in expected {
    let currency = try Currency(code: code)
    #expect(currency.minorDigits == digits, "\(code)")
    #expect(currency.code == code)
    #expect(try Currency(packed: currency.packed) == currency)
  }
  #expect(Currency.euro.packed == 0x45_55_52)
  for code in ["", "eur", "EURO", "EU", "AAA", "ÄUR", "XXX"] {
    #expect(throws: MoneyRefusal.unknownCurrency(code)) { try Currency(code: code) }
  }
  #expect(throws: MoneyRefusal.unknownPackedCurrency(0xFF45_5552)) {
    try Currency(packed: 0xFF45_5552)
  }
  #expect(
    MoneyRefusal.unknownCurrency("EURO").description
      == "'EURO' is not a currency code of ISO 4217, such as EUR or USD")
}
