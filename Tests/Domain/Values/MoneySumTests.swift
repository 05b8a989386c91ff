import Testing

@testable import Domain

@Test func `weighted sums are exact and rounded half to even, as by Python`() throws {
  let rows = MoneyFacts.sums.split(separator: "\n").map { $0.split(separator: " ") }
  #expect(rows.count >= 30)
  for row in rows {
    var sum = MoneySum(.euro)
    for term in row.dropLast(2) {
      let parts = term.split(separator: "*")
      let probability = try Probability(basisPoints: Int(parts[1])!)
      sum.add(try Money(String(parts[0]), .euro), weightedBy: probability)
    }
    #expect(sum.exactText() == row[row.count - 2], "\(row)")
    #expect(sum.text(style: .english) == row[row.count - 1], "\(row)")
  }
}

@Test func `sums agree with integers made from the written digits`() throws {
  var random = SeededGenerator.printed("sums agree with integers")
  for _ in 0..<200 {
    var (sum, added) = (MoneySum(.euro), [Money]())
    var expected: Int128 = 0
    for _ in 0..<50 {
      let money = try Money(
        units: .random(in: -(1 << 56)...(1 << 56), using: &random),
        scale: .random(in: 0...9, using: &random), currency: .euro)
      sum.add(money)
      added.append(money)
      expected += try #require(thirteenDecimals(money.text()))
    }
    #expect(sum.total == expected)
    for money in added.shuffled(using: &random) { sum.subtract(money) }
    #expect(sum.isZero)
  }
}

/// The digits of a plain decimal text, filled up to 13 decimals, as one integer.
private func thirteenDecimals(_ text: String) -> Int128? {
  let parts = text.split(separator: ".")
  let decimals = parts.count > 1 ? String(parts[1]) : ""
  return Int128(parts[0] + decimals + String(repeating: "0", count: 13 - decimals.count))
}

@Test func `a certain amount counts fully and an impossible one not at all`() throws {
  let money = try Money("1234.567891234", .euro)
  var sum = MoneySum(money)
  sum.subtract(money, weightedBy: .certain)
  #expect(sum.isZero)
  sum.add(money, weightedBy: .never)
  #expect(sum.isZero)
  sum.add(try Money("0.000000001", .euro), weightedBy: try Probability(basisPoints: 1))
  #expect(sum.total == 1)
  #expect(sum.exactText() == "0.0000000000001")
}

@Test func `the largest amounts can be added a hundred million times`() throws {
  let largest = try Money("99999999999999999", .euro)
  let total = MoneySum(largest).total.multipliedReportingOverflow(by: 100_000_000)
  #expect(!total.overflow)
  let sum = MoneySum(total: total.partialValue, currency: .euro)
  #expect(sum.text(digits: 0) == "9999999999999999900000000")
}

@Test func `sums of a currency add and compare, and round only when written`() throws {
  let (low, high) = (MoneySum(try Money("0.004", .euro)), MoneySum(try Money("0.0041", .euro)))
  #expect(low < high)
  #expect((low + high).text() == "0.01")
  #expect((low + high).exactText() == "0.0081")
  #expect((high - low).exactText() == "0.0001")
  #expect((low - high).text() == "0.00")
  #expect(high.description == "0.0041 EUR")
}

@Test func `totals in several currencies stand apart and vanish at zero`() throws {
  let (euros, dollars) = (try Money("1200", .euro), try Money("30", .usDollar))
  var amounts = Amounts()
  #expect(amounts.description == "0")
  amounts.add(dollars)
  amounts.add(euros)
  amounts.add(euros, weightedBy: try Probability("50%"))
  #expect(amounts.description == "1800.00 EUR + 30.00 USD")
  #expect(amounts[.usDollar] == MoneySum(dollars))
  #expect(amounts[try Currency(code: "JPY")].isZero)
  var others = Amounts()
  others.add(dollars)
  amounts -= others
  #expect(amounts.sums.map(\.currency) == [.euro])
  amounts += others
  amounts.subtract(dollars)
  amounts.subtract(euros)
  amounts.subtract(euros, weightedBy: try Probability("50%"))
  #expect(amounts == Amounts())
}

@Test func `probabilities are read only in forms that cannot be misread`() throws {
  let expected = [
    ("35%", 3_500, "35 %"), ("35.5 %", 3_550, "35.5 %"), ("0.35", 3_500, "35 %"),
    ("0%", 0, "0 %"), ("0", 0, "0 %"), ("100%", 10_000, "100 %"), ("1.0", 10_000, "100 %"),
    ("0.3333", 3_333, "33.33 %"), ("0.01%", 1, "0.01 %"), ("1%", 100, "1 %"),
  ]
  for (text, basisPoints, written) in expected {
    let probability = try Probability(text)
    #expect(Int(probability.basisPoints) == basisPoints, "\(text)")
    #expect(probability.description == written)
  }
  for text in ["", "%", "1", "35", "100", "half", "35 percent", "%35", "0,35"] {
    #expect(throws: ProbabilityRefusal.notAProbability(text)) { try Probability(text) }
  }
  for text in ["101%", "1.5", "-5%", "-0.1", "9223372036854775807%"] {
    #expect(throws: ProbabilityRefusal.outside(text)) { try Probability(text) }
  }
  #expect(throws: ProbabilityRefusal.tooFine("0.12345")) { try Probability("0.12345") }
  #expect(throws: ProbabilityRefusal.outOfRange(basisPoints: 10_001)) {
    try Probability(basisPoints: 10_001)
  }
  #expect(try Probability(percent: DecimalNumber("12.5")).basisPoints == 1_250)
  #expect(try Probability(fraction: DecimalNumber("0.125")).fraction == 0.125)
}
