/// A set of questions that customers are rated by, in versions, folded from its events.
public struct Questionnaire: Entity {
  /// Its number.
  public let id: QuestionnaireID
  /// Whether it was set up.
  public private(set) var exists = false
  /// Its name.
  public private(set) var name = ""
  /// Its versions, the oldest first.
  public private(set) var versions: [Version] = []
  /// Whether nobody is to fill it any more.
  public private(set) var isRetired = false
  /// What other systems call it.
  public private(set) var references: [ExternalReference] = []

  /// What one version asks.
  public struct Version: Equatable, Sendable {
    /// Its number, from 1.
    public let number: UInt32
    /// Its questions, in order.
    public let questions: [Question]
    /// Where the fields of its matrix begin and what they are called.
    public let matrix: MatrixRules
  }

  /// The questionnaire before its first event.
  public init(id: QuestionnaireID) {
    self.id = id
  }

  public mutating func evolve(_ event: QuestionnaireEvent, _ time: EventTime) {
    switch event {
    case .defined(let defined):
      exists = true
      name = defined.name
      versions = [Version(number: 1, questions: defined.questions, matrix: defined.matrix)]
    case .revised(let revised):
      versions.append(
        Version(
          number: revised.version, questions: revised.questions, matrix: revised.matrix))
    case .renamed(let renamed): name = renamed.text
    case .retired: isRetired = true
    case .reinstated: isRetired = false
    case .referenced(let reference): references.append(reference)
    }
  }

  public var fields: [Field] {
    var fields = [Field("name", .text(name))]
    if let current {
      fields.append(Field("version", .number(Int64(current.number))))
      for question in current.questions {
        fields.append(Field("question-\(question.code)", .text(question.summary)))
      }
    }
    if isRetired { fields.append(Field("retired", .flag(true))) }
    for reference in references {
      fields.append(Field("reference-\(reference.source)", .text(reference.identifier)))
    }
    return fields
  }

  public func restoring(
    _ field: String, from older: Questionnaire
  ) -> [QuestionnaireCommand]? {
    switch field {
    case "name": return [.rename(older.name)]
    case "retired": return older.isRetired == isRetired ? [] : [isRetired ? .reinstate : .retire]
    case "version":
      return older.current.map {
        [.revise(QuestionnaireDraft(questions: $0.questions, matrix: $0.matrix))]
      }
    default: return nil
    }
  }
}

extension Questionnaire {
  /// The version that is filled now; nil before the questionnaire exists.
  public var current: Version? { versions.last }

  /// The version of this number; nil when there is none.
  public func version(_ number: UInt32) -> Version? {
    versions.first { $0.number == number }
  }
}

extension Questionnaire.Version {
  /// The question of this number; nil when the version does not ask it.
  public func question(_ number: UInt32) -> Question? {
    questions.first { $0.number == number }
  }

  /// The question of this code, whatever the case of its letters; nil when there is none.
  public func question(coded code: String) -> Question? {
    if let exact = questions.first(where: { $0.code == code }) { return exact }
    let wanted = code.lowercased()
    return questions.first { $0.code.lowercased() == wanted }
  }
}

extension Question {
  /// What it asks and how it counts, in one line.
  public var summary: String {
    var words = [kind.description]
    if let minimum, let maximum {
      words[0] += " \(text(of: minimum)) to \(text(of: maximum))"
    }
    if kind == .choice { words[0] += " of \(choices.map(\.code).joined(separator: ", "))" }
    if isRequired { words.append("required") }
    for axis in MatrixAxis.allCases where weight(axis) > 0 {
      words.append("\(axis) \(Self.decimal(Int64(weight(axis)), 4)) (\(scoring))")
    }
    return (wording.isEmpty ? "" : wording + ": ") + words.joined(separator: ", ")
  }

  /// A stored answer to it as people write it: the code of a choice, yes or no, the number.
  public func text(of value: Int64) -> String {
    switch kind {
    case .choice: choices.first { $0.value == value }?.code ?? "choice \(value)"
    case .yesNo: value == 0 ? "no" : "yes"
    case .number, .scale, .text: Self.decimal(value, Int(decimals))
    }
  }

  /// `units` ÷ 10^`scale` as a decimal number.
  static func decimal(_ units: Int64, _ scale: Int) -> String {
    do throws(DecimalRefusal) {
      return try DecimalNumber(units: units, scale: scale).description
    } catch {
      return "\(units)e-\(scale)"
    }
  }
}
