import CRM
import Domain

extension Recipe.File {
  init(_ key: String, _ node: RecipeNode, maps: Set<String>) throws(RecipeRefusal) {
    let object = try node.object([
      "match", "optional", "layout", "delimiter", "quote", "encoding", "header", "empty",
      "computed", "order",
    ])
    self.key = key
    pattern = try object.required("match").string()
    isOptional = try object["optional"]?.bool() ?? false
    layout = try Self.layout(object)
    encoding = try Self.encoding(object["encoding"])
    columns = try object["header"]?.columns()
    empty = Set(try object["empty"]?.strings() ?? []).subtracting([""])
    let context = StepContext(files: [], maps: maps)
    computed = try object["computed"]?.computedColumns(context) ?? []
    keepsRows = try object["order"]?.word(Order.self) == .rows
    guard layout == .commands, columns != nil || !computed.isEmpty else { return }
    throw node.refusal("a file of commands has no columns")
  }

  private enum Order: String, CaseIterable { case steps, rows }
  private enum LayoutName: String, CaseIterable { case delimited, columns, commands }

  private static func layout(_ object: RecipeObject) throws(RecipeRefusal) -> Layout {
    let name = try object["layout"]?.word(LayoutName.self) ?? .delimited
    if name != .delimited, let node = object["delimiter"] ?? object["quote"] {
      throw node.refusal("only a file of the layout \"delimited\" has delimiters and quotes")
    }
    switch name {
    case .columns: return .columns
    case .commands: return .commands
    case .delimited: break
    }
    var format = CSVFormat()
    if let node = object["delimiter"] {
      guard let known = CSVFormat.Delimiter(rawValue: try node.ascii()) else {
        throw node.refusal("a delimiter is one of , ; | or a tabulator (\\t)")
      }
      format.delimiter = known
    }
    if let node = object["quote"] {
      guard let known = CSVFormat.Quote(rawValue: try node.ascii()) else {
        throw node.refusal("a quote is \" or '")
      }
      format.quote = known
    }
    return .delimited(format)
  }

  private static func encoding(_ node: RecipeNode?) throws(RecipeRefusal) -> TextEncoding? {
    guard let node else { return .utf8 }
    let name = try node.string()
    if name.lowercased() == "detect" { return nil }
    if let encoding = TextEncoding(name: name) { return encoding }
    let known = TextEncoding.allCases.map(\.rawValue) + ["detect"]
    throw node.refusal(
      "\(VisibleText.quoted(name)) is not an encoding that is read; those are "
        + known.joined(separator: ", "))
  }
}

extension RecipeNode {
  /// The columns a file gets besides its own.
  fileprivate func computedColumns(
    _ context: StepContext
  ) throws(RecipeRefusal) -> [ComputedColumn] {
    var columns: [ComputedColumn] = []
    for (name, _, node) in try anyObject("an object with a name for each column").members {
      let object = try node.object(["count", "latest", "per", "when"] + RowValue.plainKeys)
      var conditions: [RowCondition] = []
      for node in try object["when"]?.array() ?? [] { conditions.append(try RowCondition(node)) }
      columns.append(
        ComputedColumn(
          name: name, kind: try node.computedKind(object, context), conditions: conditions,
          groups: try object["per"]?.oneOrMore() ?? []))
    }
    return columns
  }

  private func computedKind(
    _ object: RecipeObject, _ context: StepContext
  ) throws(RecipeRefusal) -> ComputedColumn.Kind {
    let hasValue = RowValue.sourceKeys.contains { object[$0] != nil }
    let kinds = [object["count"] != nil, object["latest"] != nil, hasValue].filter { $0 }
    guard kinds.count == 1 else {
      throw refusal(
        "a computed column has one of \"count\": true, \"latest\": a column, and a value: "
          + "\"column\", \"template\" or \"value\"")
    }
    if hasValue {
      if let per = object["per"] {
        throw per.refusal("\"per\" makes sense only with \"count\" and \"latest\"")
      }
      return .value(try RowValue(self, plain: object, context))
    }
    if let key = ["map", "unmapped", "default"].first(where: { object[$0] != nil }) {
      throw refusal("\"\(key)\" makes sense only with \"column\", \"template\" or \"value\"")
    }
    if let latest = object["latest"] { return .latest(try latest.string()) }
    guard let count = object["count"], try count.bool() else {
      throw refusal("\"count\" is true or left out")
    }
    return .count
  }

  /// One text, or a list of them.
  func oneOrMore() throws(RecipeRefusal) -> [String] {
    if case .string(let text) = value { return [text] }
    return try strings()
  }
}

extension RecipeNode {
  /// One ASCII character.
  fileprivate func ascii() throws(RecipeRefusal) -> UInt8 {
    UInt8(exactly: try character().value) ?? 0
  }

  /// The names of the columns; nil when the first row has them.
  fileprivate func columns() throws(RecipeRefusal) -> [String]? {
    if case .bool(let value) = value {
      guard value else {
        throw refusal("a file without a header needs the names of its columns: \"header\": [\"…\"]")
      }
      return nil
    }
    return try strings()
  }
}
