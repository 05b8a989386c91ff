import Domain

/// What a step may refer to.
struct StepContext {
  /// The keys of the files.
  let files: Set<String>
  /// The names of the value maps.
  let maps: Set<String>
}

extension Recipe.Step {
  init(_ node: RecipeNode, _ context: StepContext) throws(RecipeRefusal) {
    let object = try node.object([
      "from", "do", "distinct", "when", "at", "subject", "reference", "on-behalf-of", "set",
      "existing", "comment",
    ])
    let from = try object.required("from")
    file = try from.string()
    guard context.files.contains(file) else {
      let hint = NearestName.of(file, among: context.files.sorted())
      throw from.refusal(
        "there is no file \(VisibleText.quoted(file)) in \"files\""
          + (hint.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let form = try object.required("do").form()
    self.form = form
    _ = try object["comment"]?.string()
    distinct = try object["distinct"]?.oneOrMore() ?? []
    var conditions: [RowCondition] = []
    for node in try object["when"]?.array() ?? [] { conditions.append(try RowCondition(node)) }
    self.conditions = conditions
    moment = try RowMoment(object["at"], context)
    subject = try RowValue.optional(object["subject"], context)
    reference = try RowValue.optional(object["reference"], context)
    onBehalfOf = try RowValue.optional(object["on-behalf-of"], context)
    values = try Self.values(object["set"], form, context)
    existing = try object["existing"]?.word(Recipe.Existing.self) ?? .skip
    try requireSense(object)
  }

  private static func values(
    _ node: RecipeNode?, _ form: Form, _ context: StepContext
  ) throws(RecipeRefusal) -> [(name: String, value: RowValue)] {
    var values: [(name: String, value: RowValue)] = []
    for (name, place, node) in try node?.anyObject("an object of values").members ?? [] {
      try form.require(name, place)
      guard case .array = node.value else {
        values += try RowValue.values(node, form.parameter(name), context).map { (name, $0) }
        continue
      }
      for node in try node.array() {
        values += try RowValue.values(node, form.parameter(name), context).map { (name, $0) }
      }
    }
    return values
  }

  /// Refuses steps that could never do what they say.
  func requireSense(_ object: RecipeObject) throws(RecipeRefusal) {
    func refuse(_ key: String, _ reason: String) throws(RecipeRefusal) {
      throw RecipeRefusal(place: object[key]?.place ?? object.place, reason: reason)
    }
    if form.subject != nil, subject == nil, reference == nil {
      try refuse("do", "\(form.name) is done to something: name it by \"reference\" or \"subject\"")
    }
    if form.subject != nil, subject != nil, reference != nil {
      try refuse("subject", "give either \"reference\" or \"subject\", not both")
    }
    if form.subject == nil, subject != nil {
      try refuse("subject", "\(form.name) is not done to something that exists")
    }
    if form.creates == nil, form.subject == nil, reference != nil {
      try refuse("reference", "\(form.name) is about nothing that could have a reference")
    }
    if existing == .update, !form.canUpdate {
      try refuse("existing", "what \(form.name) creates can only be skipped or refused")
    }
    for (name, value) in values {
      guard case .listPrice(let product) = value.source else { continue }
      guard form.parameter(product)?.kind == .entity(.product) else {
        throw RecipeRefusal(
          place: object["set"]?.place,
          reason: "\(name): \(form.name) has no parameter '\(product)' that names a product")
      }
    }
  }
}

extension RowCondition {
  init(_ node: RecipeNode) throws(RecipeRefusal) {
    let object = try node.object(["column", "in", "not-in", "empty"])
    column = try object.required("column").string()
    var tests: [Test] = []
    if let node = object["in"] { tests.append(.isIn(Set(try node.strings()))) }
    if let node = object["not-in"] { tests.append(.isNotIn(Set(try node.strings()))) }
    if let node = object["empty"] { tests.append(.isEmpty(try node.bool())) }
    guard tests.count == 1 else {
      throw node.refusal("a condition has exactly one of \"in\", \"not-in\" and \"empty\"")
    }
    test = tests[0]
  }
}

extension RowMoment {
  init(_ node: RecipeNode?, _ context: StepContext) throws(RecipeRefusal) {
    guard let node else { return }
    let object = try node.object(["undated", "format"] + RowValue.plainKeys)
    if RowValue.sourceKeys.contains(where: { object[$0] != nil }) {
      date = try RowValue(node, plain: object, context)
      date?.format = try object["format"]?.dateFormat()
    }
    let standard: Undated = date == nil ? .first : .refuse
    undated = try object["undated"]?.word(Undated.self) ?? standard
  }
}

extension RowValue {
  static func optional(
    _ node: RecipeNode?, _ context: StepContext
  ) throws(RecipeRefusal) -> RowValue? {
    guard let node else { return nil }
    return try RowValue(node, context)
  }

  /// The values a node stands for: one, or with `columns` an answer from each of several columns.
  static func values(
    _ node: RecipeNode, _ parameter: Parameter?, _ context: StepContext
  ) throws(RecipeRefusal) -> [RowValue] {
    guard case .object(let members) = node.value, members["columns"] != nil else {
      return [try RowValue(node, context)]
    }
    let object = try node.object(["columns", "map", "unmapped", "times", "format", "clear"])
    let columns = try object.required("columns")
    guard parameter?.kind == .answer || parameter?.kind == .customValue else {
      throw columns.refusal(
        "\"columns\" is for answers and custom fields; use \"column\" here")
    }
    var values: [RowValue] = []
    for (code, column) in try columns.codedColumns() {
      var value = RowValue(source: .column(column))
      try value.readTranslation(object, context)
      value.format = try object["format"]?.dateFormat()
      value.clears = try object["clear"]?.bool() ?? false
      value.prefix = code + "="
      values.append(value)
    }
    return values
  }

  /// What `map`, `unmapped` and `times` say.
  private mutating func readTranslation(
    _ object: RecipeObject, _ context: StepContext
  ) throws(RecipeRefusal) {
    if let node = object["map"] {
      let name = try node.string()
      guard context.maps.contains(name) else {
        throw node.refusal("there is no map \(VisibleText.quoted(name)) in \"values\"")
      }
      map = name
    }
    unmapped = try object["unmapped"]?.word(Unmapped.self) ?? .keep
    if unmapped != .keep, map == nil {
      throw RecipeRefusal(
        place: object["unmapped"]?.place, reason: "\"unmapped\" makes sense only with \"map\"")
    }
    if let node = object["times"] { times = try node.positiveNumber() }
  }

  /// What a value may come from where no book is at hand, and what else it may have there.
  static let sourceKeys = ["column", "value", "template"]
  static let plainKeys = sourceKeys + ["map", "unmapped", "default"]

  init(_ node: RecipeNode, _ context: StepContext) throws(RecipeRefusal) {
    let object = try node.object(
      Self.plainKeys + ["list-price-of", "format", "times", "clear"])
    try self.init(node, plain: object, context)
    format = try object["format"]?.dateFormat()
    clears = try object["clear"]?.bool() ?? false
  }

  /// A value without what only parameters of a command have.
  init(
    _ node: RecipeNode, plain object: RecipeObject, _ context: StepContext
  ) throws(RecipeRefusal) {
    var sources: [RowSource] = []
    if let node = object["column"] { sources.append(.column(try node.string())) }
    if let node = object["value"] { sources.append(.constant(try node.constant())) }
    if let node = object["template"] { sources.append(.template(try node.template())) }
    if let node = object["list-price-of"] { sources.append(.listPrice(of: try node.string())) }
    guard sources.count == 1 else {
      throw node.refusal(
        "a value has exactly one of \"column\", \"value\", \"template\" and \"list-price-of\"")
    }
    source = sources[0]
    try readTranslation(object, context)
    if let node = object["default"] {
      if case .object = node.value {
        fallback = .value(try RowValue(node, context))
      } else {
        fallback = .value(RowValue(source: .constant(try node.constant())))
      }
    }
  }
}

extension RecipeNode {
  /// Columns with the questions they answer: a list of columns called like their questions, or an
  /// object of questions and columns.
  fileprivate func codedColumns() throws(RecipeRefusal) -> [(code: String, column: String)] {
    if case .array = value { return try strings().map { ($0, $0) } }
    var columns: [(code: String, column: String)] = []
    for (code, _, node) in try anyObject("an array of columns, or questions with columns").members {
      columns.append((code, try node.string()))
    }
    return columns
  }

  /// A whole number from 1 on.
  fileprivate func positiveNumber() throws(RecipeRefusal) -> Int64 {
    guard case .number(let text) = value, let number = Int64(text), number > 0 else {
      throw refusal("expected a whole number from 1 on")
    }
    return number
  }

  /// A text with columns in braces; doubled braces stand for themselves.
  fileprivate func template() throws(RecipeRefusal) -> [RowSource.Piece] {
    var pieces: [RowSource.Piece] = []
    var text = ""
    var rest = try string()[...]
    while let first = rest.popFirst() {
      if first == "{" || first == "}", rest.first == first {
        text.append(first)
        rest.removeFirst()
      } else if first == "{" {
        guard let end = rest.firstIndex(of: "}") else {
          throw refusal("the brace that opens before '\(rest.prefix(20))' is never closed")
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.column(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      } else if first == "}" {
        throw refusal("a closing brace without an opening one: write }} for a brace itself")
      } else {
        text.append(first)
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    return pieces
  }
}
