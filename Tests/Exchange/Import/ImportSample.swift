import Bytes
import CRM
import Domain
import Exchange
import Reports

/// A small firm's book, the recipes of a test, and what came of them.
struct ImportSample {
  let crm: CRM
  let principal = Principal(UserID(1))

  init(zone: String = "Europe/Amsterdam") throws {
    crm = try CRM.foundInMemory(
      Foundation(
        company: "Acme", currency: .euro, zone: try SystemZones.zone(named: zone),
        administrator: "Anna",
        pipeline: NewPipeline(
          name: "Sales",
          stages: [
            NewStage(name: "Talk", probability: try Probability("10%")),
            NewStage(name: "Offer", probability: try Probability("50%")),
            NewStage(name: "Contract", probability: try Probability("90%")),
          ])))
  }

  /// A recipe with these files, steps and other members.
  static func recipe(
    files: String = #""deals": {"match": "deals*.csv"}"#, steps: String, more: String = ""
  ) throws -> Recipe {
    try Recipe(
      parsing: Array(
        """
        {"format": 1, "name": "test", "source": "erp", \(more)
         "files": {\(files)},
         "steps": [\(steps)]}
        """.utf8))
  }

  /// Opens opportunities from deals.csv: id, opened, and more values as a JSON object's members.
  static func opening(_ values: String = "", at: String = #"{"column": "opened"}"#) -> String {
    """
    {"from": "deals", "do": "opportunity.open", "at": \(at), "reference": {"column": "id"},
     "set": {\(values)}}
    """
  }

  @discardableResult
  func run(
    _ recipe: Recipe, _ files: [String: String], history: Bool = true, dryRun: Bool = false
  ) throws -> ImportReport {
    let files = files.sorted { $0.key < $1.key }
      .map { ImportFile(name: $0.key, bytes: Array($0.value.utf8)) }
    return try Importer(recipe, files: files)
      .run(crm, as: principal, history: history, dryRun: dryRun)
  }

  /// The one line an import is refused with; the book is checked to be as it was.
  func refusal(
    _ recipe: Recipe, _ files: [String: String], history: Bool = true
  ) throws -> String {
    let head = try crm.head()
    do {
      try run(recipe, files, history: history)
      return "not refused"
    } catch {
      guard try crm.head() == head else { return "refused, but not undone: \(error)" }
      return "\(error)"
    }
  }

  func opportunity(_ number: UInt32, at moment: Moment = .now) throws -> Opportunity {
    try crm.source(at: moment).entity(Opportunity.self, OpportunityID(number))
  }

  func account(_ number: UInt32) throws -> Account {
    try crm.source().entity(Account.self, AccountID(number))
  }
}
