import Bytes
import Domain
import Projections

/// Accounts and contacts that are probably the same: the work list for merging.
struct DuplicatesReport: Report {
  static let name = "duplicates"
  static let summary = "Accounts and contacts that were probably entered twice, and why"
  static let discussion = """
    Two are listed when their score reaches the threshold. The score begins with how alike the names \
    are, from 0 to 1 (Jaro–Winkler, words in either order); of what is missing to 1, the same e-mail \
    or website takes away 80 %, the same phone 60 %, the same street 30 %; contacts that share \
    neither e-mail, phone nor postal code lack twice as much. A similar name alone is not \
    enough: they must also share one of these, a postal code, a town or the account (accounts: the \
    country), or have the same name while nothing else is known to differ. Merge them ('contact merge', 'account merge') or say \
    that they are not the same ('contact distinguish', 'account distinguish'); either takes them off \
    the list.

    Example: names that are 0.90 alike and the same e-mail make 1 − 0.10 × 0.20 = 0.98.
    """
  static let options = [
    ReportOption(
      "of", "KIND", "whom to look at", choices: ["accounts", "contacts", "both"],
      standard: "both"),
    ReportOption(
      "threshold", "SCORE", "list those with this score or more, from 0.50 to 1", standard: "0.92"),
    ReportOption(
      "show", "WHICH", "open ones, those known not to be the same, or all",
      choices: ["open", "distinct", "all"], standard: "open"),
    ReportOption("limit", "N", "show this many; 0 shows all", standard: "50"),
  ]
  static let needs: [any ReadModel.Type] = [Parties.self, Accounts.self, Contacts.self]

  private let kinds: [StreamKind]
  private let threshold: Double
  private let showsOpen: Bool
  private let showsDistinct: Bool
  private let limit: Int
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    kinds = try values.named(
      "of",
      [
        ("accounts", [StreamKind.account]), ("contacts", [.contact]),
        ("both", [.account, .contact]),
      ]) ?? [.account, .contact]
    let text = values["threshold"] ?? "0.92"
    guard let score = Double(text), (0.5...1).contains(score) else {
      throw .badValue(option: "threshold", value: text, expected: "a score from 0.50 to 1")
    }
    threshold = score
    let show = try values.named(
      "show", [("open", (true, false)), ("distinct", (false, true)), ("all", (true, true))])
    (showsOpen, showsDistinct) = show ?? (true, false)
    limit = try values.count("limit") ?? 50
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("one", "One", .entity),
    Column("other", "Other", .entity),
    Column("score", "Score", .share),
    Column("agree_in", "Agree in", .text),
    Column("since", "Since", .day),
    Column("state", "State", .text),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    var answer = Answer(
      report: Self.name, title: "Probably entered twice", moment: source.moment,
      parameters: asked, columns: Self.columns)
    let parties = try source.model(Parties.self)
    var found: [PartyPair] = []
    for kind in kinds {
      let cards = kind == .account ? Self.accounts(parties) : Self.contacts(parties)
      let pairs = DuplicateSearch(cards: cards, threshold: threshold).pairs().found
      found += pairs.map { PartyPair($0, cards) }
        .filter { $0.isDistinct ? showsDistinct : showsOpen }
    }
    found.sort { $0.comesBefore($1) }
    if limit > 0, found.count > limit { answer.rowsBeforeLimit = found.count }
    var labels = Labels(source)
    for pair in limit > 0 ? Array(found.prefix(limit)) : found {
      answer.rows.append(try row(pair, source, &labels))
    }
    return answer
  }

  private static func accounts(_ parties: Parties) -> [PartyCard] {
    parties.accounts.filter { $0.exists && $0.mergedInto == nil }.map(PartyCard.init)
  }

  private static func contacts(_ parties: Parties) -> [PartyCard] {
    parties.contacts.filter { $0.exists && $0.mergedInto == nil && !$0.isHidden }
      .map(PartyCard.init)
  }

  private func row<Source: ReportSource>(
    _ pair: PartyPair, _ source: Source, _ labels: inout Labels<Source>
  ) throws -> Row {
    let since = try [pair.one, pair.other].compactMap { try entered($0, source) }.max()
    return Row(
      key: "\(Self.text(pair.one))/\(Self.text(pair.other))",
      cells: [
        try labels.cell(pair.one), try labels.cell(pair.other),
        Quotient(Int64((pair.score * 10_000).rounded()), 10_000).map { .quotient($0) } ?? .none,
        .text(pair.agreesIn.joined(separator: ", ")),
        since.map { .day(source.moment.zone.day(of: $0)) } ?? .none,
        .text(pair.isDistinct ? "distinct" : "open"),
      ], sources: [pair.one, pair.other])
  }

  private func entered(_ stream: StreamID, _ source: some ReportSource) throws -> Instant? {
    stream.kind == .account
      ? try source.model(Accounts.self).rows[AccountID(stream.number)].createdAt
      : try source.model(Contacts.self).rows[ContactID(stream.number)].createdAt
  }

  private static func text(_ stream: StreamID) -> String {
    stream.kind == .account
      ? AccountID(stream.number).description : ContactID(stream.number).description
  }
}

/// A pair as it is listed.
private struct PartyPair {
  let one: StreamID
  let other: StreamID
  let score: Double
  let agreesIn: [String]
  let isDistinct: Bool

  init(_ pair: DuplicateSearch.Pair, _ cards: [PartyCard]) {
    let (one, other) = (cards[pair.one], cards[pair.other])
    (self.one, self.other) = (one.stream, other.stream)
    (score, agreesIn) = (pair.likeness.score, pair.likeness.agreesIn)
    isDistinct =
      one.distinct.contains(other.stream.number) || other.distinct.contains(one.stream.number)
  }

  /// The likeliest first, then by number.
  func comesBefore(_ other: PartyPair) -> Bool {
    if score != other.score { return score > other.score }
    return (one.kind.number, one.number, self.other.number)
      < (other.one.kind.number, other.one.number, other.other.number)
  }
}
