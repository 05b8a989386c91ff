import CRM
import Domain

/// A recipe drafted from a file's header and values: a start for a person, who knows what the
/// columns mean. It can be read as a recipe as it stands.
public struct RecipeDraft {
  /// The recipe as JSON, ending in a line feed.
  public let json: [UInt8]
  private let sample: FileSample
  private let profiles: [ColumnProfile]

  /// Drafts a recipe for a file; refused when it is no table.
  public init(_ file: ImportFile) throws {
    let sample = try FileSample(file)
    let profiles = sample.columns.enumerated().map { index, name in
      ColumnProfile(name, sample.rows.map { index < $0.count ? $0[index] : "" })
    }
    self.sample = sample
    self.profiles = profiles
    json = Array((Self.lines(sample, profiles) + "\n").utf8)
  }

  private static func lines(
    _ sample: FileSample, _ profiles: [ColumnProfile]
  ) -> String {
    let stem = sample.name.split(separator: ".").first.map(String.init) ?? "file"
    let key = stem.lowercased().replacing(":", with: "-")
    let description =
      "A draft made from \(sample.name): check every line, then import with --dry-run"
    var members = [
      #""format": 1"#, #""name": \#(quoted(key))"#, #""description": \#(quoted(description))"#,
      #""source": \#(quoted(key))"#,
    ]
    let formats = profiles.compactMap { profile -> String? in
      if case .date(let format, _) = profile.kind { format } else { nil }
    }
    if let format = formats.first, format != "iso8601" {
      members.append(#""dates": {"format": \#(quoted(format)), "zone": "book"}"#)
    }
    let styles = profiles.compactMap { profile -> DecimalStyle? in
      if case .decimal(let style) = profile.kind { style } else { nil }
    }
    if let style = styles.first(where: { $0 != .plain }) {
      let group = style.group.map { String($0) } ?? ""
      members.append(
        #""numbers": {"decimal": \#(quoted(String(style.decimal))), "group": \#(quoted(group))}"#)
    }
    let parts = parts(key, sample, profiles, standardDate: formats.first)
    members.append("\"files\": {\n    \(quoted(key)): \(file(sample, stem, parts.computed))\n  }")
    if !parts.maps.isEmpty {
      members.append("\"values\": {\"stages\": {\(parts.maps.joined(separator: ", "))}}")
    }
    if !parts.setup.isEmpty {
      members.append("\"setup\": [\n    \(parts.setup.joined(separator: ",\n    "))\n  ]")
    }
    members.append("\"steps\": [\n    \(parts.steps.joined(separator: ",\n    "))\n  ]")
    return "{\n  " + members.joined(separator: ",\n  ") + "\n}"
  }

  /// What the rows most likely mean: rows that belong together before rows that stand alone.
  private static func parts(
    _ key: String, _ sample: FileSample, _ profiles: [ColumnProfile], standardDate: String?
  ) -> DraftParts {
    let table = DraftTable(
      key: key, profiles: profiles, rows: sample.rows, standardDate: standardDate)
    if let parts = DraftParts(events: table) ?? DraftParts(orderLines: table)
      ?? DraftParts(longAnswers: table) ?? DraftParts(wideAnswers: table)
    {
      return parts
    }
    let guess = EntityGuess(profiles, isWhole: sample.isWhole)
    var parts = DraftParts()
    if guess.numbersRows { parts.computed = [#""\#(EntityGuess.numberColumn)": {"count": true}"#] }
    if let setup = guess.setup { parts.setup = [setup] }
    parts.steps = guess.steps(key, standardDate: standardDate)
    return parts
  }

  private static func file(
    _ sample: FileSample, _ stem: String, _ computed: [String]
  ) -> String {
    let ending = sample.name.split(separator: ".").dropFirst().last.map { "." + $0 } ?? ""
    var members = [#""match": \#(quoted(stem + "*" + ending))"#]
    switch sample.layout {
    case .delimited(let format) where format.delimiter != .comma:
      let delimiter = String(decoding: [format.delimiter.rawValue], as: UTF8.self)
      members.append(#""delimiter": \#(quoted(delimiter))"#)
    case .columns: members.append(#""layout": "columns""#)
    case .delimited, .commands: break
    }
    if !sample.isMarked, sample.encoding != .utf8 {
      members.append(#""encoding": \#(quoted(sample.encoding.rawValue))"#)
    }
    if !sample.hasHeader {
      members.append(
        "\"header\": [" + sample.columns.map(quoted).joined(separator: ", ") + "]")
    }
    if !computed.isEmpty {
      members.append("\"computed\": {\(computed.joined(separator: ", "))}")
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  /// A text as a JSON string.
  static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.value(.string(text))
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
