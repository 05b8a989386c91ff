public import Bytes

/// What people may ask of an activity.
public enum ActivityCommand: CustomisedCommand, Equatable, Sendable {
  /// Enter something that is to be done.
  case plan(NewActivity, due: Due?)
  /// Enter something that was done before, when the command occurred.
  case log(NewActivity, ActivityDone)
  /// Set when it is due, or take that away.
  case reschedule(Due?)
  /// Let somebody else do it.
  case assign(UserID)
  /// Begin to work on it: the actor, this user, or nobody known when cleared. With `again`, a work
  /// under way is given up for the new one.
  case start(Change<UserID>, again: Bool = false)
  /// End the work under way for now. With `unstarted`, note an end whose start nobody noted.
  case stop(unstarted: Bool = false)
  /// It was done.
  case complete(ActivityDone)
  /// It will not be done.
  case cancel
  /// It is to be done after all.
  case reopen
  /// Give it another subject; none when empty.
  case rename(String)
  /// Give it other notes; none when empty.
  case note(String)
  /// Say to which account it belongs, and about which opportunity it is.
  case link(account: Change<AccountID>, opportunity: Change<OpportunityID>)
  /// Note another system's name for it.
  case reference(ExternalReference)
  /// Do something with custom fields or labels.
  case custom(CustomCommand)
}

/// What a new activity starts with.
public struct NewActivity: Equatable, Sendable {
  /// What somebody does.
  public var kind: ActivityKind
  /// A name for its sort, more exact than the kind.
  public var label: String?
  /// Who does it; the actor when nil.
  public var owner: UserID?
  /// The account it belongs to; that of the opportunity or the contact when nil.
  public var account: AccountID?
  /// The person it is with or about; it stays the same for good.
  public var contact: ContactID?
  /// The opportunity it is about.
  public var opportunity: OpportunityID?
  /// What it is about, in one line.
  public var subject: String?
  /// What is to be known for it.
  public var notes: String?
  /// What other systems call it.
  public var references: [ExternalReference] = []

  /// A new activity of this kind.
  public init(_ kind: ActivityKind) { self.kind = kind }
}

/// What came of an activity.
public struct ActivityDone: Equatable, Sendable {
  /// What came of it.
  public var outcome: ActivityOutcome
  /// How long it took, in seconds.
  public var durationSeconds: UInt32?
  /// When it began; it ended when the command occurred.
  public var startedAt: Instant?
  /// What came of it in words.
  public var result: String?

  /// It was done, with this outcome.
  public init(
    _ outcome: ActivityOutcome = .done, durationSeconds: UInt32? = nil,
    startedAt: Instant? = nil, result: String? = nil
  ) {
    (self.outcome, self.durationSeconds) = (outcome, durationSeconds)
    (self.startedAt, self.result) = (startedAt, result)
  }
}

/// Why an activity says no.
public enum ActivityRefusal: CustomisedRefusal, CommonRefusal {
  /// There is no such activity.
  case unknown(ActivityID)
  /// It is there already.
  case exists(ActivityID)
  /// It was completed or cancelled, and only an open one can be changed so.
  case notOpen(ActivityID, ActivityStatus)
  /// It is open, and only a closed one can be reopened.
  case stillOpen(ActivityID)
  /// Somebody is at work on it.
  case underWay(ActivityID, by: UserID?)
  /// Nobody is at work on it.
  case notStarted(ActivityID)
  /// It belongs to no account, contact or opportunity.
  case nothingLinked
  /// The thing it should be linked to does not exist.
  case unknownLink(String)
  /// What was personal of the contact was erased; nothing is written about the person any more.
  case erased(ContactID)
  /// It began after it ended.
  case startAfterEnd
  /// It took longer than anything does.
  case tooLong
  /// A text cannot be taken.
  case text(TextRefusal)
  /// An owner cannot be taken.
  case owner(OwnerRefusal)
  /// A reference cannot be taken.
  case reference(ReferenceRefusal)
  /// Custom fields or labels say no.
  case custom(CustomRefusal)

  /// The reason in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no activity \(id)"
    case .exists(let id): "activity \(id) exists already"
    case .notOpen(let id, let status): "activity \(id) is \(status): reopen it first"
    case .stillOpen(let id): "activity \(id) is open already"
    case .underWay(let id, let user?):
      "\(user) is at work on \(id): stop that first, or start it again"
    case .underWay(let id, nil):
      "somebody is at work on \(id): stop that first, or start it again"
    case .notStarted(let id): "nobody is at work on \(id)"
    case .nothingLinked: "say with whom or about what: an account, a contact or an opportunity"
    case .unknownLink(let text): "there is no \(text)"
    case .erased(let id):
      "the personal data of contact \(id) was erased: nothing is written about the person any more"
    case .startAfterEnd: "it cannot have begun after it ended"
    case .tooLong: "it cannot have taken longer than 31 days"
    case .text(let refusal): refusal.description
    case .owner(let refusal): refusal.description
    case .reference(let refusal): refusal.description
    case .custom(let refusal): refusal.description
    }
  }
}
