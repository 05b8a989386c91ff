import Bytes
import CRM
import Domain
import Exchange

/// The example: a book founded on the spot, with half a year of history that ends last Friday.
struct ExampleBook {
  let crm: CRM
  /// The Friday the story ends on.
  let lastDay: Day

  /// Founds the book in a directory and brings the history in.
  init(in directory: String, console: Console) throws {
    let zone = try SystemZones.zone(named: "Europe/Amsterdam")
    let foundation = Foundation(
      company: "Lantern Cargo Bikes", currency: .euro, zone: zone, administrator: "You",
      login: console.systemUser.isEmpty ? nil : console.systemUser,
      pipeline: try StandardPipeline.make())
    crm = try CRM.found(foundation, in: directory, now: console.now)
    lastDay = Self.friday(before: zone.day(of: console.now()))
    let importer = try Importer(
      try Recipe(parsing: Array(ExampleRecipe.json.utf8)), files: files())
    _ = try importer.run(crm, as: Principal(UserID(1)), history: true)
  }

  /// The last Friday before a day.
  private static func friday(before day: Day) -> Day {
    var friday = day.adding(days: -1)
    while friday.weekday != .friday { friday = friday.adding(days: -1) }
    return friday
  }

  private func files() -> [ImportFile] {
    [
      ("users", ExampleMasterData.users), ("accounts", ExampleMasterData.accounts),
      ("contacts", ExampleMasterData.contacts), ("products", ExampleMasterData.products),
      ("relationships", ExampleStory.relationships),
      ("opportunities", ExampleStory.opportunities), ("changes", ExampleStory.changes),
    ].map { name, text in
      ImportFile(name: name + ".csv", bytes: Array((dated(text) + "\n").utf8))
    }
  }

  /// The text with `{-12}` replaced by the date twelve days before the last day.
  private func dated(_ text: String) -> String {
    var result = ""
    for (index, piece) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated()
    {
      guard index > 0, let end = piece.firstIndex(of: "}"), let days = Int(piece[..<end]) else {
        result += piece
        continue
      }
      result += lastDay.adding(days: days).description + piece[piece.index(after: end)...]
    }
    return result
  }
}
