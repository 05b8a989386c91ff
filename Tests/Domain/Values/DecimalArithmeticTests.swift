import Domain
import Testing

@Suite struct DecimalArithmeticTests {
  private func number(_ text: String) throws -> DecimalNumber { try DecimalNumber(text) }

  @Test func `sums, differences and products are exact`() throws {
    #expect(try number("0.1").plus(number("0.2")) == number("0.3"))
    #expect(try number("261.96").minus(number("41.9136")) == number("220.0464"))
    #expect(try number("2.5").times(number("-0.04")) == number("-0.1"))
    #expect(try number("0.000000001").times(number("1000000000")) == .one)
  }

  @Test func `a share comes out even or is refused`() throws {
    #expect(try number("200").share(.one, of: number("2")) == number("100"))
    #expect(try number("0.01").share(number("0.5"), of: number("2.5")) == number("0.002"))
    #expect(throws: DecimalRefusal.self) { try number("200").share(.one, of: number("3")) }
    #expect(throws: DecimalRefusal.self) { try number("200").share(.one, of: .zero) }
  }

  @Test func `what does not fit is refused, never rounded`() throws {
    #expect(throws: DecimalRefusal.self) { try number("0.00001").times(number("0.00001")) }
    #expect(throws: DecimalRefusal.self) {
      try DecimalNumber(Int64.max).plus(.one)
    }
    #expect(throws: DecimalRefusal.self) {
      try DecimalNumber(Int64.max).times(number("2"))
    }
  }
}
