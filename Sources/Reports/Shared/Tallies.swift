import Bytes
import Domain
import Projections

/// A figure that opportunities are counted into, one group a tally.
protocol OpportunityTally {
  /// Counts an opportunity.
  mutating func add(_ row: OpportunityRow, _ book: SalesBook)
  /// Counts everything that another tally counted.
  static func += (left: inout Self, right: Self)
  /// Its cells, in the order of the report's columns.
  var cells: [Cell] { get }
}

/// Opportunities by group, each with its tally and the streams it comes from.
struct Tallies<Tally: OpportunityTally> {
  private let book: SalesBook
  private let groups: [Group]
  private let empty: Tally
  private let withProducts: Bool
  private var places: [GroupKey: Int] = [:]
  private var tallies: [(key: GroupKey, tally: Tally, streams: TallyStreams)] = []

  /// No groups yet. `withProducts` says that figures depend on list prices and on the
  /// probabilities of stages, so that products and pipelines belong to the sources of a row.
  init(_ empty: Tally, by groups: [Group], _ book: SalesBook, withProducts: Bool = false) {
    self.book = book
    self.withProducts = withProducts
    self.groups = groups
    self.empty = empty
  }

  /// Counts an opportunity.
  mutating func add(_ id: OpportunityID, _ row: OpportunityRow) {
    let key = book.key(groups, row)
    let place = places[key] ?? begin(key)
    tallies[place].tally.add(row, book)
    tallies[place].streams.opportunities.append(id.number)
    for group in groups { book.note(group, row, &tallies[place].streams) }
    if withProducts {
      tallies[place].streams.note(row.pipeline?.stream)
      tallies[place].streams.note(row.product?.stream)
    }
  }

  /// The tally of everything.
  var total: Tally { tallies.reduce(into: empty) { $0 += $1.tally } }

  private mutating func begin(_ key: GroupKey) -> Int {
    let place = tallies.count
    places[key] = place
    tallies.append((key, empty, TallyStreams()))
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
      ordered.append(
        (
          names,
          Row(
            key: names.map(\.key).joined(separator: ","), cells: names.map(\.cell) + tally.cells,
            sources: streams.sorted)
        ))
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
  func totalCells(_ total: Tally) -> [Cell] {
    [.text("total")] + groups.dropFirst().map { _ in .none } + total.cells
  }
}

/// The streams behind a group, each once.
struct TallyStreams {
  fileprivate var opportunities: [UInt32] = []
  private var others: Set<StreamID> = []
  private var latest: [StreamID?] = Array(repeating: nil, count: 8)

  /// Notes a stream; the latest of each kind is remembered, since neighbours are often alike.
  mutating func note(_ stream: StreamID?) {
    guard let stream else { return }
    let kind = Int(stream.kind.number) & 7
    if latest[kind] == stream { return }
    latest[kind] = stream
    others.insert(stream)
  }

  fileprivate var sorted: [StreamID] {
    opportunities.map { OpportunityID($0).stream }
      + others.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
  }
}
