import CRM
import Domain

extension HistoryScript {
  static func questionnaires() -> [Command] {
    let potential = QuestionnaireID(1)
    let steps: [QuestionnaireCommand] = [
      .revise(QuestionnaireDraft(questions: [scale("q1"), scale("q2"), words, scale("q3")])),
      .rename("Size and potential"), .retire, .reinstate,
      .reference(ExternalReference(source: "survey", identifier: "7")),
    ]
    let draft = QuestionnaireDraft(questions: [scale("q1"), scale("q2"), words])
    return [.questionnaire(nil, .define(NewQuestionnaire(name: "Potential", draft: draft)))]
      + steps.map { .questionnaire(potential, $0) }
  }

  static func responses() -> [Command] {
    let reference = ExternalReference(source: "survey", identifier: "R0001")
    var ofAccount = NewResponse(
      questionnaire: QuestionnaireID(1), version: 1, account: AccountID(3),
      answers: [WrittenAnswer("q1", "8"), WrittenAnswer("q2", "3")])
    ofAccount.references = [reference]
    let ofContact = NewResponse(
      questionnaire: QuestionnaireID(1), contact: ContactID(2),
      answers: [
        WrittenAnswer("q1", "9"), WrittenAnswer("q2", "2"), WrittenAnswer("why", "friendly"),
      ])
    return [
      .response(nil, .record(ofAccount)), .response(nil, .record(ofContact)),
      .response(ResponseID(1), .answer([WrittenAnswer("why", "large"), WrittenAnswer("q1", "7")])),
      .response(
        ResponseID(2), .answer([WrittenAnswer("q3", "4"), WrittenAnswer("why", "")])),
      .response(ResponseID(2), .reference(reference.named("R0002"))),
      .response(ResponseID(2), .retract),
    ]
  }

  private static func scale(_ code: String) -> Question {
    var question = Question()
    (question.kind, question.code) = (.scale, code)
    (question.minimum, question.maximum) = (1, 10)
    if code == "q1" { question.sizeWeight = 10_000 } else { question.potentialWeight = 10_000 }
    return question
  }

  private static let words: Question = {
    var question = Question()
    (question.kind, question.code) = (.text, "why")
    return question
  }()
}

extension ExternalReference {
  fileprivate func named(_ identifier: String) -> ExternalReference {
    ExternalReference(source: source, identifier: identifier)
  }
}
