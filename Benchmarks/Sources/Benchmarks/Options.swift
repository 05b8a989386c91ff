/// What the command line asks for.
struct Options {
  /// How many events the book has.
  var events = 100_000
  /// How often each thing is measured.
  var runs = 5
  /// Only the group of this name; all when empty.
  var only = ""
  /// The directory of a book that is there, as `rapport demo` makes them; when empty, a synthetic
  /// book is made.
  var book = ""
  /// As of how many random moments each report is asked.
  var moments = 20
  /// A file to which the figures are added, one a line, for `--growth`; not written when empty.
  var figures = ""
  /// Files of figures to make a table and a picture of growth from.
  var growth: [String] = []
  /// The `rapport` command to start; not measured when empty.
  var command = ""
  /// Where the books go.
  var directory = "/tmp"
  /// Print the figures as Markdown.
  var isMarkdown = false
  /// Used by the program itself: tell the memory that the models of this book take.
  var memoryOfBook = ""

  static let usage = """
    usage: rapport-benchmarks [--events 100000] [--runs 5] [--only GROUP] [--markdown]
                              [--command PATH/rapport] [--directory /tmp] [--book DIRECTORY]
                              [--moments 20] [--figures FILE]
           rapport-benchmarks --growth FILE --growth FILE … (writes growth.svg)
    groups: scan append callers analytic fold moment reports sqlite history process care
    """

  /// Reads the arguments, the program's name left out; throws a sentence.
  init(_ arguments: some Sequence<String>) throws(BenchmarkError) {
    var iterator = arguments.makeIterator()
    while let argument = iterator.next() {
      if argument == "--markdown" {
        isMarkdown = true
        continue
      }
      guard let value = iterator.next() else { throw .usage("\(argument) needs a value") }
      switch argument {
      case "--events": events = try Options.number(argument, value, atLeast: 10_000)
      case "--runs": runs = try Options.number(argument, value, atLeast: 1)
      case "--only": only = value
      case "--book": book = value
      case "--moments": moments = try Options.number(argument, value, atLeast: 1)
      case "--figures": figures = value
      case "--growth": growth.append(value)
      case "--command": command = value
      case "--directory": directory = value
      case "--memory-of-book": memoryOfBook = value
      default: throw .usage("there is no option \(argument)")
      }
    }
  }

  private static func number(
    _ name: String, _ text: String, atLeast least: Int
  ) throws(BenchmarkError) -> Int {
    guard let number = Int(text), number >= least else {
      throw .usage("\(name) needs a number from \(least) on, found '\(text)'")
    }
    return number
  }
}

/// Why nothing can be measured.
enum BenchmarkError: Error, CustomStringConvertible {
  /// The command line makes no sense.
  case usage(String)

  var description: String {
    switch self {
    case .usage(let text): text + "\n" + Options.usage
    }
  }
}
