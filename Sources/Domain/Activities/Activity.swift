public import Bytes

/// Something somebody does with or for a customer, folded from its events.
///
/// With a contact, its words are about a person: they come out of boxes under the contact's key,
/// and are hidden once a box cannot be opened.
public struct Activity: Sealing, Customisable {
  /// Its number.
  public let id: ActivityID
  /// Whether it was entered.
  public private(set) var exists = false
  /// What it is, who does it, with whom and about what.
  public private(set) var about = ActivityAbout()
  /// Open, completed or cancelled.
  public private(set) var status = ActivityStatus.open
  /// When it is due.
  public private(set) var due: Due?
  /// Subject, notes and result; blank when hidden.
  public private(set) var words = ActivityWords()
  /// Whether the words cannot be read: the contact's key was erased, or nobody opened the boxes.
  public private(set) var isHidden = false
  /// What came of it; nil while it is open.
  public private(set) var outcome: ActivityOutcome?
  /// The work under way; nil when there is none.
  public private(set) var work: Work?
  /// How long it was worked on so far, in microseconds.
  public private(set) var workedMicroseconds: Int64 = 0
  /// When it was completed or cancelled; nil while it is open, and when nobody knows.
  public private(set) var closedAt: Instant?
  /// Its custom fields and labels.
  public private(set) var custom = CustomState()
  /// What other systems call it.
  public private(set) var references: [ExternalReference] = []
  /// The slot of the contact's key; nil when it is about nobody.
  public private(set) var sealingSlot: KeySlot?
  /// What came of it last, to know the same again.
  private(set) var lastResult: ActivityResult?

  /// Work that has begun and not ended.
  public struct Work: Equatable, Sendable {
    /// Since when.
    public var since: Instant
    /// Who works; nil when nobody knows.
    public var user: UserID?
  }

  /// The activity before its first event.
  public init(id: ActivityID) {
    self.id = id
  }

  /// Lets it name what the things it names go on as.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {
    about.account = about.account.following(survivor)
    about.contact = about.contact.following(survivor)
  }

  /// Folds one event.
  public mutating func evolve(_ event: ActivityEvent, _ time: EventTime) {
    switch event {
    case .planned(let planned):
      begin(planned.about, planned.words)
      due = planned.due
    case .logged(let logged):
      begin(logged.about, logged.words)
      complete(logged.result, time)
    case .rescheduled(let changed): due = changed.due
    case .ownerChanged(let changed): about.owner = changed.id ?? about.owner
    case .started(let by): work = Work(since: time.occurredAt, user: by.id)
    case .stopped: endWork(time)
    case .completed(let completed):
      read(completed.words) { $0.result = $1.result }
      complete(completed.result, time)
    case .cancelled:
      (status, work) = (.cancelled, nil)
      closedAt = time.undated ? nil : time.occurredAt
    case .reopened: (status, outcome, closedAt, lastResult) = (.open, nil, nil, nil)
    case .renamed(let words): read(words) { $0.subject = $1.subject }
    case .noted(let words): read(words) { $0.notes = $1.notes }
    case .linked(let links): (about.account, about.opportunity) = (links.account, links.opportunity)
    case .referenced(let reference): references.append(reference)
    case .custom(let event): custom.evolve(event)
    }
  }

  private mutating func begin(_ about: ActivityAbout, _ words: Discreet<ActivityWords>) {
    exists = true
    self.about = about
    sealingSlot = words.sealed?.slot
    read(words) { $0 = $1 }
  }

  private mutating func complete(_ result: ActivityResult, _ time: EventTime) {
    if let duration = result.durationMicroseconds(endedAt: time.occurredAt) {
      work = nil
      workedMicroseconds += duration
    }
    endWork(time)
    (status, outcome, lastResult) = (.completed, result.outcome, result)
    closedAt = time.undated ? nil : time.occurredAt
  }

  private mutating func endWork(_ time: EventTime) {
    if let work {
      workedMicroseconds += max(0, time.occurredAt.microseconds - work.since.microseconds)
    }
    work = nil
  }

  /// Folds words; hides all of them when a box cannot be opened.
  private mutating func read(
    _ words: Discreet<ActivityWords>, _ fold: (inout ActivityWords, ActivityWords) -> Void
  ) {
    guard let value = words.value, !isHidden else {
      (isHidden, self.words) = (true, ActivityWords())
      custom.hide()
      return
    }
    fold(&self.words, value)
  }
}

extension Activity {
  /// What people see of it.
  public var fields: [Field] {
    var fields: [Field] = []
    func add(_ name: String, _ value: FieldValue?) {
      if let value { fields.append(Field(name, value)) }
    }
    func addWords(_ name: String, _ words: String) {
      add(name, isHidden ? .hidden : words.isEmpty ? nil : .text(words))
    }
    add("type", .text(about.kind.description))
    add("label", about.label.isEmpty ? nil : .text(about.label))
    addWords("subject", words.subject)
    add("status", .text(status.description))
    add("due", due.map { $0.field })
    add("owner", .reference(about.owner.stream))
    add("account", about.account.map { .reference($0.stream) })
    add("contact", about.contact.map { .reference($0.stream) })
    add("opportunity", about.opportunity.map { .reference($0.stream) })
    add("outcome", outcome.map { .text($0.description) })
    add("closed", closedAt.map { .instant($0) })
    add("work-since", work.map { .instant($0.since) })
    add("work-by", work?.user.map { .reference($0.stream) })
    add("minutes", workedMicroseconds == 0 ? nil : .number(workedMicroseconds / 60_000_000))
    addWords("notes", words.notes)
    addWords("result", words.result)
    fields += custom.fields
    for reference in references {
      add("reference-\(reference.source)", .text(reference.identifier))
    }
    return fields
  }

  /// The commands that set a field to the value it had in `older`.
  public func restoring(_ field: String, from older: Activity) -> [ActivityCommand]? {
    if let commands = restoringCustom(field, from: older) { return commands }
    return switch field {
    case "subject": [.rename(older.words.subject)]
    case "notes": [.note(older.words.notes)]
    case "due": [.reschedule(older.due)]
    case "owner": [.assign(older.about.owner)]
    case "account": [.link(account: Change(to: older.about.account), opportunity: .keep)]
    case "opportunity": [.link(account: .keep, opportunity: Change(to: older.about.opportunity))]
    default: nil
    }
  }
}

extension Due {
  /// The time as a visible value.
  fileprivate var field: FieldValue {
    switch self {
    case .day(let day): .day(day)
    case .at(let instant): .instant(instant)
    }
  }
}
