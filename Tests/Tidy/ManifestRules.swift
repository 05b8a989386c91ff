/// Holds the package's manifest to the same table as the imports: a target may depend only on what
/// its room may import.
enum ManifestRules {
  static func dependencies(in manifest: SourceText) -> [Finding] {
    targets(in: manifest.tokens).flatMap { target -> [Finding] in
      guard let row = ImportTable.rows[target.name] else {
        return [finding(manifest, target, "room \(target.name) is not in the table of imports")]
      }
      return target.dependencies.filter { !row.rooms.contains($0) }.map {
        finding(manifest, target, "\(target.name) may not depend on \($0)")
      }
    }
  }

  struct Target: Equatable {
    let name: String
    let dependencies: [String]
    let line: Int
  }

  private static let declarations: Set<String> = [
    "room", "target", "executableTarget", "systemLibrary",
  ]

  /// The targets a manifest declares: `room("Name", […])`, `.target(name: "Name", …)` and so on.
  static func targets(in tokens: [Token]) -> [Target] {
    let constants = constants(in: tokens)
    var targets: [Target] = []
    var index = 0
    while index + 2 < tokens.count {
      guard isDeclaration(tokens, at: index) else {
        index += 1
        continue
      }
      let end = closing(tokens, from: index + 1)
      let arguments = Array(tokens[(index + 2)..<end])
      // A helper's own `.target(name: name, …)` names no target.
      if let name = arguments.first(where: { !["name", ":"].contains($0.text) }),
        name.kind == .string
      {
        let dependencies = dependencies(in: arguments, constants)
        targets.append(Target(name: name.text, dependencies: dependencies, line: name.line))
      }
      index = end
    }
    return targets
  }

  private static func isDeclaration(_ tokens: [Token], at index: Int) -> Bool {
    tokens[index].kind == .word && declarations.contains(tokens[index].text)
      && tokens[index + 1].isSign("(") && (index == 0 || !tokens[index - 1].isWord("func"))
  }

  /// What stands in the brackets after `dependencies:`, or else in the first brackets of `room`.
  private static func dependencies(
    in arguments: [Token], _ constants: [String: String]
  ) -> [String] {
    let label = arguments.firstIndex { $0.isWord("dependencies") }
    let isLabelled = arguments.first?.isWord("name") ?? false
    if isLabelled && label == nil { return [] }
    guard let open = arguments[(label ?? 0)...].firstIndex(where: { $0.isSign("[") }) else {
      return []
    }
    var names: [String] = []
    var index = open + 1
    let end = closing(arguments, from: open)
    while index < end {
      let token = arguments[index]
      if token.kind == .string {
        names.append(token.text)
      } else if token.isSign("(") {
        // `.product(name: "…", …)` and the like: the first string is the name.
        names += arguments[index...].first { $0.kind == .string }.map { [$0.text] } ?? []
        index = closing(arguments, from: index)
      } else if token.kind == .word, index == open + 1 || arguments[index - 1].isSign(",") {
        names.append(constants[token.text] ?? token.text)
      }
      index += 1
    }
    return names
  }

  /// `let argumentParser = Target.Dependency.product(name: "ArgumentParser", …)`, by its name.
  private static func constants(in tokens: [Token]) -> [String: String] {
    var constants: [String: String] = [:]
    for index in tokens.indices where tokens[index].isWord("let") && index + 1 < tokens.count {
      let rest = tokens[(index + 1)...]
      guard let product = rest.firstIndex(where: { $0.isWord("product") }), product - index < 9,
        let name = tokens[product...].first(where: { $0.kind == .string })
      else { continue }
      constants[tokens[index + 1].text] = name.text
    }
    return constants
  }

  /// The index of the sign that closes the bracket at `start`.
  private static func closing(_ tokens: [Token], from start: Int) -> Int {
    var depth = 0
    for index in start..<tokens.count where tokens[index].kind == .sign {
      if "([{".contains(tokens[index].text) { depth += 1 }
      if ")]}".contains(tokens[index].text) { depth -= 1 }
      if depth == 0 { return index }
    }
    return tokens.count
  }

  private static func finding(_ manifest: SourceText, _ target: Target, _ message: String)
    -> Finding
  {
    Finding(file: manifest.path, line: target.line, rule: .dependencies, message: message)
  }
}
