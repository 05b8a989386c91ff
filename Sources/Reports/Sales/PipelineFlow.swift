import Bytes
import Domain
import Projections

/// What happened to a pipeline between two moments, folded event by event. Never stored.
///
/// It starts from the opportunities at the first moment. Each event takes an opportunity from one
/// state to another; the difference is booked under the step that explains it, so that the opening
/// and all steps add up to the closing, whatever happened.
struct PipelineFlow: ReadModel {
  static let name = "pipeline-flow"
  static let version: UInt32 = 1
  static let kinds = StreamKinds(.opportunity)
  static let isStorable = false

  /// Which opportunities take part, and by what they are grouped.
  struct Scope: Sendable {
    var period: Period?
    var group = Group.none
    var filter: OpportunityFilter?

    /// The group of an opportunity; nil when it takes no part: it is not open, or out of scope.
    func group(of row: OpportunityRow) -> UInt32? {
      guard row.status == .open, filter?.keeps(row) ?? true else { return nil }
      if let period {
        guard let day = row.expectedClose, period.contains(day) else { return nil }
      }
      switch group {
      case .owner: return row.owner?.number ?? 0
      case .product: return row.product?.number ?? 0
      case .pipeline: return row.pipeline?.number ?? 0
      default: return 0
      }
    }
  }

  private let scope: Scope
  private(set) var rows = EntityRows<OpportunityID, OpportunityRow>()
  private(set) var groups: [UInt32: FlowTally] = [:]

  init() { self.init(Opportunities(), scope: Scope()) }

  /// The flow before anything happened: what is open is its opening.
  init(_ opening: Opportunities, scope: Scope) {
    self.scope = scope
    rows = opening.rows
    for (id, row) in rows.all {
      guard let group = scope.group(of: row) else { continue }
      groups[group, default: FlowTally()].book(.opening, id, row.amount)
    }
  }

  mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.numbers(as: OpportunityEvent.self) else { return }
    let id = OpportunityID(event.header.stream.number)
    let before = rows[id]
    var after = before
    after.apply(what, event.time)
    rows[id] = after
    book(what, id, before, after)
  }

  mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  /// What a correction changes of the state is booked as one step, when it came to be known.
  mutating func refold(
    _ event: borrowing FoldEvent, _ secrets: any Secrets, _ replay: EventReplay
  ) throws {
    guard let what = try event.numbers(as: OpportunityEvent.self) else { return }
    let id = OpportunityID(event.header.stream.number)
    let before = rows[id]
    var after = OpportunityRow()
    try replay { event in
      if let what = try event.numbers(as: OpportunityEvent.self) { after.apply(what, event.time) }
    }
    rows[id] = after
    book(what, id, before, after)
  }

  private mutating func book(
    _ event: OpportunityEvent, _ id: OpportunityID, _ before: OpportunityRow,
    _ after: OpportunityRow
  ) {
    switch (scope.group(of: before), scope.group(of: after)) {
    case (nil, nil): break
    case (nil, let new?):
      groups[new, default: FlowTally()].book(FlowStep(into: event), id, after.amount)
    case (let old?, nil):
      groups[old, default: FlowTally()].revise(id, before.amount, after.amount)
      groups[old, default: FlowTally()].book(FlowStep(outOf: event), id, after.amount)
    case (let old?, let new?):
      if old != new {
        groups[old, default: FlowTally()].book(.movedOut, id, before.amount)
        groups[new, default: FlowTally()].book(.movedIn, id, before.amount)
      }
      groups[new, default: FlowTally()].revise(id, before.amount, after.amount)
    }
  }

  /// Nothing is stored: a flow is folded when it is asked for.
  mutating func code(_ coder: inout ColumnCoder) { coder.fail() }
}

/// A step from the opening to the closing of a pipeline; in the order it is shown.
enum FlowStep: String, CaseIterable, Sendable {
  case opening
  case new
  case reopened
  case raised
  case pulledIn = "pulled-in"
  case movedIn = "moved-in"
  case lowered
  case pushedOut = "pushed-out"
  case movedOut = "moved-out"
  case lost
  case won
  case closing

  /// The step by which an event brings an opportunity into scope.
  init(into event: OpportunityEvent) {
    switch event {
    case .opened: self = .new
    case .reopened: self = .reopened
    case .expectedCloseRevised: self = .pulledIn
    default: self = .movedIn
    }
  }

  /// The step by which an event takes an opportunity out of scope.
  init(outOf event: OpportunityEvent) {
    switch event {
    case .won: self = .won
    case .lost: self = .lost
    case .expectedCloseRevised: self = .pushedOut
    default: self = .movedOut
    }
  }

  /// 1 where opportunities come in, −1 where they go out, 0 where only amounts change.
  var direction: Int {
    switch self {
    case .opening, .new, .reopened, .pulledIn, .movedIn: 1
    case .pushedOut, .movedOut, .lost, .won: -1
    case .raised, .lowered, .closing: 0
    }
  }

  /// The heading, for people.
  var title: String {
    let words = rawValue.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

/// The steps of one group: signed, so that those before the closing add up to it.
struct FlowTally: Sendable {
  private(set) var entries: [FlowStep: Entry] = [:]
  private(set) var opportunities: Set<OpportunityID> = []

  /// How many opportunities and how much money a step brought (or took, below zero).
  struct Entry: Sendable, Equatable {
    /// How many times it happened.
    var times = 0
    var count = 0
    var amount = Amounts()
  }

  /// Books an opportunity that comes in or goes out.
  mutating func book(_ step: FlowStep, _ id: OpportunityID, _ amount: Money?) {
    opportunities.insert(id)
    let direction = step.direction
    for step in [step, .closing] {
      change(step, count: direction) { sum in
        guard let amount else { return }
        if direction < 0 { sum.subtract(amount) } else { sum.add(amount) }
      }
    }
  }

  /// Books a change of the amount of an opportunity that is in scope.
  mutating func revise(_ id: OpportunityID, _ before: Money?, _ after: Money?) {
    if let before, let after, before.currency != after.currency {
      revise(id, before, nil)
      revise(id, nil, after)
      return
    }
    var difference = Amounts()
    if let after { difference.add(after) }
    if let before { difference.subtract(before) }
    guard let sum = difference.sums.first else { return }
    opportunities.insert(id)
    change(sum.total > 0 ? .raised : .lowered, count: 0) { $0 += difference }
    change(.closing, count: 0) { $0 += difference }
  }

  private mutating func change(
    _ step: FlowStep, count: Int, _ body: (inout Amounts) -> Void
  ) {
    entries[step, default: Entry()].times += 1
    entries[step, default: Entry()].count += count
    body(&entries[step, default: Entry()].amount)
  }

  /// Adds the steps of another group.
  static func += (left: inout FlowTally, right: FlowTally) {
    for (step, entry) in right.entries {
      left.entries[step, default: Entry()].times += entry.times
      left.entries[step, default: Entry()].count += entry.count
      left.entries[step, default: Entry()].amount += entry.amount
    }
    left.opportunities.formUnion(right.opportunities)
  }
}
