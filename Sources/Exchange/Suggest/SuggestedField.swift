import Bytes
import Domain

/// A column that no parameter takes, as a custom field: a suggestion for a person to check.
struct SuggestedField {
  /// The name of the column.
  let column: String
  /// The code of the field.
  let code: String
  /// Its definition, as a member of `setup`.
  let definition: String
  private let dateFormat: String?

  /// A field for a column; its values become options only when all of them were seen.
  init(_ profile: ColumnProfile, _ entity: StreamKind, taken: Set<String>, isWhole: Bool) {
    column = profile.name
    let code = Self.code(profile.name, entity, taken)
    self.code = code
    var members = [
      ("entity", entity.customisableNoun ?? ""), ("code", code), ("label", profile.name),
    ]
    var more = ""
    var format: String?
    switch profile.kind {
    case .whole: members.append(("type", "number"))
    case .decimal(let style):
      members.append(("type", "number"))
      more = ", \"decimals\": \(Self.decimals(profile.distinct, style))"
    case .date(let pattern, _):
      members.append(("type", "date"))
      format = pattern
    case .empty, .email, .text:
      let isChoice = isWhole && profile.distinct.count <= 12 && !profile.isUnique
      members.append(("type", isChoice ? "choice" : "text"))
      if isChoice {
        more = ", \"options\": [" + profile.distinct.map(RecipeDraft.quoted)
          .joined(separator: ", ") + "]"
      }
    }
    dateFormat = format
    let texts = members.map { "\(RecipeDraft.quoted($0)): \(RecipeDraft.quoted($1))" }
    definition =
      "{\"do\": \"field.define\", \"set\": {" + texts.joined(separator: ", ") + more + "}}"
  }

  /// Where its values come from, as a member of the parameter `field`.
  func value(_ standardDate: String?) -> String {
    let columns =
      "{\"columns\": {\(RecipeDraft.quoted(code)): \(RecipeDraft.quoted(column))}"
    guard let dateFormat, dateFormat != standardDate else { return columns + "}" }
    return columns + ", \"format\": \(RecipeDraft.quoted(dateFormat))}"
  }

  /// Small letters, digits and hyphens, unlike all others and unlike what is always there.
  private static func code(_ name: String, _ entity: StreamKind, _ taken: Set<String>) -> String {
    let letters = name.lowercased().unicodeScalars.map { scalar in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
    }
    let words = String(letters).split(separator: "-").joined(separator: "-")
    let isGood = words.first.map { $0.isLetter } ?? false
    let base = String((isGood ? words : "field-" + words).prefix(36))
      .split(separator: "-").joined(separator: "-")
    func isFree(_ code: String) -> Bool {
      !taken.contains(code) && !entity.ownFieldNames.contains(code)
        && CustomFieldID(text: code) == nil && !code.hasPrefix("reference-")
    }
    if isFree(base) { return base }
    return (2...1_000).lazy.map { "\(base)-\($0)" }.first(where: isFree) ?? base
  }

  /// The most decimals any value has.
  private static func decimals(_ values: [String], _ style: DecimalStyle) -> Int {
    values.map { value in
      value.unicodeScalars.lastIndex(of: style.decimal).map {
        value.unicodeScalars.distance(from: $0, to: value.unicodeScalars.endIndex) - 1
      } ?? 0
    }.reduce(0, max)
  }
}
