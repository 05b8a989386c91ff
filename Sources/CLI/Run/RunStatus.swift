import ArgumentParser
import CRM
import Exchange

/// How a run ended. The only place where the numbers are chosen.
enum RunStatus: Int32, Sendable {
  /// It was done.
  case done = 0
  /// It was refused: the reason is one line.
  case refused = 1
  /// The arguments make no sense.
  case wrongUsage = 2
  /// The world failed: a damaged log, a full disk.
  case fault = 3

  /// The status an error stands for.
  init(of error: any Error) {
    if error is Terminal.ReaderGone {
      self = .done
    } else if CRM.isRefusal(error) || Self.isRefusedFile(error) {
      self = .refused
    } else if Self.isOfTheParser(error) {
      self = RapportCommand.exitCode(for: error).isSuccess ? .done : .wrongUsage
    } else {
      self = .fault
    }
  }

  /// A file from outside that cannot be understood.
  private static func isRefusedFile(_ error: any Error) -> Bool {
    error is CSVError || error is JSONError
  }

  /// Errors of the argument parser, some of which are private to it.
  private static func isOfTheParser(_ error: any Error) -> Bool {
    error is ExitCode || error is CleanExit || error is ValidationError
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  /// The same for the argument parser.
  var exitCode: ExitCode { ExitCode(rawValue) }
}
