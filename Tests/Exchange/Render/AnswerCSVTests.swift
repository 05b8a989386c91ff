import Bytes
import Domain
import Exchange
import Reports
import Testing

struct AnswerCSVTests {
  @Test func `every kind of cell is written`() throws {
    #expect(text(try SampleAnswer.make(), includingTotal: true) == golden)
  }

  @Test func `the total is left out unless it is asked for`() throws {
    let answer = try SampleAnswer.make()
    let rows = text(answer)
    #expect(golden.utf8.starts(with: rows.utf8))
    #expect(!rows.contains("Total"))
    var without = answer
    without.total = nil
    #expect(text(without, includingTotal: true) == text(without))
  }

  @Test func `money without any amount takes one column`() throws {
    var answer = try SampleAnswer.make()
    answer.columns = [Column("won", "Won", .money)]
    answer.total = nil
    answer.rows = [.money(Amounts()), .none].map { Row(key: "", cells: [$0], sources: []) }
    #expect(text(answer) == "won\r\n0\r\n\"\"\r\n")
  }

  private func text(_ answer: Answer, includingTotal: Bool = false) -> String {
    String(decoding: AnswerCSV.bytes(answer, includingTotal: includingTotal), as: UTF8.self)
  }
}

private let golden = #"""
  owner,owner_name,city,count,days,amount_EUR,amount_JPY,amount_USD,mean_EUR,mean_JPY,mean_USD,weighted_EUR,weighted_JPY,weighted_USD,win_rate,closed,touched\#r
  U-1,"Ann, ""the"" Boss",Zürich,1234567,47.3333333333,10005534.00,0,0.00,33.333333,0.0000,0.000000,0.125,0,0.00,0.6315789474,2017-03-09,2017-03-09T12:00:00+01:00\#r
  U-2,山田太郎,"line
  break\#u{1B}[31m",-12,-0.125,-1200.50,0,0.00,,,,0.00,1500,0.0003333,1,,\#r
  U-3,Zoë,(erased),0,,0.00,0,0.00,,,,0.00,0,0.00,0,(erased),\#r
  ,Total,,1234555,,10004333.50,0,0.00,,,,0.00,1500,0.0003333,,,\#r

  """#
