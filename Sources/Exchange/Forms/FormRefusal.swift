public import Domain

/// Why texts do not make a command.
public enum FormRefusal: DomainRefusal {
  /// There is no such form; `nearest` is one with a similar name.
  case unknownForm(String, nearest: String?)
  /// The form has no such parameter; `nearest` is one with a similar name.
  case unknownParameter(String, form: String, nearest: String?)
  /// A parameter that must be given is missing or empty.
  case missing(String, form: String, help: String)
  /// A parameter was given more than once.
  case repeated(String, form: String)
  /// A text is not what the parameter takes.
  case badValue(parameter: String, text: String, expected: String)
  /// The form needs to know to what it is done.
  case subjectMissing(form: String, noun: String)
  /// The text names no entity the form can be done to.
  case badSubject(String)
  /// The form is done to nothing, but something was named.
  case subjectUnwanted(String, form: String)
  /// Nothing was given, so that nothing would change.
  case nothingToChange(form: String, parameters: String)

  /// The name of the parameter it is about; nil when it is about the form or its subject.
  public var parameter: String? {
    switch self {
    case .unknownParameter(let name, _, _), .missing(let name, _, _), .repeated(let name, _),
      .badValue(let name, _, _):
      name
    default: nil
    }
  }

  /// The reason without the name of the parameter, for places that name a column instead.
  public var reason: String {
    switch self {
    case .badValue(_, _, let expected): expected
    case .missing(_, _, let help): "it is empty, but needed: \(help)"
    default: description
    }
  }

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknownForm(let name, let nearest):
      "there is no command \(VisibleText.quoted(name))\(Self.hint(nearest))"
    case .unknownParameter(let name, let form, let nearest):
      "\(form) has no parameter \(VisibleText.quoted(name))\(Self.hint(nearest))"
    case .missing(let name, let form, let help): "\(form) needs \(name): \(help)"
    case .repeated(let name, let form): "\(form) takes \(name) only once"
    case .badValue(let parameter, let text, let expected):
      "\(parameter) \(VisibleText.quoted(text)): \(expected)"
    case .subjectMissing(let form, let noun): "\(form) needs to know which \(noun) is meant"
    case .badSubject(let reason): reason
    case .subjectUnwanted(let text, let form):
      "\(form) is done to nothing that exists, but \(VisibleText.quoted(text)) was named"
    case .nothingToChange(let form, let parameters):
      "\(form) changes nothing unless one of these is given: \(parameters)"
    }
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}

/// Finds the name somebody may have meant.
enum NearestName {
  /// The known name that takes the fewest edits to reach, if they are few for its length.
  static func of(_ name: String, among known: [String]) -> String? {
    let limit = max(2, name.count / 3)
    let distances = known.map { (distance(name.lowercased(), $0.lowercased()), $0) }
    guard let best = distances.min(by: { $0.0 < $1.0 }), best.0 <= limit else { return nil }
    return best.1
  }

  /// How many letters to insert, remove, change or swap with their neighbour (optimal string
  /// alignment, after Damerau and Levenshtein).
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.prefix(100)), Array(right.prefix(100)))
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        let change = rows[i][j] + (left[i] == right[j] ? 0 : 1)
        var best = min(change, rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
