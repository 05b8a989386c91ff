public import Bytes
public import Domain

/// Every stay of an opportunity in a stage: when it came, when and how it left.
public struct StageVisits: ReadModel {
  public static let name = "stage-visits"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.opportunity)

  /// The stays, in the order they began to be known; blank ones stand where one was taken out.
  private var visits: [StageVisit] = []
  private var newest = EntityRows<OpportunityID, OpportunityStay>()

  public init() {}

  /// Every stay, in no order that means anything.
  public var all: some Sequence<StageVisit> { visits.lazy.filter { $0.opportunity > 0 } }

  /// The stays of one opportunity, the newest first.
  public func visits(of id: OpportunityID) -> [StageVisit] {
    var stays: [StageVisit] = []
    var next = newest[id].visit
    while next > 0 {
      let visit = visits[Int(next) - 1]
      stays.append(visit)
      next = visit.previous
    }
    return stays
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard Self.cares(about: event.header.type),
      let what = try event.numbers(as: OpportunityEvent.self)
    else { return }
    let number = event.header.stream.number
    let time = event.time.known
    switch what {
    case .opened(let opened):
      newest.change(number) { stay in
        stay.pipeline = opened.pipeline.number
        stay.probability = opened.probability
      }
      enter(opened.stage, number, time)
    case .advanced(let entered):
      leave(number, .forward, time)
      enter(entered.stage, number, time)
    case .movedBack(let entered):
      leave(number, .back, time)
      enter(entered.stage, number, time)
    case .probabilityRevised(let changed):
      newest.change(number) { $0.probability = changed.probability }
    case .won: leave(number, .won, time)
    case .lost: leave(number, .lost, time)
    case .reopened(let reopened): enter(reopened.stage, number, time)
    default: break
    }
  }

  private static func cares(about type: EventType) -> Bool {
    switch type.number {
    case 1, 2, 3, 5, 12, 13, 14: true
    default: false
    }
  }

  private mutating func enter(_ stage: UInt32, _ number: UInt32, _ time: Instant?) {
    let stay = newest[OpportunityID(number)]
    var visit = StageVisit()
    (visit.opportunity, visit.pipeline, visit.stage) = (number, stay.pipeline, stage)
    (visit.previous, visit.enteredAt, visit.probability) = (stay.visit, time, stay.probability)
    var (place, free) = (stay.free, stay.free)
    if place > 0 {
      free = visits[Int(place) - 1].previous
      visits[Int(place) - 1] = visit
    } else {
      visits.append(visit)
      place = UInt32(visits.count)
    }
    newest.change(number) { stay in
      stay.visit = place
      stay.free = free
    }
  }

  /// The places of the stays are kept, and taken again in their order.
  public mutating func forget(_ stream: StreamID) {
    let stay = newest[OpportunityID(stream.number)]
    var (next, free) = (stay.visit, stay.free)
    while next > 0 {
      let previous = visits[Int(next) - 1].previous
      visits[Int(next) - 1] = StageVisit()
      visits[Int(next) - 1].previous = free
      (next, free) = (previous, next)
    }
    newest.clear(stream.number)
    guard free > 0 else { return }
    newest.change(stream.number) { $0.free = free }
  }

  private mutating func leave(_ number: UInt32, _ exit: StageExit, _ time: Instant?) {
    let place = Int(newest[OpportunityID(number)].visit) - 1
    guard visits.indices.contains(place), visits[place].exit == nil else { return }
    visits[place].exit = exit
    visits[place].leftAt = time
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&visits)
    newest.code(&coder)
  }
}

/// How an opportunity left a stage. The numbers stand in checkpoints.
public enum StageExit: UInt8, Sendable {
  /// To a later stage.
  case forward = 1
  /// To an earlier stage.
  case back = 2
  /// It was won.
  case won = 3
  /// It was lost.
  case lost = 4
}

/// One stay of an opportunity in a stage.
public struct StageVisit: ColumnRow, Equatable, Sendable {
  /// The number of the opportunity.
  public var opportunity: UInt32 = 0
  /// The number of its pipeline.
  public var pipeline: UInt32 = 0
  /// The stage within the pipeline.
  public var stage: UInt32 = 0
  /// The stay before it, by its place from 1; 0 for the first.
  public var previous: UInt32 = 0
  /// When it came; nil when nobody knows.
  public var enteredAt: Instant?
  /// When it left; nil while it is there, and when nobody knows.
  public var leftAt: Instant?
  /// How it left; nil while it is there.
  public var exit: StageExit?
  /// The opportunity's own probability as it came; nil when it had none.
  public var probability: Probability?

  public init() {}

  /// How long it stayed, in microseconds; nil while it is there, and when nobody knows.
  public var microseconds: Int64? {
    guard exit != nil, let enteredAt, let leftAt else { return nil }
    return leftAt.microseconds - enteredAt.microseconds
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&opportunity)
    coder.number(&pipeline)
    coder.number(&stage)
    coder.number(&previous)
    coder.instant(&enteredAt)
    coder.instant(&leftAt)
    var code = exit?.rawValue ?? 0
    coder.number(&code)
    exit = StageExit(rawValue: code)
    coder.probability(&probability)
  }
}

/// Where the newest stay of an opportunity stands, and what the next one needs.
struct OpportunityStay: ColumnRow, Sendable {
  var visit: UInt32 = 0
  /// The first place that a stay was taken out of; the others follow by their `previous`.
  var free: UInt32 = 0
  var pipeline: UInt32 = 0
  var probability: Probability?

  mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&visit)
    coder.number(&free)
    coder.number(&pipeline)
    coder.probability(&probability)
  }
}
