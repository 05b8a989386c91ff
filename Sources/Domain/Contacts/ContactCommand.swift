/// What people may ask of a contact.
public enum ContactCommand: CustomisedCommand, Equatable, Sendable {
  /// Enter a new person.
  case create(NewContact)
  /// Give the person another name.
  case rename(PersonName)
  /// Note an e-mail address; the first one is the primary one.
  case addEmail(String, label: String = "")
  /// Take an e-mail address away, however it is spelt.
  case removeEmail(String)
  /// Note a telephone number; the first one is the primary one.
  case addPhone(String, label: String = "")
  /// Take a telephone number away, however it is spaced.
  case removePhone(String)
  /// Note a postal address.
  case addAddress(PostalAddress)
  /// Take a postal address away; its label does not matter.
  case removeAddress(PostalAddress)
  /// Set the day of birth; take it away when nil.
  case setBirthday(Day?)
  /// Say with which account the person is and in which role; with none when nil.
  case setAccount(AccountID?, role: String?)
  /// Move the person to another stage; to `lost` only with a reason.
  case moveRelationship(to: RelationshipStage, reason: String? = nil)
  /// Let somebody else look after the person; nobody when nil.
  case assign(UserID?)
  /// Give the person a label.
  case tag(String)
  /// Take a label away.
  case untag(String)
  /// Note another system's name for the person.
  case reference(ExternalReference)
  /// Erase what is personal, for good and for every past date, and say on what ground.
  case erase(reason: String)
  /// Do something with custom fields or labels.
  case custom(CustomCommand)
}

/// What a new contact starts with.
public struct NewContact: Equatable, Sendable {
  /// The name; needed.
  public var name: PersonName
  /// The day of birth.
  public var birthday: Day?
  /// The e-mail addresses; the first becomes the primary one.
  public var emails: [EmailAddress] = []
  /// The telephone numbers; the first becomes the primary one.
  public var phones: [PhoneNumber] = []
  /// The postal addresses.
  public var addresses: [PostalAddress] = []
  /// The account the person is with.
  public var account: AccountID?
  /// The role at the account, a job title.
  public var role: String?
  /// Who looks after the person.
  public var owner: UserID?
  /// How far one has come with the person.
  public var relationship = RelationshipStage.stranger
  /// Why the person is lost; needed in that stage, and only there.
  public var lossReason: String?
  /// How one came to know the person.
  public var source: String?
  /// What other systems call the person.
  public var references: [ExternalReference] = []

  /// A new contact of this name.
  public init(name: PersonName) {
    self.name = name
  }
}

/// Why a contact says no.
public enum ContactRefusal: CustomisedRefusal, CommonRefusal {
  /// There is no such contact.
  case unknown(ContactID)
  /// It is there already.
  case exists(ContactID)
  /// What was personal was erased; nothing personal is noted any more.
  case erased(ContactID)
  /// An erasure came without a reason.
  case erasureReasonMissing
  /// A text cannot be taken.
  case text(TextRefusal)
  /// An owner cannot be taken.
  case owner(OwnerRefusal)
  /// A reference cannot be taken.
  case reference(ReferenceRefusal)
  /// There is nothing to call the person by.
  case nameMissing
  /// There is no such account.
  case unknownAccount(AccountID)
  /// The contact has no such e-mail address.
  case unknownEmail(String)
  /// The contact has no such telephone number.
  case unknownPhone(String)
  /// The contact has no such postal address.
  case unknownAddress(String)
  /// The contact has it already, under another label.
  case heldUnderLabel(String, label: String)
  /// The contact has as many as it may have.
  case tooMany(String, limit: Int)
  /// A postal address says nothing of where.
  case emptyAddress
  /// The day of birth is still to come.
  case birthdayInFuture(Day)
  /// The day of birth is longer ago than anybody lives.
  case birthdayTooEarly(Day)
  /// Somebody was lost without a reason.
  case reasonMissing
  /// A reason for the loss came with a person who is not lost.
  case reasonWithoutLoss
  /// Custom fields or labels say no.
  case custom(CustomRefusal)

  /// The reason in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no contact \(id)"
    case .exists(let id): "contact \(id) exists already"
    case .erased(let id): "the personal data of contact \(id) was erased and cannot be changed"
    case .erasureReasonMissing: "say why the contact is erased, as in 'request of 3 May'"
    case .text(let refusal): refusal.description
    case .owner(let refusal): refusal.description
    case .reference(let refusal): refusal.description
    case .nameMissing: "a contact needs a name: given, family or full"
    case .unknownAccount(let id): "there is no account \(id) to be with"
    case .unknownEmail(let text): "the contact has no e-mail address \(Quoted(text))"
    case .unknownPhone(let text): "the contact has no telephone number \(Quoted(text))"
    case .unknownAddress(let text): "the contact has no postal address \(Quoted(text))"
    case .heldUnderLabel(let text, ""):
      "the contact has \(Quoted(text)) already, without a label; remove it first"
    case .heldUnderLabel(let text, let label):
      "the contact has \(Quoted(text)) already, labelled \(Quoted(label)); remove it first"
    case .tooMany(let what, let limit): "a contact may have at most \(limit) \(what)"
    case .emptyAddress: "a postal address needs a street, postal code, city, region or country"
    case .birthdayInFuture(let day): "the birthday \(day) is still to come"
    case .birthdayTooEarly(let day): "the birthday \(day) is before 1850"
    case .reasonMissing: "say why the contact is lost"
    case .reasonWithoutLoss: "a reason for the loss belongs to the stage lost only"
    case .custom(let refusal): refusal.description
    }
  }
}
