/// What a file's columns look like, and its rows.
struct DraftTable {
  /// What the recipe calls the file.
  let key: String
  let profiles: [ColumnProfile]
  let rows: [[String]]
  /// How dates are written where a step does not say otherwise.
  let standardDate: String?

  /// The first column whose name is one of these words, or ends in it, or has it: the first word
  /// first.
  func column(
    _ words: [String], _ suits: (ColumnProfile) -> Bool = { _ in true }
  ) -> ColumnProfile? {
    for word in words {
      let named = profiles.filter { " \($0.plainName) ".contains(" \(word) ") && suits($0) }
      let best =
        named.first { $0.plainName == word } ?? named.first { $0.plainName.hasSuffix(word) }
      if let found = best ?? named.first { return found }
    }
    return nil
  }

  /// How many rows there are of each value of a column, on average; 0 when it has none.
  func rowsPerValue(_ column: ColumnProfile) -> Double {
    column.distinct.isEmpty ? 0 : Double(rows.count) / Double(column.distinct.count)
  }

  /// What the columns look like, and which of them are not used.
  func comment(_ text: String, using used: [ColumnProfile?]) -> String {
    let names = used.compactMap { $0?.name }
    let rest = profiles.map(\.name).filter { !names.contains($0) }
    let looks = profiles.map { "\($0.name): \($0.description)" }.joined(separator: "; ")
    return text + " " + looks
      + (rest.isEmpty ? "" : ". Not used yet: " + rest.joined(separator: ", "))
  }

  /// The member `at` of a step that happens on the date in a column.
  func at(_ date: ColumnProfile, undated: String = "last") -> String {
    var format = ""
    if case .date(let pattern, _) = date.kind, pattern != standardDate {
      format = #", "format": \#(RecipeDraft.quoted(pattern))"#
    }
    return #""at": {"column": \#(RecipeDraft.quoted(date.name))\#(format), "undated": "\#(undated)"}"#
  }
}

/// The parts of a drafted recipe that depend on what the rows mean.
struct DraftParts {
  /// Members of `computed`.
  var computed: [String] = []
  /// Members of the map `stages`: the words that are no stages.
  var maps: [String] = []
  var setup: [String] = []
  var steps: [String] = []
}

extension RecipeDraft {
  /// A column as a value.
  static func column(_ column: ColumnProfile) -> String { #"{"column": \#(quoted(column.name))}"# }

  /// A step with values from columns; `distinct` takes its column as the reference too.
  static func step(
    _ file: String, _ form: String, comment: String? = nil, distinct: ColumnProfile? = nil,
    more: [String] = [], set: [(name: String, column: ColumnProfile?)] = [], fixed: [String] = []
  ) -> String {
    var members: [String] = []
    if let comment { members.append("\"comment\": " + quoted(comment)) }
    members.append(#""from": \#(quoted(file)), "do": \#(quoted(form))"#)
    if let distinct {
      members.append(#""distinct": \#(quoted(distinct.name)), "reference": \#(column(distinct))"#)
    }
    members += more
    let values = set.compactMap { name, value in
      value.map { "\(quoted(name)): \(column($0))" }
    }
    let all = values + fixed
    if !all.isEmpty { members.append("\"set\": {\(all.joined(separator: ", "))}") }
    return "{" + members.joined(separator: ",\n     ") + "}"
  }
}
