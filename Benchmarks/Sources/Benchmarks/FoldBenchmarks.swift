import Bytes
import CRM
import Domain
import Projections
import Reference
import Synthetic

/// Every read model folded from the first event, alone and all in one pass.
struct FoldBenchmarks {
  let bench: Workbench

  /// One analytic model against the same fold in C.
  func compare() throws {
    let crm = try bench.book.open()
    try Reference.open(log: bench.book.log)
    defer { Reference.close() }
    try compareOpportunities(crm)
  }

  func run() throws {
    let crm = try bench.book.open()
    let count = Int(try crm.head().position.number)
    for model in ReadModels.all {
      bench.add(
        try bench.runner.measure("fold \(model.name)", count: count, unit: "event", rate(model)) {
          try fold([model], crm)
        })
    }
    bench.add(
      try bench.runner.measure(
        "fold all \(ReadModels.all.count) models in one pass", count: count, unit: "event",
        .rate(1e6)
      ) {
        try fold(ReadModels.all, crm)
      })
  }

  private func rate(_ model: any ReadModel.Type) -> Target {
    model.name == Opportunities.name ? .rate(3e6) : .none
  }

  private func compareOpportunities(_ crm: CRM) throws {
    let count = Int(try crm.head().position.number)
    let source = try crm.source(as: Workbench.analyst).fromTheFirstEvent
    let ours = try sum(source.model(Opportunities.self))
    for verifies in [true, false] {
      let how = verifies ? "checksums compared" : "trusting the bytes"
      bench.add(
        try bench.runner.compare(
          "fold opportunities", count: count, unit: "event", against: "C over raw rows, \(how)",
          verifies ? .timeRatio(atMost: 2) : .none, ours: { try fold([Opportunities.self], crm) },
          reference: {
            var theirs: Reference.Pass?
            let took = try processorSeconds { theirs = try Reference.fold(verifying: verifies) }
            precondition(theirs?.sum == ours, "both folds must have come to the same rows")
            return took
          }))
    }
  }

  private func fold(_ models: [any ReadModel.Type], _ crm: CRM) throws -> Double {
    let source = try crm.source(as: Workbench.analyst).fromTheFirstEvent
    return try processorSeconds { try source.prepare(models) }
  }

  /// The same sum over the rows as the reference in C makes.
  private func sum(_ model: Opportunities) -> UInt64 {
    var sum: UInt64 = 0
    for row in model.rows.rows {
      let numbers = [
        UInt64(bitPattern: row.amount?.units ?? 0), UInt64(row.stage),
        UInt64(row.status?.rawValue ?? 0), UInt64(row.owner?.number ?? 0),
        UInt64(row.account?.number ?? 0), UInt64(row.product?.number ?? 0),
        UInt64(bitPattern: Int64(row.expectedClose?.number ?? 0)),
        UInt64(row.probability?.basisPoints ?? 0), row.stagesReached,
        row.status == nil ? 0 : UInt64(bitPattern: row.stageSince?.microseconds ?? .min),
      ]
      for number in numbers { sum &+= number }
    }
    return sum
  }
}
