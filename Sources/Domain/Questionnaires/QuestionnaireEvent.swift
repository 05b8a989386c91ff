public import Bytes

/// What can happen to a questionnaire. Stored form: docs/schema/questionnaire.proto.
public enum QuestionnaireEvent: StoredEvent {
  /// It was set up, with its first version.
  case defined(QuestionnaireDefined)
  /// It asks other questions from now on; what was answered stays with the version it answers.
  case revised(QuestionnaireRevised)
  /// It goes by another name.
  case renamed(TextChanged)
  /// It is not to be filled any more.
  case retired(NothingElse)
  /// It may be filled again.
  case reinstated(NothingElse)
  /// Another system's name for it was noted.
  case referenced(ExternalReference)

  public static let kind = StreamKind.questionnaire

  public var type: EventType {
    switch self {
    case .defined: EventType(1)
    case .revised: EventType(2)
    case .renamed: EventType(3)
    case .retired: EventType(4)
    case .reinstated: EventType(5)
    case .referenced: EventType(6)
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .defined(QuestionnaireDefined())
    case 2: self = .revised(QuestionnaireRevised())
    case 3: self = .renamed(TextChanged())
    case 4: self = .retired(NothingElse())
    case 5: self = .reinstated(NothingElse())
    case 6: self = .referenced(ExternalReference())
    default: return nil
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .defined(var fields): self = .defined(coder.coded(&fields))
    case .revised(var fields): self = .revised(coder.coded(&fields))
    case .renamed(var fields): self = .renamed(coder.coded(&fields))
    case .retired, .reinstated: break
    case .referenced(var fields): self = .referenced(coder.coded(&fields))
    }
  }
}

/// It was set up: message `QuestionnaireDefined`.
public struct QuestionnaireDefined: WireMessage {
  /// Its name.
  public var name = ""
  /// The questions of version 1, in order.
  public var questions: [Question] = []
  /// Where the fields of its matrix begin and what they are called.
  public var matrix = MatrixRules()

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &name)
    coder.messages(30, &questions)
    coder.message(31, &matrix)
  }
}

/// It has a new version: message `QuestionnaireRevised`.
public struct QuestionnaireRevised: WireMessage {
  /// The number of the version, from 2.
  public var version: UInt32 = 0
  /// All questions of the version, in order.
  public var questions: [Question] = []
  /// Where the fields of its matrix begin and what they are called.
  public var matrix = MatrixRules()

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &version)
    coder.messages(30, &questions)
    coder.message(31, &matrix)
  }
}
