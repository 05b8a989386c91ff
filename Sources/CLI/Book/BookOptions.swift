import ArgumentParser

/// Which book, as whom, in which format.
struct BookOptions: ParsableArguments {
  @Option(
    name: .customLong("book"),
    help: ArgumentHelp(
      "The directory of the book; else $RAPPORT_BOOK, else the current directory.",
      valueName: "dir"))
  var book: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who you are in the book: a number, login or name; else $RAPPORT_USER, else the user with "
        + "your login.", valueName: "user"))
  var user: String?

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How to answer: table, json or csv; reports also as xlsx, with --output. (default: table)",
      valueName: "format"))
  var chosenFormat: OutputFormat?

  /// How to answer, where no file is written.
  var format: OutputFormat { chosenFormat ?? .table }
}

/// How a command answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv, xlsx
}

/// The moment a reading command is about.
struct MomentOptions: ParsableArguments {
  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The moment to go back to: 2017-03-31 (the end of that day), 2017-03-31T14:05, @1234 (right "
        + "after that event), today or now.", valueName: "moment"))
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      "The moment to look back at, with what came to be known of it since: late entries and "
        + "corrections count from when they happened.", valueName: "moment"))
  var hindsight: String?

  @Option(
    name: .customLong("known-by"),
    help: ArgumentHelp(
      "With --hindsight: leave out what came to be known after this moment.", valueName: "moment"))
  var knownBy: String?

  @Flag(
    name: .customLong("no-checkpoints"),
    help: "Fold from the first event, without the saved intermediate states.")
  var ignoresCheckpoints = false

  func validate() throws {
    if asOf != nil, hindsight != nil {
      throw ValidationError("give --as-of for what was known then, or --hindsight, not both")
    }
    if knownBy != nil, hindsight == nil {
      throw ValidationError("--known-by goes with --hindsight")
    }
  }
}
