public import Bytes

/// What is said of an activity in free words: in the open, or message `ActivityWords` in a box.
public struct ActivityWords: WireMessage {
  /// What it is about, in one line; empty when nobody said.
  public var subject = ""
  /// What is to be known for it; empty when nobody said.
  public var notes = ""
  /// What came of it, in words; empty when nobody said.
  public var result = ""

  /// All fields absent.
  public init() {}

  /// Words of these parts.
  public init(subject: String = "", notes: String = "", result: String = "") {
    (self.subject, self.notes, self.result) = (subject, notes, result)
  }

  /// Whether nothing is said.
  public var isEmpty: Bool { subject.isEmpty && notes.isEmpty && result.isEmpty }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(21, &subject)
    coder.text(22, &notes)
    coder.text(23, &result)
  }
}

/// What an activity is, who does it, with whom and about what.
public struct ActivityAbout: Equatable, Sendable {
  /// What somebody does.
  public var kind = ActivityKind.task
  /// Who does it.
  public var owner = UserID(0)
  /// The account it belongs to; nil for none.
  public var account: AccountID?
  /// The person it is with or about; nil for nobody.
  public var contact: ContactID?
  /// The opportunity it is about; nil for none.
  public var opportunity: OpportunityID?
  /// A name for its sort, more exact than the kind; empty when nobody said. It lies in the open.
  public var label = ""

  /// All fields absent.
  public init() {}

  mutating func codeNumbers(_ coder: inout FieldCoder) {
    coder.kind(1, &kind)
    coder.id(2, &owner)
    coder.id(3, &account)
    coder.id(4, &contact)
    coder.id(5, &opportunity)
  }

  mutating func codeLabel(_ coder: inout FieldCoder) { coder.text(20, &label) }
}

/// What came of an activity, and how long it took.
public struct ActivityResult: Equatable, Sendable {
  /// What came of it.
  public var outcome = ActivityOutcome.done
  /// How long it took, in seconds, as somebody said; nil when nobody did.
  public var durationSeconds: UInt32?
  /// When it began; nil when nobody said. It ended when the event occurred.
  public var startedAt: Instant?

  /// All fields absent.
  public init() {}

  /// This outcome, with its duration or its start.
  public init(
    _ outcome: ActivityOutcome, durationSeconds: UInt32? = nil, startedAt: Instant? = nil
  ) {
    (self.outcome, self.durationSeconds) = (outcome, durationSeconds)
    self.startedAt = startedAt
  }

  /// How long it took, in microseconds, when it ended at this moment: what somebody said, else the
  /// time since it began; nil when neither is known.
  public func durationMicroseconds(endedAt end: Instant) -> Int64? {
    if let durationSeconds { return Int64(durationSeconds) * 1_000_000 }
    return startedAt.map { max(0, end.microseconds - $0.microseconds) }
  }

  mutating func code(_ coder: inout FieldCoder) {
    coder.outcome(8, &outcome)
    coder.number(9, &durationSeconds)
    coder.moment(10, &startedAt)
  }
}
