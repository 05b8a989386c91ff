import Bytes
import CRM
import Domain
import EventLog
import LMDB
import Reference
import Synthetic

/// Appending in bulk and one by one, against C loops that put the same bytes into LMDB.
struct AppendBenchmarks {
  let bench: Workbench
  private let drafts: [SyntheticRecords.Draft]
  private static let perCommit = 1_000
  private static let singles = 300

  init(bench: Workbench) {
    self.bench = bench
    let count = min(bench.book.events, 100_000)
    var records = SyntheticRecords(total: count, after: .none)
    drafts = records.drafts(count)
  }

  func run() throws {
    try loadIntoReference()
    let encoded = drafts.map(\.record)
    let what = "bulk append, 1,000 a commit"
    bench.add(
      try compareBulk(what + ", codec and checksums included", .wall, target: 1.5) {
        $0.map { drafts[$0].record }
      })
    bench.add(
      try compareBulk(what + ", the same by processor time", .processor) {
        $0.map { drafts[$0].record }
      })
    bench.add(
      try compareBulk(what + ", payloads encoded before, processor time", .processor) {
        Array(encoded[$0])
      })
    bench.add(
      try bench.runner.measure("encode an event (payload only)", count: drafts.count, unit: "event")
      {
        try encode()
      })
    try compareSingle()
    try compareCommands()
  }

  private func encode() throws -> Double {
    var bytes = 0
    let took = processorSeconds {
      for index in drafts.indices { bytes += drafts[index].record.payload.count }
    }
    precondition(bytes > 0, "events have payloads")
    return took
  }

  /// Writes the events once, and gives C exactly those bytes.
  private func loadIntoReference() throws {
    let path = bench.freshPath()
    let log = try LMDBLog.create(directory: path, bookID: .random())
    try append(drafts.count, to: log) { $0.map { drafts[$0].record } }
    try Reference.open(log: path)
    try Reference.load(drafts.count)
    Reference.close()
    try FileSystem.removeTree(path)
  }

  private func compareBulk(
    _ what: String, _ clock: MeasuringClock, target: Double? = nil,
    _ batch: (Range<Int>) -> [NewRecord]
  ) throws -> Figure {
    try bench.runner.compare(
      what, count: drafts.count, unit: "event", against: "C putting the same bytes",
      target.map { .timeRatio(atMost: $0) } ?? .none,
      ours: {
        try inFreshLog { log in
          try clock.seconds { try append(drafts.count, to: log, batch) }
        }
      },
      reference: { try put(drafts.count, perCommit: AppendBenchmarks.perCommit, clock) })
  }

  private func compareSingle() throws {
    let count = AppendBenchmarks.singles
    bench.add(
      try bench.runner.compare(
        "one durable append, one caller: EventLog.append", count: count, unit: "commit",
        against: "C committing the same bytes", .rateRatio(atLeast: 0.6),
        ours: {
          try inFreshLog { log in
            try seconds {
              for (index, draft) in drafts.prefix(count).enumerated() {
                try log.append([draft.record], expecting: Position(UInt64(index)))
              }
            }
          }
        },
        reference: { try put(count, perCommit: 1, .wall) }))
    for (what, count, perCommit) in [
      ("one durable append, one caller: EventLog.append", count, 1),
      ("bulk append, 1,000 a commit", drafts.count, AppendBenchmarks.perCommit),
    ] {
      bench.add(
        try bench.runner.compare(
          what, count: count, unit: "event", against: "write and fdatasync of the same bytes",
          .none,
          ours: {
            try inFreshLog { log in
              try seconds {
                for first in stride(from: 0, to: count, by: perCommit) {
                  let batch = (first..<min(count, first + perCommit)).map { drafts[$0].record }
                  try log.append(batch, expecting: Position(UInt64(first)))
                }
              }
            }
          },
          reference: {
            let path = bench.freshPath()
            let took = try seconds { try Reference.write(count, perSync: perCommit, to: path) }
            try FileSystem.remove(path)
            return took
          }))
    }
  }

  private func compareCommands() throws {
    let path = bench.freshPath()
    let small = try SyntheticBook(directory: path, events: 10_000)
    let crm = try small.open()
    let sales = try OpenSales(crm)
    let count = AppendBenchmarks.singles
    var amounts = Seeded(3)
    bench.add(
      try bench.runner.compare(
        "one durable append, one caller: CRM.execute", count: count, unit: "command",
        against: "C committing like bytes", .rateRatio(atLeast: 0.6),
        ours: {
          try seconds {
            for index in 0..<count {
              try crm.execute(sales.revision(index, &amounts), as: Principal(UserID(1)))
            }
          }
        },
        reference: { try put(count, perCommit: 1, .wall) }))
    try FileSystem.removeTree(path)
  }
}

extension AppendBenchmarks {
  /// Appends the first `count` events, a thousand a commit.
  private func append(
    _ count: Int, to log: LMDBLog, _ batch: (Range<Int>) -> [NewRecord]
  ) throws {
    for first in stride(from: 0, to: count, by: AppendBenchmarks.perCommit) {
      let range = first..<min(count, first + AppendBenchmarks.perCommit)
      try log.append(batch(range), expecting: Position(UInt64(first)))
    }
  }

  private func inFreshLog(_ body: (LMDBLog) throws -> Double) throws -> Double {
    let path = bench.freshPath()
    let took = try body(LMDBLog.create(directory: path, bookID: .random()))
    try FileSystem.removeTree(path)
    return took
  }

  private func put(_ count: Int, perCommit: Int, _ clock: MeasuringClock) throws -> Double {
    let path = bench.freshPath()
    try FileSystem.makeDirectory(path)
    try Reference.create(path)
    let took = try clock.seconds { try Reference.put(count, perCommit: perCommit) }
    Reference.finish()
    try FileSystem.removeTree(path)
    return took
  }
}
