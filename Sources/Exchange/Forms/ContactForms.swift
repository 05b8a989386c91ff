import Bytes
import CRM
import Domain

extension Forms {
  static let contacts: [Form] =
    [
      .creating(
        .contact, "contact.create", "Enter a new contact",
        nameParts + [
          .optional("birthday", .day, "the day of birth"),
          .optional(
            "email", .labelled, "an e-mail address, as in 'a@example.com (work)'", repeats: true),
          .optional(
            "phone", .labelled, "a telephone number, as in '+31 20 123 (mobile)'", repeats: true),
        ] + addressParts + [
          .optional("account", .entity(.account), "the account the person is with"),
          .optional("role", .line, "the role at the account, a job title"),
          .optional("owner", .entity(.user), "who looks after the person"),
          .optional("relationship", .relationship, "how far one has come; stranger when not given"),
          .optional("loss-reason", .line, "why the person is lost; only in that stage"),
          .optional("source", .line, "how one came to know the person"),
          .references,
        ],
        example:
          "rapport contact create --name 'Anna van Dijk' --email anna@example.org --account A-1",
        update: updateContact
      ) { .contact(nil, .create(newContact($0))) },
      .changing(
        .contact, "contact.rename", "Give a contact another name", nameParts,
        example: "rapport contact rename C-1 --given Anna --family Visser", needsSomething: true
      ) { .contact($0.subjectID(), .rename(personName($0))) },
      contact(
        "birthday", "Set the day of birth of a contact", "--birthday 1980-02-29",
        [.clearable("birthday", .day, "the day; '' for none", isRequired: true)]
      ) { .setBirthday($0.optional("birthday")) },
      contact(
        "account", "Say with which account a contact is, and in which role",
        "--account A-1 --role buyer",
        [
          .clearable("account", .entity(.account), "the account; '' for none", isRequired: true),
          .optional("role", .line, "the role there, a job title; none when not given"),
        ]
      ) { .setAccount($0.id("account"), role: $0.optional("role")) },
      contact(
        "relationship", "Move a contact to another stage of the relationship", "--stage customer",
        [
          .required("stage", .relationship, "how far one has come"),
          .optional("reason", .line, "why; needed for lost"),
        ]
      ) { .moveRelationship(to: $0.required("stage"), reason: $0.optional("reason")) },
      contact(
        "assign", "Let somebody else look after a contact", "--owner U-2",
        [.clearable("owner", .entity(.user), "the owner; '' for nobody", isRequired: true)]
      ) { .assign($0.id("owner")) },
      contact(
        "tag", "Give a contact a label", "--tag newsletter", [.required("tag", .line, "the label")]
      ) { .tag($0.required("tag")) },
      contact(
        "untag", "Take a label away from a contact", "--tag newsletter",
        [.required("tag", .line, "the label")]
      ) { .untag($0.required("tag")) },
      contact(
        "reference", "Note another system's name for a contact", "--reference erp:C77",
        [.reference]
      ) { .reference($0.required("reference")) },
      contact(
        "erase", "Erase the personal data of a contact, for good",
        "--reason 'request of 3 May'",
        [
          .required(
            "reason", .line, "on what ground; stays readable for ever, so name nobody in it")
        ]
      ) { .erase(reason: $0.required("reason")) },
    ] + reaches

  /// How a contact is reached.
  private static let reaches: [Form] = [
    contact(
      "add-email", "Note an e-mail address of a contact", "--email anna@example.org --label work",
      [.required("email", .line, "the address"), label]
    ) { .addEmail($0.required("email"), label: $0.optional("label") ?? "") },
    contact(
      "remove-email", "Take an e-mail address of a contact away", "--email anna@example.org",
      [.required("email", .line, "the address")]
    ) { .removeEmail($0.required("email")) },
    contact(
      "add-phone", "Note a telephone number of a contact", "--phone '+31 20 123' --label mobile",
      [.required("phone", .line, "the number"), label]
    ) { .addPhone($0.required("phone"), label: $0.optional("label") ?? "") },
    contact(
      "remove-phone", "Take a telephone number of a contact away", "--phone '+31 20 123'",
      [.required("phone", .line, "the number")]
    ) { .removePhone($0.required("phone")) },
    contact(
      "add-address", "Note a postal address of a contact", "--street 'Dam 1' --city Amsterdam",
      addressParts
    ) { .addAddress(address($0)) },
    contact(
      "remove-address", "Take a postal address of a contact away",
      "--street 'Dam 1' --city Amsterdam", addressParts
    ) { .removeAddress(address($0)) },
  ] + mergingForms(.contact, "contact", "C", "role")

  private static let label = Parameter.optional("label", .line, "what it is for, as in work")

  private static let nameParts: [Parameter] = [
    .optional("name", .line, "the whole name; taken apart where its parts are not given"),
    .optional("given", .line, "the given name"),
    .optional("family", .line, "the family name with its particles"),
    .optional("middle", .line, "what stands between them"),
    .optional("prefix", .line, "what stands before the name, as in Dr."),
    .optional("suffix", .line, "what stands after the name, as in Jr."),
  ]

  private static let addressParts: [Parameter] = [
    .optional("street", .line, "street and number"),
    .optional("postal-code", .line, "postal code"),
    .optional("city", .line, "town"),
    .optional("region", .line, "state, province or region"),
    .optional("country", .line, "country"),
    .optional("address-label", .line, "what the address is for, as in home"),
  ]

  private static func contact(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> ContactCommand
  ) -> Form {
    .changing(
      .contact, "contact." + verb, summary, parameters,
      example: example("contact \(verb) C-1", options)
    ) { .contact($0.subjectID(), build($0)) }
  }

  /// The name in parts, or taken apart from the whole.
  private static func personName(_ values: FormValues) -> PersonName {
    let full: String = values.optional("name") ?? ""
    let parts = ["given", "family", "middle", "prefix", "suffix"]
    if !parts.contains(where: values.mentions) { return PersonName(parsing: full) }
    return PersonName(
      given: values.optional("given") ?? "", family: values.optional("family") ?? "",
      middle: values.optional("middle") ?? "", prefix: values.optional("prefix") ?? "",
      suffix: values.optional("suffix") ?? "", full: full)
  }

  private static func address(_ values: FormValues) -> PostalAddress {
    PostalAddress(
      street: values.optional("street") ?? "", postalCode: values.optional("postal-code") ?? "",
      city: values.optional("city") ?? "", region: values.optional("region") ?? "",
      country: values.optional("country") ?? "", label: values.optional("address-label") ?? "")
  }

  private static func newContact(_ values: FormValues) -> NewContact {
    var new = NewContact(name: personName(values))
    new.birthday = values.optional("birthday")
    new.emails = values.list("email", as: Labelled.self)
      .map { EmailAddress($0.text, label: $0.label) }
    new.phones = values.list("phone", as: Labelled.self)
      .map { PhoneNumber($0.text, label: $0.label) }
    let address = address(values)
    if !address.isEmpty { new.addresses = [address] }
    new.account = values.id("account")
    new.role = values.optional("role")
    new.owner = values.id("owner")
    new.relationship = values.optional("relationship") ?? .stranger
    new.lossReason = values.optional("loss-reason")
    new.source = values.optional("source")
    new.references = values.list("reference")
    return new
  }

  /// What the row says and the contact lacks; nothing it holds is taken away.
  private static let updateContact: @Sendable (FormValues, StreamID) -> [Command] = {
    values, stream in
    let new = newContact(values)
    var commands: [ContactCommand] = new.name.isEmpty ? [] : [.rename(new.name)]
    if values.mentions("birthday") { commands.append(.setBirthday(new.birthday)) }
    commands += new.emails.map { .addEmail($0.address, label: $0.label) }
    commands += new.phones.map { .addPhone($0.number, label: $0.label) }
    commands += new.addresses.map { .addAddress($0) }
    if values.mentions("account") { commands.append(.setAccount(new.account, role: new.role)) }
    if let owner = new.owner { commands.append(.assign(owner)) }
    if values.mentions("relationship") {
      commands.append(.moveRelationship(to: new.relationship, reason: new.lossReason))
    }
    commands += new.references.map { .reference($0) }
    return commands.map { .contact(ContactID(stream.number), $0) }
  }

  /// The verb of a command to a contact.
  static func name(of command: ContactCommand) -> String {
    switch command {
    case .create: "create"
    case .rename: "rename"
    case .addEmail: "add-email"
    case .removeEmail: "remove-email"
    case .addPhone: "add-phone"
    case .removePhone: "remove-phone"
    case .addAddress: "add-address"
    case .removeAddress: "remove-address"
    case .setBirthday: "birthday"
    case .setAccount: "account"
    case .moveRelationship: "relationship"
    case .assign: "assign"
    case .tag: "tag"
    case .untag: "untag"
    case .reference: "reference"
    case .erase: "erase"
    case .custom(let command): name(of: command)
    }
  }
}
