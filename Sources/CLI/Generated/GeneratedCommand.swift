import ArgumentParser

/// A subcommand made from the specification at a place of the table.
///
/// The argument parser finds the options of a command by reflection, and decodes them by name. This
/// type answers both from its specification, so that the parser's own help, suggestions and checks
/// serve generated commands like those written by hand.
struct GeneratedCommand<Place: Numeral>: ParsableCommand, CustomReflectable {
  private var given = GivenValues()
  private var book = BookOptions()
  private var reading = ReadingOptions()
  private var output = OutputOptions()

  private static var specification: Specification { Specifications.all[Place.value] }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: specification.name, abstract: specification.summary,
      discussion: specification.discussion)
  }

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: NameKey.self)
    let fields = GeneratedFields(specification: Self.specification)
    given = try fields.values(in: container)
    book = try container.decode(OptionGroup<BookOptions>.self, forKey: fields.bookKey).wrappedValue
    if fields.isReplay {
      output = try container.decode(
        OptionGroup<OutputOptions>.self, forKey: fields.outputKey
      ).wrappedValue
    }
    guard fields.isAboutMoments else { return }
    reading = try container.decode(
      OptionGroup<ReadingOptions>.self, forKey: fields.readingKey
    ).wrappedValue
  }

  /// What the argument parser takes for the properties of the command.
  var customMirror: Mirror {
    Mirror(self, children: GeneratedFields(specification: Self.specification).properties)
  }

  mutating func run() throws {
    switch Self.specification.action {
    case .report(let report):
      try ReportRun(given: given, book: book, reading: reading).run(report)
    case .replay(let report):
      try ReplayRun(given: given, book: book, output: output).run(report)
    case .form(let form):
      try FormRun(form: form, given: given, options: book).run()
    }
  }
}
