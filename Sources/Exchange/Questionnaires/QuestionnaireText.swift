import Domain

/// A questionnaire as people define it: a JSON file, docs/REPORTS.md, "A questionnaire".
///
/// Read as strictly as a recipe: a key that is not known is refused with its place.
struct QuestionnaireText: Sendable {
  /// Its name; nil when the file leaves it to whoever hands it in.
  let name: String?
  /// What it asks.
  let draft: QuestionnaireDraft

  /// Reads a definition; refused with line and column.
  init(_ text: String) throws(QuestionnaireTextRefusal) {
    do {
      let node = RecipeNode(value: try JSONValue(parsing: text), place: nil)
      let top = try node.object(["name", "description", "questions", "matrix"])
      name = try top["name"]?.string()
      _ = try top["description"]?.string()
      var questions: [Question] = []
      for node in try top.required("questions").array() {
        questions.append(try Question(node))
      }
      let matrix = try top["matrix"].map { try MatrixRules($0) }
      draft = QuestionnaireDraft(questions: questions, matrix: matrix ?? .standard)
    } catch let error as JSONError {
      throw QuestionnaireTextRefusal(description: error.description)
    } catch let refusal as RecipeRefusal {
      let place = refusal.place.map { "\($0): " } ?? ""
      throw QuestionnaireTextRefusal(description: place + refusal.reason)
    } catch {
      throw QuestionnaireTextRefusal(description: "\(error)")
    }
  }
}

/// Why a text defines no questionnaire, in one line.
struct QuestionnaireTextRefusal: Error, CustomStringConvertible {
  var description: String
}

extension Question {
  fileprivate init(_ node: RecipeNode) throws(RecipeRefusal) {
    let object = try node.object([
      "code", "ask", "type", "required", "from", "to", "decimals", "choices", "labels", "points",
      "score", "size", "potential", "comment",
    ])
    self.init()
    code = try object.required("code").string()
    wording = try object["ask"]?.string() ?? ""
    kind = try object.required("type").questionKind()
    isRequired = try object["required"]?.bool() ?? false
    if let node = object["decimals"] { decimals = UInt8(try node.decimal(scale: 0, in: 0...4)) }
    minimum = try object["from"]?.decimal(scale: Int(decimals))
    maximum = try object["to"]?.decimal(scale: Int(decimals))
    sizeWeight = try object["size"]?.weight() ?? 0
    potentialWeight = try object["potential"]?.weight() ?? 0
    try readChoices(object)
    if let node = object["score"] { scoring = try node.scoring() }
  }

  /// The list of a choice, or labels and points of the places of a scale.
  private mutating func readChoices(_ object: RecipeObject) throws(RecipeRefusal) {
    for node in try object["choices"]?.array() ?? [] { choices.append(try Choice(node)) }
    try readPlaces(object["labels"]) { (choice, node) throws(RecipeRefusal) in
      choice.label = try node.string()
    }
    try readPlaces(object["points"]) { (choice, node) throws(RecipeRefusal) in
      choice.score = try node.decimal(scale: 4)
    }
    if choices.contains(where: { $0.score != nil }) { scoring = .table }
  }

  private mutating func readPlaces(
    _ node: RecipeNode?, _ set: (inout Choice, RecipeNode) throws(RecipeRefusal) -> Void
  ) throws(RecipeRefusal) {
    for (name, place, node) in try node?.anyObject("an object with a key for each answer").members
      ?? []
    {
      var index = choices.firstIndex { $0.code == name }
      if index == nil {
        guard let value = value(ofPlace: name) else {
          throw RecipeRefusal(
            place: place, reason: "\(VisibleText.quoted(name)) is no answer to the question")
        }
        choices.append(Choice(name, value: value))
        index = choices.count - 1
      }
      if let index { try set(&choices[index], node) }
    }
  }

  private func value(ofPlace name: String) -> Int64? {
    switch kind {
    case .yesNo: name == "yes" ? 1 : name == "no" ? 0 : nil
    case .scale: Int64(name)
    case .choice, .number, .text: nil
    }
  }
}

extension Choice {
  fileprivate init(_ node: RecipeNode) throws(RecipeRefusal) {
    if case .string(let code) = node.value {
      self.init(code)
      return
    }
    let object = try node.object(["code", "label", "points"])
    self.init(
      try object.required("code").string(), label: try object["label"]?.string() ?? "",
      score: try object["points"]?.decimal(scale: 4))
  }
}

extension MatrixRules {
  fileprivate init(_ node: RecipeNode) throws(RecipeRefusal) {
    let object = try node.object(["size", "potential", "median", "boundary", "categories"])
    self = .standard
    if let node = object["size"] { sizeBoundaries = try node.boundaries() }
    if let node = object["potential"] { potentialBoundaries = try node.boundaries() }
    isMedian = try object["median"]?.bool() ?? false
    if isMedian, object["size"] != nil || object["potential"] != nil {
      throw node.refusal("give either boundaries or the median")
    }
    if isMedian { (sizeBoundaries, potentialBoundaries) = ([], []) }
    if let node = object["boundary"] {
      let word = try node.string()
      guard ["upper", "lower"].contains(word) else {
        throw node.refusal(
          "what lies on a boundary belongs to the \"upper\" or the \"lower\" field")
      }
      isLowerInclusive = word == "lower"
    }
    for row in try object["categories"]?.array() ?? [] { categories += try row.strings() }
  }
}

extension RecipeNode {
  fileprivate func questionKind() throws(RecipeRefusal) -> QuestionKind {
    let text = try string()
    guard let kind = QuestionKind(text: text) else {
      let known = QuestionKind.allCases.map(\.description).joined(separator: ", ")
      throw refusal("\(VisibleText.quoted(text)) is no type of question: use one of \(known)")
    }
    return kind
  }

  fileprivate func scoring() throws(RecipeRefusal) -> QuestionScoring {
    let text = try string()
    guard let scoring = QuestionScoring.allCases.first(where: { $0.description == text }) else {
      let known = QuestionScoring.allCases.map(\.description).joined(separator: ", ")
      throw refusal("\(VisibleText.quoted(text)) is no way to score: use one of \(known)")
    }
    return scoring
  }

  /// A number with at most `scale` decimals, times 10 to them.
  fileprivate func decimal(
    scale: Int, in range: ClosedRange<Int64>? = nil
  ) throws(RecipeRefusal) -> Int64 {
    guard case .number(let text) = value else { throw refusal("expected a number") }
    let number: DecimalNumber
    do throws(DecimalRefusal) {
      number = try DecimalNumber(text)
    } catch {
      throw refusal(error.description)
    }
    guard Int(number.scale) <= scale else {
      throw refusal(
        scale == 0 ? "expected a whole number" : "a number here has at most \(scale) decimals")
    }
    let power = (Int(number.scale)..<scale).reduce(Int64(1)) { power, _ in power * 10 }
    let (units, overflow) = number.units.multipliedReportingOverflow(by: power)
    if overflow { throw refusal("the number is too large") }
    if let range, !range.contains(units) {
      throw refusal("expected a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return units
  }

  /// How much a question counts: more than nothing, at most 1,000, with four decimals.
  fileprivate func weight() throws(RecipeRefusal) -> UInt32 {
    UInt32(try decimal(scale: 4, in: 0...10_000_000))
  }

  fileprivate func boundaries() throws(RecipeRefusal) -> [Int64] {
    var boundaries: [Int64] = []
    for node in try array() { boundaries.append(try node.decimal(scale: 4)) }
    return boundaries
  }
}
