import ArgumentParser
import CRM

/// The `rapport` command.
@main
enum Main {
  static func main() {
    Terminal.ignoreClosedPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let status = CommandLineRun(console: .standard).run(arguments)
    exit(status)
  }

  private static func exit(_ status: RunStatus) -> Never {
    RapportCommand.exit(withError: status.exitCode)
  }
}
