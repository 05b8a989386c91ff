import Bytes
import CRM
import Domain
import Synthetic

/// Everything that happened to one customer of many years.
struct HistoryBenchmarks {
  let bench: Workbench

  func run() throws {
    guard bench.book.isSynthetic else { return }
    let crm = try bench.book.open()
    var steps = 0
    bench.add(
      try bench.runner.measure(
        "history of an opportunity, 1,000 events", unit: "history", .seconds(0.005)
      ) {
        let source = try crm.source(as: Workbench.analyst)
        return try seconds {
          steps = try source.history(Opportunity.self, OpportunityID(1)).count
        }
      })
    bench.remark("the long history has \(steps) events")
  }
}
