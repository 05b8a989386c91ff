import ArgumentParser
import CRM
import Domain

/// The `rapport` command.
@main
enum Main {
  static func main() {
    Terminal.ignoreClosedPipes()
    Terminal.watchDamage(
      saying: "rapport: memory could not be reached: the process may use too little of it, or the "
        + "store is damaged, or this is a mistake in rapport ('rapport check' tells)",
      status: RunStatus.fault.rawValue)
    let arguments = Array(CommandLine.arguments.dropFirst())
    let run = CommandLineRun(console: .standard)
    exit(isUTF8(arguments) ? run.run(arguments) : run.refuse(ArgumentRefusal.notUTF8))
  }

  /// Whether the arguments came as UTF-8; the standard library has put U+FFFD where they did not.
  private static func isUTF8(_ arguments: [String]) -> Bool {
    guard arguments.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) else { return true }
    do {
      return String(validating: try InputFile.read("/proc/self/cmdline"), as: UTF8.self) != nil
    } catch {
      return false
    }
  }

  private static func exit(_ status: RunStatus) -> Never {
    RapportCommand.exit(withError: status.exitCode)
  }
}

/// Why the arguments cannot even be read.
enum ArgumentRefusal: DomainRefusal {
  /// Their bytes are no text.
  case notUTF8

  var description: String { "the arguments are not UTF-8: check the encoding of the terminal" }
}
