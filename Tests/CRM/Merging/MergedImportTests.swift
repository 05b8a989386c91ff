import Bytes
import CRM
import CRMTesting
import Domain
import Testing

/// What a file says again of what was merged since it was imported.
@Suite struct MergedImportTests {
  private let second = ExternalReference(source: "shop", identifier: "2")

  private func importing(
    _ book: TestBook, _ body: @escaping @Sendable (inout ImportSession) throws -> Void
  ) throws {
    var run = ImportRun()
    (run.recipe, run.source) = ("shop", "shop")
    run.recipeDigest = Array(0..<32)
    run.files = [ImportedFile(name: "accounts.csv", rows: 2, digest: Array(32..<64))]
    let request = ImportRequest(isHistory: false, isDryRun: false, run: run)
    _ = try book.crm.importJob(request, as: book.administrator) { session in
      try body(&session)
      return 2
    }
    book.clock.advance(days: 1)
  }

  /// Two accounts of a shop that were imported, and merged by hand afterwards.
  private func merged() throws -> TestBook {
    let book = try TestBook()
    let second = second
    try importing(book) { session in
      let one = NewAccount(
        name: "Globex", references: [ExternalReference(source: "shop", identifier: "1")])
      var other = NewAccount(name: "Globex Ltd", references: [second])
      other.details.phone = "030 1"
      for (row, new) in [one, other].enumerated() {
        _ = try session.execute(
          .account(nil, .create(new)), at: .undatedLast, file: 1, row: UInt64(row + 2))
      }
    }
    try book.run(.merging(.merge(AccountID(2).stream, into: AccountID(1).stream)))
    book.clock.advance(days: 1)
    return book
  }

  /// The row of the merged account, with this phone; answers what was written.
  private func again(_ book: TestBook, phone: String) throws -> [StreamID] {
    let head = try book.crm.head().position
    let second = second
    try importing(book) { session in
      let known = try #require(session.holder(of: second, kind: .account))
      #expect(session.survivor(of: known) == AccountID(1).stream)
      var changes = AccountChanges()
      changes.phone = .set(phone)
      _ = try session.update(
        known,
        [
          .account(AccountID(2), .rename("Globex Ltd")), .account(AccountID(2), .change(changes)),
        ], at: .undatedLast, file: 1, row: 3)
    }
    var streams: [StreamID] = []
    var filter = LogFilter()
    filter.after = head
    try book.crm.readLog(filter, as: book.administrator) { entry in
      if entry.header.stream.kind == .account { streams.append(entry.header.stream) }
      return true
    }
    return streams
  }

  @Test func `an unchanged row of what was merged writes nothing`() throws {
    let book = try merged()
    #expect(try again(book, phone: "030 1").isEmpty)
    let account = try book.crm.source().entity(Account.self, AccountID(1))
    #expect(account.name == "Globex")
  }

  @Test func `what changed in the row goes to the survivor, once`() throws {
    let book = try merged()
    #expect(try again(book, phone: "030 2") == [AccountID(1).stream])
    #expect(try again(book, phone: "030 2").isEmpty)
    let account = try book.crm.source().entity(Account.self, AccountID(1))
    #expect(account.name == "Globex" && account.details.phone == "030 2")
  }

  @Test func `what a user changed on the survivor stays`() throws {
    let book = try merged()
    var changes = AccountChanges()
    changes.phone = .set("030 9")
    try book.run(.account(AccountID(1), .change(changes)))
    #expect(try again(book, phone: "030 2").isEmpty)
    let account = try book.crm.source().entity(Account.self, AccountID(1))
    #expect(account.details.phone == "030 9")
  }
}
