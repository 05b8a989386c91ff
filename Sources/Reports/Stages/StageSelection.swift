import Bytes
import Domain
import Projections

/// Which stages and which opportunities a report about stages looks at.
struct StageSelection: Sendable {
  private let filter: OpportunityFilter
  private let (from, to): (Day?, Day?)
  private let named: [String]

  static let options = [
    ReportOption(
      "stages", "STAGES", "only these, in this order: names or numbers such as L-1/2, with commas"),
    ReportOption("from", "DAY", "only what was opened on this day or later"),
    ReportOption("to", "DAY", "only what was opened on this day or before"),
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only this pipeline"),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try OpportunityFilter(values)
    (from, to) = (try values.day("from"), try values.day("to"))
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    named = (values["stages"] ?? "").split(separator: ",").map { part in
      let front = part.drop { $0 == " " }
      return String(front.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The places of the stages that are asked for, in the order they are shown.
  func places(_ book: SalesBook) throws(ReportRefusal) -> [Int] {
    let all = book.stages.all
    let wanted = all.indices.filter {
      filter.pipeline == nil || filter.pipeline == all[$0].pipeline
    }
    guard !named.isEmpty else { return wanted }
    var places: [Int] = []
    for name in named {
      let found = wanted.filter { place in
        "\(all[place].pipeline)/\(all[place].stage.number)" == name
          || SearchText.folded(all[place].stage.name) == SearchText.folded(name)
      }
      guard !found.isEmpty else {
        throw .badValue(
          option: "stages", value: name,
          expected: "a stage: one of " + all.map(\.stage.name).joined(separator: ", "))
      }
      places += found.filter { !places.contains($0) }
    }
    return places
  }

  /// Whether an opportunity takes part: one value for each number, from 1.
  func members(_ book: SalesBook) -> [Bool] {
    let zone = book.moment.zone
    let first = from.map { zone.start(of: $0) }
    let end = to.map { zone.end(of: $0) }
    return book.opportunities.rows.rows.map { row in
      guard row.status != nil, filter.keeps(row) else { return false }
      guard first != nil || end != nil else { return true }
      guard let opened = row.openedAt else { return false }
      return (first.map { $0 <= opened } ?? true) && (end.map { opened < $0 } ?? true)
    }
  }
}
