import CRM
import Domain
import LMDB

/// What is done to a book as a whole, and searching it.
struct CareBenchmarks {
  let bench: Workbench

  func run() throws {
    let count = bench.book.events
    bench.add(
      try bench.runner.measure("verify, on all cores", count: count, unit: "event", warms: false) {
        try seconds {
          let report = try CRM.verify(bench.book.directory)
          precondition(report.isSound, "a book that was just made is sound")
        }
      })
    bench.add(
      try bench.runner.measure("backup, verified", count: count, unit: "event", warms: false) {
        let target = bench.freshPath()
        let now = bench.book.end
        let took = try seconds {
          _ = try CRM.backUp(bench.book.directory, BackupRequest(target: target), now: now)
        }
        try FileSystem.removeTree(target)
        return took
      })
    bench.add(
      try bench.runner.measure(
        "rebuild: every model folded, its checkpoint written", count: count, unit: "event",
        warms: false
      ) {
        let crm = try bench.book.open()
        return try seconds { _ = try crm.rebuild() }
      })
    try bench.writeCheckpoints()
    try search()
  }

  private func search() throws {
    let crm = try bench.book.open()
    let source = try crm.source(as: Workbench.analyst)
    var found = 0
    let first = try seconds { found = try source.search("Works", kind: .opportunity).count }
    bench.remark("the first search reads the log: \(Figure.time(first))")
    bench.add(
      try bench.runner.measure("search for a word, again", unit: "search") {
        try seconds { found = try source.search("Works", kind: .opportunity).count }
      })
    bench.remark("the search found \(found)")
  }
}
