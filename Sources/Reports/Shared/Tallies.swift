import Bytes
import Domain
import Projections

/// A figure that opportunities are counted into, one group a tally.
protocol OpportunityTally {
  /// Counts an opportunity.
  mutating func add(_ row: OpportunityRow, _ book: SalesBook)
  /// Its cells, in the order of the report's columns.
  var cells: [Cell] { get }
}

/// Opportunities by group, each with its tally and the streams it comes from.
struct Tallies<Tally: OpportunityTally> {
  private let book: SalesBook
  private let groups: [Group]
  private let empty: Tally
  private var places: [GroupKey: Int] = [:]
  private var tallies: [(key: GroupKey, tally: Tally, streams: Streams)] = []
  private(set) var total: Tally

  /// The streams behind a group.
  private struct Streams {
    var opportunities: [UInt32] = []
    var others: Set<StreamID> = []

    var sorted: [StreamID] {
      opportunities.map { OpportunityID($0).stream }
        + others.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
    }
  }

  init(_ empty: Tally, by groups: [Group], _ book: SalesBook) {
    self.book = book
    self.groups = groups
    self.empty = empty
    total = empty
  }

  /// Counts an opportunity; `extra` are streams its figures depend on besides its own.
  mutating func add(_ id: OpportunityID, _ row: OpportunityRow, extra: [StreamID?] = []) {
    let key = book.key(groups, row)
    let place = places[key] ?? begin(key)
    tallies[place].tally.add(row, book)
    tallies[place].streams.opportunities.append(id.number)
    for stream in book.streams(groups, row) { tallies[place].streams.others.insert(stream) }
    for case let stream? in extra { tallies[place].streams.others.insert(stream) }
    total.add(row, book)
  }

  private mutating func begin(_ key: GroupKey) -> Int {
    let place = tallies.count
    places[key] = place
    tallies.append((key, empty, Streams()))
    return place
  }

  /// The rows, in the order of their groups: by stage or period, else by name; none last.
  func rows<Source: ReportSource>(_ labels: inout Labels<Source>) throws -> [Row] {
    var ordered: [(labels: [GroupLabel], row: Row)] = []
    for (key, tally, streams) in tallies {
      var names: [GroupLabel] = []
      for (group, code) in zip(groups, [key.first, key.second]) {
        names.append(try book.label(group, code, &labels))
      }
      ordered.append((names, Row(
        key: names.map(\.key).joined(separator: ","), cells: names.map(\.cell) + tally.cells,
        sources: streams.sorted)))
    }
    ordered.sort { Tallies.comesBefore($0.labels, $1.labels) }
    return ordered.map(\.row)
  }

  private static func comesBefore(_ first: [GroupLabel], _ second: [GroupLabel]) -> Bool {
    for (left, right) in zip(first, second) {
      if (left.rank, left.name, left.key) == (right.rank, right.name, right.key) { continue }
      return (left.rank, left.name, left.key) < (right.rank, right.name, right.key)
    }
    return false
  }

  /// The total line: "total", blanks for other groups, then the figures of everything.
  var totalCells: [Cell] {
    [.text("total")] + groups.dropFirst().map { _ in .none } + total.cells
  }
}
