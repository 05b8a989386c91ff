public import Bytes

/// What a decision may need to know besides the entity it is about.
///
/// The writer looks them up at the very head of the log, staged events included; a test hands in a
/// value. A decision sees only what it asks for, and cannot change anything.
public protocol Facts {
  /// The user in whose name the command runs; number 0 is the book itself, at its foundation.
  var actor: UserID { get }
  /// The currency of the book.
  var currency: Currency { get }
  /// When the command happens in the business.
  var occurredAt: Instant { get }
  /// The day on which the command happens, in the zone of the book.
  var today: Day { get }
  /// What is known of a user; nil when there is no such user.
  func user(_ id: UserID) -> UserFacts?
  /// Whether an account, contact, product … exists and may be used in new business.
  func standing(of stream: StreamID) -> Standing
  /// The pipeline; nil when there is none of this number.
  func pipeline(_ id: PipelineID) -> Pipeline?
  /// The questionnaire with its versions; nil when there is none of this number.
  func questionnaire(_ id: QuestionnaireID) -> Questionnaire?
  /// The custom fields of one kind of entity, retired ones included, by their numbers.
  func customFields(of kind: StreamKind) -> [CustomField]
  /// What is known of a contact; nil when there is no such contact.
  func contact(_ id: ContactID) -> PersonFacts?
  /// The price of a product at the moment; nil when it has none.
  func listPrice(of product: ProductID) -> Money?
  /// What one of a product costs the seller; nil when nobody knows.
  func cost(of product: ProductID) -> Money?
  /// The account's parent; nil when it has none.
  func parent(of account: AccountID) -> AccountID?
  /// The account a contact or an opportunity belongs to; nil when it has none.
  func account(of stream: StreamID) -> AccountID?
  /// The slot of a contact's key; nil when there is no such contact, or it was erased.
  func keySlot(of contact: ContactID) -> KeySlot?
  /// Who holds this reference among the entities of one kind; nil when it is free.
  func holder(of reference: ExternalReference, kind: StreamKind) -> StreamID?
  /// Who has this e-mail address among the entities of one kind; nil when nobody has.
  func holder(ofEmail normalised: String, kind: StreamKind) -> StreamID?
  /// The user with this operating-system login; nil when nobody has it.
  func holder(ofLogin login: String) -> UserID?
  /// The submitted forecast or the target for this owner, scope and period; nil when there is none.
  func planHolder(of key: PlanKey, kind: StreamKind) -> StreamID?
  /// Itself, or what it goes on as when it was merged into another one.
  func survivor(of stream: StreamID) -> StreamID
  /// Active administrators.
  var administratorCount: Int { get }
  /// A key slot nobody has used; the same on every call within one command.
  var freeKeySlot: KeySlot { get }
}

extension Facts {
  /// Where nothing was ever merged, everything stands for itself.
  public func survivor(of stream: StreamID) -> StreamID { stream }
}

/// Whether something may be used in new business.
public enum Standing: Sendable, Equatable {
  /// Nothing of this number exists.
  case unknown
  /// It exists and may be used.
  case active
  /// It exists, but was retired or deactivated.
  case retired
}

/// What decisions need to know of a user.
public struct UserFacts: Equatable, Sendable {
  /// What the user may do.
  public var role: Role
  /// To whom the user reports; nil for nobody.
  public var manager: UserID?
  /// Whether the user may work and own things.
  public var isActive: Bool

  /// A user with this role.
  public init(role: Role, manager: UserID? = nil, isActive: Bool = true) {
    self.role = role
    self.manager = manager
    self.isActive = isActive
  }
}

/// What decisions need to know of a contact.
public struct PersonFacts: Equatable, Sendable {
  /// The account the person is with; nil for none.
  public var account: AccountID?
  /// The slot of the key that seals what is personal.
  public var keySlot: KeySlot
  /// Whether what is personal was erased.
  public var isErased: Bool

  /// A contact whose key lies in this slot.
  public init(account: AccountID? = nil, keySlot: KeySlot, isErased: Bool = false) {
    (self.account, self.keySlot, self.isErased) = (account, keySlot, isErased)
  }
}
