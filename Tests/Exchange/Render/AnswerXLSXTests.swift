import Bytes
import Domain
import Exchange
import FoundationEssentials
import Reports
import Subprocess
import Testing

struct AnswerXLSXTests {
  @Test func `every kind of cell stands in the data sheet as what it is`() async throws {
    let found = try await Workbook.written(SampleAnswer.make())
    let data = try #require(found.sheets["Data"])
    #expect(data.frozen == 1)
    #expect(data.filter == "A1:M4")
    #expect(
      (0..<14).map { data[$0, 0] }
        == [
          "Owner", "Owner (name)", "City", "Count", "Days", "Amount (EUR)", "Mean (EUR)",
          "Weighted (EUR)", "Weighted (JPY)", "Weighted (USD)", "Win rate", "Closed", "Touched",
          nil,
        ].map { $0.map(Workbook.Cell.text) })
  }

  @Test func `money, shares, days and instants are numbers with a format`() async throws {
    let data = try #require(await Workbook.written(SampleAnswer.make()).sheets["Data"])
    #expect(data[0, 1] == .text("U-1"))
    #expect(data[3, 1] == .number(1_234_567, "#,##0"))
    #expect(data[5, 1] == .number(10_005_534, #"[$EUR]\ #,##0.00"#))
    #expect(data[6, 1] == .number(33.333333, #"[$EUR]\ #,##0.00"#))
    #expect(data[7, 1] == .number(0.125, #"[$EUR]\ #,##0.000"#))
    #expect(data[11, 1] == .number(42_803, #"yyyy\-mm\-dd"#))  // 2017-03-09
    #expect(data[12, 1] == .number(42_803.5, #"yyyy\-mm\-dd\ hh:mm:ss"#))
    #expect(data[2, 3] == .text("(erased)"))
    #expect(data[12, 2] == nil)
    // The total lies below what filters.
    #expect(data[1, 4] == .text("Total"))
    #expect(data[5, 4] == .number(10_004_333.5, #"[$EUR]\ #,##0.00"#))
  }

  @Test func `a number that a spreadsheet would round stands as text, and About says so`()
    async throws
  {
    var answer = try SampleAnswer.make()
    answer.columns = [Column("amount", "Amount", .money), Column("count", "Count", .integer)]
    answer.rows = try ["1234567890123.456", "123456789012.345", "-0.000000001"].map {
      Row(
        key: "", cells: [.money(try SampleAnswer.amounts($0, "EUR")), .integer(.max)], sources: [])
    }
    answer.total = nil
    let found = try await Workbook.written(answer)
    let data = try #require(found.sheets["Data"])
    #expect(data[0, 1] == .text("1234567890123.456"))
    #expect(data[0, 2] == .number(123_456_789_012.345, #"[$EUR]\ #,##0.000000"#))
    #expect(data[0, 3] == .number(-1e-9, #"[$EUR]\ #,##0.000000"#))
    #expect(data[1, 1] == .text("9223372036854775807"))
    #expect(found.about("About the figures")?.hasPrefix("4 exact numbers have more than 15") == true)
  }

  @Test func `words that look like a formula stay words`() async throws {
    var answer = try SampleAnswer.make()
    answer.columns = [Column("name", "=SUM(A1)", .text)]
    answer.rows = ["=1+1", "+1", "-1", "@x", "http://example.org"].map {
      Row(key: "", cells: [.text($0)], sources: [])
    }
    answer.total = nil
    let data = try #require(await Workbook.written(answer).sheets["Data"])
    #expect((0...3).map { data[0, $0] } == ["=SUM(A1)", "=1+1", "+1", "-1"].map { .text($0) })
  }

  @Test func `About tells the report, the moment, the options and the notes`() async throws {
    let found = try await Workbook.written(SampleAnswer.make())
    #expect(
      found.about("Report")
        == "Sample as of 2017-03-31 (Europe/Amsterdam), position 12,345")
    #expect(found.about("As of") == "the end of 2017-03-31, position 12345")
    #expect(found.about("Book") == "Acme")
    #expect(found.about("Option by") == "owner")
    #expect(found.about("Rows") == "3 of 38: the others were cut by --limit")
    #expect(found.about("Note") == "2 opportunities without an amount are left out")
    #expect(found.about("Column Win rate") == "win_rate, a share of one, shown as per cent")
  }

  @Test func `pictures become charts of the spreadsheet`() async throws {
    var answer = try SampleAnswer.make()
    answer.charts = [lines, waterfall, funnel, bubbles]
    let found = try await Workbook.written(answer)
    #expect(found.charts.map(\.kind) == ["scatterChart", "barChart", "barChart", "scatterChart"])
    #expect(found.charts[0].series == [["Forecast", "Chart!$Q$4:$Q$5", "Chart!$R$4:$R$5"]])
    let chart = try #require(found.sheets["Chart"])
    #expect(chart[16, 0] == .text("Lines"))
    #expect(chart[16, 3] == .number(42_803, #"yyyy\-mm\-dd"#))
    #expect(chart[17, 3] == .number(100, "#,##0"))
    // The steps of the waterfall stand on bars that are not drawn: 0, 10, 7.
    let first = 28 + 3
    #expect(
      (first...(first + 3)).map { chart[17, $0] }
        == [nil, .number(10, "General"), .number(7, "General"), nil])
    #expect(found.charts[1].series.map(\.first) == ["Stands on", "Total", "Up", "Down"])
  }

  private var lines: Chart {
    Chart(
      title: "Lines", horizontal: Chart.Axis("Day", .date),
      vertical: Chart.Axis("Amount", .money(.euro)),
      form: .lines([Chart.Line("Forecast", .plain, [Chart.Point(17_234, 100), Chart.Point(17_235, 90)])]))
  }

  private var waterfall: Chart {
    Chart(
      title: "Flow", horizontal: Chart.Axis("Step", .category), vertical: Chart.Axis("Amount"),
      form: .waterfall([
        Chart.Step("Opening", 10, isTotal: true), Chart.Step("New", 5), Chart.Step("Lost", -8),
        Chart.Step("Closing", 7, isTotal: true),
      ]))
  }

  private var funnel: Chart {
    Chart(
      title: "Stages", horizontal: Chart.Axis("Stage", .category),
      vertical: Chart.Axis("Opportunities", .count),
      form: .funnel([
        Chart.FunnelStage("First", 9, won: 2), Chart.FunnelStage("Second", 4, won: 2),
      ]))
  }

  private var bubbles: Chart {
    Chart(
      title: "Matrix", horizontal: Chart.Axis("Potential", range: 0...100),
      vertical: Chart.Axis("Size", range: 0...100),
      form: .bubbles(
        Chart.Bubbles(
          [Chart.Bubble("Globex", x: 20, y: 80, size: 1000)], sizeTitle: "Turnover",
          sizeUnit: .money(.euro),
          quadrants: Chart.Quadrants(
            x: 50, y: 50, topLeft: "keep", topRight: "grow", bottomLeft: "maintain",
            bottomRight: "develop"))))
  }
}

/// A workbook as an independent reader finds it.
private struct Workbook: Decodable {
  var sheets: [String: Sheet]
  var charts: [Drawn]

  struct Drawn: Decodable {
    var kind: String
    var series: [[String]]

    private enum Key: CodingKey { case kind, series }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      kind = try container.decode(String.self, forKey: .kind)
      var list = try container.nestedUnkeyedContainer(forKey: .series)
      series = []
      while !list.isAtEnd {
        var one = try list.nestedUnkeyedContainer()
        series.append([try one.decode(String.self)] + (try one.decode([String].self)))
      }
    }
  }

  struct Sheet: Decodable {
    var cells: [String: Cell]
    var frozen: Int?
    var filter: String?

    subscript(column: Int, row: Int) -> Cell? {
      cells[String(UnicodeScalar(UInt8(65 + column))) + String(row + 1)]
    }
  }

  enum Cell: Decodable, Equatable {
    case text(String)
    case number(Double, String)

    init(from decoder: any Decoder) throws {
      if var pair = try? decoder.unkeyedContainer() {  // allowed: a cell is one or the other
        self = .number(try pair.decode(Double.self), try pair.decode(String.self))
      } else {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {  // allowed: a cell is one or the other
          self = .text(text)
        } else {
          self = .number(try value.decode(Double.self), "General")
        }
      }
    }
  }

  /// What stands beside a title on the sheet About.
  func about(_ title: String) -> String? {
    guard let sheet = sheets["About"] else { return nil }
    for row in 0..<60 where sheet[0, row] == .text(title) {
      if case .text(let text) = sheet[1, row] { return text }
    }
    return nil
  }

  /// Writes an answer as a workbook and reads it with Python's standard library.
  static func written(_ answer: Answer) async throws -> Workbook {
    let path = "/tmp/rapport-answer-\(UInt64.random(in: 0 ... .max)).xlsx"
    try AnswerXLSX.write(
      answer,
      AnswerXLSX.Provenance(
        book: "Acme", summary: "A sample.", definition: "",
        writtenAt: Instant(microseconds: 1_772_442_000_000_000)), to: path)
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let result = try await run(
      .name("python3"), arguments: ["/" + folder + "/Spreadsheet/read_xlsx.py", path],
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    try FileManager.default.removeItem(atPath: path)
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    return try JSONDecoder().decode(Workbook.self, from: Data(result.standardOutput.utf8))
  }
}
