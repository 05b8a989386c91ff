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

  /// A public declaration in `Sources` without a `///` right above it; attributes may stand
  /// between the two.
  static func documentation(_ source: SourceText) -> [Finding] {
    guard source.isBelow("Sources") else { return [] }
    return source.tokens.indices.compactMap { index in
      let token = source.tokens[index]
      guard token.isWord("public") || token.isWord("open"),
        let kind = declaredKind(source.tokens, after: index),
        !isDocumented(source, line: token.line)
      else { return nil }
      return Finding(
        file: source.path, line: token.line, rule: .documentation,
        message: "this public \(kind) has no /// above it")
    }
  }

  /// What the access level at `index` makes public; nil when it is no declaration's access level,
  /// as in `public import`, `public(set)`, `public extension`, or a function called `open`.
  private static func declaredKind(_ tokens: [Token], after index: Int) -> String? {
    if index > 0, tokens[index - 1].isWord("func") || tokens[index - 1].isSign(".") { return nil }
    var next = index + 1
    while next < tokens.count {
      let token = tokens[next]
      let follows = next + 1 < tokens.count ? tokens[next + 1] : nil
      if token.isWord("class"), follows?.isWord("func") ?? false { return "func" }
      if token.kind == .word, declarations.contains(token.text) { return token.text }
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
