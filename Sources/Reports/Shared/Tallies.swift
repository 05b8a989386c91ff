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
  private var places = GroupTable()
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
    let place = place(of: book.key(groups, id, row))
    tallies[place].tally.add(row, book)
    tallies[place].streams.add(id)
    for group in groups { book.note(group, row, &tallies[place].streams) }
    if withProducts {
      tallies[place].streams.note(row.pipeline?.stream)
      tallies[place].streams.note(row.product?.stream)
    }
  }

  /// The tally of everything.
  var total: Tally { tallies.reduce(into: empty) { $0 += $1.tally } }

  private mutating func place(of key: GroupKey) -> Int {
    let place = places.place(of: key)
    if place == tallies.count { tallies.append((key, empty, TallyStreams())) }
    return place
  }

  /// The rows, in the order of their groups: by stage or period, else by name; none last.
  func rows<Source: ReportSource>(_ labels: inout Labels<Source>) throws -> [Row] {
    var ordered: [(labels: [GroupLabel], row: Row)] = []
    for (key, tally, streams) in tallies {
      let names = try book.labels(groups, key, &labels)
      ordered.append(
        (
          names,
          Row(
            key: names.map(\.key).joined(separator: ","), cells: names.map(\.cell) + tally.cells,
            sources: streams.sorted)
        ))
    }
    ordered.sort { GroupLabel.comeBefore($0.labels, $1.labels) }
    return ordered.map(\.row)
  }

  /// The total line: "total", blanks for other groups, then the figures of everything.
  func totalCells(_ total: Tally) -> [Cell] {
    [.text("total")] + groups.dropFirst().map { _ in .none } + total.cells
  }
}

