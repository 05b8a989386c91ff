import LMDB
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// The programs the tests start: Tests/CrashDriver and the command itself.
enum Child {
  private static func program(_ name: String) -> FilePath {
    let test = CommandLine.arguments[0]
    return FilePath(test.prefix(upTo: test.lastIndex(of: "/")!) + "/" + name)
  }

  /// Runs a program until `isEnough` answers true for a line, waits for `delay`, and kills it; every
  /// line it wrote, those written while it was being killed included.
  static func killed(
    _ name: String, _ arguments: [String], after delay: Duration,
    when isEnough: @escaping @Sendable (String) -> Bool
  ) async throws -> Ended {
    let result = try await Subprocess.run(
      .path(program(name)), arguments: Arguments(arguments), input: .none, output: .sequence,
      error: .string(limit: 1 << 16)
    ) { execution in
      var lines: [String] = []
      var isKilled = false
      if isEnough("") {
        try await kill(after: delay) { try execution.send(signal: .kill) }
        isKilled = true
      }
      for try await line in execution.standardOutput.strings() {
        let text = line.trimmed
        lines.append(text)
        if !isKilled, isEnough(text) {
          try await kill(after: delay) { try execution.send(signal: .kill) }
          isKilled = true
        }
      }
      return lines
    }
    return Ended(
      lines: result.closureResult, errors: result.standardError,
      wasKilled: result.terminationStatus == .signaled(9))
  }

  private static func kill(after delay: Duration, _ send: () throws -> Void) async throws {
    try await Task.sleep(for: delay)
    do {
      try send()
    } catch is SubprocessError {
      return  // it had ended by itself
    }
  }

  /// How a child ended.
  struct Ended: Sendable {
    var lines: [String]
    var errors: String
    var wasKilled: Bool
  }

  /// Runs the driver to its end.
  static func driver(
    _ arguments: [String], environment: [Subprocess.Environment.Key: String?] = [:]
  ) async throws -> Ended {
    let result = try await Subprocess.run(
      .path(program("CrashDriver")), arguments: Arguments(arguments),
      environment: .inherit.updating(environment), output: .string(limit: 1 << 24),
      error: .string(limit: 1 << 16))
    return Ended(
      lines: result.standardOutput.split(separator: "\n").map(String.init),
      errors: result.standardError, wasKilled: !result.terminationStatus.isSuccess)
  }

  /// How the command itself ended, and what it wrote.
  struct Reply: Sendable {
    var status: TerminationStatus
    var output: String
    var errors: String
  }

  /// Runs the command itself to its end.
  static func command(
    _ arguments: [String], environment: [Subprocess.Environment.Key: String?]
  ) async throws -> Reply {
    let result = try await Subprocess.run(
      .path(program("rapport")), arguments: Arguments(arguments),
      environment: .inherit.updating(environment), output: .string(limit: 1 << 16),
      error: .string(limit: 1 << 16))
    return Reply(
      status: result.terminationStatus, output: result.standardOutput,
      errors: result.standardError)
  }

  /// Runs a program that may not have more address space than that (`ulimit -v`), to its end.
  static func limited(
    _ name: String, _ arguments: [String], addressSpaceKiB: Int
  ) async throws -> Reply {
    let script = "ulimit -v \(addressSpaceKiB) && exec \"$0\" \"$@\""
    let result = try await Subprocess.run(
      .name("sh"), arguments: Arguments(["-c", script, program(name).string] + arguments),
      environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    return Reply(
      status: result.terminationStatus, output: result.standardOutput,
      errors: result.standardError)
  }

  /// The recorder as a library that is loaded into a program before its own ones (LD_PRELOAD).
  static func recorderLibrary(_ scratch: Scratch, source: String = #filePath) async throws -> String {
    let tests = FileSystem.directory(of: FileSystem.directory(of: source))
    let library = scratch.path("recorder.so")
    let result = try await Subprocess.run(
      .name("clang"),
      arguments: [
        "-shared", "-fPIC", "-O1", "-I", tests + "/CrashRecorder/include", "-o", library,
        tests + "/CrashRecorder/recorder.c",
      ], output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    return library
  }
}

extension String {
  /// Without the end of its line.
  var trimmed: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
