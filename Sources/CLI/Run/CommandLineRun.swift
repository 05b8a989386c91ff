import ArgumentParser
import CRM

/// One run of the command: arguments in, an exit status out. It never ends the process itself.
struct CommandLineRun {
  let console: Console

  /// Parses, carries out, and says what went wrong, if anything.
  func run(_ arguments: [String]) -> RunStatus {
    Console.$current.withValue(console) {
      do {
        var command = try RapportCommand.parseAsRoot(arguments)
        try command.run()
        return .done
      } catch {
        return tell(error)
      }
    }
  }

  /// Says why nothing is even tried.
  func refuse(_ refusal: any Error) -> RunStatus { tell(refusal) }

  private func tell(_ error: any Error) -> RunStatus {
    let status = RunStatus(of: error)
    do {
      switch status {
      case .done: try tellHelp(error)
      case .wrongUsage: try console.note(VisibleLine.usage(RapportCommand.fullMessage(for: error)))
      case .refused, .fault: try console.note("rapport: " + VisibleLine.of("\(error)"))
      }
    } catch is Terminal.ReaderGone {
      return status
    } catch {
      return .fault
    }
    return status
  }

  /// A request for help or for the version comes as an error, too.
  private func tellHelp(_ error: any Error) throws {
    if error is Terminal.ReaderGone { return }
    let message = RapportCommand.fullMessage(for: error)
    if !message.isEmpty { try console.printLine(message) }
  }
}
