public import Bytes
import EventLog
import LMDB

extension CRM {
  /// Looks at everything that can be wrong with the book in a directory and says what to do about
  /// it. It changes nothing, and others may work meanwhile.
  ///
  /// Throws only when there is no book to look at. `request` may name a head that a third party
  /// kept, see `verify`.
  public static func check(
    _ directory: String, _ request: VerificationRequest = VerificationRequest(), now: Instant,
    progress: (_ done: UInt64, _ all: UInt64) throws -> Void = { _, _ in }
  ) throws -> HealthReport {
    let files = BookFiles(directory: directory)
    guard FileSystem.exists(directory) else { throw BookFault.noDirectory(directory) }
    guard files.isBook else { throw BookFault.notABook(directory) }
    let check = HealthCheck(files: files, now: now)
    var report = HealthReport()
    check.checkPlace(&report)
    check.checkFiles(&report)
    guard check.checkPages(&report) else { return report }
    check.checkEvents(&report) { try CRM.verify(directory, request, progress: progress) }
    check.checkStore(&report)
    check.checkOpening(&report)
    check.checkBackups(&report)
    return report
  }
}

/// One check-up. What cannot be looked at is a fault of its own and stops nothing else.
struct HealthCheck {
  let files: BookFiles
  let now: Instant

  static let restoring = "restore the newest backup: docs/OPERATIONS.md, \"Restoring\""

  /// Runs one part; what it throws becomes its line.
  func part(
    _ name: String, advice: String, in report: inout HealthReport,
    _ body: (inout HealthReport) throws -> Void
  ) {
    do {
      try body(&report)
    } catch {
      report.fault(name, "\(error)", advice)
    }
  }

  /// Whether what liblmdb will follow leads anywhere; when not, nothing else can be looked at.
  func checkPages(_ report: inout HealthReport) -> Bool {
    do {
      let found = try StoreInspection.inspect(files.log)
      report.ok("pages", "\(found.pagesInUse) in use, \(found.freePages) free, all where they belong")
      return true
    } catch {
      report.fault("pages", "\(error)", Self.restoring)
      return false
    }
  }

  /// Every event, stream and head; see `CRM.verify`.
  func checkEvents(
    _ report: inout HealthReport, _ verify: () throws -> VerificationReport
  ) {
    part("events", advice: Self.restoring, in: &report) { report in
      let found = try verify()
      report.head = found.last
      for finding in found.findings { report.fault("events", "\(finding)", Self.restoring) }
      for remark in found.remarks { report.warn("events", remark, "see 'rapport verify --help'") }
      guard found.isSound else { return }
      report.ok(
        "events", "\(found.last.number) events, \(found.headCount) signed heads, all sound")
      if found.headCount == 0 {
        report.warn(
          "heads", "no head was ever signed", "run 'rapport head' and leave it with somebody else")
      }
    }
  }

  /// The store below the log, and its readers.
  func checkStore(_ report: inout HealthReport) {
    part("store", advice: Self.restoring, in: &report) { report in
      let figures = try LMDBLog.open(directory: files.log, readOnly: true).storeFigures()
      let megabytes = (figures.usedBytes + (1 << 20) - 1) >> 20
      if figures.mapBytes < 2 * figures.usedBytes {
        report.warn(
          "store", "\(megabytes) MB in use, with address space for \(figures.mapBytes >> 20) MB",
          "raise the limit of address space (ulimit -v)")
      } else {
        report.ok("store", "\(megabytes) MB in use")
      }
      let dead = figures.deadReadersFreed
      report.ok(
        "readers",
        dead == 0
          ? "\(figures.readerSlots) of \(figures.mostReaders) slots were ever used"
          : "\(dead) left behind by killed processes, freed now")
    }
  }

  /// What an answer needs besides the log: keys, the foundation, derived files; and the clock.
  func checkOpening(_ report: inout HealthReport) {
    let advice = "put the newest copy of the keys back: docs/OPERATIONS.md, \"Restoring\""
    part("keys", advice: advice, in: &report) { report in
      let crm = try CRM.open(files.directory, readOnly: true, now: { [now] in now })
      try KeysCheck(crm: crm).run(&report)
      try checkClock(crm, &report)
      let problems = try crm.status().problems
      for problem in problems {
        report.warn("derived", problem, "run 'rapport rebuild': nothing is lost")
      }
      if problems.isEmpty { report.ok("derived", "nothing unusable") }
    }
  }

  private func checkClock(_ crm: CRM, _ report: inout HealthReport) throws {
    let ahead = try crm.head().recordedAt.microseconds - now.microseconds
    let seconds = ahead / 1_000_000
    switch ahead {
    case ...0: report.ok("clock", "not behind the last event")
    case ...300_000_000:
      report.warn(
        "clock", "\(seconds) seconds behind the last event", "see whether the clock is synchronized")
    default:
      report.fault(
        "clock", "\(seconds) seconds behind the last event: nothing can be written",
        "set the clock right; if the events are ahead, writing goes on when they are reached")
    }
  }
}
