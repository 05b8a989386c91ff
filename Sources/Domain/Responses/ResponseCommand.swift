/// What people may ask of a response.
public enum ResponseCommand: Equatable, Sendable {
  /// Enter a filled questionnaire.
  case record(NewResponse)
  /// Answer more questions, or answer some otherwise; an empty text takes an answer away.
  case answer([WrittenAnswer])
  /// Give an answer back the form it had; nil takes it away. For restoring.
  case put(question: UInt32, StoredAnswer?)
  /// Let it not count any more.
  case retract
  /// Note another system's name for it.
  case reference(ExternalReference)
}

/// A filled questionnaire to be entered.
public struct NewResponse: Equatable, Sendable {
  /// Which questionnaire.
  public var questionnaire: QuestionnaireID
  /// Its version; the current one when nil.
  public var version: UInt32?
  /// The account that is rated; that of the contact when nil.
  public var account: AccountID?
  /// The person who answered; nil when the account alone is meant.
  public var contact: ContactID?
  /// The answers, by the codes of the questions.
  public var answers: [WrittenAnswer]
  /// Whether answers to required questions may be missing; the response then counts as incomplete.
  public var isPartial: Bool
  /// What other systems call it.
  public var references: [ExternalReference]

  /// A filled questionnaire.
  public init(
    questionnaire: QuestionnaireID, version: UInt32? = nil, account: AccountID? = nil,
    contact: ContactID? = nil, answers: [WrittenAnswer] = [], isPartial: Bool = false,
    references: [ExternalReference] = []
  ) {
    (self.questionnaire, self.version) = (questionnaire, version)
    (self.account, self.contact) = (account, contact)
    (self.answers, self.isPartial, self.references) = (answers, isPartial, references)
  }
}

/// An answer as somebody wrote it down.
public struct WrittenAnswer: Equatable, Sendable {
  /// The code of the question.
  public var question: String
  /// The answer; empty for none.
  public var text: String
  /// How numbers in it are written.
  public var style: DecimalStyle

  /// An answer.
  public init(_ question: String, _ text: String, style: DecimalStyle = .plain) {
    (self.question, self.text, self.style) = (question, text, style)
  }
}

/// An answer as it is kept.
public enum StoredAnswer: Equatable, Sendable {
  /// A number, or what a number stands for.
  case number(Int64)
  /// Words.
  case words(String)
}

/// Why a response says no.
public enum ResponseRefusal: ReferringRefusal {
  /// There is no such response.
  case unknown(ResponseID)
  /// It is there already.
  case exists(ResponseID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// There is no such questionnaire.
  case unknownQuestionnaire(QuestionnaireID)
  /// The questionnaire is not filled any more.
  case retiredQuestionnaire(QuestionnaireID)
  /// The questionnaire has no such version.
  case unknownVersion(UInt32, of: QuestionnaireID)
  /// It is about nobody.
  case noSubject
  /// There is no such account.
  case unknownAccount(AccountID)
  /// There is no such contact.
  case unknownContact(ContactID)
  /// Of an erased person nothing is noted any more.
  case erasedContact(ContactID)
  /// Nothing was answered.
  case nothingAnswered
  /// The version asks no such question.
  case unknownQuestion(String, known: String)
  /// A question was answered twice.
  case answeredTwice(String)
  /// An answer cannot be taken: the question, the answer, and what would do.
  case badAnswer(String, String, expected: String)
  /// Required questions have no answer.
  case missing(String)
  /// It was retracted.
  case retracted(ResponseID)
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no response \(id)"
    case .exists(let id): "response \(id) exists already"
    case .text(let refusal): refusal.description
    case .unknownQuestionnaire(let id): "there is no questionnaire \(id)"
    case .retiredQuestionnaire(let id): "questionnaire \(id) is retired and cannot be filled"
    case .unknownVersion(let version, let id): "questionnaire \(id) has no version \(version)"
    case .noSubject: "say of which account, or which contact, the answers are"
    case .unknownAccount(let id): "there is no account \(id)"
    case .unknownContact(let id): "there is no contact \(id)"
    case .erasedContact(let id):
      "the personal data of contact \(id) were erased: nothing is noted of the person any more"
    case .nothingAnswered: "nothing was answered"
    case .unknownQuestion(let code, let known):
      "there is no question '\(code)'; the questionnaire asks \(known)"
    case .answeredTwice(let title): "\(title) is answered twice"
    case .badAnswer(let title, let text, let expected):
      "\(title): '\(text)' is not \(expected)"
    case .missing(let titles): "no answer to \(titles), which is required"
    case .retracted(let id): "response \(id) was retracted"
    case .reference(let refusal): refusal.description
    }
  }
}
