import Domain
import Projections

/// How likely each open opportunity of a book at a moment is won, under some assumptions.
struct Chances {
  /// How likely one is won, and whether nothing was decided that this could be learned from.
  struct Likelihood {
    var chance: Chance
    var isFallback = false
  }

  private let assumptions: ForecastAssumptions
  private let book: SalesBook
  private let overrides: [Chance?]
  /// What was learned; nil unless that is asked for.
  let learned: LearnedShares?

  init(_ assumptions: ForecastAssumptions, _ book: SalesBook, _ overrides: StageOverrides) {
    self.assumptions = assumptions
    self.book = book
    self.overrides = overrides.chances(book.stages)
    learned =
      assumptions.basis == .learned ? LearnedShares(book, by: assumptions.learnBy) : nil
  }

  /// How likely an open opportunity is won; nil when it is left out of every forecast: its stage is
  /// of the category that is, or it is less likely than what is asked for.
  func of(_ id: OpportunityID, _ row: OpportunityRow) -> Likelihood? {
    let place = book.stages.place(of: row)
    if let place, book.stages.categories[place] == .omitted { return nil }
    let likelihood = weigh(id, row, place)
    if let threshold = assumptions.threshold, likelihood.chance < Chance(threshold) { return nil }
    return likelihood
  }

  private func weigh(_ id: OpportunityID, _ row: OpportunityRow, _ place: Int?) -> Likelihood {
    let override = place.flatMap { overrides[$0] }
    switch assumptions.basis {
    case .own:
      return Likelihood(chance: row.probability.map { Chance($0) } ?? override ?? ofStage(place))
    case .stage:
      return Likelihood(chance: override ?? ofStage(place))
    case .learned:
      if let override { return Likelihood(chance: override) }
      if let chance = learned?.chance(id, row, book) { return Likelihood(chance: chance) }
      // Nothing like it was decided yet: what was decided at all, else what people said.
      let other = learned?.overall.chance ?? row.probability.map { Chance($0) } ?? ofStage(place)
      return Likelihood(chance: other, isFallback: true)
    }
  }

  private func ofStage(_ place: Int?) -> Chance {
    place.map { Chance(book.stages.probabilities[$0]) } ?? Chance(0, of: 1)
  }
}
