import Bytes
import Domain
@testable import Exchange
import Reports
import Testing

struct AnswerTableTests {
  @Test func `every kind of cell is drawn`() throws {
    #expect(AnswerTable().text(try SampleAnswer.make()) == golden)
  }

  @Test func `columns of words are shortened to fit a width`() throws {
    let text = AnswerTable(width: 146).text(try SampleAnswer.make())
    #expect(text == golden146)
    let widths = text.split(separator: "\n").map { DisplayWidth.of(String($0)) }
    #expect(widths.max() == 146)
  }

  @Test func `headings are bold when asked for, and nothing else changes`() throws {
    let text = AnswerTable(color: true).text(try SampleAnswer.make())
    let lines = text.split(separator: "\n")
    let bold = lines.filter { $0.hasPrefix("\u{1B}[1m") && $0.hasSuffix("\u{1B}[0m") }
    #expect(bold == [lines[0], lines[2]])
    let plain = lines.map { line in
      bold.contains(line) ? line.dropFirst(4).dropLast(4) : line
    }
    #expect(plain == golden.split(separator: "\n"))
  }

  @Test func `no control character of the data is sent`() throws {
    var answer = try SampleAnswer.make()
    let evil = "a\u{1B}]0;b\u{7}\u{9B}2J\r\n\u{202E}c\u{2028}"
    answer.title = evil
    answer.notes = [evil]
    answer.parameters = [.init(evil, evil)]
    answer.columns[1].title = evil
    answer.rows[0].cells[0] = .entity(evil, name: evil)
    for table in [AnswerTable(), AnswerTable(width: 80)] {
      let text = table.text(answer)
      let sent = text.unicodeScalars.filter { scalar in
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{202E}"
          || scalar == "\u{2028}"
      }
      #expect(sent.allSatisfy { $0 == "\n" })
      #expect(text.contains(#"a\u{1B}]0;b\u{7}\u{9B}2J\r\n\u{202E}c\u{2028}"#))
    }
  }

  @Test func `an answer without rows says so`() throws {
    let sample = try SampleAnswer.make()
    let moment = AnswerMoment(
      position: .init(3), day: nil, instant: sample.moment.instant, isNow: true, zone: .utc)
    let answer = Answer(
      report: "team", title: "Team", moment: moment,
      columns: [Column("user", "User", .entity), Column("won", "Won", .money)])
    #expect(
      AnswerTable().text(answer) == """
        Team now, 2017-03-31 (UTC), position 3

        User  Won
        ────  ───
        (nothing)

        """)
  }

  @Test func `another instant is named with its offset`() throws {
    var answer = try SampleAnswer.make()
    answer.moment.day = nil
    let title = AnswerTable().text(answer).prefix { $0 != "\n" }
    #expect(
      title == "Sample as of 2017-03-31T23:59:59.999999+02:00 (Europe/Amsterdam), position 12,345")
  }
}

private let golden = #"""
  Sample as of 2017-03-31 (Europe/Amsterdam), position 12,345
  by: owner, limit: 3

  Owner                City                       Count   Days   Amount (EUR)  Mean (EUR)              Weighted  Win rate  Closed      Touched
  ───────────────────  ─────────────────────  ─────────  ─────  ─────────────  ──────────  ────────────────────  ────────  ──────────  ─────────────────────────
  U-1 Ann, "the" Boss  Zürich                 1,234,567  47.33  10,005,534.00       33.33              0.12 EUR    63.2 %  2017-03-09  2017-03-09T12:00:00+01:00
  U-2 山田太郎         line\nbreak\u{1B}[31m        -12  -0.12      -1,200.50           –  1,500 JPY + 0.00 USD   100.0 %  –           –
  U-3 Zoë              (erased)                       0      –           0.00           –                     0     0.0 %  (erased)    –
  ───────────────────  ─────────────────────  ─────────  ─────  ─────────────  ──────────  ────────────────────  ────────  ──────────  ─────────────────────────
  Total                                       1,234,555         10,004,333.50              1,500 JPY + 0.00 USD
  … and 35 more (use --limit 0)

  2 opportunities without an amount are left out

  """#

private let golden146 = #"""
  Sample as of 2017-03-31 (Europe/Amsterdam), position 12,345
  by: owner, limit: 3

  Owner           City                Count   Days   Amount (EUR)  Mean (EUR)              Weighted  Win rate  Closed      Touched
  ──────────────  ──────────────  ─────────  ─────  ─────────────  ──────────  ────────────────────  ────────  ──────────  ─────────────────────────
  U-1 Ann, "the…  Zürich          1,234,567  47.33  10,005,534.00       33.33              0.12 EUR    63.2 %  2017-03-09  2017-03-09T12:00:00+01:00
  U-2 山田太郎    line\nbreak\u…        -12  -0.12      -1,200.50           –  1,500 JPY + 0.00 USD   100.0 %  –           –
  U-3 Zoë         (erased)                0      –           0.00           –                     0     0.0 %  (erased)    –
  ──────────────  ──────────────  ─────────  ─────  ─────────────  ──────────  ────────────────────  ────────  ──────────  ─────────────────────────
  Total                           1,234,555         10,004,333.50              1,500 JPY + 0.00 USD
  … and 35 more (use --limit 0)

  2 opportunities without an amount are left out

  """#
