/// The rules about who may know whom.
enum ImportRules {
  private static let importKinds: Set<String> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "var", "let", "actor",
  ]

  /// Every import of a file, held to its room's row; outside `Sources` only Foundation is refused.
  static func imports(in source: SourceText) -> [Finding] {
    var findings: [Finding] = []
    for (module, line) in importedModules(in: source) {
      if let message = objection(to: module, in: source) {
        findings.append(
          Finding(file: source.path, line: line, rule: .imports, message: message))
      }
    }
    for token in source.tokens where source.room != nil && token.isWord("_exported") {
      findings.append(
        Finding(
          file: source.path, line: token.line, rule: .imports,
          message: "@_exported hands a module on past the table"))
    }
    return findings
  }

  /// A folder of `Sources` that the table does not know, or a system library with code in it.
  static func rooms(_ filesOfRooms: [String: [String]]) -> [Finding] {
    var findings: [Finding] = []
    for (room, files) in filesOfRooms.sorted(by: { $0.key < $1.key }) {
      if ImportTable.rows[room] == nil {
        findings.append(
          Finding(
            file: "Sources/\(room)", line: 0, rule: .imports,
            message: "room \(room) is not in the table of imports"))
      }
      guard ImportTable.systemLibraries.contains(room) else { continue }
      for file in files where !["module.modulemap", "shim.h"].contains(file) {
        findings.append(
          Finding(
            file: "Sources/\(room)/\(file)", line: 0, rule: .imports,
            message: "a system library is a module map and a shim, nothing else"))
      }
    }
    return findings
  }

  private static func objection(to module: String, in source: SourceText) -> String? {
    if ImportTable.isFoundation(module) {
      return "\(module) is too heavy; FoundationEssentials will do"
    }
    guard let room = source.room else {
      return source.isBelow("Sources") ? "a file of Sources belongs to no room" : nil
    }
    guard let row = ImportTable.rows[room] else {
      return "room \(room) is not in the table of imports"
    }
    let allowed = row.rooms.union(row.system).union(ImportTable.systemForAll)
    return allowed.contains(module) ? nil : "\(room) may not import \(module)"
  }

  /// The modules after each `import`, whatever attributes, access level or kind go with it.
  private static func importedModules(in source: SourceText) -> [(module: String, line: Int)] {
    let tokens = source.tokens
    return tokens.indices.compactMap { index in
      guard tokens[index].isWord("import") else { return nil }
      var next = index + 1
      if next < tokens.count, importKinds.contains(tokens[next].text) { next += 1 }
      guard next < tokens.count, tokens[next].kind == .word else { return nil }
      return (tokens[next].text, tokens[index].line)
    }
  }
}
