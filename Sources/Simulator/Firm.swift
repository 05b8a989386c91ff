import Bytes
import CRM
import Domain

/// The firm at work: who works there, whose customers there are, what is under way.
struct Firm: Sendable {
  let plan: SimulationPlan
  let zone: Zone
  var random: RandomSource
  var agenda = Agenda()
  var staff: [Representative] = []
  var active: [Int] = []
  var manager = UserID(0)
  var products: [SoldProduct] = []
  /// The contacts of each account: the first and how many; account 1 stands at index 0.
  var contacts: [(first: UInt32, count: UInt32)] = []
  var deals = Pool<Deal>()
  var contactCount: UInt32 = 0
  var summary = SimulationSummary()

  init(_ plan: SimulationPlan, zone: Zone) throws {
    (self.plan, self.zone) = (plan, zone)
    random = RandomSource(seed: plan.seed)
    agenda.add(zone.start(of: plan.firstDay), .beginning)
  }

  /// What was written, at the end.
  var closingSummary: SimulationSummary {
    var summary = summary
    if let place = active.first { summary.representative = staff[place].user }
    return summary
  }

  /// Whether the last day has passed.
  var isOver: Bool { agenda.isEmpty }

  /// Does what comes next, until so many events are written or the last day has passed.
  mutating func work(
    _ session: inout ImportSession, events limit: Int, progress: (Int) -> Void
  ) throws {
    let end = summary.events + limit
    let last = zone.end(of: plan.lastDay)
    var told = summary.events
    while summary.events < end, let next = agenda.takeFirst() {
      if next.at > last {
        agenda = Agenda()
        return
      }
      try carryOut(next, &session)
      if summary.events >= told + 5_000 {
        told = summary.events
        progress(told)
      }
    }
  }

  private mutating func carryOut(
    _ entry: Agenda.Entry, _ session: inout ImportSession
  ) throws {
    switch entry.action {
    case .beginning: try begin(entry.at, &session)
    case .day: try openDay(entry.at, &session)
    case .leave(let place): try leave(place, entry.at, &session)
    case .hire: try hire(entry.at, &session)
    case .open(let place): try open(place, entry.at, &session)
    case .deal(let slot): try goOn(slot, entry.at, &session)
    }
  }

  /// Carries out a command as a user would, on somebody's behalf, and counts its events.
  @discardableResult
  mutating func execute(
    _ command: Command, at instant: Instant, for user: UserID? = nil,
    _ session: inout ImportSession
  ) throws -> Outcome {
    let outcome = try session.execute(
      command, at: .at(instant), file: 0, row: 0, onBehalfOf: user)
    summary.events += outcome.events.count
    return outcome
  }

  /// Carries out a command that makes something new; answers its number.
  mutating func make(
    _ command: Command, at instant: Instant, for user: UserID? = nil,
    _ session: inout ImportSession
  ) throws -> UInt32 {
    guard let stream = try execute(command, at: instant, for: user, &session).stream else {
      preconditionFailure("something new has a first event")
    }
    return stream.number
  }

  /// A moment of a working day: that day between half past eight and half past five, or the next
  /// Monday when it is a weekend.
  mutating func workingMoment(of day: Day) -> Instant {
    var day = day
    while day.weekday == .saturday || day.weekday == .sunday { day = day.adding(days: 1) }
    let seconds = Int64(random.whole(8 * 3_600 + 1_800...17 * 3_600 + 1_800))
    return zone.instant(of: day, timeOfDayMicroseconds: seconds * 1_000_000)
  }
}

/// What the firm has before it, the earliest first; of the same moment, in the order it was noted.
struct Agenda: Sendable {
  /// Something to be done.
  struct Entry: Sendable {
    var at: Instant
    var sequence: UInt64
    var action: Action
  }

  /// What there is to do.
  enum Action: Sendable {
    case beginning
    case day
    case leave(Int)
    case hire
    case open(Int)
    case deal(Int)
  }

  private var heap: [Entry] = []
  private var sequence: UInt64 = 0

  var isEmpty: Bool { heap.isEmpty }

  mutating func add(_ at: Instant, _ action: Action) {
    sequence += 1
    heap.append(Entry(at: at, sequence: sequence, action: action))
    var place = heap.count - 1
    while place > 0, comesBefore(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func takeFirst() -> Entry? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var place = 0
    while true {
      let (left, right) = (2 * place + 1, 2 * place + 2)
      var least = place
      if left < heap.count, comesBefore(left, least) { least = left }
      if right < heap.count, comesBefore(right, least) { least = right }
      if least == place { return first }
      heap.swapAt(place, least)
      place = least
    }
  }

  private func comesBefore(_ one: Int, _ other: Int) -> Bool {
    (heap[one].at, heap[one].sequence) < (heap[other].at, heap[other].sequence)
  }
}

/// Things that come and go, each at a place that is used again.
struct Pool<Element: Sendable>: Sendable {
  /// Everything that was ever kept and not followed by something else.
  private(set) var elements: [Element] = []
  private var free: [Int] = []

  /// Keeps an element; answers its place.
  mutating func keep(_ element: Element) -> Int {
    if let place = free.popLast() {
      elements[place] = element
      return place
    }
    elements.append(element)
    return elements.count - 1
  }

  /// The element at a place.
  subscript(place: Int) -> Element { elements[place] }

  /// Changes the element at a place, without a copy.
  mutating func change<R>(_ place: Int, _ body: (inout Element) -> R) -> R {
    body(&elements[place])
  }

  /// Lets the place be used again.
  mutating func drop(_ place: Int) { free.append(place) }
}
