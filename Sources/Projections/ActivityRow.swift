public import Bytes
public import Domain

/// An activity without its words.
public struct ActivityRow: ColumnRow, Equatable, Sendable {
  /// Open, completed or cancelled; nil when the number was never used.
  public var status: ActivityStatus?
  /// What somebody does.
  public var kind = ActivityKind.task
  /// What came of it; nil while it is open.
  public var outcome: ActivityOutcome?
  /// Whether somebody is at work on it.
  public var isUnderWay = false
  /// The number of its label among the labels; 0 for none.
  public var label: UInt32 = 0
  /// Who does it.
  public var owner: UserID?
  /// The account it belongs to.
  public var account: AccountID?
  /// The person it is with or about.
  public var contact: ContactID?
  /// The opportunity it is about.
  public var opportunity: OpportunityID?
  /// Who is at work on it; nil when nobody is, or nobody knows.
  public var workBy: UserID?
  /// The place of its completion among the efforts, from 1; 0 when it was not completed.
  var completion: UInt32 = 0
  /// The place of its last effort, from 1; 0 when there was none.
  var lastEffort: UInt32 = 0
  /// Starts without an end and ends without a start.
  public var unpairedCount: UInt32 = 0
  /// When it is due.
  public var due: Due?
  /// Since when somebody is at work on it.
  public var workSince: Instant?
  /// When it was entered; of a logged one, when it was done; nil when nobody knows.
  public var createdAt: Instant?
  /// When it was completed or cancelled; nil while it is open, and when nobody knows.
  public var closedAt: Instant?

  public init() {}

  mutating func begin(_ about: ActivityAbout, _ label: UInt32, _ time: EventTime) {
    (status, kind) = (.open, about.kind)
    (owner, self.label) = (about.owner, label)
    (account, contact, opportunity) = (about.account, about.contact, about.opportunity)
    createdAt = time.known
  }

  mutating func endWork() { (isUnderWay, workSince, workBy) = (false, nil, nil) }

  public mutating func code(_ coder: inout ColumnCoder) {
    var codes = (status?.rawValue ?? 0, kind.rawValue, outcome?.rawValue ?? 0)
    coder.number(&codes.0)
    coder.number(&codes.1)
    coder.number(&codes.2)
    status = ActivityStatus(rawValue: codes.0)
    kind = ActivityKind(rawValue: codes.1) ?? .task
    outcome = ActivityOutcome(rawValue: codes.2)
    coder.flag(&isUnderWay)
    coder.number(&label)
    coder.id(&owner)
    coder.id(&account)
    coder.id(&contact)
    coder.id(&opportunity)
    coder.id(&workBy)
    coder.number(&completion)
    coder.number(&lastEffort)
    coder.number(&unpairedCount)
    coder.due(&due)
    coder.instant(&workSince)
    coder.instant(&createdAt)
    coder.instant(&closedAt)
  }
}

/// A stretch of work on an activity, or its completion, or both.
public struct Effort: ColumnRow, Equatable, Sendable {
  /// When it ended.
  public var endedAt = Instant.beginning
  /// How long it took; 0 when nobody knows.
  public var microseconds: Int64 = 0
  /// The number of the activity; 0 for a place that holds nothing any more.
  public var activity: UInt32 = 0
  /// The place of the effort before it on the same activity, from 1; 0 for none.
  var previous: UInt32 = 0
  /// Who worked; nil when nobody knows.
  public var user: UserID?
  /// Whether it is known how long it took.
  public var isTimed = false
  /// Whether the activity was completed by it, and not reopened since.
  public var completes = false
  /// Whether nobody knows when it ended.
  public var isUndated = false

  public init() {}

  init(_ activity: UInt32, _ time: EventTime) {
    (self.activity, endedAt, isUndated) = (activity, time.occurredAt, time.undated)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.instant(&endedAt)
    coder.number(&microseconds)
    coder.number(&activity)
    coder.number(&previous)
    coder.id(&user)
    coder.flag(&isTimed)
    coder.flag(&completes)
    coder.flag(&isUndated)
  }
}

extension ColumnCoder {
  /// When something is due, in two columns: a day, and a moment.
  public mutating func due(_ value: inout Due?) {
    var day: Day?
    var instant: Instant?
    switch value {
    case .day(let known)?: day = known
    case .at(let known)?: instant = known
    case nil: break
    }
    self.day(&day)
    self.instant(&instant)
    guard isReading else { return }
    value = instant.map { .at($0) } ?? day.map { .day($0) }
  }
}
