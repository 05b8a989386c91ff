public import Bytes

/// What can happen to a response. Stored form: docs/schema/response.proto.
///
/// Answers that are numbers (and choices, scales, yes and no) lie open, two lists of equal length,
/// so that a fold reads them without a text. Words lie open when an account is meant, and sealed
/// under the person's key when a contact answered.
public enum ResponseEvent: StoredEvent {
  /// A questionnaire was filled.
  case recorded(ResponseRecorded)
  /// Some answers were added, set right or taken away.
  case corrected(ResponseCorrected)
  /// It does not count any more: it was entered by mistake.
  case retracted(ResponseRetracted)
  /// Another system's name for it was noted.
  case referenced(Discreet<ExternalReference>)

  public static let kind = StreamKind.response

  public var type: EventType {
    switch self {
    case .recorded: EventType(1)
    case .corrected: EventType(2)
    case .retracted: EventType(3)
    case .referenced: EventType(4)
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .recorded(ResponseRecorded())
    case 2: self = .corrected(ResponseCorrected())
    case 3: self = .retracted(ResponseRetracted())
    case 4: self = .referenced(Discreet())
    default: return nil
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .recorded(var fields):
      fields.code(&coder)
      self = .recorded(fields)
    case .corrected(var fields):
      fields.code(&coder)
      self = .corrected(fields)
    case .retracted(var fields):
      fields.words.code(&coder)
      self = .retracted(fields)
    case .referenced(var fields):
      fields.code(&coder)
      self = .referenced(fields)
    }
  }

  public var keySlot: KeySlot? {
    switch self {
    case .recorded(let fields): fields.words.slot
    case .corrected(let fields): fields.words.slot
    case .retracted(let fields): fields.words.slot
    case .referenced(let reference): reference.slot
    }
  }

  public mutating func codePersonal(_ coder: inout FieldCoder) {
    switch self {
    case .recorded(var fields):
      fields.words.codeContent(&coder)
      self = .recorded(fields)
    case .corrected(var fields):
      fields.words.codeContent(&coder)
      self = .corrected(fields)
    case .retracted(var fields):
      fields.words.codeContent(&coder)
      self = .retracted(fields)
    case .referenced(var reference):
      reference.codeContent(&coder)
      self = .referenced(reference)
    }
  }
}

/// A questionnaire was filled: message `ResponseRecorded`.
public struct ResponseRecorded: Equatable, Sendable {
  /// Which one.
  public var questionnaire = QuestionnaireID(0)
  /// The version that was filled.
  public var version: UInt32 = 0
  /// The account that is rated, or with which the contact is.
  public var account: AccountID?
  /// The person who answered, or whom it is about; nil when the account alone is meant.
  public var contact: ContactID?
  /// The answers.
  public var answers = AnswerList()
  /// The answers in words.
  public var words = Discreet<AnswerWords>()

  /// Nothing filled.
  public init() {}

  mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &questionnaire)
    coder.number(2, &version)
    coder.id(3, &account)
    coder.id(4, &contact)
    answers.code(&coder)
    words.code(&coder)
  }
}

/// Some answers are other ones: message `ResponseCorrected`.
public struct ResponseCorrected: Equatable, Sendable {
  /// The answers that are new or other ones.
  public var answers = AnswerList()
  /// The questions whose answers were taken away.
  public var withdrawn: [UInt32] = []
  /// The words that are new or other ones.
  public var words = Discreet<AnswerWords>()

  /// Nothing corrected.
  public init() {}

  mutating func code(_ coder: inout FieldCoder) {
    answers.code(&coder)
    coder.numbers(8, &withdrawn, isFolded: true)
    words.code(&coder)
  }
}

/// A response does not count any more: message `ResponseRetracted`.
public struct ResponseRetracted: Equatable, Sendable {
  /// Empty; its slot says under whose key the reason is sealed.
  public var words = Discreet<NothingElse>()

  /// A retraction.
  public init() {}
}

/// An answer in the log: to which question, and the number that stands for it.
public struct GivenAnswer: Hashable, Sendable, BitwiseCopyable {
  /// The number of the question within its questionnaire.
  public var question: UInt32
  /// The number of a choice, the place on a scale, 1 for yes and 0 for no, or the number itself
  /// times 10 to the decimals of the question.
  public var value: Int64

  /// An answer.
  public init(_ question: UInt32, _ value: Int64) {
    (self.question, self.value) = (question, value)
  }
}

/// The answers of an event, as open fields 5 to 7.
public struct AnswerList: Equatable, Sendable {
  /// Numbers of questions, ascending.
  public var questions: [UInt32] = []
  /// The answers to them.
  public var values: [Int64] = []
  /// The questions that were answered in words, ascending.
  public var inWords: [UInt32] = []

  /// No answers.
  public init() {}

  /// The answers one by one; of lists of unequal length, which nobody writes, as far as both go.
  public var given: [GivenAnswer] { zip(questions, values).map { GivenAnswer($0, $1) } }

  /// Whether there is no answer at all.
  public var isEmpty: Bool { questions.isEmpty && inWords.isEmpty }

  mutating func code(_ coder: inout FieldCoder) {
    coder.numbers(5, &questions, isFolded: true)
    coder.signedNumbers(6, &values)
    coder.numbers(7, &inWords, isFolded: true)
  }
}

/// Answers in words: message `AnswerWords`.
public struct AnswerWords: WireMessage {
  /// The words, in the order of the questions answered in words.
  public var texts: [String] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.texts(20, &texts)
  }
}
