/// Text that comes from outside, made fit for a terminal.
enum VisibleLine {
  /// The most characters of a message; what a file or an argument holds may be longer.
  static let characterLimit = 400

  /// One line without control characters, cut when it is very long.
  static func of(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(characterLimit * 4).map(visible).joined()
    guard shown.count > characterLimit else { return shown }
    return shown.prefix(characterLimit) + "…"
  }

  /// A message of several lines about wrong usage: its own line feeds stay.
  static func usage(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { of(String($0)) }
      .joined(separator: "\n")
  }

  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
    default: String(scalar)
    }
  }
}
