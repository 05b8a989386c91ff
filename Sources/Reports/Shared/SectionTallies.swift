import Bytes
import Domain
import Projections

/// Tallies of opportunities by section (a period, a past moment) and by group within it.
///
/// What is counted at many moments goes through here, row by row, so nothing is hashed but one
/// small key a row.
struct SectionTallies<Tally> {
  /// What was counted of one group.
  struct Entry {
    var tally: Tally
    var streams = TallyStreams()
  }

  /// What was counted of one group, with what it is called.
  struct Line {
    var section: Int
    var labels: [GroupLabel]
    var tally: Tally
    var sources: [StreamID]
  }

  private let groups: [Group]
  private let empty: Tally
  private var tables: [GroupTable]
  private var entries: [[Entry]]

  /// So many sections, all of them empty.
  init(sections: Int, by groups: [Group], _ empty: Tally) {
    self.groups = groups
    self.empty = empty
    tables = Array(repeating: GroupTable(), count: sections)
    entries = Array(repeating: [], count: sections)
  }

  /// Makes sure that a section tells of everything, even of nothing, when it is not grouped.
  mutating func begin(_ section: Int) {
    if groups == [.none] { change(section, GroupKey(first: 1)) { _ in } }
  }

  /// Counts something of a group in a section.
  @inline(__always)
  mutating func change(
    _ section: Int, _ key: GroupKey, _ body: (inout Entry) -> Void
  ) {
    let place = tables[section].place(of: key)
    if place == entries[section].count { entries[section].append(Entry(tally: empty)) }
    body(&entries[section][place])
  }

  /// Counts something of an opportunity in a section, in its group at the moment of the book.
  @inline(__always)
  mutating func change(
    _ section: Int, _ id: OpportunityID, _ row: OpportunityRow, _ book: SalesBook,
    _ body: (inout Tally) -> Void
  ) {
    let groups = groups
    change(section, book.key(groups, id, row)) { entry in
      body(&entry.tally)
      entry.streams.add(id)
      entry.streams.note(row.pipeline?.stream)
      for group in groups { book.note(group, row, &entry.streams) }
    }
  }

  /// Everything that was counted in a section.
  func tallies(_ section: Int) -> [Tally] { entries[section].map(\.tally) }

  /// The groups of each section in order, called as the book calls them.
  func lines<Source: ReportSource>(
    _ book: SalesBook, _ labels: inout Labels<Source>, _ around: Surroundings
  ) throws -> [Line] {
    let shared = around.isEverything ? sharedSources(around) : nil
    var lines: [Line] = []
    for section in tables.indices {
      var ordered: [Line] = []
      for (key, entry) in zip(tables[section].keys, entries[section]) {
        ordered.append(
          Line(
            section: section, labels: try book.labels(groups, key, &labels), tally: entry.tally,
            sources: shared ?? around.joined(to: entry.streams)))
      }
      ordered.sort { GroupLabel.comeBefore($0.labels, $1.labels) }
      lines += ordered
    }
    return lines
  }

  /// One list for all rows, when everything has a part in each of them.
  private func sharedSources(_ around: Surroundings) -> [StreamID] {
    var all = TallyStreams()
    for entry in entries.joined() { all += entry.streams }
    return around.joined(to: all)
  }
}

/// The streams that have a part in every row of an answer, beside those it is about.
struct Surroundings {
  /// Whether they are so many that all rows name the same ones.
  var isEverything = false
  /// The streams.
  var streams = TallyStreams()

  /// Those of a row, and these.
  func joined(to row: TallyStreams) -> [StreamID] {
    var all = row
    all += streams
    return all.distinct
  }
}
