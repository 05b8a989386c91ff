import Bytes
import CRM
import Domain
import EventLog
import LMDB
import Projections
import Reference
import SQLite
import Synthetic

/// The same log as a table of SQLite, in the same run.
struct SQLiteBenchmarks {
  let bench: Workbench
  private static let analyst = Principal(UserID(1))
  private static let most = 1_000_000

  func run() throws {
    try compareWriting()
    try compareReading()
  }

  /// Appends of the same events, each store with its own form of them.
  private func compareWriting() throws {
    let count = min(bench.book.events, 100_000)
    var records = SyntheticRecords(total: count, after: .none)
    let drafts = records.drafts(count)
    try keepInSQLite(drafts)
    for (what, number, perCommit) in [
      ("one durable append, one caller", 300, 1), ("bulk append, 1,000 a commit", count, 1_000),
    ] {
      for clock in perCommit == 1 ? [MeasuringClock.wall] : [.wall, .processor] {
        bench.add(
          try bench.runner.compare(
            what + (clock == .processor ? ", processor time" : ""), count: number, unit: "event",
            against: "SQLite", .none,
            ours: {
              let path = bench.freshPath()
              let log = try LMDBLog.create(directory: path, bookID: .random())
              let took = try clock.seconds {
                for first in stride(from: 0, to: number, by: perCommit) {
                  let batch = (first..<min(number, first + perCommit)).map { drafts[$0].record }
                  try log.append(batch, expecting: Position(UInt64(first)))
                }
              }
              try FileSystem.removeTree(path)
              return took
            },
            reference: {
              try inDatabase {
                try clock.seconds { try SQLite.append(number, perCommit: perCommit) }
              }
            }))
      }
    }
    try compareCallers()
  }

  /// Whole commands of ours against inserts alone, one thread writing for all.
  private func compareCallers() throws {
    let path = bench.freshPath()
    let crm = try SyntheticBook(directory: path, events: 10_000).open()
    let sales = try OpenSales(crm)
    for callers in [1, 16, 256] {
      let each = callers == 256 ? 20 : 100
      bench.add(
        try bench.runner.compare(
          "\(callers) concurrent callers: CRM.perform", count: callers * each, unit: "command",
          against: "SQLite, inserts by one thread for all", .none,
          ours: {
            try CallerBenchmarks.perform(callers: callers, each: each, crm, sales)
              * Double(callers * each)
          },
          reference: {
            try inDatabase { try seconds { try SQLite.share(callers: callers, each: each) } }
          }))
    }
    try FileSystem.removeTree(path)
  }

  private func keepInSQLite(_ drafts: [SyntheticRecords.Draft]) throws {
    let path = bench.freshPath()
    let log = try LMDBLog.create(directory: path, bookID: .random())
    for first in stride(from: 0, to: drafts.count, by: 1_000) {
      let batch = (first..<min(drafts.count, first + 1_000)).map { drafts[$0].record }
      try log.append(batch, expecting: Position(UInt64(first)))
    }
    try Reference.open(log: path)
    try SQLite.keep(drafts.count)
    Reference.close()
    try FileSystem.removeTree(path)
  }

  private func inDatabase(_ body: () throws -> Double) throws -> Double {
    let path = bench.freshPath()
    try FileSystem.makeDirectory(path)
    try SQLite.create(path + "/events.sqlite")
    let took = try body()
    SQLite.finish()
    try FileSystem.removeTree(path)
    return took
  }
}

extension SQLiteBenchmarks {
  /// The whole book in a table, read as one reads a log.
  private func compareReading() throws {
    guard bench.book.events <= SQLiteBenchmarks.most else {
      bench.remark("SQLite was not filled: the book has more than \(SQLiteBenchmarks.most) events")
      return
    }
    let path = bench.freshPath()
    try FileSystem.makeDirectory(path)
    try SQLite.create(path + "/events.sqlite")
    try Reference.open(log: bench.book.log)
    try SQLite.keep(bench.book.events)
    Reference.close()
    try SQLite.append(bench.book.events, perCommit: 10_000)
    let took = try seconds { try SQLite.index() }
    let bytes = try DurableFile(path + "/events.sqlite", .read).size()
    bench.remark(
      """
      the events take \(Figure.decimal(Double(bytes) / Double(bench.book.events))) bytes each in \
      SQLite with all indexes; those for its query as of a moment took \
      \(Figure.time(took)) to make
      """)
    try compareScan()
    try compareStream()
    try compareMoment()
    SQLite.finish()
    try FileSystem.removeTree(path)
  }

  private func compareScan() throws {
    let log = try LMDBLog.open(directory: bench.book.log, readOnly: true)
    bench.add(
      try bench.runner.compare(
        "scan, every checksum verified", count: bench.book.events, unit: "event",
        against: "SQLite, every column read, payloads hashed", .none,
        ours: {
          try processorSeconds {
            try log.scan(from: Position(1)) { try $0.verifiedPayload().count >= 0 }
          }
        },
        reference: { try processorSeconds { _ = try SQLite.scan() } }))
  }

  private func compareStream() throws {
    let log = try LMDBLog.open(directory: bench.book.log)
    let streams = try bench.book.open().model(Streams.self, as: SQLiteBenchmarks.analyst)
    let head = streams[OpportunityID(1).stream]
    guard head.position > .none else { return }
    var rows = 0
    bench.add(
      try bench.runner.compare(
        "the \(head.version) events of one opportunity, read from the log", count: 1,
        unit: "stream", against: "SQLite", .none,
        ours: {
          rows = 0
          return try seconds {
            try log.streamBackwards(from: head.position) { record in
              rows += try record.verifiedPayload().count >= 0 ? 1 : 0
              return true
            }
          }
        },
        reference: {
          try seconds {
            let pass = try SQLite.history(kind: StreamKind.opportunity.number, number: 1)
            precondition(Int(pass.rows) == rows, "both must have read the same stream")
          }
        }))
  }

  private func compareMoment() throws {
    try bench.writeCheckpoints()
    let crm = try bench.book.open()
    for (what, isFresh) in [("same process", false), ("book opened for it", true)] {
      var (ours, theirs) = (Seeded(21), Seeded(21))
      var found = SQLite.Pass(rows: 0, sum: 0)
      bench.add(
        try bench.runner.compare(
          "open opportunities and their amount as of a random moment, \(what)", count: 10,
          unit: "answer", against: "SQLite, indexed for it", .none,
          ours: {
            try seconds {
              for _ in 0..<10 {
                let crm = isFresh ? try bench.book.open() : crm
                let moment = bench.book.moment(&ours)
                found = try openOpportunities(crm, moment)
              }
            }
          },
          reference: {
            try seconds {
              for _ in 0..<10 {
                guard case .instant(let instant) = bench.book.moment(&theirs) else { continue }
                let pass = try SQLite.openOpportunities(asOf: instant.microseconds)
                if ours.isInStep(with: theirs) {
                  precondition(pass == found, "both must find the same: \(pass), \(found)")
                }
              }
            }
          }))
    }
  }

  private func openOpportunities(_ crm: CRM, _ moment: Moment) throws -> SQLite.Pass {
    let model = try crm.model(Opportunities.self, asOf: moment, as: SQLiteBenchmarks.analyst)
    var pass = SQLite.Pass(rows: 0, sum: 0)
    for row in model.rows.rows where row.status == .open {
      pass.rows += 1
      guard let amount = row.amount else { continue }
      var units = amount.units
      for _ in Int(amount.scale)..<2 { units *= 10 }
      pass.sum &+= UInt64(bitPattern: units)
    }
    return pass
  }
}
