import Bytes
import CRM
import Domain

extension Forms {
  static let opportunities: [Form] =
    [
      .creating(
        .opportunity, "opportunity.open", "Enter a new opportunity",
        [
          .optional("name", .line, "its name; product and account are shown when not given"),
          .optional(
            "pipeline", .entity(.pipeline), "the pipeline; the first in use when not given"),
          .optional("stage", .stage, "the stage it starts in; the first when not given"),
          .optional("owner", .entity(.user), "who works on it; you when not given"),
          .optional("account", .entity(.account), "with whom"),
          .optional("contact", .entity(.contact), "the person to talk to"),
          .optional("product", .entity(.product), "what it is about"),
          .optional("amount", .money, "what it may bring"),
          .optional("probability", .probability, "its own probability, instead of its stage's"),
          .optional("expected-close", .day, "the day it is expected to close"),
          .optional("source", .line, "how it came about"),
          .references,
        ],
        example: "rapport opportunity open --account A-1 --product P-1 --amount 4821",
        update: updateOpportunity
      ) { .opportunity(nil, .open(newOpportunity($0))) },
      opportunity(
        "advance", "Move an opportunity to a later stage", "",
        [.optional("stage", .stage, "the stage; the next when not given")]
      ) { .advance(to: $0.optional("stage")) },
      opportunity(
        "move-back", "Move an opportunity to an earlier stage", "--stage 1", [toStage]
      ) { .moveBack(to: $0.required("stage")) },
      opportunity(
        "move", "Move an opportunity to a stage, whichever way that is", "--stage 2", [toStage]
      ) { .move(to: $0.required("stage")) },
      opportunity(
        "win", "Say that an opportunity was won", "--amount 4500",
        [.optional("amount", .money, "for how much; the amount it has when not given")]
      ) { .win($0.optional("amount")) },
      opportunity(
        "lose", "Say that an opportunity was lost, and why", "--reason 'too expensive'",
        [.required("reason", .line, "why it was lost")]
      ) { .lose(reason: $0.required("reason")) },
      opportunity(
        "reopen", "Open a closed opportunity again", "",
        [.optional("stage", .stage, "the stage; the one it was in when not given")]
      ) { .reopen(stage: $0.optional("stage")) },
    ] + revisions

  private static let revisions: [Form] = [
    opportunity(
      "amount", "Set the amount of an opportunity", "--amount 5000",
      [.clearable("amount", .money, "the amount; '' for none", isRequired: true)]
    ) { .reviseAmount($0.optional("amount")) },
    opportunity(
      "probability", "Set the own probability of an opportunity", "--probability 35%",
      [
        .clearable(
          "probability", .probability, "the probability; '' to go by its stage", isRequired: true)
      ]
    ) { .reviseProbability($0.optional("probability")) },
    opportunity(
      "expected-close", "Set the day an opportunity is expected to close",
      "--expected-close 2017-06-30",
      [.clearable("expected-close", .day, "the day; '' for none", isRequired: true)]
    ) { .reviseExpectedClose($0.optional("expected-close")) },
    opportunity(
      "assign", "Let somebody else work on an opportunity", "--owner U-2",
      [.required("owner", .entity(.user), "the owner")]
    ) { .assign($0.requiredID("owner")) },
    opportunity(
      "product", "Say what an opportunity is about", "--product P-1",
      [.clearable("product", .entity(.product), "the product; '' for none", isRequired: true)]
    ) { .setProduct($0.id("product")) },
    opportunity(
      "account", "Say with whom an opportunity is", "--account A-1",
      [.clearable("account", .entity(.account), "the account; '' for none", isRequired: true)]
    ) { .setAccount($0.id("account")) },
    opportunity(
      "contact", "Say whom to talk to about an opportunity", "--contact C-1",
      [.clearable("contact", .entity(.contact), "the contact; '' for none", isRequired: true)]
    ) { .setContact($0.id("contact")) },
    opportunity(
      "rename", "Give an opportunity another name", "--name 'Spring order'",
      [.required("name", .line, "the new name")]
    ) { .rename($0.required("name")) },
    opportunity(
      "reference", "Note another system's name for an opportunity", "--reference erp:1C1I7A6R",
      [.reference]
    ) { .reference($0.required("reference")) },
  ]

  private static let toStage = Parameter.required("stage", .stage, "the stage, by name or number")

  private static func opportunity(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> OpportunityCommand
  ) -> Form {
    .changing(
      .opportunity, "opportunity." + verb, summary, parameters,
      example: example("opportunity \(verb) O-1", options)
    ) { .opportunity($0.subjectID(), build($0)) }
  }

  private static func newOpportunity(_ values: FormValues) -> NewOpportunity {
    guard let pipeline = values.pipeline else {
      preconditionFailure("the pipeline was looked up before the form was built")
    }
    var new = NewOpportunity(pipeline: pipeline.id)
    new.name = values.optional("name") ?? ""
    new.stage = values.optional("stage")
    new.owner = values.id("owner")
    new.account = values.id("account")
    new.contact = values.id("contact")
    new.product = values.id("product")
    new.amount = values.optional("amount")
    new.probability = values.optional("probability")
    new.expectedClose = values.optional("expected-close")
    new.source = values.optional("source") ?? ""
    new.references = values.list("reference")
    return new
  }

  private static let updateOpportunity: @Sendable (FormValues, StreamID) -> [Command] = {
    values, stream in
    var commands: [OpportunityCommand] = []
    if let name: String = values.optional("name") { commands.append(.rename(name)) }
    if let stage: UInt32 = values.optional("stage") { commands.append(.move(to: stage)) }
    if let owner: UserID = values.id("owner") { commands.append(.assign(owner)) }
    if values.mentions("account") { commands.append(.setAccount(values.id("account"))) }
    if values.mentions("contact") { commands.append(.setContact(values.id("contact"))) }
    if values.mentions("product") { commands.append(.setProduct(values.id("product"))) }
    if values.mentions("amount") { commands.append(.reviseAmount(values.optional("amount"))) }
    if values.mentions("probability") {
      commands.append(.reviseProbability(values.optional("probability")))
    }
    if values.mentions("expected-close") {
      commands.append(.reviseExpectedClose(values.optional("expected-close")))
    }
    commands += values.list("reference").map { .reference($0) }
    return commands.map { .opportunity(OpportunityID(stream.number), $0) }
  }

  /// The verb of a command to an opportunity.
  static func name(of command: OpportunityCommand) -> String {
    switch command {
    case .open: "open"
    case .advance: "advance"
    case .moveBack: "move-back"
    case .move: "move"
    case .reviseAmount: "amount"
    case .reviseProbability: "probability"
    case .reviseExpectedClose: "expected-close"
    case .assign: "assign"
    case .setProduct: "product"
    case .setAccount: "account"
    case .setContact: "contact"
    case .rename: "rename"
    case .win: "win"
    case .lose: "lose"
    case .reopen: "reopen"
    case .reference: "reference"
    case .custom(let command): name(of: command)
    }
  }
}
