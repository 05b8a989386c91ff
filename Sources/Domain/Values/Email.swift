/// An e-mail address by a pragmatic rule: one `@` with something before it, a domain with a dot
/// that is neither first nor last, no blanks or controls, at most 254 bytes (RFC 5321 §4.5.3.1.3).
public struct Email: Hashable, Sendable, CustomStringConvertible {
  /// The address as it was given, without blanks at both ends.
  public let text: String

  /// The address in lower case, for lookups and comparison.
  public var normalised: String { text.lowercased() }
  /// The address as it was given.
  public var description: String { text }

  /// Checks an address; refused with the rule that it breaks.
  public init(_ raw: String) throws(TextRefusal) {
    let text = try Text.line(raw, field: "e-mail address")
    guard text.utf8.count <= 254 else {
      throw .tooManyBytes(field: "e-mail address", count: text.utf8.count, limit: 254)
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else {
      throw .notAnEmail(text: text, reason: "it holds a blank")
    }
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .notAnEmail(text: text, reason: "it needs exactly one @") }
    guard !parts[0].isEmpty else {
      throw .notAnEmail(text: text, reason: "nothing stands before the @")
    }
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else {
      throw .notAnEmail(text: text, reason: "after the @ a domain such as example.com must stand")
    }
    self.text = text
  }
}
