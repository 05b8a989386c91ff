import CRM
import CRMTesting
import Domain
import Reports
import Testing

@Suite struct OptionResolvingTests {
  private func book() throws -> TestBook {
    let book = try TestBook()
    try book.run(.user(nil, .register(NewUser(name: "Rita Rep", role: .representative))))
    try book.run(.account(nil, .create(NewAccount(name: "Globex", owner: UserID(2)))))
    return book
  }

  private func owner(_ text: String, _ book: TestBook, at moment: Moment = .now) throws -> String? {
    let report = try #require(Reports.named("accounts"))
    let source = try book.crm.source(at: moment)
    return try book.crm.resolved(["owner": text], of: report, at: source)["owner"]
  }

  @Test func `an option that means an entity takes its number or its name`() throws {
    let book = try book()
    #expect(try owner("U-2", book) == "U-2")
    #expect(try owner("u2", book) == "U-2")
    #expect(try owner("rita rep", book) == "U-2")
  }

  @Test func `what is not there at that moment is refused`() throws {
    let book = try book()
    #expect(throws: ReportRefusal.unknown("user U-99")) { try owner("U-99", book) }
    #expect(throws: ReportRefusal.unknown("user U-2")) { try owner("U-2", book, at: .position(2)) }
    #expect(throws: NameRefusal.unknown("Nobody", noun: "user")) { try owner("Nobody", book) }
  }
}
