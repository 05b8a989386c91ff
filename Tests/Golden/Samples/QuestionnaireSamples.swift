import Bytes
import Domain

/// An event of every type that can happen to a questionnaire.
enum QuestionnaireSamples {
  static func full() -> [QuestionnaireEvent] {
    var defined = QuestionnaireDefined()
    defined.name = "Potential"
    defined.questions = questions
    defined.matrix = matrix
    var revised = QuestionnaireRevised()
    revised.version = 2
    revised.questions = [questions[0]]
    revised.matrix = .standard
    return [
      .defined(defined), .revised(revised), .renamed(TextChanged("Potential and size")),
      .retired(NothingElse()), .reinstated(NothingElse()),
      .referenced(ExternalReference(source: "survey", identifier: "7")),
    ]
  }

  private static let matrix: MatrixRules = {
    var matrix = MatrixRules()
    matrix.isMedian = true
    matrix.isLowerInclusive = true
    matrix.sizeBoundaries = [-5_000, 400_000, 700_000]
    matrix.potentialBoundaries = [500_000]
    matrix.categories = ["keep", "grow"]
    return matrix
  }()

  private static let questions: [Question] = {
    var scale = Question()
    (scale.number, scale.kind, scale.isRequired) = (1, .scale, true)
    (scale.minimum, scale.maximum, scale.scoring) = (1, 10, .reversed)
    (scale.sizeWeight, scale.code, scale.wording) = (10_000, "q1", "How satisfied are you?")
    scale.choices = [Choice("1", label: "not at all", value: 1)]
    var choice = Question()
    (choice.number, choice.kind, choice.scoring) = (300, .choice, .table)
    (choice.potentialWeight, choice.code) = (25_000, "budget")
    choice.choices = [Choice("none", value: 1, score: 0), Choice("large", value: 2, score: 1_000_000)]
    var number = Question()
    (number.number, number.kind, number.decimals) = (3, .number, 2)
    (number.minimum, number.maximum, number.code) = (-50, 1_000_000, "staff")
    return [scale, choice, number]
  }()
}
