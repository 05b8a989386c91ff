import ArgumentParser

/// `rapport`, with everything it can do.
struct RapportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rapport",
      abstract: "A customer relationship management engine that never forgets.",
      discussion: """
        Every change is an event in a log to which is only ever added, so that every report can be \
        had for any past moment: add --as-of 2017-03-31 to any of them, or --hindsight 2017-03-31 to \
        see that day with what came to be known of it since.

        Begin with 'rapport init DIR', or look around in a small invented company with 'rapport \
        example DIR'.
        """,
      version: Version.text,
      groupedSubcommands: [
        CommandGroup(
          name: "Book",
          subcommands: [
            InitCommand.self, ExampleCommand.self, DemoCommand.self, ImportCommand.self,
            StatusCommand.self, RebuildCommand.self, ExportCommand.self, ImportEventsCommand.self,
          ]),
        CommandGroup(
          name: "Proof",
          subcommands: [
            HeadCommand.self, HeadsCommand.self, KeyCommand.self, VerifyCommand.self,
            ProveCommand.self,
          ]),
        CommandGroup(
          name: "Care",
          subcommands: [BackupCommand.self, RestoreBookCommand.self, CheckCommand.self]),
        CommandGroup(
          name: "Reading", subcommands: [ShowCommand.self, LogCommand.self]),
        CommandGroup(
          name: "Privacy",
          subcommands: [EraseCommand.self, ExportPersonCommand.self, AccessCommand.self]),
        CommandGroup(name: "Reports", subcommands: [ReplayCommand.self] + Specifications.reportCommands),
        CommandGroup(name: "Writing", subcommands: Noun.commands + Specifications.plainForms),
      ])
  }
}

/// The version of the command.
enum Version {
  static let text = "rapport 0.1.0"
}
