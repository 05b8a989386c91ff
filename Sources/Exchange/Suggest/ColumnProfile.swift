import Domain

/// What the values of a column look like.
struct ColumnProfile {
  let name: String
  let kind: Kind
  /// How many rows have no value.
  let emptyCount: Int
  /// The values there are, each once, in the order they come; at most `distinctLimit`.
  let distinct: [String]
  /// Whether no value occurs twice and none is missing.
  let isUnique: Bool

  /// What kind of values they are.
  enum Kind: Equatable {
    case empty, whole, email, text
    /// Numbers with decimals.
    case decimal(DecimalStyle)
    /// Dates, and other formats that fit as well.
    case date(String, others: [String])
  }

  /// Whether it holds days or moments.
  var isDate: Bool { if case .date = kind { true } else { false } }

  /// Whether it holds numbers.
  var isNumber: Bool {
    switch kind {
    case .whole, .decimal: true
    case .empty, .email, .text, .date: false
    }
  }

  /// Its name in small letters with blanks between its words.
  var plainName: String {
    let marks: Set<Character> = ["_", "-", ".", ":"]
    return String(name.lowercased().map { marks.contains($0) ? " " : $0 })
  }

  static let distinctLimit = 1_000

  init(_ name: String, _ texts: [String]) {
    self.name = name
    let values = texts.map { String($0[...].trimmingBlanks) }.filter { !$0.isEmpty }
    emptyCount = texts.count - values.count
    var seen: Set<String> = []
    var distinct: [String] = []
    for value in values where seen.insert(value).inserted {
      if distinct.count < Self.distinctLimit { distinct.append(value) }
    }
    self.distinct = distinct
    isUnique = emptyCount == 0 && seen.count == values.count && !values.isEmpty
    kind = Self.kind(values)
  }

  private static func kind(_ values: [String]) -> Kind {
    if values.isEmpty { return .empty }
    let dates = dateFormats.filter { pattern in values.prefix(5).contains { fits(pattern, $0) } }
      .filter { pattern in mostly(values) { fits(pattern, $0) } }
    if let best = dates.first { return .date(best, others: Array(dates.dropFirst())) }
    let styles = numberStyles.filter { style in mostly(values) { isNumber($0, style) } }
    if let style = styles.first {
      return values.allSatisfy { $0.allSatisfy(\.isNumber) } ? .whole : .decimal(style)
    }
    return values.allSatisfy(isEmail) ? .email : .text
  }

  /// Whether all values are so, or all but one in fifty: bad rows are no reason to call a column
  /// of dates a column of texts.
  private static func mostly(_ values: [String], _ isSo: (String) -> Bool) -> Bool {
    var others = 0
    for value in values where !isSo(value) {
      others += 1
      if others * 50 > values.count { return false }
    }
    return true
  }

  /// Whether a text could be the name of a column: it is neither a number nor a date.
  static func looksLikeWord(_ text: String) -> Bool {
    !numberStyles.contains { isNumber(text, $0) } && !dateFormats.contains { fits($0, text) }
  }

  // MARK: What fits

  private static let dateFormats =
    [
      "iso8601", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ssXXX",
      "yyyy-MM-dd HH:mm:ss.S", "yyyy-MM-dd HH:mm:ss.SXXX", "d/M/yyyy", "M/d/yyyy", "d.M.yyyy",
      "d-M-yyyy", "M-d-yyyy", "yyyy/M/d", "yyyy.M.d", "d/M/yyyy HH:mm", "M/d/yyyy HH:mm",
      "d/M/yyyy HH:mm:ss", "M/d/yyyy HH:mm:ss", "M/d/yyyy h:mm a", "M/d/yyyy h:mm:ss a",
      "d.M.yyyy HH:mm", "d.M.yyyy HH:mm:ss", "d-M-yyyy HH:mm", "d-M-yyyy HH:mm:ss",
      "yyyy/M/d HH:mm", "yyyy/M/d HH:mm:ss", "yyyy.M.d HH:mm", "yyyy.M.d HH:mm:ss", "d MMM yyyy",
      "d-MMM-yyyy", "d-MMM-yy", "MMM d, yyyy", "yyyyMMdd", "d/M/yy", "M/d/yy", "d.M.yy",
    ]

  private static func fits(_ pattern: String, _ text: String) -> Bool {
    // Eight digits are a day only in years people are likely to mean.
    if pattern == "yyyyMMdd", !text.hasPrefix("19"), !text.hasPrefix("20") { return false }
    if pattern == "iso8601", !text.contains("-") { return false }
    do {
      _ = try DateFormat(pattern).parse(text)
      return true
    } catch { return false }
  }

  private static let numberStyles = [
    DecimalStyle.plain, DecimalStyle(decimal: ".", group: ","),
    DecimalStyle(decimal: ",", group: nil), DecimalStyle(decimal: ",", group: "."),
    DecimalStyle(decimal: ",", group: " "),
  ]

  private static func isNumber(_ text: String, _ style: DecimalStyle) -> Bool {
    do {
      _ = try DecimalNumber(CurrencySign(in: text)?.rest ?? text, style: style)
      return true
    } catch { return false }
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !text.contains(where: \.isWhitespace)
  }

  /// What it looks like, in words.
  var description: String {
    var words: String
    switch kind {
    case .empty: words = "always empty"
    case .whole: words = "whole numbers"
    case .email: words = "e-mail addresses"
    case .text: words = "texts"
    case .decimal(let style): words = "numbers with '\(style.decimal)'"
    case .date(let format, let others):
      words = "dates as in \(format)"
      if !others.isEmpty { words += " (\(others.joined(separator: " and ")) would fit as well)" }
    }
    if isUnique {
      words += ", each once"
    } else if distinct.count <= 12, kind != .empty {
      words += ": " + distinct.map { "'\($0)'" }.joined(separator: ", ")
    }
    if emptyCount > 0, kind != .empty { words += ", \(emptyCount) empty" }
    return words
  }
}
