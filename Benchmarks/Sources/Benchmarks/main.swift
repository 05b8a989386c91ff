// Measures Rapport against the same work in C, and against the targets of the design.
// docs/PERFORMANCE.md says how to read the figures.

import Glibc

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  if !options.growth.isEmpty {
    try Growth(options.growth).write()
  } else if options.memoryOfBook.isEmpty {
    try measure(options)
  } else {
    try ProcessBenchmarks.tellMemory(ofBook: options.memoryOfBook)
  }
} catch {
  print("rapport-benchmarks: \(error)")
  exit(1)
}

/// Runs the groups that were asked for and prints what they found.
func measure(_ options: Options) throws {
  for fact in Machine.facts { print(fact) }
  let bench = try Workbench(options)
  print("book: \(bench.book.events) events; runs of each: \(options.runs)\n")
  let groups: [(name: String, run: () throws -> Void)] = [
    ("scan", { try ScanBenchmarks(bench: bench).run() }),
    ("append", { try AppendBenchmarks(bench: bench).run() }),
    ("callers", { try CallerBenchmarks(bench: bench).run() }),
    ("analytic", { try FoldBenchmarks(bench: bench).compare() }),
    ("fold", { try FoldBenchmarks(bench: bench).run() }),
    ("moment", { try MomentBenchmarks(bench: bench).run() }),
    ("reports", { try ReportBenchmarks(bench: bench).run() }),
    ("sqlite", { try SQLiteBenchmarks(bench: bench).run() }),
    ("history", { try HistoryBenchmarks(bench: bench).run() }),
    ("process", { try ProcessBenchmarks(bench: bench).run() }),
    ("care", { try CareBenchmarks(bench: bench).run() }),
  ]
  let wanted = options.only.split(separator: ",").map(String.init)
  for group in groups where wanted.isEmpty || wanted.contains(group.name) {
    // What the other groups found is not lost with one of them.
    do { try group.run() } catch { bench.remark("\(group.name) came to no end: \(error)") }
  }
  printTable(bench.figures, isMarkdown: options.isMarkdown)
  if !options.figures.isEmpty { try Growth.note(bench, in: options.figures) }
  for remark in bench.remarks { print("- " + remark) }
  try bench.removeEverything()
}
