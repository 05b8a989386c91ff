import Bytes
import CRM
import Domain
import Projections
import Reports
import Synthetic

/// Models as of random moments: with checkpoints in the way, warm and cold, and many in one pass.
struct MomentBenchmarks {
  let bench: Workbench
  private static let moments = 20
  private static let weeks = 260

  func run() throws {
    let crm = try bench.book.open()
    var random = Seeded(11)
    bench.add(
      try bench.runner.measure(
        "opportunities as of a random moment, no checkpoints", unit: "answer"
      ) {
        try seconds {
          let source = try crm.source(at: moment(&random), as: Workbench.analyst)
          _ = try source.fromTheFirstEvent.model(Opportunities.self)
        }
      })
    try bench.writeCheckpoints()
    bench.add(
      try each("opportunities as of a random moment, same process", 0.1) { moment in
        _ = try crm.model(Opportunities.self, asOf: moment, as: Workbench.analyst)
      })
    bench.add(
      try each("opportunities as of a random moment, book opened for it", 0.1) { moment in
        _ = try bench.book.open().model(Opportunities.self, asOf: moment, as: Workbench.analyst)
      })
    bench.add(
      try each("all models as of a random moment, same process", nil) { moment in
        try crm.source(at: moment, as: Workbench.analyst).prepare(ReadModels.all)
      })
    try answerLearned(crm)
    try replayWeeks(crm)
  }

  /// The forecast with probabilities learned at the moment.
  private func answerLearned(_ crm: CRM) throws {
    guard
      let report = try Reports.named("forecast")?.init(
        OptionValues(["probability": "learned", "period": "ever"]))
    else { preconditionFailure("there is no report forecast") }
    bench.add(
      try each("report 'forecast', learned, as of a random moment, same process", 0.1) { moment in
        _ = try crm.answer(report, as: Principal(UserID(1)), at: moment)
      })
  }

  /// The median over random moments; the first is thrown away.
  private func each(
    _ what: String, _ limit: Double?, _ body: (Moment) throws -> Void
  ) throws -> Figure {
    var random = Seeded(12)
    var times: [Double] = []
    for _ in 0...MomentBenchmarks.moments {
      let moment = moment(&random)
      times.append(try seconds { try body(moment) })
    }
    return Figure(
      what: what, ours: median(Array(times.dropFirst())), unit: "answer",
      target: limit.map { .seconds($0) } ?? .none)
  }

  /// The open amount at the end of every week of five years, in one pass.
  private func replayWeeks(_ crm: CRM) throws {
    bench.add(
      try bench.runner.measure(
        "\(MomentBenchmarks.weeks) weekly snapshots in one pass", unit: "pass", .seconds(3)
      ) {
        try seconds {
          var model = Opportunities()
          var here = try crm.source(at: .position(0), as: Workbench.analyst)
          for week in 1...MomentBenchmarks.weeks {
            let next = try crm.source(at: weekEnd(week), as: Workbench.analyst)
            try here.fold(&model, through: next)
            precondition(model.rows.count >= 0 && openAmount(model) >= 0, "amounts are positive")
            here = next
          }
        }
      })
  }

  private func openAmount(_ model: Opportunities) -> Int64 {
    var sum: Int64 = 0
    for row in model.rows.rows where row.status == .open { sum += row.amount?.units ?? 0 }
    return sum
  }

  private func weekEnd(_ week: Int) -> Moment {
    bench.book.end(ofPart: week, of: MomentBenchmarks.weeks)
  }

  private func moment(_ random: inout Seeded) -> Moment { bench.book.moment(&random) }
}
