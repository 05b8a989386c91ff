import Bytes
import Domain

/// A company's sales as a stream of events, the same for the same seed.
///
/// Of 100 events about 1 enters an account, 5 open an opportunity and 5 close one; the others move
/// and revise what is open. The first opportunity is never closed and has a thousand events, as a
/// customer of many years has.
struct SyntheticEvents {
  /// One event before it is a record.
  struct Event {
    var stream: StreamID
    var version: UInt32
    var previous: Position
    var content: Content
    var reason: String
  }

  /// What happened.
  enum Content {
    case account(AccountEvent)
    case opportunity(OpportunityEvent)
  }

  private struct Sale {
    var number: UInt32
    var stage: UInt32 = 1
  }

  /// Events of the opportunity with the long history.
  static let longHistory = 1_000
  static let users = 8
  static let products = 12
  static let stages: UInt32 = 5

  private let total: Int
  private var random: Seeded
  private var made = 0
  private var open: [Sale] = []
  private var accounts: UInt32 = 0
  private var opportunities: UInt32 = 0
  private var heads: [StreamID: (version: UInt32, position: Position)] = [:]

  init(total: Int, seed: UInt64 = 20_260_105) {
    self.total = total
    random = Seeded(seed)
  }

  /// The next event, which will stand at `position`.
  mutating func next(at position: Position) -> Event {
    let (stream, content) = nextContent()
    let head = heads[stream] ?? (0, .none)
    heads[stream] = (head.version + 1, position)
    made += 1
    return Event(
      stream: stream, version: head.version + 1, previous: head.position, content: content,
      reason: random.below(7) == 0 ? random.one(of: SyntheticNames.reasons) : "")
  }

  private mutating func nextContent() -> (StreamID, Content) {
    if accounts < 20 || random.below(100) == 0 { return createAccount() }
    if opportunities == 0 { return openOpportunity() }
    if made % max(1, total / SyntheticEvents.longHistory) == 0 {
      return opportunity(1, .amountRevised(MoneyChanged(amount())))
    }
    if open.count < 40 || random.below(20) == 0 { return openOpportunity() }
    return change(random.below(open.count))
  }

  private mutating func createAccount() -> (StreamID, Content) {
    accounts += 1
    var created = AccountCreated()
    created.owner = user()
    created.name = "\(random.one(of: SyntheticNames.companies)) \(accounts)"
    created.details.industry = random.one(of: SyntheticNames.industries)
    created.details.city = random.one(of: SyntheticNames.cities)
    created.details.employees = UInt64(5 + random.below(4_000))
    return (StreamID(.account, accounts), .account(.created(created)))
  }

  private mutating func openOpportunity() -> (StreamID, Content) {
    opportunities += 1
    if opportunities > 1 { open.append(Sale(number: opportunities)) }
    var opened = OpportunityOpened()
    opened.pipeline = PipelineID(1)
    opened.stage = 1
    opened.owner = user()
    opened.account = AccountID(UInt32(random.below(Int(accounts))) + 1)
    opened.product = ProductID(UInt32(random.below(SyntheticEvents.products)) + 1)
    opened.amount = amount()
    opened.expectedClose = day()
    opened.name = "\(random.one(of: SyntheticNames.subjects)) \(opportunities)"
    opened.source = random.one(of: SyntheticNames.sources)
    return opportunity(opportunities, .opened(opened))
  }

  private mutating func change(_ index: Int) -> (StreamID, Content) {
    let sale = open[index]
    let event: OpportunityEvent
    switch random.below(100) {
    case 0..<28 where sale.stage < SyntheticEvents.stages:
      open[index].stage += 1
      event = .advanced(StageEntered(sale.stage + 1))
    case 28..<32 where sale.stage > 1:
      open[index].stage -= 1
      event = .movedBack(StageEntered(sale.stage - 1))
    case 32..<52: event = .expectedCloseRevised(DayChanged(day()))
    case 52..<60: event = .probabilityRevised(ProbabilityChanged(probability()))
    case 60..<64: event = .ownerChanged(IDChanged(user()))
    case 64..<67: event = close(index, .won(MoneyChanged(amount())))
    case 67..<70: event = close(index, .lost(TextChanged(random.one(of: SyntheticNames.losses))))
    default: event = .amountRevised(MoneyChanged(amount()))
    }
    return opportunity(sale.number, event)
  }

  private mutating func close(_ index: Int, _ event: OpportunityEvent) -> OpportunityEvent {
    open.swapAt(index, open.count - 1)
    open.removeLast()
    return event
  }

  private func opportunity(_ number: UInt32, _ event: OpportunityEvent) -> (StreamID, Content) {
    (StreamID(.opportunity, number), .opportunity(event))
  }

  private mutating func user() -> UserID { UserID(UInt32(random.below(SyntheticEvents.users)) + 1) }

  private mutating func amount() -> Money {
    SyntheticNames.money(units: Int64(50_000 + random.below(20_000_000)))
  }

  private mutating func day() -> Day {
    SyntheticNames.day(number: Int32(18_700 + made * 1_800 / total + random.below(180)))
  }

  private mutating func probability() -> Probability {
    SyntheticNames.probability(percent: random.below(100))
  }
}
