public import Bytes
public import Domain

/// Every contact as plain numbers; nothing personal.
public struct Contacts: AliasedModel {
  public static let name = "contacts"
  public static let version: UInt32 = 2
  public static let kinds = StreamKinds(.contact)

  /// One row a contact.
  public private(set) var rows = EntityRows<ContactID, ContactRow>()
  /// The highest key slot a contact has.
  public private(set) var highestKeySlot: UInt32 = 0
  /// How many contacts were erased.
  public private(set) var erasedCount: UInt32 = 0

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.numbers(as: ContactEvent.self) else { return }
    let time = event.time
    rows.change(event.header.stream.number) { $0.apply(what, time) }
    if what.isErasure { erasedCount += 1 }
    if let slot = what.keySlot { highestKeySlot = max(highestKeySlot, slot.number) }
  }

  /// Lets rows be read with merges resolved.
  public mutating func resolve(_ aliases: Aliases) { rows.resolve(aliases) }
  /// The streams whose rows name what was merged.
  public func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    rows.namingMerged(aliases)
  }

  public mutating func forget(_ stream: StreamID) {
    if rows[ContactID(stream.number)].isErased { erasedCount -= 1 }
    rows.clear(stream.number)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    coder.number(&highestKeySlot)
    coder.number(&erasedCount)
  }
}

/// A contact without anything personal.
public struct ContactRow: ColumnRow, Equatable, Sendable {
  /// How far the relationship has come; nil when the number was never used.
  public var relationship: RelationshipStage?
  /// Since when.
  public var relationshipSince: Instant?
  /// Who looks after the contact.
  public var owner: UserID?
  /// Where the contact works.
  public var account: AccountID?
  /// When the contact was entered; nil when nobody knows.
  public var createdAt: Instant?
  /// The slot of the contact's key.
  public var keySlot: UInt32 = 0
  /// Whether what is personal was erased.
  public var isErased = false

  public init() {}

  mutating func apply(_ event: ContactEvent, _ time: EventTime) {
    switch event {
    case .created(let created):
      relationship = created.relationship
      (owner, account) = (created.owner, created.account)
      (createdAt, relationshipSince) = (time.known, time.known)
      keySlot = created.person.slot.number
    case .accountChanged(let changed): account = changed.account
    case .relationshipMoved(let moved):
      (relationship, relationshipSince) = (moved.stage, time.known)
    case .ownerChanged(let changed): owner = changed.id
    case .erased: isErased = true
    case .absorbed(let values), .released(let values): take(values, time)
    default: break
    }
  }

  /// What a merge set or took away.
  private mutating func take(_ values: ContactMergeValues, _ time: EventTime) {
    account = values.account ?? (values.cleared.contains(2) ? nil : account)
    owner = values.owner ?? (values.cleared.contains(3) ? nil : owner)
    guard let stage = values.relationship, stage != relationship else { return }
    (relationship, relationshipSince) = (stage, time.known)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    var code = relationship?.rawValue ?? 0
    coder.number(&code)
    relationship = RelationshipStage(rawValue: code)
    coder.instant(&relationshipSince)
    coder.id(&owner)
    coder.id(&account)
    coder.instant(&createdAt)
    coder.number(&keySlot)
    coder.flag(&isErased)
  }
}
