/// What people may ask of a lead.
public enum LeadCommand: CustomisedCommand, Equatable, Sendable {
  /// Enter a new one.
  case capture(NewLead)
  /// Change who it is and what is known of it.
  case change(LeadChanges)
  /// Move it to another status; a disqualified one needs a reason.
  case moveStatus(to: LeadStatus, reason: String?)
  /// Say who is to sell to it, and who finds out whether it is worth it.
  case assign(owner: Change<UserID>, qualifier: Change<UserID>)
  /// It became these; each exists already.
  case convert(LeadConverted)
  /// Note another system's name for it.
  case reference(ExternalReference)
  /// Erase what is personal, for good, on this ground.
  case erase(reason: String)
  /// Do something with custom fields or labels.
  case custom(CustomCommand)
}

/// What a new lead starts with.
public struct NewLead: Equatable, Sendable {
  /// Who it is; may be empty, as when somebody only left a number in another system.
  public var person = LeadPerson()
  /// What is known of it that names nobody.
  public var details = LeadDetails()
  /// How far one has come with it.
  public var status = LeadStatus.new
  /// Who is to sell to it.
  public var owner: UserID?
  /// Who finds out whether it is worth it.
  public var qualifier: UserID?
  /// What other systems call it.
  public var references: [ExternalReference] = []

  /// A lead of whom nothing is known.
  public init() {}
}

/// What a command wants changed in a lead.
public struct LeadChanges: Equatable, Sendable {
  /// The name; kept when nil.
  public var name: PersonName?
  /// The company.
  public var company = Change<String>.keep
  /// The e-mail address.
  public var email = Change<String>.keep
  /// The telephone number.
  public var phone = Change<String>.keep
  /// The day of the first contact.
  public var firstContact = Change<Day>.keep
  /// How promising it is.
  public var score = Change<UInt32>.keep
  /// The turnover the lead says it has.
  public var revenue = Change<Money>.keep
  /// The words it is counted by, by their stored numbers.
  public var words: [UInt32: Change<String>] = [:]

  /// No changes.
  public init() {}
}

/// Why a lead says no.
public enum LeadRefusal: CustomisedRefusal, CommonRefusal {
  /// There is no such lead.
  case unknown(LeadID)
  /// It is there already.
  case exists(LeadID)
  /// What is personal was erased.
  case erased(LeadID)
  /// It became a customer already.
  case converted(LeadID)
  /// A lead is converted by converting it.
  case convertInstead
  /// It is disqualified, and is to be worked on again before it is converted.
  case disqualified(LeadID)
  /// A disqualification needs a reason.
  case reasonMissing
  /// It is to become nothing.
  case nothingBecame
  /// The thing it should have become does not exist.
  case unknownLink(String)
  /// The first contact would lie in the future.
  case future(Day)
  /// The turnover is below zero.
  case negativeRevenue
  /// An erasure needs a ground.
  case erasureReasonMissing
  /// A text cannot be taken.
  case text(TextRefusal)
  /// The owner does not exist or may not own anything.
  case owner(OwnerRefusal)
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)
  /// Custom fields or labels say no.
  case custom(CustomRefusal)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no lead \(id)"
    case .exists(let id): "lead \(id) exists already"
    case .erased(let id): "the personal data of lead \(id) was erased; nothing new can be noted"
    case .converted(let id): "lead \(id) became a customer already"
    case .convertInstead: "a lead becomes a customer by 'lead convert'"
    case .disqualified(let id): "lead \(id) is disqualified: move it to working first"
    case .reasonMissing: "a disqualified lead needs a reason"
    case .nothingBecame:
      "say what the lead becomes: an account, a contact or an opportunity, new or existing"
    case .unknownLink(let text): "there is no \(text)"
    case .future(let day): "the first contact cannot be in the future: \(day)"
    case .negativeRevenue: "the turnover cannot be below zero"
    case .erasureReasonMissing: "an erasure needs a reason: on what ground?"
    case .text(let refusal): refusal.description
    case .owner(let refusal): refusal.description
    case .reference(let refusal): refusal.description
    case .custom(let refusal): refusal.description
    }
  }
}
