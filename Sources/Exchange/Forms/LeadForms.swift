import Bytes
import CRM
import Domain

extension Forms {
  static let leads: [Form] = [
    .creating(
      .lead, "lead.capture", "Enter a new lead",
      [
        .optional("name", .line, "the name of the person; may be unknown yet"),
        .optional("company", .line, "the company, as the lead wrote it"),
        .optional("email", .line, "the e-mail address"),
        .optional("phone", .line, "the telephone number"),
        .optional("status", .leadStatus, "how far one has come; new when not given"),
        .optional("owner", .entity(.user), "who is to sell to it"),
        .optional("qualifier", .entity(.user), "who finds out whether it is worth it"),
      ] + details { .optional($0, $1, $2) } + [.references],
      example: "rapport lead capture --name 'Anna van Dijk' --email anna@example.org --source fair",
      update: updateLead
    ) { .lead(nil, .capture(newLead($0))) },
    .changing(
      .lead, "lead.change", "Change who a lead is and what is known of it",
      [
        .optional("name", .line, "the name of the person"),
        .clearable("company", .line, "the company"),
        .clearable("email", .line, "the e-mail address"),
        .clearable("phone", .line, "the telephone number"),
      ] + details { .clearable($0, $1, $2) },
      example: "rapport lead change D-1 --segment retail --score 70", needsSomething: true
    ) { .lead($0.subjectID(), .change(leadChanges($0))) },
    lead(
      "status", "Move a lead to another status", "--status qualified",
      [
        .required("status", .leadStatus, "new, working, qualified or disqualified"),
        .optional("reason", .line, "why; needed for disqualified"),
      ]
    ) { .moveStatus(to: $0.required("status"), reason: $0.optional("reason")) },
    lead(
      "assign", "Say who is to sell to a lead, and who qualifies it", "--owner U-2",
      [
        .clearable("owner", .entity(.user), "who is to sell to it; '' for nobody"),
        .clearable("qualifier", .entity(.user), "who finds out about it; '' for nobody"),
      ]
    ) { .assign(owner: userChange($0, "owner"), qualifier: userChange($0, "qualifier")) },
    .changing(
      .lead, "lead.convert", "Make a customer of a lead: account, contact and opportunity in one",
      [
        .optional("account", .entity(.account), "the account it joins; a new one for its company when not given"),
        .optional(
          "account-name", .line, "the name of the new account; the company of the lead when not given"),
        .optional("account-reference", .reference, "what another system calls the new account"),
        .optional("contact", .entity(.contact), "the contact it is; a new one when not given"),
        .optional("with-account", .flag, "no: makes no new account; yes unless told"),
        .optional("with-contact", .flag, "no: makes no new contact; yes where its name is known"),
        .optional("opportunity", .line, "the name of an opportunity that begins; none otherwise"),
        .optional("pipeline", .entity(.pipeline), "its pipeline; the first in use when not given"),
        .optional("stage", .stage, "its stage; the first when not given"),
        .optional("product", .entity(.product), "what it is about"),
        .optional("amount", .money, "what it may bring"),
        .optional("expected-close", .day, "the day it is expected to close"),
      ],
      example: "rapport lead convert D-1 --opportunity 'First order' --amount 4800"
    ) { .convertLead($0.subjectID(), conversion($0)) },
    lead(
      "reference", "Note another system's name for a lead", "--reference shop:L77", [.reference]
    ) { .reference($0.required("reference")) },
    lead(
      "erase", "Erase the personal data of a lead, for good", "--reason 'request of 3 May'",
      [.required("reason", .line, "on what ground; stays readable for ever, so name nobody in it")]
    ) { .erase(reason: $0.required("reason")) },
  ]

  private static func details(
    _ make: (String, Parameter.Kind, String) -> Parameter
  ) -> [Parameter] {
    [
      make("first-contact", .day, "the day of the first contact; that of the entry otherwise"),
      make("score", .count, "how promising it is"),
      make("revenue", .money, "the turnover the lead says it has"),
      make("source", .line, "where it comes from, as in organic search"),
      make("campaign", .line, "what it answered to"),
      make("landing-page", .line, "the page it came in by"),
      make("segment", .line, "the trade or group it counts in"),
      make("type", .line, "the kind of lead"),
      make("business-type", .line, "the kind of business"),
      make("profile", .line, "how it behaves; name nobody in it"),
    ]
  }

  private static func lead(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> LeadCommand
  ) -> Form {
    .changing(
      .lead, "lead." + verb, summary, parameters, example: example("lead \(verb) D-1", options)
    ) { .lead($0.subjectID(), build($0)) }
  }

  /// The verb of a command to a lead.
  static func name(of command: LeadCommand) -> String {
    switch command {
    case .capture: "capture"
    case .change: "change"
    case .moveStatus: "status"
    case .assign: "assign"
    case .convert: "convert"
    case .reference: "reference"
    case .erase: "erase"
    case .custom(let command): name(of: command)
    }
  }
}

// MARK: - From values to commands

extension Forms {
  private static func newLead(_ values: FormValues) -> NewLead {
    var new = NewLead()
    if let name: String = values.optional("name") { new.person.name = PersonName(parsing: name) }
    new.person.company = values.optional("company") ?? ""
    new.person.email = values.optional("email") ?? ""
    new.person.phone = values.optional("phone") ?? ""
    new.status = values.optional("status") ?? .new
    (new.owner, new.qualifier) = (values.id("owner"), values.id("qualifier"))
    let changes = leadChanges(values)
    new.details.firstContact = changes.firstContact.value
    new.details.score = changes.score.value
    new.details.revenue = changes.revenue.value
    for word in LeadDetails.words {
      new.details[keyPath: word.path] = changes.words[word.number]?.value
    }
    new.references = values.list("reference")
    return new
  }

  private static func leadChanges(_ values: FormValues) -> LeadChanges {
    var changes = LeadChanges()
    changes.name = values.optional("name", as: String.self).map { PersonName(parsing: $0) }
    changes.company = values.change("company")
    changes.email = values.change("email")
    changes.phone = values.change("phone")
    changes.firstContact = values.change("first-contact")
    switch values.change("score", as: UInt64.self) {
    case .keep: break
    case .set(let score): changes.score = .set(UInt32(clamping: score))
    case .clear: changes.score = .clear
    }
    changes.revenue = values.change("revenue")
    for word in LeadDetails.words where values.mentions(word.name) {
      changes.words[word.number] = values.change(word.name)
    }
    return changes
  }

  private static func userChange(_ values: FormValues, _ name: String) -> Change<UserID> {
    values.mentions(name) ? Change(to: values.id(name)) : .keep
  }

  private static func conversion(_ values: FormValues) -> LeadConversion {
    var conversion = LeadConversion()
    (conversion.account, conversion.contact) = (values.id("account"), values.id("contact"))
    conversion.accountName = values.optional("account-name")
    conversion.accountReferences = values.list("account-reference")
    conversion.wantsAccount = values.optional("with-account") ?? true
    conversion.wantsContact = values.optional("with-contact") ?? true
    guard let name: String = values.optional("opportunity") else { return conversion }
    var new = NewOpportunity(pipeline: values.pipeline?.id ?? PipelineID(0))
    new.name = name
    new.stage = values.optional("stage")
    new.product = values.id("product")
    new.amount = values.optional("amount")
    new.expectedClose = values.optional("expected-close")
    conversion.opportunity = new
    return conversion
  }

  /// Brings a lead that exists to the values of a row.
  private static let updateLead: @Sendable (FormValues, StreamID) -> [Command] = {
    values, stream in
    var commands: [LeadCommand] = [.change(leadChanges(values))]
    if values.mentions("owner") || values.mentions("qualifier") {
      commands.append(
        .assign(owner: userChange(values, "owner"), qualifier: userChange(values, "qualifier")))
    }
    if let status: LeadStatus = values.optional("status") {
      commands.append(.moveStatus(to: status, reason: nil))
    }
    commands += values.list("reference").map { .reference($0) }
    return commands.map { .lead(LeadID(stream.number), $0) }
  }
}
