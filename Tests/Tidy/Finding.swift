/// Something that is not as the house wants it, and where.
struct Finding: Equatable, CustomStringConvertible {
  let file: String
  /// From 1; 0 when the file or folder as a whole is meant.
  let line: Int
  let rule: Rule
  let message: String

  var description: String {
    "\(file)\(line == 0 ? "" : ":\(line)"): \(rule.rawValue): \(message)"
  }
}

/// The rules this test holds; DESIGN and STYLE give the reasons.
enum Rule: String {
  case imports = "imports"
  case dependencies = "dependencies"
  case memorySafety = "memory safety"
  case fileLength = "file length"
  case lineLength = "line length"
  case documentation = "documentation"
  case unfinished = "unfinished work"
  case exhaustiveEvolve = "exhaustive evolve"
  case swallowedFault = "swallowed fault"
  case topLevel = "top level"
}
