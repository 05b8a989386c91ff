import Bytes
import CRM
import Domain

extension Forms {
  static let questionnaires: [Form] = [
    .creating(
      .questionnaire, "questionnaire.define", "Set up a new questionnaire from a file",
      [
        definition,
        .optional("name", .line, "its name; that in the file when not given"),
        .references,
      ],
      example: "rapport questionnaire define potential.json"
    ) { values in
      let text: QuestionnaireText = values.required("definition")
      return .questionnaire(
        nil,
        .define(
          NewQuestionnaire(
            name: values.optional("name") ?? text.name ?? "", draft: text.draft,
            references: values.list("reference"))))
    },
    questionnaire(
      "revise", "Let a questionnaire ask other questions from now on: a new version",
      "potential-2.json", [definition]
    ) { values in
      let text: QuestionnaireText = values.required("definition")
      return .revise(text.draft)
    },
    questionnaire(
      "rename", "Give a questionnaire another name", "--name 'Visit report'",
      [.required("name", .line, "the new name")]
    ) { .rename($0.required("name")) },
    questionnaire("retire", "Let nobody fill a questionnaire any more", "", []) { _ in .retire },
    questionnaire("reinstate", "Let a questionnaire be filled again", "", []) { _ in .reinstate },
    questionnaire(
      "reference", "Note another system's name for a questionnaire", "--reference survey:7",
      [.reference]
    ) { .reference($0.required("reference")) },
  ]

  static let responses: [Form] = [
    .creating(
      .response, "response.record", "Enter a filled questionnaire",
      [
        .required("questionnaire", .entity(.questionnaire), "which questionnaire was filled"),
        .optional("version", .count, "the version that was filled; the newest when not given"),
        .optional("account", .entity(.account), "the account it is about; the contact's if any"),
        .optional(
          "contact", .entity(.contact),
          "the person who answered; words are then sealed under the person's key"),
        .optional("answer", .answer, "an answer, as in 'q1=8'", repeats: true),
        .optional("partial", .flag, "yes: answers to required questions may be missing"),
        .references,
      ],
      example:
        "rapport response record --questionnaire Q-1 --account A-1 --answer q1=8 --answer q2=yes",
      update: { values, stream in
        let answers: [WrittenAnswer] = values.list("answer")
        return answers.isEmpty
          ? [] : [.response(ResponseID(stream.number), .answer(answers))]
      }
    ) { values in
      let version: UInt64? = values.optional("version")
      return .response(
        nil,
        .record(
          NewResponse(
            questionnaire: values.requiredID("questionnaire"),
            version: version.map { UInt32(clamping: $0) }, account: values.id("account"),
            contact: values.id("contact"), answers: values.list("answer"),
            isPartial: values.optional("partial") ?? false,
            references: values.list("reference"))))
    },
    response(
      "answer", "Answer more questions of a response, or set answers right", "--answer q2=no",
      [.required("answer", .answer, "an answer, as in 'q1=8'; 'q1=' takes it away", repeats: true)]
    ) { .answer($0.list("answer")) },
    response("retract", "Let a response not count any more", "", []) {
      _ in .retract
    },
    response(
      "reference", "Note another system's name for a response", "--reference survey:R0001",
      [.reference]
    ) { .reference($0.required("reference")) },
  ]

  private static let definition = Parameter.required(
    "definition", .definition, "a JSON file with its questions, or the JSON itself")

  private static func questionnaire(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> QuestionnaireCommand
  ) -> Form {
    .changing(
      .questionnaire, "questionnaire." + verb, summary, parameters,
      example: example("questionnaire \(verb) Q-1", options)
    ) { .questionnaire($0.subjectID(), build($0)) }
  }

  private static func response(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> ResponseCommand
  ) -> Form {
    .changing(
      .response, "response." + verb, summary, parameters,
      example: example("response \(verb) R-1", options)
    ) { .response($0.subjectID(), build($0)) }
  }

  /// The verb of a command to a questionnaire.
  static func name(of command: QuestionnaireCommand) -> String {
    switch command {
    case .define: "define"
    case .revise: "revise"
    case .rename: "rename"
    case .retire: "retire"
    case .reinstate: "reinstate"
    case .reference: "reference"
    }
  }

  /// The verb of a command to a response.
  static func name(of command: ResponseCommand) -> String {
    switch command {
    case .record: "record"
    case .answer, .put: "answer"
    case .retract: "retract"
    case .reference: "reference"
    }
  }
}
