import Bytes
import CRM
import Domain

extension Forms {
  static let users: [Form] = [
    .creating(
      .user, "user.create", "Enter a new user",
      [
        .required("name", .line, "the name people see"),
        .optional("email", .line, "the e-mail address, unique among users"),
        .optional("login", .line, "the operating system's name for the user"),
        .optional("role", .role, "what the user may do; representative when not given"),
        .optional("manager", .entity(.user), "to whom the user reports"),
        .optional("office", .line, "the branch or region the user works from"),
        .references,
      ],
      example: "rapport user create --name 'Anna Bakker' --role manager --office West",
      update: updates
    ) { .user(nil, .register(newUser($0))) },
    user("rename", "Give a user another name", "--name 'Anna de Wit'", name) {
      .rename($0.required("name"))
    },
    user(
      "email", "Give a user another e-mail address", "--email anna@example.com",
      [.clearable("email", .line, "the address; '' for none", isRequired: true)]
    ) { .changeEmail($0.optional("email")) },
    user(
      "login", "Tell by which name the operating system knows a user", "--login anna",
      [.clearable("login", .line, "the login; '' for none", isRequired: true)]
    ) { .changeLogin($0.optional("login")) },
    user(
      "role", "Let a user do other things", "--role analyst",
      [.required("role", .role, "what the user may do")]
    ) { .changeRole($0.required("role")) },
    user(
      "manager", "Let a user report to somebody else", "--manager U-2",
      [.clearable("manager", .entity(.user), "the manager; '' for nobody", isRequired: true)]
    ) { .setManager($0.id("manager")) },
    user(
      "office", "Tell from which office a user works", "--office Central",
      [.clearable("office", .line, "the office; '' for none", isRequired: true)]
    ) { .setOffice($0.optional("office")) },
    user("deactivate", "Let a user not work with the book any more", "", []) { _ in .deactivate },
    user("reactivate", "Let a user work with the book again", "", []) { _ in .reactivate },
    user(
      "erase", "Erase the personal data of a deactivated user, for good",
      "--reason 'request of 3 May'",
      [.required("reason", .line, "on what ground; stays readable for ever, so name nobody in it")]
    ) { .erase(reason: $0.required("reason")) },
    user(
      "reference", "Note another system's name for a user", "--reference erp:17",
      [.reference]
    ) { .reference($0.required("reference")) },
    .changing(
      .user, "user.hand-over", "Hand over everything of one user to others",
      [
        .optional(
          "to", .entity(.user), "who receives it; dealt out in turn among several", repeats: true),
        .optional(
          "deactivate", .flag, "whether the giver is deactivated afterwards; no unless told"),
      ],
      example: "rapport user hand-over U-1 --to U-2 --deactivate no"
    ) {
      .handOver(
        HandOver(
          from: $0.subjectID(), to: $0.list("to", as: StreamID.self).map { UserID($0.number) },
          deactivate: $0.optional("deactivate") ?? false))
    },
  ]

  private static let name = [Parameter.required("name", .line, "the new name")]

  private static func user(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> UserCommand
  ) -> Form {
    .changing(
      .user, "user." + verb, summary, parameters,
      example: example("user \(verb) U-2", options)
    ) { .user($0.subjectID(), build($0)) }
  }

  private static func newUser(_ values: FormValues) -> NewUser {
    NewUser(
      name: values.required("name"), email: values.optional("email"),
      login: values.optional("login"), role: values.optional("role") ?? .representative,
      manager: values.id("manager"), office: values.optional("office"),
      references: values.list("reference"))
  }

  private static let updates: @Sendable (FormValues, StreamID) -> [Command] = { values, stream in
    var commands: [UserCommand] = [.rename(values.required("name"))]
    if values.mentions("email") { commands.append(.changeEmail(values.optional("email"))) }
    if values.mentions("login") { commands.append(.changeLogin(values.optional("login"))) }
    if let role: Role = values.optional("role") { commands.append(.changeRole(role)) }
    if values.mentions("manager") { commands.append(.setManager(values.id("manager"))) }
    if values.mentions("office") { commands.append(.setOffice(values.optional("office"))) }
    commands += values.list("reference").map { .reference($0) }
    return commands.map { .user(UserID(stream.number), $0) }
  }

  /// A whole command line.
  static func example(_ start: String, _ options: String) -> String {
    "rapport " + start + (options.isEmpty ? "" : " " + options)
  }
}

extension Forms {
  /// The verb of a command to a user.
  static func name(of command: UserCommand) -> String {
    switch command {
    case .register: "create"
    case .rename: "rename"
    case .changeEmail: "email"
    case .changeLogin: "login"
    case .changeRole: "role"
    case .setManager: "manager"
    case .setOffice: "office"
    case .deactivate: "deactivate"
    case .reactivate: "reactivate"
    case .reference: "reference"
    case .erase: "erase"
    }
  }
}
