import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Testing

/// Submitted forecasts and targets through the door: one for each owner, scope and period.
@Suite struct PlanTests {
  private let book: TestBook
  private let rita = UserID(2)
  private let mona = UserID(4)
  private let quarter: Period

  /// Rita and Sam represent, Mona manages Rita only, Ann analyses.
  init() throws {
    book = try TestBook()
    for (name, role) in [
      ("Rita", Role.representative), ("Sam", .representative), ("Mona", .manager),
      ("Ann", .analyst),
    ] {
      try book.run(.user(nil, .register(NewUser(name: name, role: role))))
    }
    try book.run(.user(UserID(2), .setManager(UserID(4))))
    quarter = try Period(label: "2026Q1")
    book.clock.advance(days: 1)
  }

  private func call(
    _ amount: Int64, _ owner: UserID? = nil, _ scope: PlanScope = .own
  ) throws -> Command {
    let money = try Money(units: amount, scale: 0, currency: .euro)
    var new = NewForecastCall(quarter, ForecastFigures(amount: money))
    (new.owner, new.scope) = (owner, scope)
    return .forecastCall(nil, .submit(new))
  }

  private func target(_ owner: UserID?, _ scope: PlanScope = .own) throws -> Command {
    let money = try Money(units: 5000, scale: 0, currency: .euro)
    return .target(nil, .set(NewTarget(PlanKey(owner, scope, quarter), money)))
  }

  private func isAllowed(_ command: Command, _ user: UInt32) throws -> Bool {
    do {
      try book.run(command, as: Principal(UserID(user)))
      return true
    } catch CommandRefusal.notAllowed {
      return false
    }
  }

  @Test func `a second submission for the same is a revision of the first`() throws {
    let first = try book.run(call(100), as: Principal(rita))
    let second = try book.run(call(90), as: Principal(rita))
    #expect(first.stream == ForecastCallID(1).stream)
    #expect(second.stream == first.stream && second.events.map(\.type.number) == [2])
    #expect(try book.run(call(90, rita), as: Principal(mona)).events.isEmpty)
    let other = try book.run(call(200, mona, .team), as: Principal(mona))
    #expect(other.stream == ForecastCallID(2).stream)
  }

  @Test func `what was called is known as of any moment`() throws {
    try book.run(call(100), as: Principal(rita))
    let then = book.clock.now
    book.clock.advance(days: 3)
    try book.run(call(90), as: Principal(rita))
    try book.run(.forecastCall(ForecastCallID(1), .withdraw), as: Principal(rita))
    let past = try book.crm.source(at: .instant(then)).model(SubmittedForecasts.self)
    #expect(past.call(rita, for: quarter)?.amount == (try Money("100", .euro)))
    let now = try book.crm.source().model(SubmittedForecasts.self)
    #expect(now.call(rita, for: quarter) == nil, "withdrawn")
    #expect(now.rows[ForecastCallID(1)].times == 2)
    try book.run(call(70), as: Principal(rita))
    let again = try book.crm.source().model(SubmittedForecasts.self)
    #expect(again.call(rita, for: quarter)?.amount == (try Money("70", .euro)))
  }

  @Test func `one submits for oneself, a manager for those below, an administrator for all`() throws
  {
    #expect(try isAllowed(call(1, UserID(2)), 2))
    #expect(try isAllowed(call(2, UserID(2)), 4))
    #expect(try isAllowed(call(3, UserID(2)), 1))
    #expect(try isAllowed(call(4, UserID(3)), 4) == false, "Sam does not report to Mona")
    #expect(try isAllowed(call(5, UserID(2)), 3) == false)
    #expect(try isAllowed(call(6), 5) == false, "an analyst changes nothing")
    #expect(try isAllowed(.forecastCall(ForecastCallID(1), .withdraw), 3) == false)
  }

  @Test func `targets come from above`() throws {
    #expect(try isAllowed(target(UserID(2)), 4))
    #expect(try isAllowed(target(UserID(2)), 2) == false, "nobody sets a target for themselves")
    #expect(try isAllowed(target(UserID(4), .team), 4) == false)
    #expect(try isAllowed(target(UserID(3)), 4) == false, "Sam does not report to Mona")
    #expect(try isAllowed(target(nil, .book), 4) == false)
    #expect(try isAllowed(target(nil, .book), 1))
    #expect(try isAllowed(.target(TargetID(1), .retire), 2) == false)
    #expect(try isAllowed(.target(TargetID(1), .retire), 4))
  }

  @Test func `rates and the fiscal calendar are set-up`() throws {
    let rate = NewExchangeRate(
      CurrencyPair(.usDollar, in: .euro), try DecimalNumber("0.9"), from: .first)
    #expect(try isAllowed(.book(.setExchangeRate(rate)), 4) == false)
    #expect(try isAllowed(.book(.setExchangeRate(rate)), 1))
    let settings = try book.crm.source().model(BookSettings.self)
    #expect(settings.book.rates.pairs.map(\.description) == ["USD in EUR"])
  }
}
