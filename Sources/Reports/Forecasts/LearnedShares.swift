import Domain
import Projections

/// The share won among what was decided at a moment, by group; never looks ahead.
///
/// By stage, an opportunity counts in every stage it ever was in. By any other group it counts in
/// the one it is in at the moment.
struct LearnedShares {
  /// What was decided in a group.
  struct Decided {
    var won = 0
    var all = 0

    /// The share won; nil when nothing was decided.
    var chance: Chance? { all == 0 ? nil : Chance(won, of: all) }
  }

  /// All groups together.
  private(set) var overall = Decided()
  private let group: Group
  private var byStage: [Decided]
  private var places = GroupTable()
  private var byGroup: [Decided] = []

  /// Learned of a book at its moment; a filter limits what is learned from.
  init(_ book: SalesBook, by group: Group, _ filter: OpportunityFilter? = nil) {
    self.group = group
    byStage = Array(repeating: Decided(), count: book.stages.probabilities.count)
    for (id, row) in book.opportunities.rows.all {
      guard row.status == .won || row.status == .lost, filter?.keeps(row) ?? true else { continue }
      count(id, row, book)
    }
  }

  private mutating func count(_ id: OpportunityID, _ row: OpportunityRow, _ book: SalesBook) {
    let won = row.status == .won ? 1 : 0
    overall.all += 1
    overall.won += won
    if group == .stage {
      book.stages.places(reachedBy: row) { place in
        byStage[place].all += 1
        byStage[place].won += won
      }
    } else if group != .none {
      let place = places.place(of: GroupKey(first: book.code(group, id, row)))
      if place == byGroup.count { byGroup.append(Decided()) }
      byGroup[place].all += 1
      byGroup[place].won += won
    }
  }

  /// What was decided of those that reached a stage, by its place in the table.
  func decided(reachedStage place: Int) -> Decided { byStage[place] }

  /// The share of the group an opportunity is in; nil when nothing of it was decided.
  func chance(_ id: OpportunityID, _ row: OpportunityRow, _ book: SalesBook) -> Chance? {
    switch group {
    case .none: return overall.chance
    case .stage: return book.stages.place(of: row).flatMap { byStage[$0].chance }
    default:
      let key = GroupKey(first: book.code(group, id, row))
      return places.known(key).flatMap { byGroup[$0].chance }
    }
  }
}
