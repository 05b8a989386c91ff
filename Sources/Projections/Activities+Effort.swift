import Bytes
public import Domain

/// How many activities of each kind were completed for something, and how long was worked on them.
public struct KindEffort: Equatable, Sendable {
  private var counts = SIMD8<UInt32>()
  private var microseconds = SIMD8<Int64>()

  /// Nothing done.
  public init() {}

  /// Completed activities of a kind.
  public func count(_ kind: ActivityKind) -> Int { Int(counts[Int(kind.rawValue)]) }

  /// The time worked on activities of a kind, in microseconds.
  public func microseconds(_ kind: ActivityKind) -> Int64 { microseconds[Int(kind.rawValue)] }

  /// Completed activities of every kind.
  public var count: Int { ActivityKind.allCases.reduce(0) { $0 + count($1) } }

  /// The time worked on activities of every kind, in microseconds.
  public var totalMicroseconds: Int64 {
    ActivityKind.allCases.reduce(0) { $0 + microseconds($1) }
  }

  /// Counts a stretch of work or a completion.
  public mutating func add(_ effort: Effort, _ kind: ActivityKind) {
    let place = Int(kind.rawValue)
    if effort.completes { counts[place] += 1 }
    microseconds[place] += effort.microseconds
  }

  /// Counts all that another one counted.
  public static func += (left: inout KindEffort, right: KindEffort) {
    left.counts &+= right.counts
    left.microseconds &+= right.microseconds
  }
}

extension Activities {
  /// What was done for each opportunity, by its number less one; those beyond the end had nothing.
  ///
  /// `counts` says whether a piece of effort is to be counted, as in "done before the close".
  public func effortByOpportunity(
    where counts: (OpportunityID, Effort) -> Bool = { _, _ in true }
  ) -> [KindEffort] {
    var sums: [KindEffort] = []
    for effort in efforts {
      let row = rows[ActivityID(effort.activity)]
      guard let opportunity = row.opportunity, counts(opportunity, effort) else { continue }
      while sums.count < Int(opportunity.number) { sums.append(KindEffort()) }
      sums[Int(opportunity.number) - 1].add(effort, row.kind)
    }
    return sums
  }

  /// How long was worked on each activity, in microseconds, by its number less one.
  public var microsecondsByActivity: [Int64] {
    var sums = [Int64](repeating: 0, count: rows.count)
    for effort in efforts { sums[Int(effort.activity) - 1] += effort.microseconds }
    return sums
  }
}
