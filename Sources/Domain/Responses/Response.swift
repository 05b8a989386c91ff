public import Bytes

/// One filled questionnaire of an account or a contact, folded from its events.
///
/// When it was answered is when its first event happened. Answers are kept by the numbers of the
/// questions; what they mean says the version that was filled.
public struct Response: Entity {
  /// Its number.
  public let id: ResponseID
  /// Whether it was entered.
  public private(set) var exists = false
  /// Which questionnaire was filled.
  public private(set) var questionnaire = QuestionnaireID(0)
  /// Which version of it.
  public private(set) var version: UInt32 = 0
  /// The account that is rated, or with which the contact is.
  public private(set) var account: AccountID?
  /// The person who answered; nil when the account alone is meant.
  public private(set) var contact: ContactID?
  /// The slot of the person's key; nil when the account alone is meant.
  public private(set) var keySlot: KeySlot?
  /// The answers that are numbers, by question.
  public private(set) var answers: [UInt32: Int64] = [:]
  /// The answers in words, by question; nil for words that cannot be read any more.
  public private(set) var words: [UInt32: String?] = [:]
  /// When it was answered; nil when nobody knows.
  public private(set) var answeredAt: Instant?
  /// Whether it does not count any more.
  public private(set) var isRetracted = false
  /// Whether what is personal in it cannot be read: the person's key was erased.
  public private(set) var isHidden = false
  /// What other systems call it; blank when hidden.
  public private(set) var references: [ExternalReference] = []

  /// The response before its first event.
  public init(id: ResponseID) {
    self.id = id
  }

  /// Lets it name what the things it names go on as.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {
    (account, contact) = (account.following(survivor), contact.following(survivor))
  }

  public mutating func evolve(_ event: ResponseEvent, _ time: EventTime) {
    switch event {
    case .recorded(let recorded):
      exists = true
      (questionnaire, version) = (recorded.questionnaire, recorded.version)
      (account, contact) = (recorded.account, recorded.contact)
      keySlot = recorded.words.slot
      answeredAt = time.undated ? nil : time.occurredAt
      fold(recorded.answers, recorded.words)
    case .corrected(let corrected):
      for question in corrected.withdrawn {
        answers[question] = nil
        words.removeValue(forKey: question)
      }
      fold(corrected.answers, corrected.words)
    case .retracted(let retracted):
      isRetracted = true
      if retracted.words.value == nil { isHidden = true }
    case .referenced(let reference):
      if let reference = reference.value {
        references.append(reference)
      } else {
        isHidden = true
      }
    }
    if isHidden {
      references = []
      words = words.mapValues { _ in nil }
    }
  }

  private mutating func fold(_ list: AnswerList, _ box: Discreet<AnswerWords>) {
    for answer in list.given { answers[answer.question] = answer.value }
    if box.value == nil { isHidden = true }
    let texts = box.value?.texts ?? []
    for (index, question) in list.inWords.enumerated() {
      words[question] = .some(index < texts.count ? texts[index] : nil)
    }
  }

  /// Every question that was answered, ascending.
  public var answered: [UInt32] { (Array(answers.keys) + Array(words.keys)).sorted() }

  /// The answers that are numbers, ascending by question.
  public var given: [GivenAnswer] {
    answers.sorted { $0.key < $1.key }.map { GivenAnswer($0.key, $0.value) }
  }

  public var fields: [Field] {
    var fields = [Field("questionnaire", .reference(questionnaire.stream))]
    fields.append(Field("version", .number(Int64(version))))
    if let account { fields.append(Field("account", .reference(account.stream))) }
    if let contact { fields.append(Field("contact", .reference(contact.stream))) }
    for question in answered {
      fields.append(Field("answer-\(question)", value(of: question)))
    }
    if isRetracted { fields.append(Field("retracted", .flag(true))) }
    for reference in references {
      fields.append(Field("reference-\(reference.source)", .text(reference.identifier)))
    }
    return fields
  }

  private func value(of question: UInt32) -> FieldValue {
    if let number = answers[question] { return .number(number) }
    guard let text = words[question] else { return .none }
    return text.map(FieldValue.text) ?? .hidden
  }

  public func restoring(_ field: String, from older: Response) -> [ResponseCommand]? {
    let parts = field.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, parts[0] == "answer", let question = UInt32(parts[1]) else {
      return nil
    }
    if let number = older.answers[question] { return [.put(question: question, .number(number))] }
    guard let text = older.words[question] else { return [.put(question: question, nil)] }
    return text.map { [.put(question: question, .words($0))] }
  }
}
