public import Domain

/// Why a recipe cannot be used: where, and what is wrong there, in one line.
public struct RecipeRefusal: DomainRefusal {
  /// Where in the recipe; nil when it is about the whole.
  public var place: JSONPlace?
  /// What is wrong.
  public var reason: String

  /// The place and the reason.
  public var description: String {
    "recipe" + (place.map { ", \($0)" } ?? "") + ": " + reason
  }
}

/// A value of a recipe with the place it stands at, read strictly.
struct RecipeNode {
  let value: JSONValue
  let place: JSONPlace?

  func refusal(_ reason: String) -> RecipeRefusal { RecipeRefusal(place: place, reason: reason) }

  private func expected(_ what: String) -> RecipeRefusal {
    refusal("expected \(what), found \(value.noun)")
  }

  /// The object, none of whose keys is another than these.
  func object(_ known: [String]) throws(RecipeRefusal) -> RecipeObject {
    let object = try anyObject("an object with the keys " + known.joined(separator: ", "))
    for member in object.members where !known.contains(member.name) {
      let nearest = NearestName.of(member.name, among: known)
      let hint =
        nearest.map { "; did you mean '\($0)'?" } ?? "; known are " + known.joined(separator: ", ")
      throw RecipeRefusal(
        place: member.place ?? place,
        reason: "there is no key \(VisibleText.quoted(member.name))\(hint)")
    }
    return object
  }

  /// An object with any keys.
  func anyObject(_ what: String) throws(RecipeRefusal) -> RecipeObject {
    guard case .object(let object) = value else { throw expected(what) }
    return RecipeObject(object: object, place: place)
  }

  func string() throws(RecipeRefusal) -> String {
    guard case .string(let text) = value else { throw expected("a string") }
    return text
  }

  func bool() throws(RecipeRefusal) -> Bool {
    guard case .bool(let value) = value else { throw expected("true or false") }
    return value
  }

  func array() throws(RecipeRefusal) -> [RecipeNode] {
    guard case .array(let elements) = value else { throw expected("an array") }
    return elements.map { RecipeNode(value: $0, place: place) }
  }

  func strings() throws(RecipeRefusal) -> [String] {
    var texts: [String] = []
    for node in try array() { texts.append(try node.string()) }
    return texts
  }

  /// One of a few words.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ type: Word.Type
  ) throws(RecipeRefusal) -> Word {
    let text = try string()
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw refusal("\(VisibleText.quoted(text)) is not one of \(known)")
    }
    return word
  }

  func dateFormat() throws(RecipeRefusal) -> DateFormat {
    let pattern = try string()
    do throws(DateFormatRefusal) {
      return try DateFormat(pattern)
    } catch {
      throw refusal(error.description)
    }
  }

  /// One character.
  func character() throws(RecipeRefusal) -> Unicode.Scalar {
    let text = try string()
    guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
      throw refusal("expected one character, found \(VisibleText.quoted(text))")
    }
    return scalar
  }
}

/// An object of a recipe.
struct RecipeObject {
  let object: JSONObject
  let place: JSONPlace?

  /// The members with the places of their names.
  var members: [(name: String, place: JSONPlace?, node: RecipeNode)] {
    object.members.map {
      ($0.name, $0.place, RecipeNode(value: $0.value, place: $0.place ?? place))
    }
  }

  /// The value under a key; nil when there is none.
  subscript(name: String) -> RecipeNode? {
    object.member(name).map { RecipeNode(value: $0.value, place: $0.place ?? place) }
  }

  /// The value under a key that must be there.
  func required(_ name: String) throws(RecipeRefusal) -> RecipeNode {
    guard let node = self[name] else {
      throw RecipeRefusal(place: place, reason: "the key '\(name)' is missing")
    }
    return node
  }
}
