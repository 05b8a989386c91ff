import ArgumentParser
import Testing

@testable import CLI

@Suite struct HelpTests {
  /// The words of every command there is.
  static let commands: [[String]] = paths(of: RapportCommand.self, under: [])

  private static func paths(
    of command: any ParsableCommand.Type, under path: [String]
  ) -> [[String]] {
    let children = command.configuration.subcommands
    if children.isEmpty { return [path] }
    return children.flatMap { child in
      paths(of: child, under: path + [child.configuration.commandName ?? ""])
    }
  }

  @Test func `every command has a name of its own`() {
    #expect(Set(Self.commands).count == Self.commands.count)
    #expect(Self.commands.count > 60)
  }

  @Test(arguments: commands)
  func `the help of a command teaches by example`(command: [String]) throws {
    let session = try Session()
    let reply = session.run(command + ["--help"])
    #expect(reply.status == .done, "\(reply)")
    #expect(reply.output.contains("Example"), "\(reply.output)")
    #expect(reply.output.contains("USAGE: rapport " + command.joined(separator: " ")))
  }

  @Test func `the version is told`() throws {
    #expect(try Session().run("--version").output == "rapport 0.1.0\n")
  }

  @Test func `a numeral stands for its number`() {
    for number in [0, 1, 2, 3, 7, 64, 105] { #expect(numeral(number).value == number) }
  }
}
