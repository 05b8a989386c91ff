import ArgumentParser

/// The properties a generated command shows to the argument parser, and how to read them back.
struct GeneratedFields {
  let specification: Specification

  let bookKey = NameKey("book-options")
  let readingKey = NameKey("reading-options")
  let outputKey = NameKey("output-options")

  /// Whether the command looks back, as reports do.
  var isAboutMoments: Bool {
    if case .report = specification.action { true } else { false }
  }

  /// Whether the command answers a report at many days.
  var isReplay: Bool {
    if case .replay = specification.action { true } else { false }
  }

  /// The properties, labelled as the compiler labels wrapped ones: with a line before the name.
  var properties: [Mirror.Child] {
    var properties = specification.parameters.map { parameter in
      Mirror.Child(label: label(NameKey(parameter)), value: property(parameter))
    }
    if isAboutMoments {
      properties.append((label: label(readingKey), value: OptionGroup<ReadingOptions>()))
    }
    if isReplay {
      properties.append((label: label(outputKey), value: OptionGroup<OutputOptions>()))
    }
    properties.append((label: label(bookKey), value: OptionGroup<BookOptions>()))
    return properties
  }

  /// What was given for each parameter.
  func values(in container: KeyedDecodingContainer<NameKey>) throws -> GivenValues {
    var given = GivenValues()
    for parameter in specification.parameters {
      given[parameter.name] = try texts(of: parameter, in: container)
    }
    return given
  }

  private func texts(
    of parameter: Specification.Parameter, in container: KeyedDecodingContainer<NameKey>
  ) throws -> [String] {
    func value<Wrapper: Decodable>(_ type: Wrapper.Type) throws -> Wrapper {
      try container.decode(type, forKey: NameKey(parameter))
    }
    switch (parameter.shape, parameter.isRequired) {
    case (.positional, true): return [try value(Argument<String>.self).wrappedValue]
    case (.positional, false):
      return try value(Argument<String?>.self).wrappedValue.map { [$0] } ?? []
    case (.option, true): return [try value(Option<String>.self).wrappedValue]
    case (.option, false): return try value(Option<String?>.self).wrappedValue.map { [$0] } ?? []
    case (.repeated, _): return try value(Option<[String]>.self).wrappedValue
    case (.flag, _): return try value(Flag<Bool>.self).wrappedValue ? ["yes"] : []
    }
  }

  private func property(_ parameter: Specification.Parameter) -> Any {
    let help = ArgumentHelp(
      helpText(parameter), valueName: parameter.placeholder.isEmpty ? nil : parameter.placeholder)
    let name = NameSpecification.customLong(parameter.name)
    switch (parameter.shape, parameter.isRequired) {
    case (.positional, true): return Argument<String>(help: help)
    case (.positional, false): return Argument<String?>(help: help)
    case (.option, true): return Option<String>(name: name, help: help)
    case (.option, false): return Option<String?>(name: name, help: help)
    case (.repeated, _): return Option<[String]>(wrappedValue: [], name: name, help: help)
    case (.flag, _): return Flag<Bool>(wrappedValue: false, name: name, help: help)
    }
  }

  private func label(_ key: NameKey) -> String { "_" + key.stringValue }

  private func helpText(_ parameter: Specification.Parameter) -> String {
    guard let standard = parameter.standard else { return parameter.help }
    return parameter.help + " (default: \(standard))"
  }
}

/// The texts given for parameters, by name.
struct GivenValues: Sendable {
  private var texts: [String: [String]] = [:]

  /// What was given under a name; nothing when nothing was.
  subscript(name: String) -> [String] {
    get { texts[name] ?? [] }
    set { texts[name] = newValue.isEmpty ? nil : newValue }
  }

  /// The text given under each name; several as lines of one text.
  var single: [String: String] { texts.mapValues { $0.joined(separator: "\n") } }
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
