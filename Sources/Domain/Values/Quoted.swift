/// A piece of somebody's text inside a message: in quotes, on one line, shortened to 60 characters,
/// with what cannot be shown written as its code point.
struct Quoted: CustomStringConvertible {
  private static let limit = 60
  private let text: String

  init(_ text: String) { self.text = text }

  var description: String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < Self.limit else { return "'\(shown)…'" }
      if Text.isForbidden(scalar, inNote: false) {
        shown += CodePoint.name(scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
      count += 1
    }
    return "'\(shown)'"
  }
}

/// The usual way to write a code point: `U+202E`.
enum CodePoint {
  static func name(_ scalar: Unicode.Scalar) -> String {
    let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hexadecimal.utf8.count)) + hexadecimal
  }
}
