import Bytes
import Cryptography
import Derived
import EventLog

/// Goes through the scanned records in order: streams, the time line, the tree, and the heads.
struct VerificationWalk {
  /// The tree so far.
  private(set) var frontier = MerkleFrontier()
  /// The first thing that is wrong with an event; the walk ends there.
  private(set) var finding: VerificationFinding?
  /// The heads that were compared, and whether the tree has their root.
  private(set) var outcomes: [(comparison: HeadComparison, agrees: Bool)] = []

  private let log: any EventLog
  private let comparisons: [HeadComparison]
  private var nextComparison = 0
  private var start = Position.none
  private var streams: [StreamID: (version: UInt32, position: Position)] = [:]
  private var timelineAt = Instant.beginning

  /// `comparisons` are in the order of their sizes.
  init(log: any EventLog, comparisons: [HeadComparison]) {
    self.log = log
    self.comparisons = comparisons
    compare()
  }

  /// Begins behind the first `size` events, whose tree is known to be right.
  mutating func begin(with tree: MerkleTree, size: UInt64) throws {
    guard size > 0 else { return }
    frontier = try tree.frontier(of: size)
    start = Position(size)
    timelineAt = try log.record(at: start) { $0.timelineAt }
    while nextComparison < comparisons.count, comparisons[nextComparison].head.size < size {
      nextComparison += 1
    }
    compare()
  }

  /// Adds the records of a chunk; false when one of them is wrong.
  mutating func add(_ chunk: ScannedChunk) throws -> Bool {
    for (index, link) in chunk.links.enumerated() {
      let position = Position(chunk.first.number + UInt64(index))
      if let what = try flaw(of: link, at: position) {
        finding = VerificationFinding(what, at: position)
        addLeaves(chunk.leaves.prefix(index), groups: [])
        return false
      }
    }
    addLeaves(chunk.leaves[...], groups: chunk.groups)
    guard let fault = chunk.fault else { return true }
    guard let fault = fault as? LogFault else { throw fault }
    finding = Self.finding(fault)
    return false
  }

  private static func finding(_ fault: LogFault) -> VerificationFinding {
    switch fault {
    case .damaged(let position, let what): VerificationFinding(what, at: position)
    case .missing(let position): VerificationFinding("the event is missing", at: position)
    case .newerFormat(let position, _): VerificationFinding("\(fault)", at: position)
    case .missingHead, .newerLog, .notALog, .alreadyALog, .miscounted: VerificationFinding("\(fault)")
    }
  }

  // MARK: - Streams and time

  private mutating func flaw(of link: RecordLink, at position: Position) throws -> String? {
    if link.timelineAt < timelineAt { return "it stands before its predecessor in time" }
    timelineAt = link.timelineAt
    let before = try streams[link.stream] ?? earlier(link)
    streams[link.stream] = (link.version, position)
    guard let before else {
      return link.version == 1 ? nil : "its stream has no event before it, and its version says so"
    }
    if link.previous != before.position {
      return "its back-pointer does not lead to the event before it in its stream"
    }
    return link.version == before.version + 1 ? nil : "its version is not the next of its stream"
  }

  /// The event before in a stream whose events were not walked through: what the back-pointer says,
  /// if that is one of the stream, before the walk began.
  private func earlier(_ link: RecordLink) throws -> (version: UInt32, position: Position)? {
    guard link.version > 1, link.previous > .none, link.previous <= start else { return nil }
    return try log.record(at: link.previous) { record in
      record.stream == link.stream ? (record.header.version, link.previous) : nil
    }
  }

  // MARK: - The tree

  /// Adds leaves, whole groups of 256 at once where no head ends within.
  private mutating func addLeaves(_ leaves: ArraySlice<Digest>, groups: [Digest]) {
    for (index, group) in groups.enumerated() {
      let end = frontier.size + 256
      if nextComparison < comparisons.count, comparisons[nextComparison].head.size < end {
        addLeaves(leaves.dropFirst(index * 256).prefix(256), groups: [])
      } else {
        frontier.append(group, height: 8)
        compare()
      }
    }
    for leaf in leaves.dropFirst(groups.count * 256) {
      frontier.append(leaf)
      compare()
    }
  }

  private mutating func compare() {
    while nextComparison < comparisons.count,
      comparisons[nextComparison].head.size == frontier.size
    {
      let comparison = comparisons[nextComparison]
      outcomes.append((comparison, comparison.head.root == frontier.root))
      nextComparison += 1
    }
  }
}

extension VerificationWalk {
  /// What the heads say of the events: altered before the first that differs, or removed at the
  /// end.
  ///
  /// `end` is the last position of the log; `place` may know the first altered event of a head.
  func headFindings(
    end: Position, place: (TreeHead) throws -> Position?
  ) rethrows -> [VerificationFinding] {
    var findings: [VerificationFinding] = []
    if let differing = outcomes.first(where: { !$0.agrees })?.comparison {
      let good = outcomes.last { $0.agrees && $0.comparison.head.size < differing.head.size }
      let last = max(good?.comparison.head.size ?? 0, start.number)
      let exact = try place(differing.head)
      findings.append(
        VerificationFinding(
          "not what \(differing.title) was signed over", at: exact ?? Position(last + 1),
          through: exact ?? Position(differing.head.size)))
    }
    if let longer = comparisons.first(where: { $0.head.size > end.number }) {
      findings.append(
        VerificationFinding(
          "gone: the log ends before these events, over which \(longer.title) was signed",
          at: end.next, through: Position(longer.head.size)))
    }
    return findings
  }
}
