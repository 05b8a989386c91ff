import Bytes
import CRM
import Domain

extension Forms {
  static let accounts: [Form] = [
    .creating(
      .account, "account.create", "Enter a new account",
      [
        .required("name", .line, "its name"),
        .optional("owner", .entity(.user), "who looks after it"),
        .optional("parent", .entity(.account), "the account it belongs to"),
      ] + details { .optional($0, $1, $2) } + [.references],
      example: "rapport account create --name Globex --industry retail --city Utrecht",
      update: updateAccount
    ) { .account(nil, .create(newAccount($0))) },
    account(
      "rename", "Give an account another name", "--name 'Globex Ltd'",
      [.required("name", .line, "the new name")]
    ) { .rename($0.required("name")) },
    .changing(
      .account, "account.change", "Set or take away details of an account",
      details { .clearable($0, $1, $2) },
      example: "rapport account change A-1 --employees 120 --website ''", needsSomething: true
    ) { .account($0.subjectID(), .change(changes($0))) },
    account(
      "assign", "Let somebody else look after an account", "--owner U-1",
      [.clearable("owner", .entity(.user), "the owner; '' for nobody", isRequired: true)]
    ) { .assign($0.id("owner")) },
    account(
      "parent", "Let an account belong to another one", "--parent A-2",
      [
        .clearable(
          "parent", .entity(.account), "the account above; '' for none", isRequired: true)
      ]
    ) { .setParent($0.id("parent")) },
    account(
      "tag", "Give an account a label", "--tag key", [.required("tag", .line, "the label")]
    ) { .tag($0.required("tag")) },
    account(
      "untag", "Take a label away from an account", "--tag key",
      [.required("tag", .line, "the label")]
    ) { .untag($0.required("tag")) },
    account(
      "reference", "Note another system's name for an account", "--reference erp:4711",
      [.reference]
    ) { .reference($0.required("reference")) },
  ] + mergingForms(.account, "account", "A", "website")

  private static func account(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> AccountCommand
  ) -> Form {
    .changing(
      .account, "account." + verb, summary, parameters,
      example: example("account \(verb) A-1", options)
    ) { .account($0.subjectID(), build($0)) }
  }

  private static func details(
    _ make: (String, Parameter.Kind, String) -> Parameter
  ) -> [Parameter] {
    [
      make("annual-revenue", .money, "turnover a year"),
      make("employees", .count, "how many people work there"),
      make("founded", .year, "the year it was founded"),
      make("industry", .line, "the trade it is in"),
      make("website", .line, "its web address"),
      make("phone", .line, "its telephone number"),
      make("street", .line, "street and number"),
      make("postal-code", .line, "postal code"),
      make("city", .line, "town"),
      make("region", .line, "state, province or region"),
      make("country", .line, "country"),
    ]
  }

  private static func changes(_ values: FormValues) -> AccountChanges {
    var changes = AccountChanges()
    changes.annualRevenue = values.change("annual-revenue")
    changes.employees = values.change("employees")
    changes.founded = values.change("founded")
    changes.industry = values.change("industry")
    changes.website = values.change("website")
    changes.phone = values.change("phone")
    changes.street = values.change("street")
    changes.postalCode = values.change("postal-code")
    changes.city = values.change("city")
    changes.region = values.change("region")
    changes.country = values.change("country")
    return changes
  }

  private static func newAccount(_ values: FormValues) -> NewAccount {
    let changes = changes(values)
    var details = AccountDetails()
    details.annualRevenue = changes.annualRevenue.value
    details.employees = changes.employees.value
    details.founded = changes.founded.value
    details.industry = changes.industry.value
    details.website = changes.website.value
    details.phone = changes.phone.value
    details.street = changes.street.value
    details.postalCode = changes.postalCode.value
    details.city = changes.city.value
    details.region = changes.region.value
    details.country = changes.country.value
    return NewAccount(
      name: values.required("name"), owner: values.id("owner"), parent: values.id("parent"),
      details: details, references: values.list("reference"))
  }

  private static let updateAccount: @Sendable (FormValues, StreamID) -> [Command] = {
    values, stream in
    var commands: [AccountCommand] = [
      .rename(values.required("name")), .change(changes(values)),
    ]
    if values.mentions("owner") { commands.append(.assign(values.id("owner"))) }
    if values.mentions("parent") { commands.append(.setParent(values.id("parent"))) }
    commands += values.list("reference").map { .reference($0) }
    return commands.map { .account(AccountID(stream.number), $0) }
  }

  /// The verb of a command to an account.
  static func name(of command: AccountCommand) -> String {
    switch command {
    case .create: "create"
    case .rename: "rename"
    case .change: "change"
    case .assign: "assign"
    case .setParent: "parent"
    case .tag: "tag"
    case .untag: "untag"
    case .reference: "reference"
    case .custom(let command): name(of: command)
    }
  }
}
