public import Bytes
public import Domain

/// Something a user wants done. Nil in place of a number means: a new one.
public enum Command: Equatable, Sendable {
  /// To a user.
  case user(UserID?, UserCommand)
  /// To an account.
  case account(AccountID?, AccountCommand)
  /// To a contact.
  case contact(ContactID?, ContactCommand)
  /// To a product.
  case product(ProductID?, ProductCommand)
  /// To a pipeline.
  case pipeline(PipelineID?, PipelineCommand)
  /// To an opportunity.
  case opportunity(OpportunityID?, OpportunityCommand)
  /// To a submitted forecast; to the one for the same owner, scope and period when nil.
  case forecastCall(ForecastCallID?, ForecastCallCommand)
  /// To a target; to the one for the same owner, scope and period when nil.
  case target(TargetID?, TargetCommand)
  /// To a questionnaire.
  case questionnaire(QuestionnaireID?, QuestionnaireCommand)
  /// To a custom field.
  case customField(CustomFieldID?, CustomFieldCommand)
  /// Another command, with what it says of custom fields and labels of the same thing.
  indirect case customised(Command, [CustomCommand])
  /// To a response.
  case response(ResponseID?, ResponseCommand)
  /// To a lead.
  case lead(LeadID?, LeadCommand)
  /// A lead becomes a customer: account, contact and opportunity in one.
  case convertLead(LeadID, LeadConversion)
  /// To an order.
  case order(OrderID?, OrderCommand)
  /// To an activity.
  case activity(ActivityID?, ActivityCommand)
  /// To two accounts or contacts that may be one.
  case merging(MergingCommand)
  /// To the book itself.
  case book(BookCommand)
  /// Everything one user has goes to others.
  case handOver(HandOver)
  /// A field gets the value it had at a moment before.
  case restore(StreamID, field: String, to: Moment)
}

/// How a command came, and what the log should remember of that.
public struct CommandContext: Equatable, Sendable {
  /// Why, in the actor's words; empty when nothing was said.
  public var reason = ""
  /// Through which door.
  public var origin = Origin()
  /// For whom the actor does it.
  public var onBehalfOf: UserID?
  /// The position of the event this one sets right; allows an earlier `occurredAt`.
  public var corrects: Position?
  /// The event that caused the command; nil when a person did.
  public var causation: Position?
  /// When it happened in the business; now when nil.
  public var occurredAt: Instant?
  /// The version of the stream the caller saw; any when nil.
  public var expectedVersion: UInt32?
  /// The caller's own name for the command; makes asking twice harmless.
  public var identity: CommandIdentity?
  /// Accepts a clock that is implausibly far ahead of the last event.
  public var confirmsClock = false

  /// A context that says nothing.
  public init() {}
}

/// A caller's own name for a command, and what exactly was asked under it.
public struct CommandIdentity: Equatable, Sendable {
  /// The name; unique among the commands of one actor.
  public var id: CommandID
  /// The request, in any stable form; its hash is kept with the first event.
  public var request: [UInt8]

  /// A command under this name.
  public init(id: CommandID, request: [UInt8]) {
    self.id = id
    self.request = request
  }
}

/// What came of a command.
public struct Outcome: Equatable, Sendable {
  /// The events it wrote, in order; empty when there was nothing to change.
  public var events: [WrittenEvent] = []
  /// What the actor should look at, such as a possible duplicate.
  public var warnings: [Warning] = []
  /// Whether this is the outcome of an earlier command with the same id.
  public var isRepeat = false

  /// The stream of its first event; nil when it wrote none.
  public var stream: StreamID? { events.first?.stream }
}

/// An event a command wrote.
public struct WrittenEvent: Equatable, Sendable {
  /// Where it stands.
  public var position: Position
  /// To what it happened.
  public var stream: StreamID
  /// Its number in the stream.
  public var version: UInt32
  /// What happened.
  public var type: EventType
}

/// Something to look at after a command was carried out.
public enum Warning: Equatable, Sendable, CustomStringConvertible {
  /// Another entity may be the same; it agrees in these points.
  case possibleDuplicate(of: StreamID, agreesIn: String)

  public var description: String {
    switch self {
    case .possibleDuplicate(let stream, let points):
      "\(EntityKinds.text(of: stream)) may be the same: same \(points)"
    }
  }
}

/// Why a command was refused before its entity was asked.
public enum CommandRefusal: DomainRefusal {
  /// There is no such user, or the user is deactivated.
  case noPrincipal(String)
  /// The user's role or place in the team does not allow it.
  case notAllowed(String)
  /// Somebody changed the entity since the caller looked at it.
  case versionMoved(StreamID, seen: UInt32, now: UInt32)
  /// Another request came under the same id before.
  case differentRequest(CommandID)
  /// It happened later than now.
  case future
  /// It happened before the entity's last change.
  case beforeLastChange(String)
  /// The event to correct is not one of this entity.
  case notCorrectable(Position)
  /// A reason or another text of the context cannot be taken.
  case text(TextRefusal)
  /// An import cannot do it.
  case notInImports(String)
  /// There is no such user to do it for.
  case unknownBeneficiary(UserID)
  /// The field cannot be restored, or does not exist.
  case notRestorable(String)
  /// It goes on as another one since it was merged into that.
  case merged(StreamID, into: StreamID, on: String)
  /// The moment does not exist in this book.
  case moment(String)
  /// An import brings history older than what the book holds already.
  case historyTooOld(String)
  /// History can only be brought in before the book is in daily use.
  case historyClosed

  public var description: String {
    switch self {
    case .noPrincipal(let text): text
    case .notAllowed(let text): text
    case .versionMoved(let stream, let seen, let now):
      """
      \(EntityKinds.text(of: stream)) was changed meanwhile: you saw version \(seen), it is at \
      version \(now)
      """
    case .differentRequest(let id):
      "the command id \(id.hexadecimal) was used before, for something else"
    case .future: "it cannot have happened in the future"
    case .beforeLastChange(let text):
      "it cannot have happened before the last change (\(text)), unless it corrects an event"
    case .notCorrectable(let position):
      "event \(position.number) cannot be corrected here: it is not one of this entity"
    case .text(let refusal): refusal.description
    case .notInImports(let what): "\(what) is not for imports: do it by its own command"
    case .unknownBeneficiary(let id): "there is no user \(id) to do it for"
    case .notRestorable(let field): "'\(field)' is not a field that can be restored here"
    case .merged(let stream, let survivor, let day):
      """
      \(EntityKinds.text(of: stream)) was merged into \(EntityKinds.text(of: survivor))\(day): use \
      \(EntityKinds.text(of: survivor))
      """
    case .moment(let text): text
    case .historyTooOld(let text): text
    case .historyClosed:
      """
      this book is in daily use already: history can only be brought in before the first live \
      entry (import without --history instead)
      """
    }
  }
}
