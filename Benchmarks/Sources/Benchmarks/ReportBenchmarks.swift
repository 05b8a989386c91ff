import CRM
import Domain
import Reference
import Reports
import Synthetic

/// Every report as of random moments: in a process that has answered others, and in one of its own.
struct ReportBenchmarks {
  let bench: Workbench
  /// What must be said for reports that answer nothing without it.
  private static let needed: [String: [String: String]] = [
    "customer": ["customer": "A-1"], "history": ["entity": "O-1"], "flow": ["from": "2023-01-01"],
  ]
  /// Reports that look at many moments themselves are asked once, as of the end.
  private static let passes = ["forecast-accuracy", "back-test", "calibration", "calibrate"]

  func run() throws {
    try bench.writeCheckpoints()
    let crm = try bench.book.open()
    var refused: [String] = []
    for type in Reports.all where !ReportBenchmarks.passes.contains(type.name) {
      do {
        let report = try type.init(OptionValues(ReportBenchmarks.needed[type.name] ?? [:]))
        bench.add(try answer(report, type.name, crm))
      } catch let error as ReportRefusal {
        refused.append("\(type.name) (\(error))")
      }
    }
    if !refused.isEmpty { bench.remark("not asked: " + refused.joined(separator: ", ")) }
    bench.remark("each report was asked as of \(bench.options.moments) random moments")
    try passes(crm)
    try processes()
  }

  private func answer(_ report: any Report, _ name: String, _ crm: CRM) throws -> Figure {
    var random = Seeded(12)
    var times: [Double] = []
    for _ in 0...bench.options.moments {
      let moment = bench.book.moment(&random)
      times.append(try seconds { _ = try crm.answer(report, as: Workbench.analyst, at: moment) })
    }
    return Figure(
      what: "report '\(name)' as of a random moment",
      ours: median(Array(times.dropFirst())), unit: "answer", target: .seconds(0.1))
  }

  /// Five years of weeks.
  private func passes(_ crm: CRM) throws {
    let weeks = ["from": "2021-01-04", "to": "2025-12-28", "every": "week"]
    for (name, leads) in [
      ("forecast-accuracy", ["lead": "0"]), ("forecast-accuracy", [:]), ("back-test", [:]),
      ("calibration", [:]),
    ] {
      let asked = OptionValues(weeks.merging(leads) { $1 })
      guard let report = try Reports.named(name)?.init(asked) else {
        preconditionFailure("there is no report \(name)")
      }
      let what = name + (name == "forecast-accuracy" ? ", \(leads.isEmpty ? 4 : 1) lead times" : "")
      bench.add(
        try bench.runner.measure(
          "report '\(what)' of 260 weeks in one pass", unit: "pass", .seconds(3), warms: false
        ) {
          try seconds { _ = try crm.answer(report, as: Workbench.analyst, at: .now) }
        })
    }
  }

  /// Each in a process of its own, as of three days; the middle one counts.
  private func processes() throws {
    let command = bench.options.command
    guard !command.isEmpty else { return }
    for name in ["pipeline", "forecast", "outcomes", "stages", "slippage", "accounts", "time-in-stage"] {
      let days = ["2022-03-31", "2023-09-30", "2025-06-30"]
      let ask = [command, name, "--book", bench.book.directory, "--as", "U-1", "--as-of"]
      let what = "process: rapport \(name) --as-of DAY"
      let times = try days.map { day in try seconds { try Reference.run(ask + [day]) } }
      bench.add(
        Figure(what: what, ours: median(times), unit: "process", target: .seconds(0.15)))
      let work = try days.map { day in try childSeconds { try Reference.run(ask + [day]) } }
      bench.add(
        Figure(
          what: what + ", processor time", ours: median(work), unit: "process",
          target: .seconds(0.15)))
    }
  }
}
