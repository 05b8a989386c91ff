// Counts instructions and allocations of fixed workloads and compares them with those that are
// written down; docs/PERFORMANCE.md, "Guards", says how to read and renew them.

import Glibc

do {
  let options = try CountOptions(CommandLine.arguments.dropFirst())
  if let directory = options.workloadsDirectory {
    try Counter.countAll(in: directory)
  } else {
    exit(try Counter.compare(options) ? 0 : 1)
  }
} catch {
  print("rapport-counts: \(error)")
  exit(1)
}

/// What the command line asks for.
struct CountOptions {
  var path = "Benchmarks/Counts.json"
  var writes = false
  /// Leave callgrind's files where they are.
  var keeps = false
  var scratch = "/tmp"
  /// Used by the program itself, under valgrind.
  var workloadsDirectory: String?

  init(_ arguments: some Sequence<String>) throws(CountError) {
    var iterator = arguments.makeIterator()
    while let argument = iterator.next() {
      if argument == "--write" || argument == "--keep" {
        if argument == "--write" { writes = true } else { keeps = true }
        continue
      }
      guard let value = iterator.next() else { throw CountError(CountOptions.usage) }
      switch argument {
      case "--file": path = value
      case "--directory": scratch = value
      case "--workloads": workloadsDirectory = value
      default: throw CountError(CountOptions.usage)
      }
    }
  }

  private static let usage =
    "usage: rapport-counts [--file Benchmarks/Counts.json] [--write] [--keep] [--directory /tmp]"
}

/// Why nothing was counted.
struct CountError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
