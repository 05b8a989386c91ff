import Bytes
import Domain
import Projections
import Testing

@testable import Reports

private func about(
  _ kind: ActivityKind, owner: UInt32, account: UInt32? = nil, contact: UInt32? = nil,
  deal: UInt32? = nil, label: String = ""
) -> ActivityAbout {
  var about = ActivityAbout()
  (about.kind, about.owner, about.label) = (kind, UserID(owner), label)
  about.account = account.map { AccountID($0) }
  about.contact = contact.map { ContactID($0) }
  about.opportunity = deal.map { OpportunityID($0) }
  return about
}

private func planned(_ about: ActivityAbout, due: Due?, _ subject: String = "") -> ActivityEvent {
  var planned = ActivityPlanned()
  (planned.about, planned.due) = (about, due)
  planned.words = Discreet(
    ActivityWords(subject: subject), slot: about.contact == nil ? nil : KeySlot(41))
  return .planned(planned)
}

private func logged(_ about: ActivityAbout, seconds: UInt32?) -> ActivityEvent {
  var logged = ActivityLogged()
  logged.about = about
  logged.result = ActivityResult(.done, durationSeconds: seconds)
  return .logged(logged)
}

private func completed(seconds: UInt32) -> ActivityEvent {
  var completed = ActivityCompleted()
  completed.result = ActivityResult(.agreed, durationSeconds: seconds)
  return .completed(completed)
}

/// The small company, and seven activities.
private var book: TestBook {
  var book = TestBook.sample
  func on(_ text: String) -> Due { .day(day(text)) }
  book.add(
    planned(about(.visit, owner: 2, deal: 3), due: on("2017-03-02")), 1, occurred: "2017-03-01")
  book.add(completed(seconds: 1_800), 1, occurred: "2017-03-02")
  book.add(logged(about(.call, owner: 3, deal: 4), seconds: 600), 2, occurred: "2017-03-10")
  book.add(logged(about(.call, owner: 3, deal: 4), seconds: 600), 3, occurred: "2017-03-15")
  book.add(
    planned(about(.task, owner: 2, account: 1, deal: 1, label: "quote"), due: on("2017-04-05")),
    4, occurred: "2017-03-20")
  book.add(ActivityEvent.started(IDChanged(UserID(3))), 4, occurred: "2017-03-21")
  book.add(ActivityEvent.stopped(NothingElse()), 4, occurred: "2017-03-22")
  let lunch = Instant(
    microseconds: Zone.utc.start(of: day("2017-04-10")).microseconds + 14 * 3_600_000_000)
  book.add(
    planned(about(.meeting, owner: 3, account: 1, contact: 1), due: .at(lunch), "Lunch"), 5,
    occurred: "2017-03-25")
  book.add(logged(about(.email, owner: 2, deal: 5), seconds: nil), 6, occurred: "2017-03-18")
  book.add(
    planned(about(.note, owner: 3, account: 2), due: nil, "Likes blue"), 7, occurred: "2017-03-26")
  return book
}

@Suite struct ActivityReportTests {
  @Test func `the customers and users who take most time are ranked`() throws {
    let summary = try ask(
      "pareto", ["measure": "service-time", "by": "opportunity", "show": "summary"], book.now)
    // O-3 took 30 minutes, O-4 twice 10, O-1 a day between a start and a stop.
    #expect(summary.cell("all", "entities") == .integer(3))
    #expect(summary.cell("all", "total") == ratio(1_490, 1))
    #expect(summary.cell("all", "top_sum") == ratio(1_440, 1))
    #expect(summary.cell("all", "holds") == .text("yes"))
    let users = try ask("pareto", ["measure": "service-time", "by": "owner"], book.now)
    #expect(users.keys == ["U-3", "U-2"])
    #expect(users.cell("U-3", "value") == ratio(1_460, 1))
    let march = ["measure": "service-time", "by": "customer", "to": "2017-03-10"]
    #expect(throws: ReportRefusal.self) {
      try ask("pareto", ["measure": "service-time", "by": "country"], book.now)
    }
    #expect(try ask("pareto", march, book.now).rows.isEmpty, "opportunities name the customers")
    try requireExplained("pareto", ["measure": "service-time", "by": "product"], book)
    try requireExplained("pareto", ["measure": "service-time", "by": "owner"], book)
  }

  @Test func `the agenda shows what is overdue and then what is due today`() throws {
    let answer = try ask("agenda", [:], book.now)
    #expect(answer.keys == ["T-4", "T-5"])
    #expect(answer.cell("T-4", "overdue_days") == .integer(5))
    #expect(answer.cell("T-5", "time") == .text("14:00"))
    #expect(answer.cell("T-5", "overdue_days") == Cell.none)
    #expect(answer.cell("T-5", "activity") == .entity("T-5", name: "Lunch"))
    #expect(answer.notes.first?.hasPrefix("1 open without a due time") == true)
    try requireExplained("agenda", [:], book)
  }

  @Test func `the agenda is cut by user and by days`() throws {
    #expect(try ask("agenda", ["owner": "U-2"], book.now).keys == ["T-4"])
    #expect(try ask("agenda", ["overdue": "no"], book.now).keys == ["T-5"])
    let span = ["from": "2017-04-01", "to": "2017-04-05", "overdue": "no"]
    #expect(try ask("agenda", span, book.now).keys == ["T-4"])
    #expect(throws: ReportRefusal.self) {
      try ask("agenda", ["from": "2017-04-02", "to": "2017-04-01"], book.now)
    }
  }

  @Test func `overdue is what should have been done by now`() throws {
    #expect(try ask("overdue", [:], book.now).keys == ["T-4"])
    #expect(try ask("overdue", ["owner": "U-3"], book.now).keys == [])
    try requireExplained("overdue", [:], book)
  }

  @Test func `activities are listed, filtered and ordered`() throws {
    #expect(try ask("activities", [:], book.now).keys.count == 7)
    #expect(try ask("activities", ["status": "open"], book.now).keys == ["T-4", "T-5", "T-7"])
    #expect(
      try ask("activities", ["type": "call", "sort": "closed:desc"], book.now).keys
        == ["T-3", "T-2"])
    #expect(try ask("activities", ["label": "quote"], book.now).keys == ["T-4"])
    #expect(try ask("activities", ["contact": "C-1"], book.now).keys == ["T-5"])
    let march = ["from": "2017-03-10", "to": "2017-03-15"]
    #expect(try ask("activities", march, book.now).keys == ["T-2", "T-3"])
    #expect(try ask("activities", ["search": "blue"], book.now).keys == ["T-7"])
    let answer = try ask("activities", ["sort": "minutes:desc"], book.now)
    #expect(answer.cell("T-4", "minutes") == ratio(1_440 * 60_000_000, 60_000_000))
    try requireExplained("activities", [:], book)
  }

  @Test func `what is said of an erased contact is hidden and left out of a search`() throws {
    var book = book
    book.erase(slot: 41)
    let all = try ask("activities", [:], book.now)
    #expect(all.cell("T-5", "activity") == .entity("T-5", name: "(erased)"))
    book.add(ContactEvent.erased(NothingElse()), 1, on: "2017-04-10")
    let found = try ask("activities", ["search": "lunch"], book.now)
    #expect(found.keys == [])
    #expect(found.notes == ["1 activity with an erased contact is left out of the search"])
  }

  @Test func `effort counts completions, stretches and minutes`() throws {
    let answer = try ask("effort", [:], book.now)
    #expect(answer.keys == ["call", "email", "visit", "task"])
    #expect(answer.cell("call", "completed") == .integer(2))
    #expect(answer.cell("call", "minutes") == ratio(1_200_000_000, 60_000_000))
    #expect(answer.cell("email", "completed") == .integer(1))
    #expect(answer.cell("email", "stretches") == .integer(0))
    #expect(answer.cell("email", "mean_minutes") == Cell.none)
    #expect(answer.cell("task", "completed") == .integer(0))
    #expect(answer.cell("task", "stretches") == .integer(1))
    #expect(answer.total("completed") == .integer(4))
    #expect(answer.total("stretches") == .integer(4))
    #expect(answer.total("minutes") == ratio(1_490 * 60_000_000, 60_000_000))
    for by in ["type", "label", "outcome", "owner", "user,month", "account", "product", "week"] {
      try requireExplained("effort", ["by": by], book)
    }
  }

  @Test func `effort is the work of whoever started, else of the owner`() throws {
    let answer = try ask("effort", ["by": "user"], book.now)
    #expect(answer.cell("U-3", "stretches") == .integer(3))
    #expect(answer.cell("U-2", "completed") == .integer(2))
    let march = try ask("effort", ["user": "U-3", "from": "2017-03-16"], book.now)
    #expect(march.keys == ["task"])
    let owners = try ask("effort", ["by": "owner"], book.now)
    #expect(owners.cell("U-2", "stretches") == .integer(2))
  }

  @Test func `a reopened activity is not completed, and its minutes stay`() throws {
    var book = book
    book.add(ActivityEvent.reopened(NothingElse()), 1, on: "2017-04-10")
    let answer = try ask("effort", [:], book.now)
    #expect(answer.cell("visit", "completed") == .integer(0))
    #expect(answer.cell("visit", "stretches") == .integer(1))
  }

  @Test func `a start without an end and an end without a start have no minutes`() throws {
    var book = book
    book.add(ActivityEvent.started(IDChanged(UserID(3))), 7, on: "2017-04-10")
    book.add(ActivityEvent.started(IDChanged(UserID(2))), 7, on: "2017-04-11")
    book.add(ActivityEvent.stopped(NothingElse()), 7, on: "2017-04-12")
    book.add(ActivityEvent.stopped(NothingElse()), 7, on: "2017-04-13")
    let answer = try ask("effort", ["by": "user", "type": "note"], book.now)
    #expect(answer.keys == ["U-2"])
    #expect(answer.cell("U-2", "minutes") == ratio(1_440 * 60_000_000, 60_000_000))
    #expect(
      answer.notes == [
        "2 starts without an end, or ends without a start: no minutes known"
      ])
  }

  @Test func `effort per outcome counts what was done by the close`() throws {
    let answer = try ask("effort-outcome", [:], book.now)
    #expect(answer.keys == ["all,won", "all,lost"])
    #expect(answer.cell("all,won", "opportunities") == .integer(2))
    #expect(answer.cell("all,won", "activities") == ratio(2, 2))
    #expect(answer.cell("all,won", "calls") == ratio(1, 2))
    #expect(answer.cell("all,won", "visits") == ratio(1, 2))
    #expect(answer.cell("all,won", "with_any") == ratio(2, 2))
    #expect(answer.cell("all,won", "minutes") == ratio(2_400_000_000, 120_000_000))
    #expect(answer.cell("all,lost", "emails") == ratio(1, 1))
    #expect(answer.cell("all,lost", "minutes") == ratio(0, 60_000_000))
    for by in ["none", "owner", "product", "account", "closed-month"] {
      try requireExplained("effort-outcome", ["by": by], book)
    }
  }

  @Test func `the file of a customer shows what is to be done and what was done`() throws {
    let file = try ask("customer", ["customer": "A-1"], book.now)
    #expect(file.keys.filter { $0.hasPrefix("activity/") } == ["activity/T-4", "activity/T-5"])
    let contact = try ask("customer", ["customer": "C-1"], book.now)
    #expect(
      contact.cell("activity/T-5", "detail") == .text("meeting, open, due 2017-04-10, by Ann Berg"))
    try requireExplained("customer", ["customer": "A-1"], book)
  }

  @Test func `a day shows what is overdue and due, closes to come and quiet deals`() throws {
    var book = book
    book.add(opened(owner: 3, account: 2, close: "2017-04-12"), 8, on: "2017-04-10")
    let answer = try ask("day", ["user": "U-3", "quiet": "30"], book.now)
    #expect(answer.keys == ["due/T-5", "close/O-8", "follow-up/O-6"])
    #expect(answer.cell("follow-up/O-6", "detail") == .text("quiet for 58 days"))
    let mine = try ask("day", ["user": "U-2", "quiet": "30"], book.now)
    #expect(mine.keys == ["overdue/T-4", "follow-up/O-2"])
  }

  @Test func `birthdays are kept on the day, the 29th of February on the 28th`() throws {
    var book = TestBook.sample
    for (number, date) in [(1 as UInt32, "1960-04-12"), (2, "1992-04-01")] {
      book.add(
        ContactEvent.birthdayChanged(
          Personal(BirthdayContent(day(date)), slot: KeySlot(40 + number))), number,
        on: "2017-04-10")
    }
    let answer = try ask("day", ["user": "U-2"], book.now)
    #expect(answer.cell("birthday/C-1", "detail") == .text("turns 57"))
    #expect(answer.cell("birthday/C-1", "when") == .day(day("2017-04-12")))
    #expect(try ask("day", ["user": "U-3"], book.now).cell("birthday/C-2", "when") == nil)
    book.erase(slot: 41)
    #expect(
      try ask("day", ["user": "U-2"], book.now).notes
        == ["1 contact was erased: nobody knows the birthday any more"])
    #expect(day("1960-02-29").adding(years: 57) == day("2017-02-28"))
  }
}
