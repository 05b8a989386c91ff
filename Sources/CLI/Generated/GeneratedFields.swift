import ArgumentParser

/// The properties a generated command shows to the argument parser, and how to read them back.
struct GeneratedFields {
  let specification: Specification

  let bookKey = NameKey("book-options")
  let readingKey = NameKey("reading-options")

  /// The properties, labelled as the compiler labels wrapped ones: with a line before the name.
  var properties: [Mirror.Child] {
    specification.parameters.map { parameter in
      Mirror.Child(label: label(NameKey(parameter)), value: property(parameter))
    } + [
      Mirror.Child(
        label: label(readingKey), value: OptionGroup<ReadingOptions>(title: "Looking back")),
      Mirror.Child(label: label(bookKey), value: OptionGroup<BookOptions>(title: "Book")),
    ]
  }

  /// What was given for each parameter.
  func values(in container: KeyedDecodingContainer<NameKey>) throws -> GivenValues {
    var given = GivenValues()
    for parameter in specification.parameters {
      let value: String?
      switch (parameter.isPositional, parameter.isRequired) {
      case (true, true):
        value = try container.decode(Argument<String>.self, forKey: NameKey(parameter)).wrappedValue
      case (true, false):
        value = try container.decode(Argument<String?>.self, forKey: NameKey(parameter))
          .wrappedValue
      case (false, true):
        value = try container.decode(Option<String>.self, forKey: NameKey(parameter)).wrappedValue
      case (false, false):
        value = try container.decode(Option<String?>.self, forKey: NameKey(parameter)).wrappedValue
      }
      given[parameter.name] = value
    }
    return given
  }

  private func label(_ key: NameKey) -> String { "_" + key.stringValue }

  private func property(_ parameter: Specification.Parameter) -> Any {
    let help = ArgumentHelp(helpText(parameter), valueName: parameter.placeholder)
    let name = NameSpecification.customLong(parameter.name)
    switch (parameter.isPositional, parameter.isRequired) {
    case (true, true): return Argument<String>(help: help)
    case (true, false): return Argument<String?>(help: help)
    case (false, true): return Option<String>(name: name, help: help)
    case (false, false): return Option<String?>(name: name, help: help)
    }
  }

  private func helpText(_ parameter: Specification.Parameter) -> String {
    guard let standard = parameter.standard else { return parameter.help }
    return parameter.help + " (default: \(standard))"
  }
}

/// The values given for parameters, by name.
struct GivenValues: Sendable {
  private(set) var values: [String: String] = [:]

  subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }
}

/// The name of a property under which the argument parser keeps its value.
struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init(_ parameter: Specification.Parameter) { stringValue = "parameter-" + parameter.name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
