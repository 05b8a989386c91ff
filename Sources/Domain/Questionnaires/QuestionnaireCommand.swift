/// What people may ask of a questionnaire.
public enum QuestionnaireCommand: Equatable, Sendable {
  /// Set up a new one.
  case define(NewQuestionnaire)
  /// Let it ask these questions from now on: a new version.
  case revise(QuestionnaireDraft)
  /// Give it another name.
  case rename(String)
  /// Let nobody fill it any more.
  case retire
  /// Let it be filled again.
  case reinstate
  /// Note another system's name for it.
  case reference(ExternalReference)
}

/// What a new questionnaire starts with.
public struct NewQuestionnaire: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// What it asks.
  public var draft: QuestionnaireDraft
  /// What other systems call it.
  public var references: [ExternalReference]

  /// A new questionnaire.
  public init(name: String, draft: QuestionnaireDraft, references: [ExternalReference] = []) {
    (self.name, self.draft, self.references) = (name, draft, references)
  }
}

/// What a version asks: questions without numbers, which are given out when it is taken over.
public struct QuestionnaireDraft: Equatable, Sendable {
  /// The questions, in order; 1 to 500.
  public var questions: [Question]
  /// Where the fields of its matrix begin and what they are called.
  public var matrix: MatrixRules

  /// A draft.
  public init(questions: [Question], matrix: MatrixRules = .standard) {
    (self.questions, self.matrix) = (questions, matrix)
  }
}

/// Why a questionnaire says no.
public enum QuestionnaireRefusal: ReferringRefusal {
  /// There is no such questionnaire.
  case unknown(QuestionnaireID)
  /// It is there already.
  case exists(QuestionnaireID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// It would ask nothing, or too much.
  case questionCount(limit: Int)
  /// Two questions have the same code.
  case codeTwice(String)
  /// A question cannot be asked so; the code, and why.
  case question(String, String)
  /// The fields of the matrix cannot be so.
  case matrix(String)
  /// Scores of a side of the matrix would be too large or too fine to be exact.
  case inexact(MatrixAxis)
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no questionnaire \(id)"
    case .exists(let id): "questionnaire \(id) exists already"
    case .text(let refusal): refusal.description
    case .questionCount(let limit): "a questionnaire asks 1 to \(limit) questions"
    case .codeTwice(let code): "two questions have the code '\(code)'"
    case .question(let code, let why): "question '\(code)': \(why)"
    case .matrix(let why): "matrix: \(why)"
    case .inexact(let axis):
      """
      the scores for \(axis) cannot be computed exactly: give rounder weights, or scales whose \
      lengths have more in common
      """
    case .reference(let refusal): refusal.description
    }
  }
}
