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
  /// The customers; account 1 stands at index 0.
  var customers: [Customer] = []
  var deals = Pool<Deal>()
  var contactCount: UInt32 = 0
  /// What an opportunity brings on average, lost ones counted as nothing, in euros.
  var meanOutlook = 0.0
  /// Whether the questionnaire about customers asks a question more by now.
  var isRevised = false
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
    case .day: openDay(entry.at)
    case .beginMonth: try beginMonth(entry.at, &session)
    case .raisePrices: try raisePrices(entry.at, &session)
    case .leave(let place): try leave(place, entry.at, &session)
    case .hire: try hire(entry.at, &session)
    case .open(let place): try open(place, entry.at, &session)
    case .deal(let slot): try goOn(slot, entry.at, &session)
    case .newLead(let place): try captureLead(place, entry.at, &session)
    case .lead(let prospect, let step): try goOn(prospect, step, entry.at, &session)
    case .order: try placeOrder(entry.at, &session)
    case .shipment(let order, let step): try goOn(order, step, entry.at, &session)
    case .rate(let account): try rate(account, entry.at, &session)
    case .ask(let contact): try askContact(contact, entry.at, &session)
    case .reviseQuestionnaire: try reviseQuestionnaire(entry.at, &session)
    case .record(let late): try record(late, entry.at, &session)
    case .fixWin(let fix): try fixWin(fix, entry.at, &session)
    }
  }

  /// Carries out a command as a user would, on somebody's behalf, and counts its events.
  @discardableResult
  mutating func execute(
    _ command: Command, at instant: Instant, for user: UserID? = nil, happened: Instant? = nil,
    corrects: Position? = nil, _ session: inout ImportSession
  ) throws -> Outcome {
    let outcome = try session.execute(
      command, at: .at(instant), file: 0, row: 0, onBehalfOf: user, occurredAt: happened,
      corrects: corrects)
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
