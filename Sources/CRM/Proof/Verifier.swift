import Bytes
import Cryptography
import Derived
import EventLog

/// Verifies a log from its records alone: no read model, no key but public ones, no tile is
/// believed.
struct Verifier {
  let log: any EventLog
  let tiles: TileStore?
  let name: String
  let request: VerificationRequest
  let progress: (Progress) throws -> Void

  /// How many events are done, of how many.
  typealias Progress = (done: UInt64, all: UInt64)

  func run() throws -> VerificationReport {
    for given in [request.since, request.head].compactMap({ $0 })
    where given.head.origin != name {
      throw NoteRefusal.otherBook(given.head.origin)
    }
    let (end, miscount) = try endOfLog()
    var report = VerificationReport(
      first: Position(1), last: end, root: nil, headCount: 0, comparedHeadCount: 0, findings: [],
      remarks: [])
    let heads = try HeadChecks(log: log, name: name, request: request)
    report.headCount = heads.keptCount
    report.findings = heads.findings
    report.remarks = heads.remarks
    try checkEvents(heads.comparisons, &report)
    if let miscount, report.findings.isEmpty {
      report.findings.append(VerificationFinding("\(miscount)"))
    }
    report.findings.sort { ($0.position ?? Position(.max)) < ($1.position ?? Position(.max)) }
    return report
  }

  /// The last position, even when the record there is damaged: that is for the scan to find.
  private func endOfLog() throws -> (end: Position, miscount: LogFault?) {
    do {
      return (try log.head.position, nil)
    } catch LogFault.damaged(let position, _) {
      return (position, nil)
    } catch LogFault.newerFormat(let position, _) {
      return (position, nil)
    } catch LogFault.miscounted(let position, let count) {
      return (position, .miscounted(last: position, count))
    }
  }

  private func checkEvents(
    _ comparisons: [HeadComparison], _ report: inout VerificationReport
  ) throws {
    var walk = VerificationWalk(log: log, comparisons: comparisons)
    if let since = request.since?.head {
      try begin(&walk, at: since, through: report.last, &report)
    }
    report.first = Position(walk.frontier.size + 1)
    let all = report.last.number
    try ParallelScan.run(log, from: report.first, through: report.last) { chunk in
      let goesOn = try walk.add(chunk)
      try progress((done: walk.frontier.size, all: all))
      return goesOn
    }
    if let finding = walk.finding {
      report.findings.append(finding)
    } else {
      report.root = walk.frontier.root
    }
    report.comparedHeadCount = walk.outcomes.count
    report.findings += try walk.headFindings(end: report.last) { try firstAltered($0) }
  }

  /// The very place where the records stop being those of a head, when there are tiles that show
  /// it.
  private func firstAltered(_ head: TreeHead) throws -> Position? {
    guard let tiles else { return nil }
    return try TileEvidence.firstAltered(
      in: log, store: tiles, size: head.size, root: head.root)
  }

  /// Begins behind the events of a head, when the tree of the records up to there has its root.
  ///
  /// It begins with a group of 256 events, so up to 255 before the end of that head are read again.
  private func begin(
    _ walk: inout VerificationWalk, at since: TreeHead, through end: Position,
    _ report: inout VerificationReport
  ) throws {
    guard since.size <= end.number else { return }
    do {
      let tree = MerkleTree(log: log, store: tiles, size: since.size)
      if try tree.root() == since.root {
        try walk.begin(with: tree, size: since.size / 256 * 256)
        return
      }
    } catch is LogFault {
      // The records say where: everything is read.
    }
    report.remarks.append(
      "the files of the tree do not have the root of the head given: all events were read")
  }
}
