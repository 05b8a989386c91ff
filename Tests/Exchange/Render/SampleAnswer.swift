import Bytes
import Domain
import Reports

/// An answer with every kind of cell, made up.
enum SampleAnswer {
  static func make() throws -> Answer {
    var answer = Answer(
      report: "sample", title: "Sample", moment: try moment(),
      parameters: [.init("by", "owner"), .init("limit", "3")], columns: columns)
    let amsterdam = try zone()
    let day = try Day("2017-03-09")
    let noon = amsterdam.instant(of: day, timeOfDayMicroseconds: 43_200_000_000)
    answer.rows = [
      Row(
        key: "U-1",
        cells: [
          .entity("U-1", name: "Ann, \"the\" Boss"), .text("Zürich"), .integer(1_234_567),
          .quotient(Quotient(142, 3)!), .money(try amounts("10005534", "EUR")),
          .meanMoney(try amounts("100", "EUR"), count: 3), .money(try amounts("0.125", "EUR")),
          .quotient(Quotient(12, 19)!), .day(day), .instant(noon),
        ], sources: []),
      Row(
        key: "U-2",
        cells: [
          .entity("U-2", name: "山田太郎"), .text("line\nbreak\u{1B}[31m"), .integer(-12),
          .quotient(Quotient(-1, 8)!), .money(try amounts("-1200.5", "EUR")), .none,
          .money(try weighted()), .quotient(Quotient(1, 1)!), .none, .none,
        ], sources: []),
      Row(
        key: "U-3",
        cells: [
          .entity("U-3", name: "Zoe\u{308}"), .erased, .integer(0), .none, .money(Amounts()),
          .none, .money(Amounts()), .quotient(Quotient(0, 7)!), .erased, .none,
        ], sources: []),
    ]
    answer.total = [
      .text("Total"), .none, .integer(1_234_555), .none, .money(try amounts("10004333.5", "EUR")),
      .none, .money(try weighted()), .none, .none, .none,
    ]
    answer.notes = ["2 opportunities without an amount are left out"]
    answer.rowsBeforeLimit = 38
    return answer
  }

  private static let columns = [
    Column("owner", "Owner", .entity), Column("city", "City", .text),
    Column("count", "Count", .integer), Column("days", "Days", .decimal),
    Column("amount", "Amount", .money), Column("mean", "Mean", .money),
    Column("weighted", "Weighted", .money), Column("win_rate", "Win rate", .share),
    Column("closed", "Closed", .day), Column("touched", "Touched", .instant),
  ]

  private static func moment() throws -> AnswerMoment {
    let day = try Day("2017-03-31")
    let amsterdam = try zone()
    let end = Instant(microseconds: amsterdam.end(of: day).microseconds - 1)
    return AnswerMoment(
      position: Position(12_345), day: day, instant: end, isNow: false, zone: amsterdam)
  }

  static func amounts(_ number: String, _ code: String) throws -> Amounts {
    var amounts = Amounts()
    amounts.add(try Money(number, Currency(code: code)))
    return amounts
  }

  /// A third of the smallest amounts, with all their decimals, and yen.
  private static func weighted() throws -> Amounts {
    var amounts = try amounts("1500", "JPY")
    let probability = try Probability(basisPoints: 3_333)
    amounts.add(try Money("0.001", .usDollar), weightedBy: probability)
    return amounts
  }

  /// Amsterdam's rules of today as a TZif file (RFC 8536) of a header and a footer.
  static func zone() throws -> Zone {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 16)
    let counts: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 4]
    let block = header + counts + [0, 0, 0x0E, 0x10, 0, 0] + Array("CET\0".utf8)
    let footer = Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
    return try Zone(name: "Europe/Amsterdam", tzif: block + block + footer)
  }
}
