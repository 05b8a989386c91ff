extension DraftParts {
  /// A table with a row for each answer; nil when it is none.
  init?(longAnswers table: DraftTable) {
    guard
      let question = table.column(
        ["question", "item", "question id", "frage"], { (1...200).contains($0.distinct.count) }),
      let answer = table.column(
        ["answer", "response", "score", "rating", "value", "antwort"], { $0.name != question.name }),
      let respondent = table.column(Self.respondents, { !$0.isDate && !$0.isUnique })
    else { return nil }
    let date = table.column(["date", "answered", "when", "on", "datum"], \.isDate)
    let used = [question, answer, respondent, date]
    let at = date.map { [table.at($0, undated: "first")] } ?? []
    let named = table.profiles.firstIndex { $0.name == question.name } ?? 0
    let given = table.profiles.firstIndex { $0.name == answer.name } ?? 0
    let questions = question.distinct.map { code in
      let answers = table.rows.filter { $0[named] == code }.map { $0[given] }
      return Self.question(code, ColumnProfile(code, answers))
    }
    setup = [Self.definition(questions)]
    steps = [
      RecipeDraft.step(
        table.key, "account.create", distinct: respondent, set: [("name", respondent)]),
      RecipeDraft.step(
        table.key, "response.record",
        comment: table.comment(
          "A row for each answer. Say in the questionnaire what each question counts for.",
          using: used),
        distinct: respondent, more: at, set: [("account", respondent)],
        fixed: [#""questionnaire": {"value": "Questionnaire"}"#, #""partial": {"value": true}"#]),
      RecipeDraft.step(
        table.key, "response.answer",
        more: at + [
          #""reference": \#(RecipeDraft.column(respondent))"#,
          #""when": [{"column": \#(RecipeDraft.quoted(answer.name)), "empty": false}]"#,
        ],
        fixed: [#""answer": {"template": \#(Self.template(question, answer))}"#]),
    ]
  }

  /// A table with a column for each of at least four questions with the same scale.
  init?(wideAnswers table: DraftTable) {
    let scales = table.profiles.filter { profile in
      !profile.isUnique && profile.kind == .whole && profile.distinct.count <= 11
        && profile.distinct.allSatisfy { (Int($0) ?? 99) <= 10 }
    }
    guard scales.count >= 4, scales.count * 2 >= table.profiles.count else { return nil }
    let respondent = table.profiles.first { $0.isUnique && !$0.isDate }
    let date = table.profiles.first(where: \.isDate)
    let texts = table.column(["comment", "comments", "remarks", "remark", "bemerkung"]) {
      $0.kind == .text && $0.name != respondent?.name
    }
    let asked = scales + [texts].compactMap { $0 }
    setup = [Self.definition(asked.map { Self.question($0.name, $0) })]
    let columns = asked.map { RecipeDraft.quoted($0.name) }.joined(separator: ", ")
    var named = #""reference": {"column": "\#(EntityGuess.numberColumn)"}"#
    var name = #""name": {"template": "Respondent {\#(EntityGuess.numberColumn)}"}"#
    var about = #""account": {"column": "\#(EntityGuess.numberColumn)"}"#
    if let respondent {
      named = #""reference": \#(RecipeDraft.column(respondent))"#
      name = #""name": \#(RecipeDraft.column(respondent))"#
      about = #""account": \#(RecipeDraft.column(respondent))"#
    } else {
      computed = [#""\#(EntityGuess.numberColumn)": {"count": true}"#]
    }
    steps = [
      RecipeDraft.step(table.key, "account.create", more: [named], fixed: [name]),
      RecipeDraft.step(
        table.key, "response.record",
        comment: table.comment(
          "A column for each question. Say in the questionnaire what each question counts for.",
          using: asked.map { $0 } + [respondent, date]),
        more: (date.map { [table.at($0, undated: "first")] } ?? []) + [named],
        fixed: [
          #""questionnaire": {"value": "Questionnaire"}"#, about, #""partial": {"value": true}"#,
          #""answer": {"columns": [\#(columns)]}"#,
        ]),
    ]
  }

  private static func template(_ question: ColumnProfile, _ answer: ColumnProfile) -> String {
    RecipeDraft.quoted("{\(question.name)}={\(answer.name)}")
  }

  private static func definition(_ questions: [String]) -> String {
    #"{"do": "questionnaire.define", "set": {"name": "Questionnaire", "definition": {"questions": ["#
      + "\n      " + questions.joined(separator: ",\n      ") + "]}}}"
  }

  /// A scale from the least to the most that was answered, from 1 where nobody answered 0; text
  /// where answers are no numbers.
  private static func question(_ code: String, _ answers: ColumnProfile) -> String {
    let code = RecipeDraft.quoted(code)
    let numbers = answers.distinct.compactMap { Int($0) }
    guard answers.kind == .whole, let most = numbers.max(), let least = numbers.min(), most <= 100
    else { return #"{"code": \#(code), "type": "text"}"# }
    return #"{"code": \#(code), "type": "scale", "from": \#(min(least, 1)), "to": \#(max(most, 2)), "#
      + #""score": "value", "size": 1, "potential": 1}"#
  }

  private static let respondents = [
    "respondent", "respondent id", "customer", "account", "company", "person", "participant",
    "user", "id",
  ]
}
