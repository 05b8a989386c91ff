extension Questionnaire {
  /// The most questions a questionnaire may ask.
  public static let questionLimit = 500
  /// The most answers a list may offer.
  public static let choiceLimit = 200
  /// The most boundaries a side of the matrix may have.
  public static let boundaryLimit = 19

  public func decide(
    _ command: QuestionnaireCommand, _ facts: some Facts
  ) throws(QuestionnaireRefusal) -> [QuestionnaireEvent] {
    if case .define(let new) = command { return try define(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .define: throw .exists(id)
    case .revise(let draft): return try revise(draft)
    case .rename(let text):
      let text = try line(text, "name")
      return text == name ? [] : [.renamed(TextChanged(text))]
    case .retire: return isRetired ? [] : [.retired(NothingElse())]
    case .reinstate: return isRetired ? [.reinstated(NothingElse())] : []
    case .reference(let reference):
      return try newReferences([reference], held: references, facts).map { .referenced($0) }
    }
  }

  private func define(
    _ new: NewQuestionnaire, _ facts: some Facts
  ) throws(QuestionnaireRefusal) -> [QuestionnaireEvent] {
    if exists { throw .exists(id) }
    var defined = QuestionnaireDefined()
    defined.name = try line(new.name, "name")
    (defined.questions, defined.matrix) = try checked(new.draft)
    let references = try newReferences(new.references, held: [], facts)
    return [.defined(defined)] + references.map { .referenced($0) }
  }

  private func revise(
    _ draft: QuestionnaireDraft
  ) throws(QuestionnaireRefusal) -> [QuestionnaireEvent] {
    var revised = QuestionnaireRevised()
    revised.version = (versions.last?.number ?? 0) + 1
    (revised.questions, revised.matrix) = try checked(draft)
    let isSame = current?.questions == revised.questions && current?.matrix == revised.matrix
    return isSame ? [] : [.revised(revised)]
  }

  // MARK: Questions

  /// The questions with their numbers, checked, and the rules of the matrix.
  private func checked(
    _ draft: QuestionnaireDraft
  ) throws(QuestionnaireRefusal) -> ([Question], MatrixRules) {
    guard (1...Self.questionLimit).contains(draft.questions.count) else {
      throw .questionCount(limit: Self.questionLimit)
    }
    var next = (versions.flatMap(\.questions).map(\.number).max() ?? 0) + 1
    var codes: Set<String> = []
    var questions: [Question] = []
    for raw in draft.questions {
      var question = raw
      question.code = try line(raw.code, "code of a question", limit: 60)
      question.wording = raw.wording.isEmpty ? "" : try line(raw.wording, "question")
      if !codes.insert(question.code.lowercased()).inserted { throw .codeTwice(question.code) }
      let known = known(question.code)
      if let known, known.kind != question.kind {
        throw .question(
          question.code,
          "it was a \(known.kind) before; give the question that differs a code of its own")
      }
      question.number = known?.number ?? next
      if known == nil { next += 1 }
      try question.check(known, limit: Self.choiceLimit)
      questions.append(question)
    }
    let matrix = try checked(draft.matrix)
    for axis in MatrixAxis.allCases where AxisScale(questions, axis) == nil {
      throw .inexact(axis)
    }
    return (questions, matrix)
  }

  /// The newest form of a question that an earlier version asked.
  private func known(_ code: String) -> Question? {
    for version in versions.reversed() {
      if let question = version.question(coded: code) { return question }
    }
    return nil
  }

  // MARK: The matrix

  private func checked(_ rules: MatrixRules) throws(QuestionnaireRefusal) -> MatrixRules {
    var rules = rules
    for axis in MatrixAxis.allCases {
      let boundaries = rules.boundaries(axis)
      if boundaries.count > Self.boundaryLimit {
        throw .matrix("at most \(Self.boundaryLimit) boundaries of \(axis)")
      }
      if zip(boundaries, boundaries.dropFirst()).contains(where: { $0 >= $1 }) {
        throw .matrix("the boundaries of \(axis) must ascend")
      }
    }
    var names: [String] = []
    for name in rules.categories { names.append(try line(name, "category", limit: 60)) }
    rules.categories = names
    let count = rules.fieldCount(.size) * rules.fieldCount(.potential)
    guard names.isEmpty || names.count == count else {
      throw .matrix("it has \(count) fields, but \(names.count) categories are named")
    }
    if Set(names.map { $0.lowercased() }).count != names.count {
      throw .matrix("two fields have the same name")
    }
    return rules
  }
}

extension Question {
  /// Checks that it can be asked and scored, and gives its choices their numbers: those an earlier
  /// form of the question knew keep theirs.
  fileprivate mutating func check(
    _ known: Question?, limit: Int
  ) throws(QuestionnaireRefusal) {
    try checkBounds()
    switch kind {
    case .choice: try numberChoices(known, limit: limit)
    case .scale, .yesNo: try checkPlaces()
    case .number, .text:
      if !choices.isEmpty { throw refusal("only choices and scales have a list of answers") }
    }
    if sizeWeight == 0, potentialWeight == 0 { return }
    try checkScoring()
  }

  private func refusal(_ why: String) -> QuestionnaireRefusal { .question(code, why) }

  private mutating func checkBounds() throws(QuestionnaireRefusal) {
    if decimals > 4 { throw refusal("a number has at most 4 decimals") }
    if kind != .number, decimals > 0 { throw refusal("only a number has decimals") }
    if kind == .yesNo { (minimum, maximum) = (nil, nil) }
    if kind == .scale, minimum == nil || maximum == nil {
      throw refusal("a scale needs both ends: from and to")
    }
    if kind == .choice || kind == .text, minimum != nil || maximum != nil {
      throw refusal("only a scale and a number have bounds")
    }
    for bound in [minimum, maximum] {
      if let bound, abs(bound) > 1_000_000_000_000 { throw refusal("the bounds are too far out") }
    }
    guard let minimum, let maximum else { return }
    if minimum >= maximum { throw refusal("from must lie below to") }
    if kind == .scale, maximum - minimum > 1_000 {
      throw refusal("a scale has at most 1,001 places; ask for a number instead")
    }
  }

  private mutating func numberChoices(
    _ known: Question?, limit: Int
  ) throws(QuestionnaireRefusal) {
    guard (2...limit).contains(choices.count) else {
      throw refusal("a choice offers 2 to \(limit) answers")
    }
    var next = (known?.choices.map(\.value).max() ?? 0) + 1
    var codes: Set<String> = []
    for index in choices.indices {
      choices[index] = try checked(choices[index])
      if !codes.insert(choices[index].code.lowercased()).inserted {
        throw refusal("two answers have the code '\(choices[index].code)'")
      }
      if let same = known?.choices.first(where: { $0.code == choices[index].code }) {
        choices[index].value = same.value
      } else {
        choices[index].value = next
        next += 1
      }
    }
  }

  /// The list of a scale or of yes and no: labels and points of its places, each once.
  private mutating func checkPlaces() throws(QuestionnaireRefusal) {
    var places: Set<Int64> = []
    for index in choices.indices {
      choices[index] = try checked(choices[index])
      let value = choices[index].value
      let isThere = kind == .yesNo ? (0...1).contains(value) : holds(value)
      if !isThere { throw refusal("'\(choices[index].code)' is not on the scale") }
      if !places.insert(value).inserted { throw refusal("'\(choices[index].code)' is there twice") }
    }
  }

  private func checked(_ choice: Choice) throws(QuestionnaireRefusal) -> Choice {
    var checked = choice
    do throws(TextRefusal) {
      checked.code = try Text.line(choice.code, field: "code of an answer", limit: 60)
      checked.label = choice.label.isEmpty ? "" : try Text.line(choice.label, field: "answer")
    } catch {
      throw refusal(error.description)
    }
    return checked
  }

  /// Whether a value lies within the bounds.
  func holds(_ value: Int64) -> Bool {
    (minimum.map { $0 <= value } ?? true) && (maximum.map { value <= $0 } ?? true)
  }

  private func checkScoring() throws(QuestionnaireRefusal) {
    if kind == .text { throw refusal("words have no points: a text question has no weight") }
    switch scoring {
    case .linear, .reversed:
      if kind == .choice {
        throw refusal("a choice needs points for each of its answers, to have a weight")
      }
      if kind == .number, minimum == nil || maximum == nil {
        throw refusal("a number needs from and to, to have points between 0 and 100")
      }
    case .value:
      if kind != .number && kind != .scale { throw refusal("its answers are no numbers to count") }
      if minimum == nil || maximum == nil { throw refusal("a number needs from and to") }
    case .table:
      let places = kind == .scale ? Int((maximum ?? 0) - (minimum ?? 0)) + 1 : 2
      let wanted = kind == .choice ? choices.count : places
      let scored = choices.filter { $0.score != nil }.count
      if kind == .number || scored != wanted {
        throw refusal("every answer needs its points, to have a weight")
      }
    }
  }
}
