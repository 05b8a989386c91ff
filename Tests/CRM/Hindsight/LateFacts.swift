import Bytes
import CRM
import CRMTesting
import Domain
import Reports
import Testing

/// A seeded business as facts: what happened when, and when it was entered.
///
/// The same facts can be entered into a book as they happen, and into another late: some a little,
/// some after later facts of the same thing, as corrections. What hindsight means is that both books
/// tell the same of every past day.
struct LateFacts {
  /// Something that happened.
  struct Fact {
    var command: Command
    var occurredAt: Instant
    var enteredAt: Instant
    /// The stream it is about.
    var stream: StreamID
  }

  /// How a fact may be entered.
  private enum Nature {
    /// It begins a stream; streams are begun in the same order in both books.
    case begins
    /// Never after a later fact of its stream.
    case inOrder
    /// At any time, as a correction if need be.
    case free
  }

  private(set) var facts: [Fact] = []
  private var random: RandomBusiness
  private var lastBegun: Instant
  private var lastInOrder: [StreamID: Instant] = [:]
  private var counts: [StreamKind: Int] = [:]

  init(seed: UInt64, count: Int, from start: Instant) throws {
    random = RandomBusiness(seed: seed)
    lastBegun = start
    var clock = start
    for number in 1...count {
      clock.microseconds += Int64(random.number(1...150_000)) * 1_000_000
      let (command, stream, nature) = try fact(number)
      let lateSeconds = random.number(0...2) == 0 ? random.number(1...4_000_000) : 0
      var entered = Instant(microseconds: clock.microseconds + Int64(lateSeconds) * 1_000_000)
      entered = max(entered, nature == .begins ? lastBegun : lastInOrder[stream] ?? lastBegun)
      if nature == .begins { lastBegun = entered }
      if nature != .free { lastInOrder[stream] = entered }
      facts.append(
        Fact(command: command, occurredAt: clock, enteredAt: entered, stream: stream))
    }
  }

  private mutating func begin(_ kind: StreamKind) -> StreamID {
    counts[kind, default: 0] += 1
    return StreamID(kind, UInt32(counts[kind, default: 0]))
  }

  private mutating func any(_ kind: StreamKind) -> UInt32? {
    let count = counts[kind, default: 0]
    if count == 0 { return nil }
    // Much happens to a few, so that late facts often meet later ones of the same thing.
    return UInt32(random.number(1...(random.number(0...2) == 0 ? count : min(count, 5))))
  }

  /// What happens next; every value is new, so that no fact repeats another.
  private mutating func fact(_ number: Int) throws -> (Command, StreamID, Nature) {
    let amount = try Money(units: Int64(number), scale: 2, currency: .euro)
    switch random.number(0...22) {
    case 0, 1: break
    case 2:
      guard let id = any(.account) else { break }
      var changes = AccountChanges()
      changes.industry = .set("Trade \(number)")
      return (.account(AccountID(id), .change(changes)), StreamID(.account, id), .free)
    case 3:
      var new = NewContact(name: PersonName(parsing: "Person \(number)"))
      new.account = any(.account).map { AccountID($0) }
      return (.contact(nil, .create(new)), begin(.contact), .begins)
    case 4:
      guard let id = any(.contact) else { break }
      let next = RelationshipStage.allCases[random.number(0...2)]
      return (
        .contact(ContactID(id), .moveRelationship(to: next, reason: nil)),
        StreamID(.contact, id), .inOrder
      )
    case 5:
      guard let id = any(.contact), random.number(0...3) == 0 else { break }
      return (
        .contact(ContactID(id), .erase(reason: "asked for it")), StreamID(.contact, id), .inOrder
      )
    case 6:
      return (
        .pipeline(
          PipelineID(1),
          .changeStage(
            UInt32(random.number(1...3)), name: nil,
            probability: try Probability(basisPoints: number), category: nil)),
        StreamID(.pipeline, 1), .free
      )
    case 7: return (.product(ProductID(1), .price(amount)), StreamID(.product, 1), .free)
    case 20...22:
      let kind: StreamKind = random.number(0...1) == 0 ? .account : .opportunity
      guard let id = any(kind) else { break }
      let changes: [CustomCommand] = [
        .set([WrittenField("size", "\(number)")]), .set([WrittenField("note", "words \(number)")]),
        .tag("Label \(number)"),
      ]
      let command = Command.custom(StreamID(kind, id), changes[random.number(0...2)])
      if let command { return (command, StreamID(kind, id), .free) }
    case 8...10:
      var new = NewOpportunity(pipeline: PipelineID(1))
      new.account = any(.account).map { AccountID($0) }
      new.owner = UserID(UInt32(random.number(1...3)))
      new.product = random.number(0...1) == 0 ? nil : ProductID(1)
      new.amount = amount
      return (.opportunity(nil, .open(new)), begin(.opportunity), .begins)
    default:
      if let deal = any(.opportunity) { return try dealFact(number, OpportunityID(deal), amount) }
    }
    return (
      .account(nil, .create(NewAccount(name: "Account \(number)"))), begin(.account), .begins
    )
  }

  private mutating func dealFact(
    _ number: Int, _ id: OpportunityID, _ amount: Money
  ) throws -> (Command, StreamID, Nature) {
    let (command, nature): (OpportunityCommand, Nature) =
      switch random.number(0...11) {
      case 0...2: (.reviseAmount(amount), .free)
      case 3: (.reviseExpectedClose(try Day(year: 2026, month: 1, day: 1).adding(days: number)), .free)
      case 4: (.rename("Deal \(number)"), .free)
      // A command that changes nothing leaves no event, so that what it said cannot outlive a
      // correction entered later: values that come again are entered in order.
      case 5: (.assign(UserID(UInt32(random.number(1...3)))), .inOrder)
      case 6: (.reviseProbability(try Probability(basisPoints: number)), .free)
      case 7, 8: (.move(to: UInt32(random.number(1...3))), .inOrder)
      case 9: (.win(nil), .inOrder)
      case 10: (.lose(reason: "because \(number)"), .inOrder)
      default: (.reopen(stage: nil), .inOrder)
      }
    return (.opportunity(id, command), id.stream, nature)
  }
}

/// Two books of the same facts: one in which everything was entered as it happened, and one in
/// which much was entered late.
struct TwoBooks {
  let prompt: TestBook
  let late: TestBook
  /// When the last fact was entered.
  let end: Instant
  let start: Instant
  /// How many events of the late book belong before others of their stream.
  private(set) var corrections = 0

  init(seed: UInt64, count: Int, onDisk: Bool = false) throws {
    (prompt, late) = (try TestBook(), try TestBook(onDisk: onDisk))
    for book in [prompt, late] { try TwoBooks.setUp(book) }
    start = late.clock.now
    let facts = try LateFacts(seed: seed, count: count, from: start).facts
    var accepted: [LateFacts.Fact] = []
    for fact in facts {
      prompt.clock.now = fact.occurredAt
      do {
        try prompt.run(fact.command)
        accepted.append(fact)
      } catch is any DomainRefusal {
        // What a book refuses in time is no fact.
      }
    }
    end = max(prompt.clock.now, accepted.map(\.enteredAt).max() ?? start)
    for (_, fact) in accepted.enumerated().sorted(by: {
      ($0.element.enteredAt, $0.offset) < ($1.element.enteredAt, $1.offset)
    }) {
      try enterLate(fact)
    }
    (prompt.clock.now, late.clock.now) = (end, end)
  }

  private static func setUp(_ book: TestBook) throws {
    for name in ["Rita", "Ben"] {
      try book.run(.user(nil, .register(NewUser(name: name, role: .representative))))
    }
    try book.run(.product(nil, .create(NewProduct(name: "Wheel"))))
    for kind in [StreamKind.account, .opportunity] {
      try book.run(.customField(nil, .define(NewCustomField(kind, "size", .number))))
      try book.run(.customField(nil, .define(NewCustomField(kind, "note", .text))))
    }
    try book.run(.account(nil, .create(NewAccount(name: "The first ends the history phase"))))
  }

  private mutating func enterLate(_ fact: LateFacts.Fact) throws {
    late.clock.now = fact.enteredAt
    var context = CommandContext()
    context.occurredAt = fact.occurredAt
    do {
      try late.run(fact.command, as: nil, context)
    } catch CommandRefusal.beforeLastChange {
      let source = try late.crm.source()
      context.corrects = try source.firstPosition(of: fact.stream)
      corrections += 1
      try late.run(fact.command, as: nil, context)
    }
  }
}

extension BookSource {
  /// Where the first event of a stream stands.
  fileprivate func firstPosition(of stream: StreamID) throws -> Position? {
    switch stream.kind {
    case .account: try history(Account.self, AccountID(stream.number)).first?.position
    case .product: try history(Product.self, ProductID(stream.number)).first?.position
    case .pipeline: try history(Pipeline.self, PipelineID(stream.number)).first?.position
    default: try history(Opportunity.self, OpportunityID(stream.number)).first?.position
    }
  }
}
