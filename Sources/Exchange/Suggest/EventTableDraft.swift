extension DraftParts {
  /// A table with a row for each change of a case; nil when it is none.
  ///
  /// It has a moment, what happened, and a case that occurs in several rows.
  init?(events table: DraftTable) {
    guard let when = table.column(Self.moments, \.isDate),
      let what = table.column(Self.changes, { $0.kind == .text && $0.distinct.count <= 60 }),
      let one = table.column(Self.cases, { !$0.isUnique && !$0.isDate && $0.name != what.name }),
      table.rowsPerValue(one) >= 1.5, one.distinct.count * 4 >= what.distinct.count
    else { return nil }
    let who = table.column(Self.people) { $0.kind == .text && $0.name != what.name }
    let won = what.distinct.filter { Self.speaks($0, of: Self.wins) }
    let lost = what.distinct.filter { !won.contains($0) && Self.speaks($0, of: Self.losses) }
    let closed = won + lost
    let stages = what.distinct.filter { !closed.contains($0) }
    guard (1...40).contains(stages.count) else { return nil }
    let columns = (one: one, what: what, when: when)
    let comment = table.comment(
      "An event table: a row for each change of a case. Each case becomes an opportunity that "
        + "moves through the stages of a pipeline. Check the order of the stages, their "
        + "probabilities, and what counts as won and as lost.",
      using: [one, what, when, who])
    if let who {
      steps.append(
        RecipeDraft.step(table.key, "user.create", distinct: who, set: [("name", who)]))
    }
    setup = [Self.pipeline(stages)]
    if !closed.isEmpty {
      computed = [
        #""before": {"latest": \#(RecipeDraft.quoted(what.name)), "#
          + #""per": [\#(RecipeDraft.quoted(one.name))]}"#
      ]
    }
    func add(
      _ form: String, _ conditions: [String], _ values: [String], distinct: Bool = false,
      comment: String? = nil
    ) {
      var more = [table.at(columns.when, undated: "refuse")]
      if distinct {
        more.append(#""distinct": \#(RecipeDraft.quoted(columns.one.name))"#)
      }
      more.append(#""reference": \#(RecipeDraft.column(columns.one))"#)
      if let who { more.append(#""on-behalf-of": \#(RecipeDraft.column(who))"#) }
      if !conditions.isEmpty { more.append("\"when\": [\(conditions.joined(separator: ", "))]") }
      steps.append(RecipeDraft.step(table.key, form, comment: comment, more: more, fixed: values))
    }
    let stage = #""stage": \#(RecipeDraft.column(what))"#
    let isOpen = Self.condition(what.name, "not-in", closed)
    let owner = who.map { [#""owner": \#(RecipeDraft.column($0))"#] } ?? []
    let first = #""stage": {"column": \#(RecipeDraft.quoted(what.name)), "map": "stages"}"#
    let opening = closed.isEmpty ? stage : first
    maps = closed.isEmpty ? [] : Self.map(closed, to: stages[0])
    add(
      "opportunity.open", [],
      [#""pipeline": {"value": "Cases"}"#, #""name": \#(RecipeDraft.column(one))"#, opening] + owner,
      distinct: true, comment: comment)
    if !closed.isEmpty {
      add(
        "opportunity.reopen", [Self.condition("before", "in", closed), isOpen], [stage],
        comment: "What goes on after it was closed.")
    }
    add("opportunity.move", closed.isEmpty ? [] : [isOpen], [stage])
    if who != nil { add("opportunity.assign", [Self.isThere(who?.name ?? "")], owner) }
    if !won.isEmpty { add("opportunity.win", [Self.condition(what.name, "in", won)], []) }
    if !lost.isEmpty {
      add(
        "opportunity.lose", [Self.condition(what.name, "in", lost)],
        [#""reason": \#(RecipeDraft.column(what))"#])
    }
  }

  private static func pipeline(_ stages: [String]) -> String {
    let list = stages.map { stage in
      #"{"name": \#(RecipeDraft.quoted(stage)), "probability": "50%"}"#
    }
    return #"{"do": "pipeline.define", "set": {"name": "Cases", "stages": ["#
      + list.joined(separator: ", ") + "]}}"
  }

  private static func condition(_ column: String, _ test: String, _ texts: [String]) -> String {
    let list = texts.map(RecipeDraft.quoted).joined(separator: ", ")
    return #"{"column": \#(RecipeDraft.quoted(column)), "\#(test)": [\#(list)]}"#
  }

  private static func isThere(_ column: String) -> String {
    #"{"column": \#(RecipeDraft.quoted(column)), "empty": false}"#
  }

  private static func map(_ texts: [String], to text: String) -> [String] {
    texts.map { "\(RecipeDraft.quoted($0)): \(RecipeDraft.quoted(text))" }
  }

  private static func speaks(_ text: String, of words: [String]) -> Bool {
    let text = text.lowercased()
    return words.contains { text.contains($0) }
  }

  private static let moments = [
    "timestamp", "time timestamp", "time", "when", "date", "changed", "at", "datum",
  ]
  private static let changes = [
    "concept name", "activity", "event", "status", "action", "stage", "what", "state", "change",
  ]
  private static let cases = [
    "case concept name", "case id", "case", "ticket", "incident", "application", "request",
    "opportunity", "deal", "problem", "order id", "id",
  ]
  private static let people = ["resource", "user", "owner", "agent", "who", "assignee", "employee"]
  private static let wins = [
    "won", "accepted by", "approved", "complete", "closed", "resolved", "signed", "done", "finish",
  ]
  private static let losses = [
    "lost", "declin", "cancel", "reject", "withdraw", "denied", "abandon", "refus",
  ]
}
