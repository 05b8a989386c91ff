import Bytes
import CRM
import CRMTesting
import Domain

/// A seeded stream of commands that make some sense, refusals included.
struct RandomBusiness {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next of SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators").
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  private mutating func id<ID: EntityID>(_ most: Int) -> ID { ID(UInt32(number(1...most))) }

  private mutating func amount() throws -> Money {
    try Money(units: Int64(number(0...5_000_000)), scale: number(0...4), currency: .euro)
  }

  /// Does something; what is refused changes nothing and is counted.
  mutating func step(_ book: TestBook, refusals: inout Int) throws {
    book.clock.advance(seconds: Int64(number(0...200_000)))
    do {
      try book.run(anyCommand(), as: nil, context(book))
    } catch is any DomainRefusal {
      refusals += 1
    }
  }

  private mutating func context(_ book: TestBook) -> CommandContext {
    var context = CommandContext()
    if number(0...9) == 0 { context.reason = "because \(number(1...99))" }
    // Sometimes it is noted late.
    if number(0...7) == 0 {
      context.occurredAt = Instant(
        microseconds: book.clock.now.microseconds - Int64(number(0...400_000)) * 1_000_000)
    }
    return context
  }

  /// A command that makes some sense.
  mutating func anyCommand() throws -> Command {
    switch number(0...31) {
    case 0: return .account(nil, .create(NewAccount(name: "Account \(number(1...99))")))
    case 1: return .account(id(30), .assign(id(6)))
    case 2:
      var changes = AccountChanges()
      changes.industry = number(0...3) == 0 ? .clear : .set("Trade \(number(1...5))")
      return .account(id(30), .change(changes))
    case 3:
      var person = NewContact(name: PersonName(parsing: "Person \(number(1...60))"))
      person.emails = [EmailAddress("p\(number(1...60))@example.com")]
      person.account = AccountID(UInt32(number(1...20)))
      return .contact(nil, .create(person))
    case 4:
      return .contact(id(20), .moveRelationship(to: .customer, reason: nil))
    case 5: return .contact(id(20), .addPhone("+31 20 \(number(1_000_000...9_999_999))"))
    case 6:
      return .user(
        nil, .register(NewUser(name: "User \(number(1...9))", role: .representative)))
    case 7: return .product(nil, .create(NewProduct(name: "Product \(number(1...9))")))
    case 8: return .product(id(6), .price(try amount()))
    case 9:
      return .pipeline(
        PipelineID(1),
        .addStage(
          NewStage(
            name: "Stage \(number(1...40))", probability: TestBook.percent(number(0...100)),
            category: .pipeline), after: nil))
    case 10:
      return .pipeline(
        PipelineID(1),
        .changeStage(
          UInt32(number(1...4)), name: nil, probability: TestBook.percent(number(0...100)),
          category: nil))
    case 18, 19: return answers()
    case 20, 21: return try plan()
    case 23...25: return try trade()
    case 26, 27: return try prospect()
    case 11...13: return try activity()
    case 29...31: return customise()
    case 28: return merging()
    default: return try deal()
    }
  }

  private mutating func answers() -> Command {
    func question(_ code: String, _ kind: QuestionKind) -> Question {
      var question = Question()
      (question.code, question.kind) = (code, kind)
      if kind == .scale { (question.minimum, question.maximum) = (1, 10) }
      if kind != .text { question.sizeWeight = UInt32(number(0...3)) * 10_000 }
      return question
    }
    let draft = QuestionnaireDraft(questions: [
      question("a", .scale), question("b", .scale), question("c", .yesNo), question("d", .text),
    ])
    let written = [
      WrittenAnswer("a", "\(number(1...10))"), WrittenAnswer("b", "\(number(1...10))"),
      WrittenAnswer("c", "yes"), WrittenAnswer("d", "words \(number(1...9))"),
    ].filter { _ in number(0...3) > 0 }
    switch number(0...9) {
    case 0:
      return .questionnaire(
        nil, .define(NewQuestionnaire(name: "Asked \(number(1...4))", draft: draft)))
    case 1: return .questionnaire(id(2), .revise(draft))
    case 2...6:
      let isPerson = number(0...1) == 0
      return .response(
        nil,
        .record(
          NewResponse(
            questionnaire: id(2), account: isPerson ? nil : id(20),
            contact: isPerson ? id(10) : nil, answers: written, isPartial: true)))
    case 7, 8:
      let changed = written.map {
        number(0...3) == 0 ? WrittenAnswer($0.question, "") : $0
      }
      return .response(id(12), .answer(changed))
    default: return .response(id(12), .retract)
    }
  }

  private mutating func plan() throws -> Command {
    let period = Period(.quarter, containing: try Day(year: 2026, month: number(1...12), day: 1))
    switch number(0...5) {
    case 0...2:
      var new = NewForecastCall(period, ForecastFigures(amount: try amount()))
      new.owner = id(4)
      return .forecastCall(nil, .submit(new))
    case 3: return .forecastCall(id(8), .withdraw)
    case 4:
      let owner: UserID? = number(0...2) == 0 ? nil : id(4)
      let key = PlanKey(owner, owner == nil ? .book : .own, period)
      return .target(nil, .set(NewTarget(key, try amount())))
    default:
      let rate = try DecimalNumber(units: Int64(number(1...20_000)), scale: 4)
      let from = try Day(year: 2026, month: number(1...12), day: number(1...28))
      return .book(
        .setExchangeRate(NewExchangeRate(CurrencyPair(.usDollar, in: .euro), rate, from: from)))
    }
  }

  private mutating func activity() throws -> Command {
    let activity: ActivityID = id(40)
    switch number(0...9) {
    case 0...2:
      var new = NewActivity(ActivityKind.allCases[number(0...5)])
      new.owner = UserID(UInt32(number(1...4)))
      new.account = AccountID(UInt32(number(1...20)))
      new.contact = number(0...2) == 0 ? ContactID(UInt32(number(1...15))) : nil
      new.opportunity = number(0...1) == 0 ? OpportunityID(UInt32(number(1...40))) : nil
      new.label = number(0...1) == 0 ? "Label \(number(1...4))" : nil
      new.subject = "Subject \(number(1...99))"
      return number(0...1) == 0
        ? .activity(nil, .plan(new, due: .day(try Day(year: 2026, month: number(1...12), day: 3))))
        : .activity(nil, .log(new, ActivityDone(durationSeconds: UInt32(number(0...9_000)))))
    case 3: return .activity(activity, .start(.set(id(4)), again: number(0...1) == 0))
    case 4: return .activity(activity, .stop(unstarted: number(0...1) == 0))
    case 5: return .activity(activity, .complete(ActivityDone(.agreed, result: "well")))
    case 6: return .activity(activity, .cancel)
    case 7: return .activity(activity, .reopen)
    case 8: return .activity(activity, .assign(id(5)))
    default: return .activity(activity, .link(account: .set(id(20)), opportunity: .keep))
    }
  }

  private mutating func deal() throws -> Command {
    let deal: OpportunityID = id(60)
    switch number(0...11) {
    case 0...2:
      var new = NewOpportunity(pipeline: PipelineID(1))
      new.amount = number(0...4) == 0 ? nil : try amount()
      new.account = number(0...3) == 0 ? nil : AccountID(UInt32(number(1...20)))
      new.owner = UserID(UInt32(number(1...4)))
      new.product = number(0...2) == 0 ? nil : ProductID(UInt32(number(1...4)))
      new.expectedClose = try Day(year: 2026, month: number(1...12), day: number(1...28))
      return .opportunity(nil, .open(new))
    case 3, 4: return .opportunity(deal, .advance(to: nil))
    case 5: return .opportunity(deal, .moveBack(to: 1))
    case 6: return .opportunity(deal, .reviseAmount(try amount()))
    case 7: return .opportunity(deal, .assign(id(5)))
    case 8: return .opportunity(deal, .win(number(0...1) == 0 ? nil : try amount()))
    case 9: return .opportunity(deal, .lose(reason: "price"))
    case 10: return .opportunity(deal, .reopen(stage: nil))
    default:
      return .opportunity(deal, .reviseExpectedClose(try Day(year: 2027, month: 3, day: 31)))
    }
  }
}
