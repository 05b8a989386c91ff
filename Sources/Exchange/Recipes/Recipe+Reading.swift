import CRM
import Domain

extension Recipe {
  /// Reads a recipe.
  ///
  /// Throws a `RecipeRefusal` that names line and column, or a `JSONError` when it is not JSON.
  public init(parsing bytes: [UInt8]) throws {
    let node = RecipeNode(value: try JSONValue(parsing: bytes), place: nil)
    let top = try node.object([
      "format", "name", "description", "source", "files", "dates", "numbers", "currency",
      "values", "setup", "steps",
    ])
    let format = try top.required("format")
    guard format.value == .number("1") else {
      throw format.refusal("this version reads recipes of format 1")
    }
    name = try top.required("name").line("name", limit: 200)
    description = try top["description"]?.string() ?? ""
    let source = try top.required("source")
    self.source = try source.line("source", limit: 60)
    if self.source.contains(":") { throw source.refusal("a source has no colon in its name") }
    dates = try Self.dates(top["dates"])
    numbers = try Self.numbers(top["numbers"])
    currency = try top["currency"].map(Self.currency)
    maps = try Self.maps(top["values"])
    files = try Self.files(top.required("files"), maps: Set(maps.keys))
    setup = try top["setup"]?.array().map(Self.setup) ?? []
    let context = StepContext(files: Set(files.map(\.key)), maps: Set(maps.keys))
    let steps = try top.required("steps")
    let least = files.contains { $0.layout == .commands } ? 0 : 1
    guard try (least...Self.stepLimit).contains(steps.array().count) else {
      throw steps.refusal("a recipe has 1 to \(Self.stepLimit) steps")
    }
    self.steps = try steps.array().map { try Step($0, context) }
    digest = FileDigest.sha256(bytes)
  }

  private static let stepLimit = 1_000

  // MARK: How values are written

  private static func dates(_ node: RecipeNode?) throws -> Dates {
    guard let object = try node?.object(["format", "zone"]) else {
      return Dates(format: .iso8601)
    }
    var dates = Dates(format: try object["format"]?.dateFormat() ?? .iso8601)
    if let zone = object["zone"], try zone.string() != "book" {
      do {
        dates.zone = try SystemZones.zone(named: zone.string())
      } catch let fault as BookFault {
        throw zone.refusal(fault.description)
      }
    }
    return dates
  }

  private static func numbers(_ node: RecipeNode?) throws(RecipeRefusal) -> DecimalStyle {
    guard let node else { return .plain }
    let object = try node.object(["decimal", "group"])
    let decimal = try object["decimal"]?.character() ?? "."
    var group: Unicode.Scalar?
    if let text = object["group"], try text.string() != "" { group = try text.character() }
    guard decimal != group else {
      throw node.refusal("the decimal point and the grouping character must differ")
    }
    for sign in [decimal, group ?? " "] where ("0"..."9").contains(sign) || sign == "-" {
      throw node.refusal("a digit or a sign is no decimal point and groups no digits")
    }
    return DecimalStyle(decimal: decimal, group: group)
  }

  private static func currency(_ node: RecipeNode) throws(RecipeRefusal) -> Currency {
    let code = try node.string()
    do throws(MoneyRefusal) {
      return try Currency(code: code)
    } catch {
      throw node.refusal(error.description)
    }
  }

  private static func maps(
    _ node: RecipeNode?
  ) throws(RecipeRefusal) -> [String: [String: String]] {
    var maps: [String: [String: String]] = [:]
    for (name, _, node) in try node?.anyObject("an object of named maps").members ?? [] {
      var map: [String: String] = [:]
      for (from, _, node) in try node.anyObject("an object of texts").members {
        map[from] = try node.string()
      }
      maps[name] = map
    }
    return maps
  }

  // MARK: Files

  private static func files(
    _ node: RecipeNode, maps: Set<String>
  ) throws(RecipeRefusal) -> [File] {
    var files: [File] = []
    for (key, _, node) in try node.anyObject("an object with a key for each file").members {
      files.append(try File(key, node, maps: maps))
    }
    if files.isEmpty { throw node.refusal("a recipe reads at least one file") }
    return files
  }

  // MARK: Setup

  private static func setup(_ node: RecipeNode) throws -> Setup {
    let object = try node.object(["do", "subject", "reference", "set"])
    let form = try object.required("do").form()
    var arguments: [FormArguments.Value] = []
    for (name, place, node) in try object["set"]?.anyObject("an object of values").members ?? [] {
      try form.require(name, place)
      arguments.append(FormArguments.Value(name, try node.constant()))
    }
    if let reference = object["reference"], form.creates == nil {
      throw reference.refusal("\(form.name) creates nothing that could have a reference")
    }
    if form.creates == .questionnaire, object["reference"] == nil,
      !arguments.contains(where: { $0.name == "name" })
    {
      throw node.refusal(
        "give the questionnaire a \"name\" or a \"reference\", so that it is set up only once")
    }
    return Setup(
      form: form, arguments: arguments, subject: try object["subject"]?.string(),
      reference: try object["reference"]?.string())
  }
}

extension RecipeNode {
  /// A line of text of which something is kept.
  fileprivate func line(_ field: String, limit: Int) throws(RecipeRefusal) -> String {
    let text = try string()
    do throws(TextRefusal) {
      return try Text.line(text, field: field, limit: limit)
    } catch {
      throw refusal(error.description)
    }
  }

  /// A constant as a text: strings as they are, everything else as JSON.
  func constant() throws(RecipeRefusal) -> String {
    switch value {
    case .string(let text): return text
    case .null: throw refusal("expected a value, found null: leave the key out instead")
    default:
      var writer = JSONWriter()
      writer.value(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  /// The form this names.
  func form() throws(RecipeRefusal) -> Form {
    let name = try string()
    do throws(FormRefusal) {
      return try Forms.named(name)
    } catch {
      throw refusal(error.description)
    }
  }
}

extension Form {
  /// Refuses a name that is no parameter of the form.
  func require(_ name: String, _ place: JSONPlace?) throws(RecipeRefusal) {
    if parameter(name) != nil { return }
    let nearest = NearestName.of(name, among: parameters.map(\.name))
    throw RecipeRefusal(
      place: place,
      reason: FormRefusal.unknownParameter(name, form: self.name, nearest: nearest).description)
  }
}
