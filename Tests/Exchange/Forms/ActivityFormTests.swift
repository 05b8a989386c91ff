import Bytes
import CRM
import Domain
import Exchange
import Testing

/// How activities are typed.
@Suite struct ActivityFormTests {
  private let book: FormBook

  init() throws { book = try FormBook() }

  @Test func `due is a day, or a day and a time in the zone of the book`() throws {
    func due(_ text: String) throws -> Due? {
      let command = try book.command(
        "activity.plan", of: nil, ["type": "visit", "account": "Globex", "due": text])
      guard case .activity(nil, .plan(_, let due)) = command else { return nil }
      return due
    }
    #expect(try due("2017-03-31") == .day(try Day("2017-03-31")))
    let noon = try book.crm.book.zone.instant(
      of: Day("2017-03-31"), timeOfDayMicroseconds: 12 * 3_600_000_000)
    #expect(try due("2017-03-31T12:00") == .at(noon))
    #expect(throws: FormRefusal.self) { try due("soon") }
  }

  @Test func `minutes are whole, and what came of it is one of seven words`() throws {
    let command = try book.command(
      "activity.complete", of: "T-1", ["minutes": "25", "outcome": "follow-up", "result": "nice"])
    let done = ActivityDone(.followUp, durationSeconds: 1_500, result: "nice")
    #expect(command == .activity(ActivityID(1), .complete(done)))
    #expect(throws: FormRefusal.self) {
      try book.command("activity.complete", of: "T-1", ["outcome": "great"])
    }
  }

  @Test func `who works is the actor, somebody, or nobody known`() throws {
    func user(_ values: [String: String]) throws -> Command {
      try book.command("activity.start", of: "T-1", values)
    }
    let id = ActivityID(1)
    #expect(try user([:]) == .activity(id, .start(.keep)))
    #expect(try user(["user": ""]) == .activity(id, .start(.clear)))
    #expect(
      try user(["user": "U-1", "again": "yes"])
        == .activity(id, .start(.set(UserID(1)), again: true)))
  }

  @Test func `a link is kept, set or taken away`() throws {
    let command = try book.command("activity.link", of: "T-1", ["opportunity": "O-1"])
    #expect(
      command
        == .activity(ActivityID(1), .link(account: .keep, opportunity: .set(OpportunityID(1)))))
    #expect(throws: FormRefusal.self) { try book.command("activity.link", of: "T-1", [:]) }
  }
}
