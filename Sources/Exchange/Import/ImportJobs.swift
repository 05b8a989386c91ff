import CRM
import Domain
import Synchronization

/// Carries sorted entries into a book, in one job or in several.
struct ImportJobs: Sendable {
  let crm: CRM
  let principal: Principal
  let request: ImportRequest
  let tables: [ImportTable]
  let entries: SortedEntries
  let rows: Int
  /// The keys of the files that were given whole; empty when rows are given again.
  let files: Set<String>
  let progress: (@Sendable (ImportProgress) -> Void)?

  /// Everything in one transaction; it may be done again when another process wrote meanwhile.
  func runAtOnce(
    _ work: ImportWork, limit: Int
  ) throws -> (ImportSummary, ImportTally) {
    if entries.count > limit {
      throw ImportFailure(
        reason: """
          these files stand for \(entries.count) commands, and at most \(limit) are carried out \
          all at once: import with --keep-good, which writes in several steps, or in several parts
          """)
    }
    let box = ResultBox(work)
    let summary = try crm.importJob(request, as: principal) { [self] session in
      var work = work
      try work.setUp(&session)
      var cursor = try entries.cursor()
      guard let first = tables.first else { return UInt64(rows) }
      var row = ImportRow(table: first, number: 0)
      var done = 0
      while let entry = try cursor.next(into: &row) {
        tell(done)
        row.place(entry, tables)
        try work.carryOut(entry, row, &session)
        done += 1
      }
      tell(done)
      try work.noteGone(files, session)
      box.put(work)
      return UInt64(rows)
    }
    return (summary, box.taken.tally)
  }

  /// Some entries a transaction, one after the other; what was written stays when a later one
  /// fails.
  func runInBatches(
    _ work: ImportWork, of count: Int
  ) throws -> (ImportSummary, ImportTally) {
    let box = ResultBox(work)
    var cursor = try entries.cursor()
    var total: ImportSummary?
    var done = 0
    while true {
      let batch = try cursor.batch(of: count, tables)
      if batch.isEmpty, total != nil { break }
      let isFirst = total == nil
      let before = box.taken
      let start = done
      let summary = try crm.importJob(request, as: principal) { [self] session in
        var work = before
        if isFirst { try work.setUp(&session) }
        for (index, (entry, row)) in batch.enumerated() {
          tell(start + index)
          try work.carryOut(entry, row, &session)
        }
        if start + batch.count == entries.count { try work.noteGone(files, session) }
        box.put(work)
        return UInt64(batch.count)
      }
      done += batch.count
      if var sum = total {
        sum.events += summary.events
        total = sum
      } else {
        total = summary
      }
      if batch.isEmpty { break }
    }
    tell(done)
    guard var summary = total else { preconditionFailure("the first batch gives a summary") }
    summary.rows = UInt64(rows)
    return (summary, box.taken.tally)
  }

  private func tell(_ done: Int) {
    guard done % 1_000 == 0 || done == entries.count else { return }
    progress?(ImportProgress(phase: .writing, done: done, total: entries.count))
  }
}

/// Takes the work of the last attempt out of the writer's thread.
private final class ResultBox: Sendable {
  private let work: Mutex<ImportWork>

  init(_ work: ImportWork) { self.work = Mutex(work) }

  func put(_ value: ImportWork) { work.withLock { $0 = value } }

  var taken: ImportWork { work.withLock { $0 } }
}
