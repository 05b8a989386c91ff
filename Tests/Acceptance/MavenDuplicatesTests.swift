import CRM
import Domain
import Projections
import Reports
import Testing

extension Acceptance {
  @Suite(.needsSharedData) struct MavenDuplicatesTests {
    /// Two letters in the middle of a name change places.
    private func misspelt(_ name: String) -> String {
      var letters = Array(name)
      letters.swapAt(letters.count / 2, letters.count / 2 - 1)
      return String(letters)
    }

    @Test func `accounts entered again with a slip are found, and nobody else is`() throws {
      let book = try MavenBook(MavenBook.files())
      let before = try book.ask("duplicates", ["of": "accounts"])
      #expect(before.answer.rows.isEmpty)
      let source = try book.crm.source(as: book.principal)
      let accounts = try source.model(Accounts.self).rows.all.filter { $0.1.exists }.map(\.0)
      for id in accounts {
        let account = try source.entity(Account.self, id)
        var new = NewAccount(name: misspelt(account.name))
        new.details.country = account.details.country
        _ = try book.crm.execute(.account(nil, .create(new)), as: book.principal)
      }
      let found = try book.ask("duplicates", ["of": "accounts", "limit": "0"])
      let expected = accounts.map { "\($0)/A-\($0.number + UInt32(accounts.count))" }
      #expect(Set(found.answer.rows.map(\.key)) == Set(expected))
    }
  }
}
