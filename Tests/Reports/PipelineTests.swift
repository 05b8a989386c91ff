import Domain
import Testing

@testable import Reports

@Suite struct PipelineTests {
  @Test func `amounts are weighted by the own probability, else by that of the stage`() throws {
    let answer = try ask("pipeline", ["by": "owner"], TestBook.sample.now)
    #expect(answer.keys == ["U-3", "U-2"], "Ann before Rob")
    #expect(answer.cell("U-2", "count") == .integer(3))
    #expect(answer.cell("U-2", "amount") == .money(amounts(euro("4050"))))
    // 1000 at 50 %, 3000 and 50 at 40 %.
    #expect(answer.cell("U-2", "weighted_amount") == .money(amounts(euro("1720"))))
    #expect(answer.cell("U-2", "list_value") == .money(amounts(euro("1400"))))
    #expect(answer.cell("U-2", "owner") == .entity("U-2", name: "Rob Lee"))
  }

  @Test func `ages are days to the moment, and what nobody dated has none`() throws {
    let answer = try ask("pipeline", ["by": "owner"], TestBook.sample.now)
    // On 2017-04-10: 99 days since 1 January, 89 since the 11th; O-7 has no opening.
    #expect(answer.cell("U-2", "mean_age_days") == ratio(188, 2))
    #expect(answer.cell("U-2", "older_than_90_days") == .integer(1))
    #expect(answer.notes.contains("1 of 4 were opened nobody knows when: they have no age"))
    let strict = try ask("pipeline", ["by": "owner", "older-than": "50"], TestBook.sample.now)
    #expect(strict.total("older_than_50_days") == .integer(3))
    let edge = try ask("pipeline", ["by": "owner", "older-than": "89"], TestBook.sample.now)
    #expect(edge.total("older_than_89_days") == .integer(1), "89 days are not older than 89 days")
  }

  @Test func `what is won on a day is not open at the end of it`() throws {
    let before = try ask("pipeline", [:], TestBook.sample.asOf("2017-03-02"))
    let after = try ask("pipeline", [:], TestBook.sample.asOf("2017-03-03"))
    #expect(before.total("count") == .integer(6))
    #expect(after.total("count") == .integer(5))
    #expect(before.total("amount") == .money(amounts(euro("5400"), dollar("200"))))
  }

  @Test func `stages stand in their order and those without a group come last`() throws {
    let stages = try ask("pipeline", ["by": "stage"], TestBook.sample.now)
    #expect(stages.keys == ["L-1/1", "L-1/2"])
    let families = try ask("pipeline", ["by": "family,owner"], TestBook.sample.now)
    #expect(families.keys == ["GT,U-2", "MG,U-2", "-,U-3", "-,U-2"])
    #expect(families.rows[2].cells[0] == .text("(none)"))
  }

  @Test func `the total is that of all rows`() throws {
    for group in Group.ofOpenOnes {
      let answer = try ask("pipeline", ["by": group.rawValue], TestBook.sample.now)
      #expect(answer.total("count") == .integer(4))
      #expect(answer.total("amount") == .money(amounts(euro("4050"))))
      #expect(answer.total?.count == answer.columns.count)
    }
  }

  @Test func `filters leave out the rest`() throws {
    let answer = try ask("pipeline", ["owner": "U-3"], TestBook.sample.now)
    #expect(answer.keys == ["L-1/1,U-3"])
    #expect(answer.total("count") == .integer(1))
  }

  @Test func `an unknown group is refused by name`() {
    #expect(throws: ReportRefusal.self) {
      try PipelineReport(OptionValues(["by": "stage,moon"]))
    }
    #expect(throws: ReportRefusal.self) {
      try PipelineReport(OptionValues(["by": "stage,owner,product"]))
    }
  }

  @Test(arguments: Group.ofOpenOnes)
  func `every row follows from its own streams`(group: Group) throws {
    try requireExplained("pipeline", ["by": group.rawValue], .sample)
    try requireExplained("pipeline", ["by": "\(group.rawValue)"], .sample)
  }

  @Test func `the standard groups follow from their own streams`() throws {
    try requireExplained("pipeline", [:], .sample)
  }
}
