public import Bytes

// What two contacts that are one person give each other; docs/schema/contact.proto.

/// What a merge gave the survivor, or an unmerge took back: messages `ContactAbsorbed` and
/// `ContactReleased`; what is personal in it lies in a box under the survivor's key.
public struct ContactMergeValues: Equatable, Sendable {
  /// The contact that was merged, or that stands for itself again.
  public var other: ContactID?
  /// The account that was set, and with it the role; nil when it was not.
  public var account: AccountID?
  /// The owner that was set; nil when it was not.
  public var owner: UserID?
  /// The stage that was set, and with it why the person is lost; nil when it was not.
  public var relationship: RelationshipStage?
  /// The stored numbers of the open fields taken away.
  public var cleared: [UInt32] = []
  /// The labels that came, or go.
  public var tags: [String] = []
  /// What is personal, sealed.
  public var person = Personal<ContactMergePerson>()

  /// All fields absent.
  public init() {}

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &other)
    coder.id(2, &account)
    coder.id(3, &owner)
    var stage = relationship?.rawValue ?? 0
    coder.number(4, &stage)
    relationship = RelationshipStage(rawValue: stage)
    if stage != 0, relationship == nil { coder.failure = coder.failure ?? .outOfRange(field: 4) }
    coder.numbers(6, &cleared, isFolded: true)
    coder.texts(30, &tags)
    person.codeSlot(&coder)
  }
}

/// The personal part of a merge: message `ContactMergePerson`.
public struct ContactMergePerson: WireMessage {
  /// What was set; the entries that came, or go.
  public var details = ContactDetails()
  /// The names in other systems that came, or go.
  public var references: [ExternalReference] = []
  /// The stored numbers of the fields taken away.
  public var cleared: [UInt32] = []

  /// All fields absent.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    details.code(&coder)
    coder.messages(33, &references)
    coder.numbers(34, &cleared)
  }
}

/// The fields of a contact a merge chooses of, each a value or nil.
struct ContactMergeChoice: Equatable, Sendable {
  var account: AccountID?
  var owner: UserID?
  var relationship: RelationshipStage?
  var lossReason: String?
  var name: PersonName?
  var birthday: Day?
  var role: String?
  var source: String?

  /// The stored numbers of account, owner, birthday, role and source.
  static let open: Set<UInt32> = [2, 3]

  static var fields: MergeFields<ContactMergeChoice> {
    MergeFields(
      fields: [
        MergeField("name", 20, \.name), MergeField("birthday", 1, \.birthday),
        // The role is one at the account.
        MergeField(
          "account", 2, isEmpty: { $0.account == nil }, isSame: { $0.account == $1.account },
          copy: { ($1.account, $1.role) = ($0.account, $0.role) }),
        MergeField("role", 26, \.role),
        MergeField(
          "relationship", 4, isEmpty: { $0.relationship == nil },
          isSame: { $0.relationship == $1.relationship },
          copy: { ($1.relationship, $1.lossReason) = ($0.relationship, $0.lossReason) }),
        MergeField("source", 27, \.source), MergeField("owner", 3, \.owner),
      ], nothing: ContactMergeChoice())
  }
}

/// One that was merged into a contact: what it brought, and what was there before.
struct ContactAbsorption: Equatable, Sendable {
  var other: ContactID
  var taken: ContactMergeChoice
  var before: ContactMergeChoice
  var added: ContactMergeValues
}

extension ContactMergeValues {
  /// The values as a choice; what is personal is nil when the box is shut.
  var choice: ContactMergeChoice {
    var choice = ContactMergeChoice()
    (choice.account, choice.owner, choice.relationship) = (account, owner, relationship)
    guard let details = person.value?.details else { return choice }
    choice.lossReason = details.lossReason
    choice.name = details.name.isEmpty ? nil : details.name
    choice.birthday = details.birthday
    (choice.role, choice.source) = (details.role, details.source)
    return choice
  }

  init(_ choice: ContactMergeChoice, cleared: [UInt32], slot: KeySlot) {
    (account, owner, relationship) = (choice.account, choice.owner, choice.relationship)
    self.cleared = cleared.filter { ContactMergeChoice.open.contains($0) }.sorted()
    var person = ContactMergePerson()
    person.details.lossReason = choice.lossReason
    person.details.name = choice.name ?? PersonName()
    person.details.birthday = choice.birthday
    (person.details.role, person.details.source) = (choice.role, choice.source)
    person.cleared = cleared.filter { !ContactMergeChoice.open.contains($0) }.sorted()
    self.person = Personal(person, slot: slot)
  }
}

extension Contact: Mergeable {
  /// The fields a merge chooses a value of; e-mails, phones, addresses, labels and references are
  /// always those of both.
  public static var mergeFields: [String] { ContactMergeChoice.fields.fields.map(\.name) }

  /// It goes on as the other one.
  public static func merged(into survivor: ContactID) -> ContactEvent {
    .merged(IDChanged(survivor))
  }

  /// It stands for itself again.
  public static func unmerged() -> ContactEvent { .unmerged(NothingElse()) }

  /// It is not the same as another one, although it looks so.
  public static func distinguished(from other: ContactID) -> ContactEvent {
    .distinguished(IDChanged(other))
  }

  /// The values it has now.
  var mergeChoice: ContactMergeChoice {
    var choice = ContactMergeChoice()
    (choice.account, choice.owner, choice.relationship) = (account, owner, relationship)
    choice.lossReason = details.lossReason
    choice.name = name
    choice.birthday = details.birthday
    (choice.role, choice.source) = (role, source)
    return choice
  }

  /// What it takes over from another one.
  public func absorbing(
    _ other: Contact, keep: [String: MergeSide], _ facts: some Facts
  ) throws(MergeRefusal) -> ContactEvent {
    let accounts = [account, other.account].map { id in
      id.map { facts.survivor(of: $0.stream) }
    }
    // A role fills a gap only where it is one at the same account.
    let taken = try ContactMergeChoice.fields.taken(
      mergeChoice, other.mergeChoice, keep: keep, own: "\(id)", other: "\(other.id)",
      fills: { $0.name != "role" || accounts[0] == accounts[1] })
    var values = ContactMergeValues(taken, cleared: [], slot: keySlot)
    values.other = other.id
    values.tags = other.tags.labels.filter { !tags.contains($0) }
    let theirs = other.details
    values.person.value?.details.emails = try added(theirs.emails, details.emails, Self.emails)
    values.person.value?.details.phones = try added(theirs.phones, details.phones, Self.phones)
    values.person.value?.details.addresses = try added(
      theirs.addresses, details.addresses, Self.addresses)
    values.person.value?.references = other.references.filter { !references.contains($0) }
    return .absorbed(values)
  }

  private func added<Entry: ContactEntry>(
    _ theirs: [Entry], _ own: [Entry], _ what: String
  ) throws(MergeRefusal) -> [Entry] {
    let new = theirs.filter { entry in !own.contains { $0.isSame(as: entry) } }
    if own.count + new.count > Self.entryLimit { throw .tooMany(what, limit: Self.entryLimit) }
    return new
  }

  /// What goes back when another one stands for itself again.
  public func releasing(
    _ other: ContactID, _ facts: some Facts
  ) throws(MergeRefusal) -> ContactEvent {
    guard let absorption = absorptions.last(where: { $0.other == other }) else {
      throw .notMerged("\(other)")
    }
    let (choice, cleared) = ContactMergeChoice.fields.restored(
      mergeChoice, taken: absorption.taken, before: absorption.before)
    var values = ContactMergeValues(choice, cleared: cleared, slot: keySlot)
    values.other = other
    values.tags = absorption.added.tags.filter { tags.contains($0) }
    guard let added = absorption.added.person.value else { return .released(values) }
    values.person.value?.details.emails = added.details.emails.filter(details.emails.contains)
    values.person.value?.details.phones = added.details.phones.filter(details.phones.contains)
    values.person.value?.details.addresses = added.details.addresses
      .filter(details.addresses.contains)
    values.person.value?.references = added.references.filter(references.contains)
    return .released(values)
  }
}
