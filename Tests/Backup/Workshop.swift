import LMDB
import Subprocess
import SystemPackage
import Testing

/// A directory with books in it, worked on by the built command in child processes; removed when
/// the test is over.
final class Workshop: Sendable {
  let directory: String

  /// What a child process answered.
  struct Reply: Sendable {
    var status: TerminationStatus
    var output: String
    var errors: String

    /// Whether the process was ended by a signal instead of ending itself.
    var wasKilled: Bool {
      if case .signaled = status { true } else { false }
    }
  }

  static let command: FilePath = {
    let test = CommandLine.arguments[0]
    return FilePath(test.prefix(upTo: test.lastIndex(of: "/")!) + "/rapport")
  }()

  init() throws {
    directory = "/tmp/rapport-backup-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    try FileSystem.makeDirectory(directory)
  }

  deinit {
    do {
      try FileSystem.removeTree(directory)
    } catch {
      Issue.record(error)
    }
  }

  /// A workshop with a book `acme` that has an account, a contact and an opportunity.
  static func withBook() async throws -> Workshop {
    let workshop = try Workshop()
    try await workshop.found("acme")
    return workshop
  }

  func path(_ name: String) -> String { directory + "/" + name }

  /// Founds a book with a little in it.
  func found(_ name: String) async throws {
    try await done(
      "init", path(name), "--currency", "EUR", "--time-zone", "Europe/Amsterdam", "--company",
      "Acme", "--user", "Anna Smit")
    let book = ["--book", path(name), "--as", "U-1"]
    try await done(["account", "create", "--name", "Globex", "--city", "Ulm"] + book)
    try await done(
      ["contact", "create", "--given", "Greta", "--family", "Gruber", "--account", "A-1"] + book)
    try await done(
      ["opportunity", "open", "--account", "A-1", "--name", "Turbines"] + book)
  }

  /// Runs the command.
  func run(_ arguments: [String]) async throws -> Reply {
    try await run(.path(Self.command), arguments)
  }

  func run(_ arguments: String...) async throws -> Reply { try await run(arguments) }

  /// Runs the command on the book `acme` as its first user.
  func inBook(_ arguments: String...) async throws -> Reply {
    try await run(arguments + ["--book", path("acme"), "--as", "U-1"])
  }

  /// Runs the command, which must succeed.
  @discardableResult
  func done(_ arguments: [String]) async throws -> Reply {
    let reply = try await run(arguments)
    try #require(reply.status == .exited(0), "\(arguments): \(reply)")
    return reply
  }

  @discardableResult
  func done(_ arguments: String...) async throws -> Reply { try await done(arguments) }

  /// Runs any program.
  func run(_ program: Executable, _ arguments: [String]) async throws -> Reply {
    let result = try await Subprocess.run(
      program, arguments: Arguments(arguments),
      environment: .inherit.updating([
        "NO_COLOR": "1", "RAPPORT_BOOK": "", "RAPPORT_USER": "", "SWIFT_BACKTRACE": "enable=no",
      ]),
      output: .string(limit: 1 << 22), error: .string(limit: 1 << 20))
    return Reply(
      status: result.terminationStatus, output: result.standardOutput,
      errors: result.standardError)
  }

  /// Every event of a book, as text.
  func log(_ book: String) async throws -> String {
    try await done("log", "--limit", "0", "--json", "--book", path(book), "--as", "U-1").output
  }
}

/// The stored bytes of every event of a book.
func storedRecords(_ directory: String) throws -> [[UInt8]] {
  let environment = try Environment(
    directory: directory + "/log", tables: [.positions("events")], readOnly: true, create: false)
  return try environment.read { transaction in
    var records: [[UInt8]] = []
    try transaction.scan(environment.table("events")) { _, bytes in
      records.append(bytes.indices.map { bytes[$0] })
      return true
    }
    return records
  }
}

/// Changes bytes of a file in place.
func overwrite(_ path: String, at offset: Int, _ change: (inout [UInt8]) -> Void, count: Int = 1)
  throws
{
  let file = try DurableFile(path, .readWrite)
  var bytes = try file.read(at: offset, count: count)
  change(&bytes)
  try file.write(bytes, at: offset)
}

extension Workshop {
  /// Runs the command on the book `acme`, as its first user where it asks for one.
  func inBookAs(_ arguments: [String]) async throws -> Reply {
    let isNobodys = ["verify", "check", "backup"].contains(arguments.first ?? "")
    return try await run(
      arguments + ["--book", path("acme")] + (isNobodys ? [] : ["--as", "U-1"]))
  }
}
