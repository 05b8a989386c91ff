import Bytes
import EventLog
import LMDB
import Reference
import Synthetic

/// The log read from end to end, every checksum compared, against the same in C.
struct ScanBenchmarks {
  let bench: Workbench

  func run() throws {
    let log = try LMDBLog.open(directory: bench.book.log, readOnly: true)
    let count = Int(try log.head.position.number)
    try Reference.open(log: bench.book.log)
    defer { Reference.close() }
    bench.add(
      try bench.runner.compare(
        "scan, header verified, every payload byte touched", count: count, unit: "event",
        against: "C", .timeRatio(atMost: 1.2), ours: { try scan(log) },
        reference: { try scanInC(expecting: pass(log)) }))
    bench.add(
      try bench.runner.measure(
        "scan, header verified, payload left alone", count: count, unit: "event"
      ) {
        try processorSeconds { _ = try headers(log) }
      })
    try weigh(log, count)
  }

  private func scan(_ log: LMDBLog) throws -> Double {
    try processorSeconds { _ = try pass(log) }
  }

  private func scanInC(expecting ours: Reference.Pass) throws -> Double {
    var theirs: Reference.Pass?
    let took = try processorSeconds { theirs = try Reference.scan() }
    precondition(theirs == ours, "both scans must have seen the same bytes")
    return took
  }

  private func pass(_ log: LMDBLog) throws -> Reference.Pass {
    var (events, sum): (UInt64, UInt64) = (0, 0)
    try log.scan(from: Position(1)) { record in
      let payload = try record.verifiedPayload()
      events += 1
      sum += UInt64(payload.count) + UInt64(record.stream.kind.number)
      return true
    }
    return Reference.Pass(events: events, sum: sum)
  }

  private func headers(_ log: LMDBLog) throws -> UInt64 {
    var sum: UInt64 = 0
    try log.scan(from: Position(1)) { record in
      sum += UInt64(record.stream.kind.number)
      return true
    }
    return sum
  }

  private func weigh(_ log: LMDBLog, _ count: Int) throws {
    var bytes = 0
    try log.scan(from: Position(1)) { record in
      bytes += record.storedBytes.count
      return true
    }
    let file = try DurableFile(bench.book.log + "/data.mdb", .read).size()
    bench.remark(
      """
      an event takes \(Figure.decimal(Double(bytes) / Double(count))) bytes on average, header \
      included, and \(Figure.decimal(Double(file) / Double(count))) bytes of the log's file
      """)
  }
}
