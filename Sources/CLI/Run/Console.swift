import Bytes
import CRM
import FoundationEssentials

/// What a command knows of the world around it, and where it writes; a test hands in its own.
struct Console: Sendable {
  /// Takes what the command answers.
  var writeOutput: @Sendable ([UInt8]) throws -> Void
  /// Takes warnings, progress and errors.
  var writeErrors: @Sendable ([UInt8]) throws -> Void
  /// The environment variables.
  var environment: [String: String]
  /// The operating system's name of whoever runs the command.
  var systemUser: String
  /// Columns of the terminal; nil when the output is none.
  var width: Int?
  /// Whether headings may be bold.
  var hasColor = false
  /// Whether a person watches the errors, so that progress is welcome.
  var showsProgress = false
  /// The wall clock.
  var now: @Sendable () -> Instant = CRM.systemClock

  /// The console of the command that runs in this task.
  @TaskLocal static var current = Console(
    writeOutput: { _ in }, writeErrors: { _ in }, environment: [:], systemUser: "")

  /// The process's own.
  static var standard: Console {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = Terminal.isTerminal(.output)
    return Console(
      writeOutput: { try Terminal.write($0, to: .output) },
      writeErrors: { try Terminal.write($0, to: .error) },
      environment: environment, systemUser: ProcessInfo.processInfo.userName,
      width: isTerminal ? Terminal.width : nil,
      hasColor: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
        && environment["TERM"] != "dumb",
      showsProgress: Terminal.isTerminal(.error))
  }

  /// Answers a text, as it is.
  func print(_ text: String) throws { try writeOutput(Array(text.utf8)) }

  /// Answers one line.
  func printLine(_ line: String) throws { try print(line + "\n") }

  /// Says one line beside the answer.
  func note(_ line: String) throws { try writeErrors(Array((line + "\n").utf8)) }
}
