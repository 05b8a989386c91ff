extension Rules {
  private static let modifiers: Set<String> = [
    "static", "class", "final", "override", "mutating", "nonmutating", "consuming", "borrowing",
    "convenience", "required", "indirect", "lazy", "weak", "unowned", "nonisolated", "isolated",
    "dynamic", "distributed", "prefix", "postfix", "infix", "private", "internal", "fileprivate",
    "package", "optional", "sending",
  ]

  private static let declarations: Set<String> = [
    "func", "var", "let", "struct", "class", "enum", "actor", "protocol", "typealias", "init",
    "subscript", "associatedtype", "operator", "macro", "precedencegroup",
  ]

  /// What our own protocols ask for: the protocol documents it once for everyone who answers.
  private static let witnesses: Set<String> = [
    "func code", "func codePersonal", "func evolve", "func decide", "func restoring",
    "func apply", "func forget", "func answer", "var fields", "var description", "var type", "var keySlot",
    "let kind", "let letter", "let noun", "let name", "let version", "let kinds",
    "let isStorable", "let summary", "let discussion", "let options", "let needs",
    "let audience", "init )", "init blank",
  ]

  /// A public declaration in `Sources` without a `///` right above it; attributes may stand
  /// between the two.
  static func documentation(_ source: SourceText) -> [Finding] {
    guard source.isBelow("Sources") else { return [] }
    return source.tokens.indices.compactMap { index in
      let token = source.tokens[index]
      guard token.isWord("public") || token.isWord("open"),
        let (kind, name) = declared(source.tokens, after: index),
        !witnesses.contains("\(kind) \(name)"),
        !isDocumented(source, line: token.line)
      else { return nil }
      return Finding(
        file: source.path, line: token.line, rule: .documentation,
        message: "this public \(kind) has no /// above it")
    }
  }

  /// What the access level at `index` makes public; nil when it is no declaration's access level,
  /// as in `public import`, `public(set)`, `public extension`, or a function called `open`.
  private static func declared(
    _ tokens: [Token], after index: Int
  ) -> (kind: String, name: String)? {
    if index > 0, tokens[index - 1].isWord("func") || tokens[index - 1].isSign(".") { return nil }
    var next = index + 1
    while next < tokens.count {
      let token = tokens[next]
      let follows = next + 1 < tokens.count ? tokens[next + 1] : nil
      if token.isWord("class"), follows?.isWord("func") ?? false {
        return ("func", name(tokens, after: next + 1))
      }
      if token.kind == .word, declarations.contains(token.text) {
        return (token.text, name(tokens, after: next))
      }
      if token.kind == .word, modifiers.contains(token.text) {
        next += 1
        if follows?.isSign("(") ?? false { next = afterParentheses(tokens, from: next) }
      } else if token.isSign("@") {
        next += 2
        if next < tokens.count, tokens[next].isSign("(") {
          next = afterParentheses(tokens, from: next)
        }
      } else {
        return nil
      }
    }
    return nil
  }

  /// The name behind the word that declares it; of an initialiser, its first label or `)`.
  private static func name(_ tokens: [Token], after index: Int) -> String {
    let rest = tokens[(index + 1)...].prefix(3).drop { $0.isSign("?") || $0.isSign("(") }
    return rest.first?.text ?? ""
  }

  private static func afterParentheses(_ tokens: [Token], from start: Int) -> Int {
    var depth = 0
    for index in start..<tokens.count {
      if tokens[index].isSign("(") { depth += 1 }
      if tokens[index].isSign(")") { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return tokens.count
  }

  private static func isDocumented(_ source: SourceText, line: Int) -> Bool {
    var above = line - 1
    while above >= 1, source.startsWithAttribute(line: above) { above -= 1 }
    return above >= 1 && source.isDocumentation(line: above)
  }
}
