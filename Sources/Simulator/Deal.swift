import Bytes
import Domain

/// An opportunity on its way: what will happen to it, and what is known of it so far.
struct Deal: Sendable {
  /// The place of the representative who opened it.
  var owner: Int
  var account: UInt32
  var contact: UInt32
  var opportunity = OpportunityID(0)
  /// What will be done and when, the next last.
  var steps: [Step] = []
  /// The activities planned so far, by their place in the plan.
  var activities: [Int: ActivityID] = [:]

  /// The true probability of a win.
  let chance: Double
  /// The true amount in whole euros.
  let amount: Int
  /// The day on which it will be decided.
  let close: Day
  /// Whether it will be won.
  let isWon: Bool
  /// Whether whoever sells it knows that before the day comes.
  let isKnown: Bool
  /// Whether it was won or lost.
  var isDecided = false
  /// The number of the stage it is in.
  private var stage: UInt32 = 1

  init(owner: Int, account: UInt32, contact: UInt32, _ draft: DealDraft) {
    (self.owner, self.account, self.contact) = (owner, account, contact)
    (chance, amount, close) = (draft.chance, draft.amount, draft.close)
    (isWon, isKnown) = (draft.isWon, draft.isKnown)
    steps = draft.agenda
  }

  /// What whoever sells it expects it to bring, in euros, before any bias.
  var outlook: Double {
    isKnown ? (isWon ? Double(amount) : 0) : chance * Double(amount)
  }

  /// Moves it one stage on or back, and answers which it is in now.
  mutating func nextStage(_ what: What) -> UInt32 {
    if case .moveBack = what { stage = max(1, stage - 1) } else { stage = min(4, stage + 1) }
    return stage
  }

  /// Something that happens to an opportunity or one of its activities.
  struct Step: Sendable {
    var at: Instant
    var what: What
  }

  /// What can happen.
  enum What: Sendable {
    case advance
    case moveBack
    /// The amount is set, in whole euros.
    case amount(Int)
    /// The probability is stated, judged from the true one.
    case probability(true: Double, noise: Double)
    case expect(Day)
    case win(Int)
    case lose(String)
    /// An activity is planned; the place in the plan, its kind, and the day it is due.
    case plan(Int, ActivityKind, due: Day)
    case reschedule(Int, Day)
    case start(Int)
    case stop(Int)
    case complete(Int, ActivityOutcome, minutes: Int)
    case cancel(Int)
    /// Something that was done without a plan.
    case log(ActivityKind, ActivityOutcome, minutes: Int)
  }
}

/// Draws everything that will happen to one opportunity, by the firm's truth and its owner's bias.
struct DealDraft {
  let opened: Instant
  let zone: Zone
  let bias: OwnerBias
  private(set) var steps: [Deal.Step] = []
  /// The true amount in whole euros, and the one first stated.
  let amount: Int
  let firstAmount: Int
  /// The day on which it will be decided, and the one first stated.
  let close: Day
  let firstClose: Day
  /// The true probability of a win.
  private(set) var chance = 0.0
  /// Whether it will be won, and whether whoever sells it knows that before.
  private(set) var isWon = false
  private(set) var isKnown = false
  /// By how much the probability first stated is off, in deviations.
  private(set) var firstNoise = 0.0
  private var random: RandomSource
  private var planCount = 0

  init(
    opened: Instant, zone: Zone, bias: OwnerBias, price: Int, random: inout RandomSource
  ) {
    (self.opened, self.zone, self.bias) = (opened, zone, bias)
    self.random = RandomSource(seed: random.next())
    amount = price * SimulationTruth.pieces(of: price, &self.random)
    firstAmount = max(
      1,
      Int(
        (Double(amount) * bias.amountFactor * Elementary.exp(0.1 * self.random.normal())).rounded())
    )
    let planned = SimulationTruth.plannedDays(&self.random)
    let slip = Int(self.random.exponential(mean: bias.slippageDays).rounded())
    let day = zone.day(of: opened)
    firstClose = day.adding(days: planned).workingDay
    close = day.adding(days: planned + slip).workingDay
    draw()
  }

  /// The days from opening to the decision.
  private var days: Int { zone.day(of: opened).days(to: close) }

  private mutating func draw() {
    let visits = addActivities(.visit, mean: SimulationTruth.meanVisits)
    let calls = addActivities(.call, mean: SimulationTruth.meanCalls)
    _ = addActivities(.email, mean: 0.8)
    if random.happens(0.5) { addTask() }
    let quality = random.normal()
    chance = SimulationTruth.winProbability(quality: quality, visits: visits, calls: calls)
    isWon = random.happens(chance)
    isKnown = random.happens(SimulationTruth.knownShare)
    firstNoise = random.normal()
    for share in [0.35, 0.65, 0.9] {
      add(at(share), .probability(true: chance, noise: random.normal()))
    }
    addAmounts()
    addStages()
    addSlippage()
    addDecision()
  }

  private mutating func addDecision() {
    let evening = zone.instant(of: close, timeOfDayMicroseconds: 18 * 3_600_000_000)
    // Lost ones are often given up before their day, but after everything was done for them.
    let share = isWon || random.happens(0.5) ? 1.0 : random.between(0.93, 0.99)
    var end = share == 1 ? evening : at(share)
    steps.removeAll { step in
      if case .expect = step.what { step.at >= end } else { false }
    }
    // Whatever the hours were, it is decided last.
    let last = steps.map(\.at).max() ?? opened
    end = max(end, Instant(microseconds: last.microseconds + 60_000_000))
    add(end, isWon ? .win(amount) : .lose(random.choice(FirmNames.lossReasons)))
  }

  private mutating func add(_ at: Instant, _ what: Deal.What) {
    steps.append(Deal.Step(at: at, what: what))
  }

  /// A working moment when this share of the way to the decision has passed.
  private mutating func at(_ share: Double) -> Instant {
    let day = zone.day(of: opened).adding(days: Int(Double(days) * share)).workingDay
    let seconds = Int64(random.whole(9 * 3_600...17 * 3_600))
    let moment = zone.instant(of: day, timeOfDayMicroseconds: seconds * 1_000_000)
    return max(moment, Instant(microseconds: opened.microseconds + 60_000_000))
  }

  // MARK: What is said of it

  private mutating func addAmounts() {
    guard firstAmount != amount else { return }
    let half = Int((Double(firstAmount * amount).squareRoot()).rounded())
    if half != firstAmount { add(at(0.5), .amount(half)) }
    if random.happens(0.5), half != amount { add(at(0.8), .amount(amount)) }
  }

  private mutating func addStages() {
    let last = isWon ? 3 : random.whole(0...3)
    for (share, number) in zip([0.15, 0.4, 0.7], 1...3) where number <= last {
      add(at(share), .advance)
      if random.happens(0.04) {
        add(at(share + 0.05), .moveBack)
        add(at(share + 0.1), .advance)
      }
    }
  }

  /// The date is put off every three weeks or so, each time shortly before it would have come.
  private mutating func addSlippage() {
    var expected = firstClose
    while expected < close {
      let next = min(close, expected.adding(days: random.whole(10...25)))
      let day = max(zone.day(of: opened).adding(days: 1), expected.adding(days: -2).workingDay)
      let moment = zone.instant(of: day, timeOfDayMicroseconds: 10 * 3_600_000_000)
      add(moment, .expect(next))
      expected = next
    }
  }

  // MARK: What is done for it

  /// Activities in the first nine tenths of the way; answers how many are completed.
  private mutating func addActivities(_ kind: ActivityKind, mean: Double) -> Int {
    var completed = 0
    for _ in 0..<min(random.poisson(mean: mean), 12) {
      let share = random.between(0.02, 0.88)
      if kind != .visit, random.happens(0.55) {
        add(
          at(share),
          .log(
            kind, random.choice([.done, .followUp, .noAnswer, .agreed]),
            minutes: random.whole(3...25)))
        completed += 1
      } else if addPlanned(kind, share) {
        completed += 1
      }
    }
    return completed
  }

  /// One planned activity; answers whether it is completed.
  private mutating func addPlanned(_ kind: ActivityKind, _ share: Double) -> Bool {
    let number = planCount
    planCount += 1
    let done = at(share)
    let planned = at(max(0, share - random.between(0.02, 0.15)))
    var due = zone.day(of: done)
    if random.happens(0.2) { due = due.adding(days: -random.whole(1...4)) }
    add(min(planned, done), .plan(number, kind, due: due))
    if random.happens(0.1) {
      add(done, .cancel(number))
      return false
    }
    if random.happens(0.15) { add(min(planned, done), .reschedule(number, due.adding(days: 2))) }
    let outcome = random.choice([ActivityOutcome.done, .agreed, .followUp, .agreed, .noShow])
    let minutes = kind == .visit ? random.whole(40...180) : random.whole(3...30)
    add(done, .complete(number, outcome, minutes: minutes))
    return true
  }

  /// Work on an offer: begun, interrupted, ended.
  private mutating func addTask() {
    let number = planCount
    planCount += 1
    let first = at(random.between(0.3, 0.6))
    func later(_ minutes: Int) -> Instant {
      Instant(microseconds: first.microseconds + Int64(minutes) * 60_000_000)
    }
    let (pause, resume) = (random.whole(15...90), random.whole(100...200))
    add(first, .plan(number, .task, due: zone.day(of: first)))
    add(later(1), .start(number))
    add(later(1 + pause), .stop(number))
    add(later(1 + resume), .start(number))
    add(later(1 + resume + random.whole(10...60)), .complete(number, .done, minutes: 0))
  }

  /// Everything in the order it happens, the next last.
  var agenda: [Deal.Step] {
    steps.enumerated().sorted { ($1.element.at, $1.offset) < ($0.element.at, $0.offset) }
      .map(\.element)
  }
}

extension Day {
  /// The day, or the Friday before it when it is a Saturday or Sunday.
  var workingDay: Day {
    switch weekday {
    case .saturday: adding(days: -1)
    case .sunday: adding(days: -2)
    default: self
    }
  }
}
