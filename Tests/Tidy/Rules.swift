/// The rules about what stands in a file.
enum Rules {
  static let lineLimit = 400
  static let columnLimit = 100
  static let columnLimitInTests = 120

  /// Everything that is said of one Swift file.
  static func all(_ source: SourceText) -> [Finding] {
    ImportRules.imports(in: source) + memorySafety(source) + lengths(source)
      + documentation(source) + unfinished(source) + exhaustiveEvolve(source)
      + swallowedFaults(source)
  }

  /// Memory-unsafe code outside the rooms that wrap C.
  static func memorySafety(_ source: SourceText) -> [Finding] {
    guard let room = source.room, !ImportTable.wrappersOfC.contains(room) else { return [] }
    return source.tokens.indices.compactMap { index in
      let token = source.tokens[index]
      guard token.kind == .word, isUnsafe(source.tokens, at: index) else { return nil }
      return Finding(
        file: source.path, line: token.line, rule: .memorySafety,
        message: "\(token.text) belongs behind the walls of the rooms that wrap C")
    }
  }

  private static func isUnsafe(_ tokens: [Token], at index: Int) -> Bool {
    let text = tokens[index].text
    let isAttribute = index > 0 && tokens[index - 1].isSign("@")
    if isAttribute && (text == "unchecked" || text == "safe") { return true }
    return text == "OpaquePointer" || text == "Unmanaged" || text.contains("unsafe")
      || text.contains("Unsafe")
  }

  /// Files and lines that are too long to take in.
  static func lengths(_ source: SourceText) -> [Finding] {
    var findings: [Finding] = []
    if source.lineCount > lineLimit {
      findings.append(
        Finding(
          file: source.path, line: lineLimit + 1, rule: .fileLength,
          message: "\(source.lineCount) lines; \(lineLimit) is the limit"))
    }
    let limit = source.isBelow("Tests") ? columnLimitInTests : columnLimit
    for line in 1..<source.lineCount + 1 {
      let columns = source.columnsOutsideStrings(line: line)
      guard columns > limit else { continue }
      findings.append(
        Finding(
          file: source.path, line: line, rule: .lineLength,
          message: "\(columns) columns outside strings; \(limit) is the limit"))
    }
    return findings
  }

  /// Words by which people mark work they left undone.
  static func unfinished(_ source: SourceText) -> [Finding] {
    let marks: Set<Substring> = ["TODO", "FIXME", "XXX"]
    return (1..<source.lineCount + 1).compactMap { line in
      let words = source.comment(line: line).split { !$0.isLetter && !$0.isNumber }
      guard let mark = words.first(where: marks.contains) else { return nil }
      return Finding(
        file: source.path, line: line, rule: .unfinished, message: "\(mark): do it or file it")
    }
  }

  /// `default:` in a function named `evolve` of the domain: it would swallow new events.
  static func exhaustiveEvolve(_ source: SourceText) -> [Finding] {
    guard source.room == "Domain" else { return [] }
    let tokens = source.tokens
    var findings: [Finding] = []
    for index in tokens.indices.dropFirst()
    where tokens[index].isWord("evolve") && tokens[index - 1].isWord("func") {
      for position in body(tokens, after: index)
      where tokens[position].isWord("default") && tokens[position + 1].isSign(":") {
        findings.append(
          Finding(
            file: source.path, line: tokens[position].line, rule: .exhaustiveEvolve,
            message: "evolve names every event, so that the compiler finds the missing one"))
      }
    }
    return findings
  }

  /// The tokens between the braces of the function named at `index`.
  private static func body(_ tokens: [Token], after index: Int) -> Range<Int> {
    guard let open = tokens[index...].firstIndex(where: { $0.isSign("{") }) else {
      return index..<index
    }
    var depth = 0
    for position in open..<tokens.count {
      if tokens[position].isSign("{") { depth += 1 }
      if tokens[position].isSign("}") { depth -= 1 }
      if depth == 0 { return open..<position }
    }
    return open..<tokens.count - 1
  }

  /// `try?` in `Sources`, unless its line says why it is allowed.
  static func swallowedFaults(_ source: SourceText) -> [Finding] {
    guard source.isBelow("Sources") else { return [] }
    let tokens = source.tokens
    return tokens.indices.dropLast().compactMap { index in
      let line = tokens[index].line
      guard tokens[index].isWord("try"), tokens[index + 1].isSign("?"),
        !givesReason(source.comment(line: line))
      else { return nil }
      return Finding(
        file: source.path, line: line, rule: .swallowedFault,
        message: "a fault is passed up; where it may be dropped, add `// allowed: ` and why")
    }
  }

  private static func givesReason(_ comment: String) -> Bool {
    let opening = "// allowed: "
    return comment.hasPrefix(opening) && comment.dropFirst(opening.count).contains { $0.isLetter }
  }
}
