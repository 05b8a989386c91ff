import Domain

/// The stages of a new pipeline as a text: `Name 10%; Other name 50% best-case`, or a JSON array of
/// objects with `name`, `probability` and `category`.
enum StagesText {
  /// Why a text does not name stages, in one line.
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  /// The stages, in order.
  static func stages(_ text: String) throws(Refusal) -> [NewStage] {
    if text.trimmingPrefixBlanks.first == "[" { return try json(text) }
    var stages: [NewStage] = []
    for part in text.split(separator: ";") where !part.trimmingBlanks.isEmpty {
      stages.append(try stage(part.split(whereSeparator: \.isWhitespace)))
    }
    return stages
  }

  /// Words that end with a probability and perhaps a category; the others are the name.
  private static func stage(_ words: [Substring]) throws(Refusal) -> NewStage {
    var words = words
    var category = ForecastCategory.pipeline
    if let last = words.last, let known = ForecastCategory(text: String(last)) {
      category = known
      words.removeLast()
    }
    guard let last = words.popLast(), last.last == "%", !words.isEmpty else {
      throw Refusal(description: "expected stages such as 'Prospecting 10%; Engaging 50%'")
    }
    return NewStage(
      name: words.joined(separator: " "), probability: try probability(String(last)),
      category: category)
  }

  private static func probability(_ text: String) throws(Refusal) -> Probability {
    do throws(ProbabilityRefusal) {
      return try Probability(text)
    } catch {
      throw Refusal(description: error.description)
    }
  }

  private static func json(_ text: String) throws(Refusal) -> [NewStage] {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: text)
    } catch {
      throw Refusal(description: "the JSON array of stages cannot be read: \(error)")
    }
    guard case .array(let elements) = value else {
      throw Refusal(description: "expected a JSON array of stages")
    }
    var stages: [NewStage] = []
    for element in elements { stages.append(try stage(element)) }
    return stages
  }

  private static func stage(_ value: JSONValue) throws(Refusal) -> NewStage {
    guard case .object(let object) = value else {
      throw Refusal(description: "expected a stage as an object, found \(value.noun)")
    }
    var texts: [String: String] = [:]
    for member in object.members {
      guard ["name", "probability", "category"].contains(member.name),
        case .string(let text) = member.value
      else {
        throw Refusal(
          description: "a stage has name, probability and category, each a string")
      }
      texts[member.name] = text
    }
    guard let name = texts["name"], let likely = texts["probability"] else {
      throw Refusal(description: "a stage needs a name and a probability")
    }
    guard let category = ForecastCategory(text: texts["category"] ?? "pipeline") else {
      throw Refusal(description: "there is no forecast category '\(texts["category"] ?? "")'")
    }
    return NewStage(name: name, probability: try probability(likely), category: category)
  }
}

extension String {
  /// Without white space in front.
  fileprivate var trimmingPrefixBlanks: Substring { drop(while: \.isWhitespace) }
}
