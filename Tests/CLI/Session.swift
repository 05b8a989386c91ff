import Bytes
import CRM
import LMDB
import Synchronization
import Testing

@testable import CLI

/// A person at the command line, in this process: a directory, an environment, a clock.
final class Session: Sendable {
  /// A directory of the test's own, removed when it is over.
  let directory: String
  private let state: Mutex<State>

  private struct State: Sendable {
    var environment: [String: String] = [:]
    var change: @Sendable (inout Console) -> Void = { _ in }
    // 2026-03-02T09:00:00Z, a Monday.
    var now = Instant(microseconds: 1_772_442_000_000_000)
  }

  /// What a command answered.
  struct Reply: Sendable {
    var status: RunStatus
    var output: String
    var errors: String
  }

  init() throws {
    directory = "/tmp/rapport-cli-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    try FileSystem.makeDirectory(directory)
    state = Mutex(State())
  }

  deinit {
    do {
      try FileSystem.removeTree(directory)
    } catch {
      Issue.record(error)
    }
  }

  /// A session in a new book of Acme's, whose user is Anna Smit.
  static func inBook() throws -> Session {
    let session = try Session()
    let reply = session.run(
      "init", session.book, "--currency", "EUR", "--time-zone", "Europe/Amsterdam", "--company",
      "Acme", "--user", "Anna Smit")
    try #require(reply.status == .done, "\(reply.errors)")
    session.set("RAPPORT_BOOK", session.book)
    return session
  }

  /// The directory of the book.
  var book: String { directory + "/acme" }

  /// Saves a file beside the book.
  func save(_ name: String, _ bytes: [UInt8]) throws {
    let file = try DurableFile(directory + "/" + name, .createNew)
    try file.write(bytes, at: 0)
  }

  /// Sets an environment variable.
  func set(_ name: String, _ value: String?) {
    state.withLock { $0.environment[name] = value }
  }

  /// Changes the console that commands find from now on.
  func change(_ change: @escaping @Sendable (inout Console) -> Void) {
    state.withLock { $0.change = change }
  }

  /// Lets hours go by.
  func wait(hours: Int64) {
    state.withLock { $0.now.microseconds += hours * 3_600_000_000 }
  }

  /// Runs a command.
  @discardableResult
  func run(_ arguments: String...) -> Reply { run(arguments) }

  /// Runs a command.
  @discardableResult
  func run(_ arguments: [String]) -> Reply {
    let written = Written()
    let (environment, now, change) = state.withLock { ($0.environment, $0.now, $0.change) }
    var console = Console(
      writeOutput: { written.add($0, toErrors: false) },
      writeErrors: { written.add($0, toErrors: true) }, environment: environment,
      systemUser: "anna", width: nil, now: { now })
    change(&console)
    let status = CommandLineRun(console: console).run(arguments)
    return Reply(
      status: status, output: written.text(ofErrors: false), errors: written.text(ofErrors: true))
  }

  /// The position of the last event, as the book itself knows it.
  func head() throws -> Position { try CRM.open(book, readOnly: true).head().position }
}

/// What a command wrote.
private final class Written: Sendable {
  private let streams = Mutex<(output: [UInt8], errors: [UInt8])>(([], []))

  func add(_ bytes: [UInt8], toErrors: Bool) {
    streams.withLock { streams in
      if toErrors { streams.errors += bytes } else { streams.output += bytes }
    }
  }

  func text(ofErrors: Bool) -> String {
    streams.withLock { String(decoding: ofErrors ? $0.errors : $0.output, as: UTF8.self) }
  }
}
