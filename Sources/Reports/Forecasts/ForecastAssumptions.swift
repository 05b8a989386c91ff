import Domain
import Projections

/// How likely what is open is won: what a forecast assumes, given as arguments.
struct ForecastAssumptions: Sendable {
  /// Where probabilities come from.
  enum Basis: String, CaseIterable, Sendable {
    /// The opportunity's own, else that of its stage.
    case own
    /// That of its stage, whatever the opportunity says.
    case stage
    /// The share won among what was decided by then.
    case learned
  }

  let basis: Basis
  /// The groups that shares are learned of.
  let learnBy: Group
  /// Only what is at least this likely counts as open.
  let threshold: Probability?
  /// Probabilities of stages as they might be, by what was typed for the stage.
  fileprivate let wishes: [(stage: String, probability: Probability)]

  /// What shares may be learned of.
  static let learnGroups = Group.ofOpenOnes.filter { $0.period == nil } + [.none]

  /// The options of every report that weighs what is open.
  static let options = [
    ReportOption(
      "probability", "BASIS", "how likely what is open is won: its own, else its stage's; its "
        + "stage's; or the share won among what was decided by then",
      choices: Basis.allCases.map(\.rawValue), standard: Basis.own.rawValue),
    ReportOption(
      "learn-by", "GROUP", "with learned: among what had reached the stage, or had the same "
        + Group.help(learnGroups.filter { $0 != .stage }), standard: "stage"),
    ReportOption(
      "set-probability", "STAGE=PERCENT", "what if: stages with another probability, as in "
        + "'Proposal=40%,Negotiation=80%'"),
    ReportOption(
      "min-probability", "PERCENT", "what if: leave out what is less likely than this, as in 50%"),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    basis = try values.choice("probability", as: Basis.self) ?? .own
    learnBy = try values.groups(
      "learn-by", allowed: Self.learnGroups, standard: "stage", limit: 1)[0]
    threshold = try values["min-probability"].map { text throws(ReportRefusal) in
      try Self.probability("min-probability", text, text)
    }
    wishes = try Self.wishes(values["set-probability"])
  }

  private static func wishes(
    _ text: String?
  ) throws(ReportRefusal) -> [(stage: String, probability: Probability)] {
    var wishes: [(stage: String, probability: Probability)] = []
    for part in (text ?? "").split(separator: ",") {
      guard let sign = part.lastIndex(of: "=") else {
        throw .badValue(
          option: "set-probability", value: text ?? "",
          expected: "a list such as 'Proposal=40%,Negotiation=80%'")
      }
      let value = withoutBlanks(part[part.index(after: sign)...])
      wishes.append(
        (
          withoutBlanks(part[..<sign]),
          try probability("set-probability", value, text ?? "")
        ))
    }
    return wishes
  }

  private static func withoutBlanks(_ text: Substring) -> String {
    let front = text.drop { $0 == " " }
    return String(front.reversed().drop { $0 == " " }.reversed())
  }

  private static func probability(
    _ option: String, _ value: String, _ text: String
  ) throws(ReportRefusal) -> Probability {
    do throws(ProbabilityRefusal) {
      return try Probability(value)
    } catch {
      throw .badValue(option: option, value: text, expected: "a probability: \(error)")
    }
  }

  /// What each stage is said to have, by pipeline and number; the stages are those of the report's
  /// own moment.
  func overrides(_ book: SalesBook) throws(ReportRefusal) -> StageOverrides {
    var overrides = StageOverrides()
    for wish in wishes {
      let found = book.stages.all.filter { entry in
        "\(entry.pipeline)/\(entry.stage.number)" == wish.stage
          || SearchText.folded(entry.stage.name) == SearchText.folded(wish.stage)
      }
      guard !found.isEmpty else {
        let names = book.stages.all.map(\.stage.name).joined(separator: ", ")
        throw .badValue(
          option: "set-probability", value: wish.stage, expected: "a stage: one of \(names)")
      }
      for entry in found {
        overrides.all.append((entry.pipeline, entry.stage.number, wish.probability))
      }
    }
    return overrides
  }

  /// The streams that have a part in every figure: all opportunities where shares are learned, all
  /// pipelines where stages were named.
  func surroundings(_ book: SalesBook) -> Surroundings {
    var around = Surroundings()
    guard basis == .learned || !wishes.isEmpty else { return around }
    for pipeline in book.pipelines.all { around.streams.note(pipeline.id.stream) }
    guard basis == .learned else { return around }
    around.isEverything = true
    book.noteAll(learnBy, &around.streams)
    for (id, row) in book.opportunities.rows.all where row.status != nil {
      around.streams.note(id.stream)
    }
    return around
  }
}

/// Probabilities of stages as they might be.
struct StageOverrides: Sendable {
  fileprivate(set) var all: [(pipeline: PipelineID, stage: UInt32, probability: Probability)] = []

  /// What the places of a table are said to have; nil where nothing was said.
  func chances(_ table: StageTable) -> [Chance?] {
    var chances: [Chance?] = Array(repeating: nil, count: table.probabilities.count)
    for entry in all {
      if let place = table.place(entry.pipeline, entry.stage) {
        chances[place] = Chance(entry.probability)
      }
    }
    return chances
  }
}
