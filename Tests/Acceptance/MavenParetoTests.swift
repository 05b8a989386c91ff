import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  @Suite(.needsSharedData) struct MavenParetoTests {
    @Test(arguments: [("pareto_accounts", "account"), ("pareto_agents", "owner")])
    func `by won amounts the rule does not hold, and the report says so`(
      name: String, by: String
    ) throws {
      let book = try MavenBook.shared
      let expected = try SharedData.expected("maven_crm")(name)
      let report = try book.ask(
        "pareto", ["measure": "won-amount", "by": by, "show": "summary"])
      try expectPareto(report.row(key: "all"), expected, .usDollar)
      #expect(report.answer.notes[0].hasSuffix("the rule does not hold"))
    }
  }
}
