import CRM
import Domain
import Exchange
import FoundationEssentials
import Reports
import Testing

/// A published survey of 1,811 respondents, against figures that others computed; every one of them
/// through options anybody can give.
@Suite(.needsSharedData) struct CustomerSatTests {
  static let made = Result {
    let crm = try CRM.foundInMemory(
      Foundation(
        company: "Survey", currency: .euro, zone: try SystemZones.zone(named: "Europe/Amsterdam"),
        administrator: "Ada Admin"))
    let file = try SharedData.file("customer_sat", "customerSat.csv")
    let importer = try Importer(SharedData.recipe("customer_sat"), files: [file])
    _ = try importer.run(crm, as: Principal(UserID(1)), history: true)
    return crm
  }

  let crm: CRM
  let expected: Figures

  init() throws {
    crm = try Self.made.get()
    expected = try SharedData.expected("customer_sat")
  }

  private func ask(_ name: String, _ options: [String: String] = [:]) throws -> Answer {
    let report = try #require(Reports.named(name))
    func answer<Kind: Report>(_ type: Kind.Type) throws -> Answer {
      let source = try crm.source()
      let report = try Kind(crm.resolved(options, of: type, at: source))
      return try crm.answer(report, as: Principal(UserID(1)), from: source)
    }
    return try answer(report)
  }

  private func number(_ answer: Answer, _ row: String, _ column: String) throws -> Double {
    let index = try #require(answer.columns.firstIndex { $0.key == column })
    switch try #require(answer.rows.first { $0.key == row }).cells[index] {
    case .integer(let number): return Double(number)
    case .quotient(let fraction): return fraction.value
    default: throw Figures.Missing(path: "\(row) \(column)")
    }
  }

  /// Whether two figures agree to the six decimals that the expected ones have.
  private func agree(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 0.000_000_6 }

  @Test func `mean, deviation, top boxes and net score of every question`() throws {
    let answers = try ask("answers")
    #expect(answers.rows.count == (try expected("questions").int))
    for code in try expected("mean").names {
      #expect(try number(answers, code, "count") == Double(try expected("rows").int))
      for (column, figure) in [
        ("mean", try expected("mean")(code)), ("standard_deviation", try expected("sd")(code)),
        ("top_share", try expected("top2box")(code)),
        ("net_score", try expected("nps_style")(code)("nps")),
        ("promoters", try expected("nps_style")(code)("promoters_9_10")),
        ("detractors", try expected("nps_style")(code)("detractors_1_6")),
        ("same_throughout", try expected("all_same_answer")),
      ] {
        let found = try number(answers, code, column)
        #expect(agree(found, try figure.double), "\(code) \(column): \(found)")
      }
    }
  }

  @Test func `how often each answer was given`() throws {
    let answers = try ask("answers", ["by": "value"])
    var compared = 0
    for code in try expected("counts").names {
      for value in try expected("counts")(code).names {
        let found = try number(answers, "\(code)=\(value)", "count")
        #expect(found == Double(try expected("counts")(code)(value).int))
        compared += 1
      }
    }
    #expect(compared == answers.rows.count)
  }

  @Test func `the correlation with the first question`() throws {
    let answers = try ask("answers", ["with": "q1"])
    for code in try expected("corr_with_overall").names {
      let found = try number(answers, code, "correlation")
      #expect(agree(found, try expected("corr_with_overall")(code).double), "\(code): \(found)")
    }
  }

  @Test func `customers and their mean answer in every field of the matrix`() throws {
    let matrix = try ask(
      "matrix",
      [
        "by": "category", "mean": "q1", "size-boundaries": "4,7", "potential-boundaries": "4,7",
        "boundary": "lower",
      ])
    let places = ["low(<=4)": 1, "mid(<=7)": 2, "high(<=10)": 3]
    var compared = 0
    for name in try expected("matrix_counts").names {
      let sides = name.split(separator: " x ").map { places[String($0)] }
      let row = "\(try #require(sides[0]))/\(try #require(sides[1]))"
      #expect(
        try number(matrix, row, "count") == Double(try expected("matrix_counts")(name).int))
      let mean = try number(matrix, row, "mean_answer")
      #expect(agree(mean, try expected("matrix_mean_overall")(name).double), "\(name): \(mean)")
      compared += 1
    }
    #expect(compared == 9 && matrix.rows.count == 9)
  }

  @Test func `the same file a second time writes nothing`() throws {
    let before = try crm.head().position
    let file = try SharedData.file("customer_sat", "customerSat.csv")
    let importer = try Importer(SharedData.recipe("customer_sat"), files: [file])
    _ = try importer.run(crm, as: Principal(UserID(1)), history: true)
    #expect(try crm.head().position == before)
  }
}
