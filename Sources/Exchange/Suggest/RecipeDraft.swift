import CRM
import Domain

/// A recipe drafted from a file's header and values: a start for a person, who knows what the
/// columns mean. It can be read as a recipe as it stands.
public struct RecipeDraft {
  /// The recipe as JSON, ending in a line feed.
  public let json: [UInt8]
  private let sample: FileSample
  private let profiles: [ColumnProfile]
  private let guess: EntityGuess

  /// Drafts a recipe for a file; refused when it is no table.
  public init(_ file: ImportFile) throws {
    let sample = try FileSample(file)
    let profiles = sample.columns.enumerated().map { index, name in
      ColumnProfile(name, sample.rows.map { index < $0.count ? $0[index] : "" })
    }
    self.sample = sample
    self.profiles = profiles
    guess = EntityGuess(profiles, isWhole: sample.isWhole)
    json = Array((Self.lines(sample, profiles, guess) + "\n").utf8)
  }

  private static func lines(
    _ sample: FileSample, _ profiles: [ColumnProfile], _ guess: EntityGuess
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
    members.append("\"files\": {\n    \(quoted(key)): \(file(sample, stem))\n  }")
    if let setup = guess.setup { members.append("\"setup\": [\n    \(setup)\n  ]") }
    members.append("\"steps\": [\n    \(guess.step(key, standardDate: formats.first))\n  ]")
    return "{\n  " + members.joined(separator: ",\n  ") + "\n}"
  }

  private static func file(_ sample: FileSample, _ stem: String) -> String {
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
    return "{" + members.joined(separator: ", ") + "}"
  }

  /// A text as a JSON string.
  static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.value(.string(text))
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
