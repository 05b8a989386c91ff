import Bytes
import CRM
import Domain

extension Forms {
  static let activities: [Form] =
    [
      .creating(
        .activity, "activity.plan", "Plan a call, visit, task or other activity",
        about + [
          .optional("due", .due, "when it is due: a day, or a day and a time"),
          .references,
        ],
        example: "rapport activity plan --type visit --account A-1 --due 2017-03-31"
      ) { .activity(nil, .plan(newActivity($0), due: $0.optional("due"))) },
      .creating(
        .activity, "activity.log", "Log an activity that was done; --occurred says when it ended",
        about + result + [.references],
        example: "rapport activity log --type call --contact C-1 --minutes 12 --outcome agreed"
      ) { .activity(nil, .log(newActivity($0), done($0))) },
      activity(
        "reschedule", "Set when an activity is due", "--due 2017-03-31T14:30",
        [.clearable("due", .due, "a day, or a day and a time; '' for none", isRequired: true)]
      ) { .reschedule($0.optional("due")) },
      activity(
        "assign", "Let somebody else do an activity", "--owner U-2",
        [.required("owner", .entity(.user), "the owner")]
      ) { .assign($0.requiredID("owner")) },
      activity(
        "complete", "Say that an activity was done, and what came of it",
        "--outcome follow-up --minutes 25", result
      ) { .complete(done($0)) },
      activity("cancel", "Say that an activity will not be done", "", []) { _ in .cancel },
      activity("reopen", "Let an activity be done after all", "", []) { _ in .reopen },
    ] + work + changes

  private static let work: [Form] = [
    activity(
      "start", "Begin to work on an activity", "",
      [
        .clearable("user", .entity(.user), "who works; you when not given; '' for nobody known"),
        .optional("again", .flag, "yes to give up a work under way for this one"),
      ]
    ) { .start($0.idChange("user"), again: $0.optional("again") ?? false) },
    activity(
      "stop", "End the work on an activity for now", "",
      [.optional("unstarted", .flag, "yes to note an end whose start nobody noted")]
    ) { .stop(unstarted: $0.optional("unstarted") ?? false) },
  ]

  private static let changes: [Form] = [
    activity(
      "rename", "Give an activity another subject", "--subject 'Spring order'",
      [.clearable("subject", .line, "what it is about; '' for none", isRequired: true)]
    ) { .rename($0.optional("subject") ?? "") },
    activity(
      "note", "Give an activity other notes", "--notes 'bring the samples'",
      [.clearable("notes", .line, "what is to be known for it; '' for none", isRequired: true)]
    ) { .note($0.optional("notes") ?? "") },
    .changing(
      .activity, "activity.link", "Say to what an activity belongs; its contact stays",
      [
        .clearable("account", .entity(.account), "the account; '' for none"),
        .clearable("opportunity", .entity(.opportunity), "the opportunity; '' for none"),
      ],
      example: "rapport activity link T-1 --opportunity O-1", needsSomething: true
    ) {
      .activity(
        $0.subjectID(),
        .link(account: $0.idChange("account"), opportunity: $0.idChange("opportunity")))
    },
    activity(
      "reference", "Note another system's name for an activity", "--reference calendar:4711",
      [.reference]
    ) { .reference($0.required("reference")) },
  ]

  private static let about: [Parameter] = [
    .required("type", .activityKind, "what somebody does"),
    .optional("subject", .line, "what it is about; sealed when a contact is given"),
    .optional("account", .entity(.account), "with whom; that of the opportunity or contact else"),
    .optional("contact", .entity(.contact), "the person it is with; cannot be changed later"),
    .optional("opportunity", .entity(.opportunity), "the opportunity it is about"),
    .optional("owner", .entity(.user), "who does it; you when not given"),
    .optional("label", .line, "a name for its sort, for grouping; open, so name nobody in it"),
    .optional("notes", .line, "what is to be known for it; sealed when a contact is given"),
  ]

  private static let result: [Parameter] = [
    .optional("outcome", .activityOutcome, "what came of it; done when not given"),
    .optional("minutes", .count, "how long it took"),
    .optional("seconds", .count, "how long it took, to the second; beside minutes, more of it"),
    .optional("started", .instant, "when it began, if not said in minutes"),
    .optional("result", .line, "what came of it in words; sealed when a contact is given"),
  ]

  private static func activity(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> ActivityCommand
  ) -> Form {
    .changing(
      .activity, "activity." + verb, summary, parameters,
      example: example("activity \(verb) T-1", options)
    ) { .activity($0.subjectID(), build($0)) }
  }

  private static func newActivity(_ values: FormValues) -> NewActivity {
    var new = NewActivity(values.required("type"))
    new.label = values.optional("label")
    new.owner = values.id("owner")
    new.account = values.id("account")
    new.contact = values.id("contact")
    new.opportunity = values.id("opportunity")
    new.subject = values.optional("subject")
    new.notes = values.optional("notes")
    new.references = values.list("reference")
    return new
  }

  private static func done(_ values: FormValues) -> ActivityDone {
    let minutes = values.optional("minutes", as: UInt64.self)
    let seconds = values.optional("seconds", as: UInt64.self)
    let limit: UInt64 = 600_000_000
    let isTimed = minutes != nil || seconds != nil
    let duration = min(minutes ?? 0, limit / 60) * 60 + min(seconds ?? 0, limit)
    return ActivityDone(
      values.optional("outcome") ?? .done,
      durationSeconds: isTimed ? UInt32(clamping: duration) : nil,
      startedAt: values.optional("started"), result: values.optional("result"))
  }

  /// The verb of a command to an activity.
  static func name(of command: ActivityCommand) -> String {
    switch command {
    case .plan: "plan"
    case .log: "log"
    case .reschedule: "reschedule"
    case .assign: "assign"
    case .start: "start"
    case .stop: "stop"
    case .complete: "complete"
    case .cancel: "cancel"
    case .reopen: "reopen"
    case .rename: "rename"
    case .note: "note"
    case .link: "link"
    case .reference: "reference"
    case .custom(let command): name(of: command)
    }
  }
}

extension FormValues {
  /// What is to be done with a link to an entity: keep, set or clear it.
  fileprivate func idChange<ID: EntityID>(_ name: String, as type: ID.Type = ID.self) -> Change<ID>
  {
    switch change(name, as: StreamID.self) {
    case .keep: .keep
    case .clear: .clear
    case .set(let stream): .set(ID(stream.number))
    }
  }
}
