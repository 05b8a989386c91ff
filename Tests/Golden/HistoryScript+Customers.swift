import Bytes
import CRM
import CRMTesting
import Domain

// What happens to customers and their opportunities in the golden history.

extension HistoryScript {
  static func accounts() throws -> [Command] {
    let globex = AccountID(3)
    var details = AccountDetails()
    details.annualRevenue = try Money("1100.0425", .usDollar)
    details.employees = 85
    details.industry = "software"
    details.country = "Kenya"
    var changes = AccountChanges()
    changes.annualRevenue = .set(try Money("1200", .usDollar))
    changes.industry = .set("retail")
    changes.employees = .clear
    return [
      .account(nil, .create(NewAccount(name: "Globex", owner: UserID(2), details: details))),
      .account(nil, .create(NewAccount(name: "Initech", parent: globex))),
      .account(globex, .rename("Globex Corporation")), .account(globex, .change(changes)),
      .account(globex, .assign(UserID(3))), .account(globex, .setParent(AccountID(1))),
      .account(AccountID(4), .setParent(nil)), .account(globex, .tag("key account")),
      .account(globex, .tag("north")), .account(globex, .untag("north")),
      .account(globex, .reference(ExternalReference(source: "erp", identifier: "D-4711"))),
    ]
  }

  static func contacts() throws -> [Command] {
    let hank = ContactID(1)
    var person = NewContact(name: PersonName(given: "Hank", family: "Scorpio"))
    person.emails = [EmailAddress("hank@globex.example", label: "work")]
    person.birthday = try Day(year: 1960, month: 2, day: 29)
    person.account = AccountID(3)
    person.owner = UserID(2)
    let address = PostalAddress(street: "Dam 1", city: "Amsterdam")
    return [
      .contact(nil, .create(person)),
      .contact(nil, .create(NewContact(name: PersonName(full: "Cher")))),
      .contact(hank, .rename(PersonName(given: "Henry", family: "Scorpio"))),
      .contact(hank, .addEmail("h@scorpio.example")),
      .contact(hank, .removeEmail("hank@globex.example")),
      .contact(hank, .addPhone("+31 20 123 4567", label: "mobile")),
      .contact(hank, .removePhone("+31 20 123 4567")),
      .contact(hank, .addAddress(address)), .contact(hank, .removeAddress(address)),
      .contact(hank, .setBirthday(nil)), .contact(hank, .setAccount(AccountID(4), role: "buyer")),
      .contact(hank, .moveRelationship(to: .customer)),
      .contact(ContactID(2), .moveRelationship(to: .lost, reason: "moved away")),
      .contact(hank, .assign(UserID(3))), .contact(hank, .tag("golf")),
      .contact(hank, .untag("golf")),
      .contact(hank, .reference(ExternalReference(source: "crm", identifier: "003"))),
      .contact(nil, .create(NewContact(name: PersonName(full: "Ozymandias")))),
      .contact(ContactID(3), .erase(reason: "golden request")),
    ]
  }

  static func opportunities() throws -> [Command] {
    try openings() + changes()
  }

  private static func openings() throws -> [Command] {
    var hammocks = NewOpportunity(pipeline: PipelineID(1))
    hammocks.name = "Hammocks"
    hammocks.owner = UserID(2)
    hammocks.account = AccountID(3)
    hammocks.contact = ContactID(1)
    hammocks.product = ProductID(2)
    hammocks.amount = try Money("12000", .euro)
    hammocks.expectedClose = try Day(year: 2026, month: 9, day: 30)
    hammocks.source = "trade fair"
    return [
      .opportunity(nil, .open(hammocks)),
      .opportunity(nil, .open(NewOpportunity(pipeline: PipelineID(2)))),
    ]
  }

  private static func changes() throws -> [Command] {
    let first = OpportunityID(1)
    let steps: [OpportunityCommand] = [
      .advance(to: 3), .moveBack(to: 2), .reviseAmount(try Money("12500.5", .euro)),
      .reviseProbability(TestBook.percent(60)),
      .reviseExpectedClose(try Day(year: 2026, month: 10, day: 15)), .assign(UserID(3)),
      .setProduct(ProductID(1)), .setAccount(AccountID(4)), .setContact(ContactID(2)),
      .rename("Hammocks and more"),
      .reference(ExternalReference(source: "maven", identifier: "1C1I7A6R")),
      .win(try Money("12400", .euro)), .reopen(stage: 1), .lose(reason: "price"),
    ]
    // The stage an opportunity stands in may be retired under it.
    return steps.map { .opportunity(first, $0) } + [
      .pipeline(PipelineID(1), .retireStage(3)),
      .opportunity(OpportunityID(2), .reviseAmount(try Money("99", .usDollar))),
    ]
  }

  /// Two pairs entered twice, merged and unmerged; one of each stays merged.
  static func merges() throws -> [Command] {
    var twin = NewContact(name: PersonName(given: "Hank", family: "Scorpion"))
    twin.phones = [PhoneNumber("+31 20 765 4321")]
    twin.birthday = try Day(year: 1960, month: 2, day: 29)
    let accounts = (AccountID(3).stream, AccountID(4).stream)
    let contacts = (ContactID(1).stream, ContactID(4).stream)
    return [
      .contact(nil, .create(twin)),
      .merging(
        .merge(accounts.1, into: accounts.0, keep: [KeptField("name", of: "A-4")])),
      .merging(.unmerge(accounts.1)), .merging(.merge(accounts.1, into: accounts.0)),
      .merging(.merge(contacts.1, into: contacts.0)), .merging(.unmerge(contacts.1)),
      .merging(.merge(contacts.1, into: contacts.0)),
      .merging(.distinguish(AccountID(1).stream, from: AccountID(2).stream, reason: "branches")),
      .merging(.distinguish(ContactID(1).stream, from: ContactID(2).stream, reason: "brothers")),
    ]
  }

  static func activities() throws -> [Command] {
    var visit = NewActivity(.visit)
    (visit.contact, visit.opportunity) = (ContactID(1), OpportunityID(2))
    (visit.subject, visit.notes, visit.label) = ("Golden visit", "ring twice", "first talk")
    var call = NewActivity(.call)
    (call.account, call.owner, call.subject) = (AccountID(3), UserID(2), "Golden call")
    let due = Due.day(try Day(year: 2026, month: 12, day: 1))
    let steps: [ActivityCommand] = [
      .reschedule(.at(Instant(microseconds: 1_800_000_000_000_000))), .assign(UserID(3)),
      .start(.set(UserID(3))), .start(.set(UserID(2)), again: true), .stop(),
      .stop(unstarted: true), .rename("Golden meeting"), .note("bring samples"),
      .link(account: .set(AccountID(4)), opportunity: .clear), .start(.clear),
      .complete(ActivityDone(.agreed, result: "wants ten")), .reopen,
      .reference(ExternalReference(source: "calendar", identifier: "uid-7")), .start(.keep),
      .cancel,
    ]
    return [
      .activity(nil, .plan(visit, due: due)),
      .activity(nil, .log(call, ActivityDone(.noAnswer, durationSeconds: 90))),
    ] + steps.map { .activity(ActivityID(1), $0) }
  }
}
