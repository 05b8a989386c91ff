public import Bytes
public import Domain

/// Every filled questionnaire as plain numbers; words are read from its stream when they are shown.
public struct Responses: AliasedModel {
  public static let name = "responses"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.response)

  /// One row a response.
  public private(set) var rows = EntityRows<ResponseID, ResponseRow>()
  /// The answers of all responses, those of one beside each other; what was replaced by a longer or
  /// shorter list stays unused.
  private var answers: [AnswerRow] = []

  public init() {}

  /// The answers of a response, ascending by question; those in words have no value.
  public func answers(of row: ResponseRow) -> ArraySlice<AnswerRow> {
    answers[Int(row.firstAnswer)..<Int(row.firstAnswer) + Int(row.answerCount)]
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.numbers(as: ResponseEvent.self) else { return }
    let number = event.header.stream.number
    switch what {
    case .recorded(let recorded):
      let list = Self.list(recorded.answers)
      let first = UInt32(answers.count)
      answers += list
      let answeredAt = event.time.known
      rows.change(number) { row in
        row.questionnaire = recorded.questionnaire
        row.version = recorded.version
        (row.account, row.contact) = (recorded.account, recorded.contact)
        row.answeredAt = answeredAt
        (row.firstAnswer, row.answerCount) = (first, UInt32(list.count))
      }
    case .corrected(let corrected): correct(number, corrected)
    case .retracted: rows.change(number) { $0.isRetracted = true }
    case .referenced: break
    }
  }

  private mutating func correct(_ number: UInt32, _ corrected: ResponseCorrected) {
    let row = rows[ResponseID(number)]
    let new = Self.list(corrected.answers)
    let gone = Set(corrected.withdrawn).union(new.map(\.question))
    let kept = answers(of: row).filter { !gone.contains($0.question) }
    let list = (kept + new).sorted { $0.question < $1.question }
    if list.count == Int(row.answerCount) {
      for (index, answer) in list.enumerated() { answers[Int(row.firstAnswer) + index] = answer }
      return
    }
    let first = UInt32(answers.count)
    answers += list
    rows.change(number) { row in
      (row.firstAnswer, row.answerCount) = (first, UInt32(list.count))
    }
  }

  private var compacted: Responses {
    var compact = Responses()
    compact.answers.reserveCapacity(answers.count)
    for (id, row) in rows.asRecorded {
      var moved = row
      moved.firstAnswer = UInt32(compact.answers.count)
      compact.answers += answers(of: row)
      compact.rows.change(id.number) { $0 = moved }
    }
    return compact
  }

  private static func list(_ answers: AnswerList) -> [AnswerRow] {
    var list: [AnswerRow] = []
    list.reserveCapacity(answers.questions.count + answers.inWords.count)
    for answer in answers.given { list.append(AnswerRow(answer)) }
    guard !answers.inWords.isEmpty else { return list }
    for question in answers.inWords { list.append(AnswerRow(wordsFor: question)) }
    return list.sorted { $0.question < $1.question }
  }

  /// Lets rows be read with merges resolved.
  public mutating func resolve(_ aliases: Aliases) { rows.resolve(aliases) }
  /// The streams whose rows name what was merged.
  public func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    rows.namingMerged(aliases)
  }

  public mutating func forget(_ stream: StreamID) {
    rows.clear(stream.number)
  }

  /// Writes the answers in the order of the responses, without those that are not used any more.
  public mutating func code(_ coder: inout ColumnCoder) {
    if !coder.isReading { self = compacted }
    rows.code(&coder)
    coder.rows(&answers)
    guard coder.isReading else { return }
    let count = UInt64(answers.count)
    // A row that points outside is not what was written.
    if rows.rows.contains(where: { UInt64($0.firstAnswer) + UInt64($0.answerCount) > count }) {
      coder.fail()
    }
  }
}

/// A response without its words.
public struct ResponseRow: ColumnRow, Equatable, Sendable {
  /// Which questionnaire was filled; nil when the number was never used.
  public var questionnaire: QuestionnaireID?
  /// Which version of it.
  public var version: UInt32 = 0
  /// The account that is rated, or with which the contact is.
  public var account: AccountID?
  /// The person who answered; nil when the account alone is meant.
  public var contact: ContactID?
  /// When it was answered; nil when nobody knows.
  public var answeredAt: Instant?
  /// Whether it does not count any more.
  public var isRetracted = false
  /// Where its answers begin among all.
  public var firstAnswer: UInt32 = 0
  /// How many questions were answered.
  public var answerCount: UInt32 = 0

  public init() {}

  /// Whether it was entered and counts.
  public var counts: Bool { questionnaire != nil && !isRetracted }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.id(&questionnaire)
    coder.number(&version)
    coder.id(&account)
    coder.id(&contact)
    coder.instant(&answeredAt)
    coder.flag(&isRetracted)
    coder.number(&firstAnswer)
    coder.number(&answerCount)
  }
}

/// One answer of a response.
public struct AnswerRow: ColumnRow, Equatable, Sendable {
  /// The number of the question within its questionnaire.
  public var question: UInt32 = 0
  /// Whether it was answered in words; the value is then 0.
  public var isInWords = false
  /// What stands for the answer.
  public var value: Int64 = 0

  public init() {}

  init(_ answer: GivenAnswer) { (question, value) = (answer.question, answer.value) }

  init(wordsFor question: UInt32) { (self.question, isInWords) = (question, true) }

  /// The answer as scores are computed from it.
  public var given: GivenAnswer { GivenAnswer(question, value) }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&question)
    coder.flag(&isInWords)
    coder.number(&value)
  }
}
