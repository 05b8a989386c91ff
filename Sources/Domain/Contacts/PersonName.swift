public import Bytes

/// What a person is called, in parts as far as they are known: message `PersonName`.
///
/// A name whose structure nobody knows stands in `full` alone, as it was written.
public struct PersonName: WireMessage, Hashable {
  /// The given name, as in "Anna".
  public var given = ""
  /// The family name with its particles, as in "van Dijk".
  public var family = ""
  /// What stands between them, as in "Maria" or "M.".
  public var middle = ""
  /// What stands before the name, as in "Dr.".
  public var prefix = ""
  /// What stands after the name, as in "Jr.".
  public var suffix = ""
  /// The whole name as it was written; empty when it was entered in parts.
  public var full = ""

  /// No name.
  public init() {}

  /// The name made of these parts.
  public init(
    given: String = "", family: String = "", middle: String = "", prefix: String = "",
    suffix: String = "", full: String = ""
  ) {
    self.given = given
    self.family = family
    self.middle = middle
    self.prefix = prefix
    self.suffix = suffix
    self.full = full
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &given)
    coder.text(21, &family)
    coder.text(22, &middle)
    coder.text(23, &prefix)
    coder.text(24, &suffix)
    coder.text(25, &full)
  }

  /// Whether nothing is there to call the person by; a title alone is no name.
  public var isEmpty: Bool {
    given.isEmpty && middle.isEmpty && family.isEmpty && full.isEmpty
  }

  /// The name as people say it: given, middle and family name, else the whole name as written.
  public var displayName: String {
    let parts = [given, middle, family].filter { !$0.isEmpty }
    return parts.isEmpty ? full : parts.joined(separator: " ")
  }

  /// The name as lists sort it: "family, given middle", else as it is shown.
  public var sortName: String {
    let first = [given, middle].filter { !$0.isEmpty }.joined(separator: " ")
    return family.isEmpty || first.isEmpty ? displayName : "\(family), \(first)"
  }

  /// The name for comparison with others: as shown, lower case, without diacritics, one blank
  /// between words.
  public var folded: String {
    SearchText.folded(displayName).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension PersonName {
  /// Takes a written name apart by a modest rule, and keeps it whole in `full`.
  ///
  /// Known titles in front become the prefix, known endings the suffix; of the rest the first word
  /// is the given name and all others, particles included, the family name. "Dijk, Anna" is read as
  /// family name, comma, given name. Names that are built in another way come out wrong in parts,
  /// but never in `full`.
  public init(parsing text: String) {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    self.init(full: words.joined(separator: " "))
    prefix = Self.takeFirst(&words)
    suffix = Self.takeLast(&words)
    if let comma = words.firstIndex(where: { $0.hasSuffix(",") }), comma + 1 < words.count {
      words[comma].removeLast()
      family = words[...comma].joined(separator: " ")
      words.removeSubrange(...comma)
      given = words.removeFirst()
      middle = words.joined(separator: " ")
    } else if !words.isEmpty {
      given = words.removeFirst()
      family = words.joined(separator: " ")
    }
  }

  /// The words at the front that are titles, as long as a word is left.
  private static func takeFirst(_ words: inout [String]) -> String {
    var taken: [String] = []
    while words.count > 1, titles.contains(bare(words[0])) { taken.append(words.removeFirst()) }
    return taken.joined(separator: " ")
  }

  /// The words at the end that are endings, as long as a word is left, and the comma before them.
  private static func takeLast(_ words: inout [String]) -> String {
    var taken: [String] = []
    while words.count > 1, let last = words.last, endings.contains(bare(last)) {
      taken.insert(words.removeLast(), at: 0)
    }
    if !taken.isEmpty, words[words.count - 1].hasSuffix(",") {
      words[words.count - 1].removeLast()
    }
    return taken.joined(separator: " ")
  }

  private static func bare(_ word: String) -> String {
    word.lowercased().filter { $0 != "." && $0 != "," }
  }

  private static let titles: Set<String> = [
    "dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "ir", "ing", "drs", "herr",
    "frau",
  ]
  private static let endings: Set<String> = [
    "jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "esq",
  ]
}
