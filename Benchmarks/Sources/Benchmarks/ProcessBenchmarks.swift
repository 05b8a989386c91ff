import Bytes
import CRM
import LMDB
import Projections
import Reference
import Synthetic

/// What a process costs: to start, and in memory.
struct ProcessBenchmarks {
  let bench: Workbench

  func run() throws {
    try measureMemory()
    let command = bench.options.command
    guard !command.isEmpty else {
      bench.remark("the command was not started: give its path with --command")
      return
    }
    bench.add(
      try bench.runner.compare(
        "process: rapport --version", count: 1, unit: "process", against: "/bin/true",
        .seconds(0.01),
        ours: { try seconds { try Reference.run([command, "--version"]) } },
        reference: { try seconds { try Reference.run(["/bin/true"]) } }))
    bench.add(
      try bench.runner.compare(
        "process: rapport --version, processor time", count: 1, unit: "process",
        against: "/bin/true", .seconds(0.01),
        ours: { try childSeconds { try Reference.run([command, "--version"]) } },
        reference: { try childSeconds { try Reference.run(["/bin/true"]) } }))
    try bench.writeCheckpoints()
    try time("status", [], nil)
    try time("pipeline", ["--as-of", "2023-06-30"], 0.15)
  }

  /// A command from its start to its end, on the book with checkpoints.
  private func time(_ name: String, _ options: [String], _ limit: Double?) throws {
    let words = [bench.options.command, name, "--book", bench.book.directory, "--as", "U-1"]
    let text = (["rapport", name] + options).joined(separator: " ")
    bench.add(
      try bench.runner.measure(
        "process: " + text, unit: "process", limit.map { .seconds($0) } ?? .none
      ) {
        try seconds { try Reference.run(words + options) }
      })
    bench.add(
      try bench.runner.measure(
        "process: " + text + ", processor time", unit: "process",
        limit.map { .seconds($0) } ?? .none
      ) {
        try childSeconds { try Reference.run(words + options) }
      })
  }

  /// Asks a process of its own, which has done nothing else.
  private func measureMemory() throws {
    let output = bench.freshPath()
    try Reference.run(
      ["/proc/self/exe", "--memory-of-book", bench.book.directory], output: output)
    let text = String(decoding: try FileSystem.read(output), as: UTF8.self)
    bench.remark(text.split(separator: "\n").joined())
  }

  /// Loads every model of a book and says what that took.
  static func tellMemory(ofBook directory: String) throws {
    let before = Machine.anonymousBytes
    let crm = try MeasuredBook(given: directory).open()
    let source = try crm.source(as: Workbench.analyst)
    try source.prepare(ReadModels.all)
    let after = Machine.anonymousBytes
    print(
      """
      all models of \(try crm.head().position.number) events in memory: \
      \(Figure.decimal(Double(after - before) / 1e6)) MB of anonymous memory
      """)
  }
}
