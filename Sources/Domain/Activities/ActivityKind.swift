public import Bytes

/// What somebody does with or for a customer. The numbers and the names are stored and stable.
public enum ActivityKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// A talk by telephone or the like.
  case call = 1
  /// A letter by e-mail.
  case email = 2
  /// A talk at a table, one's own or a neutral one, or by video.
  case meeting = 3
  /// A journey to the customer.
  case visit = 4
  /// Work without the customer, as in preparing an offer.
  case task = 5
  /// Something to be remembered.
  case note = 6

  /// The stable name, as files and commands spell it.
  public var description: String {
    switch self {
    case .call: "call"
    case .email: "email"
    case .meeting: "meeting"
    case .visit: "visit"
    case .task: "task"
    case .note: "note"
    }
  }

  /// The kind with this stable name, upper or lower case; nil when there is none.
  public init?(text: String) {
    let text = text.lowercased()
    guard let kind = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = kind
  }
}

/// What came of an activity. The numbers and the names are stored and stable.
public enum ActivityOutcome: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// It was done; nothing more is said.
  case done = 1
  /// Something was agreed.
  case agreed = 2
  /// They want to hear again.
  case followUp = 3
  /// They said no.
  case declined = 4
  /// Nobody answered.
  case noAnswer = 5
  /// A message was left.
  case leftMessage = 6
  /// They did not come, or were not there.
  case noShow = 7

  /// The stable name, as files and commands spell it.
  public var description: String {
    switch self {
    case .done: "done"
    case .agreed: "agreed"
    case .followUp: "follow-up"
    case .declined: "declined"
    case .noAnswer: "no-answer"
    case .leftMessage: "left-message"
    case .noShow: "no-show"
    }
  }

  /// The outcome with this stable name, upper or lower case; nil when there is none.
  public init?(text: String) {
    let text = text.lowercased()
    guard let outcome = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = outcome
  }
}

/// Whether an activity is still to be done. The numbers stand in checkpoints.
public enum ActivityStatus: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// It is planned, or being worked on.
  case open = 1
  /// It was done.
  case completed = 2
  /// It will not be done.
  case cancelled = 3

  /// The stable name.
  public var description: String {
    switch self {
    case .open: "open"
    case .completed: "completed"
    case .cancelled: "cancelled"
    }
  }
}

/// When something is due: some time on a day, or at a moment.
public enum Due: Hashable, Sendable {
  /// At any time of the day.
  case day(Day)
  /// At this moment.
  case at(Instant)

  /// The civil day it is due on.
  public func day(in zone: Zone) -> Day {
    switch self {
    case .day(let day): day
    case .at(let instant): zone.day(of: instant)
    }
  }
}

extension FieldCoder {
  /// A kind of activity (`ActivityKind`). A number this version does not know becomes a task.
  mutating func kind(_ field: Int, _ value: inout ActivityKind) {
    choice(field, &value, unknown: .task)
  }

  /// An outcome (`ActivityOutcome`). A number this version does not know becomes "done".
  mutating func outcome(_ field: Int, _ value: inout ActivityOutcome) {
    choice(field, &value, unknown: .done)
  }

  /// When something is due: the day (`optional sint64`) in one field, or the moment (`optional
  /// sint64`, microseconds since 1970-01-01T00:00:00Z) in the next.
  mutating func due(_ field: Int, _ value: inout Due?) {
    var day: Day?
    var instant: Int64?
    switch value {
    case .day(let known)?: day = known
    case .at(let known)?: instant = known.microseconds
    case nil: break
    }
    self.day(field, &day)
    signed(field + 1, &instant)
    guard isReading else { return }
    if let day { value = .day(day) }
    if let instant { value = .at(Instant(microseconds: instant)) }
  }

  /// A moment (`optional sint64`, microseconds since 1970-01-01T00:00:00Z).
  mutating func moment(_ field: Int, _ value: inout Instant?) {
    var microseconds = value?.microseconds
    signed(field, &microseconds)
    if isReading { value = microseconds.map { Instant(microseconds: $0) } }
  }
}
