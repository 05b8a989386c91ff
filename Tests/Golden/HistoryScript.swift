import Bytes
import CRM
import CRMTesting
import Domain

/// A small firm's first months, as the commands that make them: every event type happens.
enum HistoryScript {
  /// Founds a book in a directory and lets everything happen to it.
  static func run(in directory: String, clock: TestClock) throws {
    let foundation = Foundation(
      company: "Golden Trading", currency: .euro,
      zone: try BookSamples.zone(ending: "\nCET-1CEST,M3.5.0,M10.5.0/3\n"),
      administrator: "Ada Admin", login: "ada",
      pipeline: NewPipeline(name: "Sales", stages: TestBook.stages))
    let crm = try CRM.found(foundation, in: directory, now: { clock.now })
    let administrator = Principal(UserID(1))
    try importPast(into: crm, as: administrator)
    for (number, command) in try commands().enumerated() {
      clock.advance(days: 1, seconds: 61)
      var context = CommandContext()
      if number % 3 == 0 {
        let id = CommandID(high: UInt64(number), low: 7)
        context.identity = CommandIdentity(id: id, request: [UInt8(number)])
      }
      if number % 4 == 1 { context.reason = "golden reason \(number)" }
      if number % 5 == 2 { context.origin.channel = .web }
      try crm.execute(command, as: administrator, context)
    }
  }

  /// Two accounts that the firm had before it had a book.
  private static func importPast(into crm: CRM, as administrator: Principal) throws {
    var run = ImportRun()
    run.recipe = "past"
    run.source = "erp"
    run.recipeDigest = Array(0..<32)
    run.files = [ImportedFile(name: "accounts.csv", rows: 2, digest: Array(32..<64))]
    let request = ImportRequest(isHistory: true, isDryRun: false, run: run)
    _ = try crm.importJob(request, as: administrator) { session in
      var details = AccountDetails()
      details.industry = "software"
      details.country = "Netherlands"
      let old = NewAccount(
        name: "Oldest", owner: UserID(1), details: details,
        references: [ExternalReference(source: "erp", identifier: "1")])
      _ = try session.execute(.account(nil, .create(old)), at: .undatedFirst, file: 1, row: 2)
      let instant = Instant(microseconds: 1_600_000_000_000_000)
      _ = try session.execute(
        .account(nil, .create(NewAccount(name: "Old"))), at: .at(instant), file: 1, row: 3)
      return 2
    }
  }

  static func commands() throws -> [Command] {
    try book() + users() + products() + pipelines() + accounts() + contacts() + opportunities()
      + plans() + questionnaires() + responses() + leads() + orders() + activities()
      + customFields() + merges()
  }

  private static func book() throws -> [Command] {
    let newer = try BookSamples.zone(ending: "\nCET-1CEST,M3.5.0,M9.5.0/3\n")
    return [
      .book(.renameCompany("Golden & Co.")), .book(.changeFiscalYear(startMonth: 4)),
      .book(.adoptZoneRules(newer)),
    ]
  }

  private static func users() -> [Command] {
    let rita = UserID(2)
    let sam = UserID(3)
    return [
      .user(
        nil,
        .register(
          NewUser(
            name: "Rita Rep", email: "rita@golden.example", login: "rita", role: .representative,
            manager: UserID(1), office: "North"))),
      .user(nil, .register(NewUser(name: "Sam Sales", role: .representative, office: "South"))),
      .user(rita, .rename("Rita Richards")), .user(rita, .changeEmail("r@golden.example")),
      .user(rita, .changeLogin("rrichards")), .user(rita, .changeRole(.manager)),
      .user(sam, .setManager(rita)), .user(sam, .setOffice("North")),
      .user(sam, .reference(ExternalReference(source: "hr", identifier: "3"))),
      .user(sam, .deactivate), .user(sam, .reactivate),
      .user(nil, .register(NewUser(name: "Tom Temp", login: "tom", role: .analyst))),
      .user(UserID(4), .deactivate), .user(UserID(4), .erase(reason: "golden request")),
    ]
  }

  private static func products() throws -> [Command] {
    let basic = ProductID(1)
    let price = try Money("550.25", .euro)
    return [
      .product(
        nil,
        .create(NewProduct(name: "GTX Basic", listPrice: price, family: "GTX", code: "gtx-1"))),
      .product(nil, .create(NewProduct(name: "Hammock"))),
      .product(basic, .rename("GTX Classic")), .product(basic, .price(try Money("600", .usDollar))),
      .product(basic, .setFamily("Classic")), .product(basic, .setCode("gtx-c")),
      .product(basic, .reference(ExternalReference(source: "shop", identifier: "42"))),
      .product(basic, .retire), .product(basic, .reinstate),
    ]
  }

  private static func pipelines() throws -> [Command] {
    let sales = PipelineID(1)
    let services = NewPipeline(
      name: "Services", stages: [NewStage(name: "Asked", probability: TestBook.percent(5))])
    let legal = NewStage(name: "Legal", probability: TestBook.percent(80), category: .commit)
    return [
      .pipeline(sales, .rename("Field sales")), .pipeline(sales, .addStage(legal, after: 2)),
      .pipeline(
        sales, .changeStage(1, name: "Prospect", probability: TestBook.percent(15), category: nil)),
      .pipeline(sales, .reorder([1, 2, 3, 4])), .pipeline(nil, .define(services)),
      .pipeline(
        PipelineID(2), .reference(ExternalReference(source: "old", identifier: "services"))),
      .pipeline(PipelineID(2), .retire), .pipeline(PipelineID(2), .reinstate),
    ]
  }
}
