public import Bytes

// What two accounts that are one give each other; docs/schema/account.proto.

/// What a merge gave the survivor, or an unmerge took back: messages `AccountAbsorbed` and
/// `AccountReleased`.
public struct AccountMergeValues: WireMessage {
  /// The account that was merged, or that stands for itself again.
  public var other: AccountID?
  /// The owner that was set; nil when it was not.
  public var owner: UserID?
  /// The parent that was set; nil when it was not.
  public var parent: AccountID?
  /// The name that was set; nil when it was not.
  public var name: String?
  /// The details that were set.
  public var details = AccountDetails()
  /// The stored numbers of the fields taken away.
  public var cleared: [UInt32] = []
  /// The labels that came, or go.
  public var tags: [String] = []
  /// The names in other systems that came, or go.
  public var references: [ExternalReference] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &other)
    coder.id(2, &owner)
    details.codeNumbers(&coder)
    coder.numbers(6, &cleared, isFolded: true)
    coder.id(7, &parent)
    coder.text(20, &name)
    details.codeTexts(&coder)
    coder.texts(30, &tags)
    coder.messages(31, &references)
  }

  /// The fields a merge chooses of.
  static var fields: MergeFields<AccountMergeValues> {
    MergeFields(
      fields: [
        MergeField("name", 20, \.name), MergeField("owner", 2, \.owner),
        MergeField("parent", 7, \.parent), MergeField("industry", 21, \.details.industry),
        MergeField("annual-revenue", 3, \.details.annualRevenue),
        MergeField("employees", 4, \.details.employees),
        MergeField("founded", 5, \.details.founded),
        MergeField("website", 22, \.details.website), MergeField("phone", 23, \.details.phone),
        MergeField("street", 24, \.details.street),
        MergeField("postal-code", 25, \.details.postalCode),
        MergeField("city", 26, \.details.city), MergeField("region", 27, \.details.region),
        MergeField("country", 28, \.details.country),
      ], nothing: AccountMergeValues())
  }
}

/// One that was merged into an account: what it brought, and what was there before.
struct AccountAbsorption: Equatable, Sendable {
  var other: AccountID
  var taken: AccountMergeValues
  var before: AccountMergeValues
}

extension Account: Mergeable {
  /// The fields a merge chooses a value of; labels and references are always those of both.
  public static var mergeFields: [String] { AccountMergeValues.fields.fields.map(\.name) }

  /// It goes on as the other one.
  public static func merged(into survivor: AccountID) -> AccountEvent {
    .merged(IDChanged(survivor))
  }

  /// It stands for itself again.
  public static func unmerged() -> AccountEvent { .unmerged(NothingElse()) }

  /// It is not the same as another one, although it looks so.
  public static func distinguished(from other: AccountID) -> AccountEvent {
    .distinguished(IDChanged(other))
  }

  /// The values it has now.
  var mergeValues: AccountMergeValues {
    var values = AccountMergeValues()
    (values.name, values.owner, values.parent) = (name, owner, parent)
    values.details = details
    return values
  }

  /// What it takes over from another one.
  public func absorbing(
    _ other: Account, keep: [String: MergeSide], _ facts: some Facts
  ) throws(MergeRefusal) -> AccountEvent {
    if isBelow(other.id, facts) { throw .below("\(id)", "\(other.id)") }
    var theirs = other.mergeValues
    // A parent that is below either of the two cannot be above what they become.
    if let parent = other.parent, isBelowEither(parent, other.id, facts) { theirs.parent = nil }
    var taken = try AccountMergeValues.fields.taken(
      mergeValues, theirs, keep: keep, own: "\(id)", other: "\(other.id)", fills: { _ in true })
    taken.other = other.id
    taken.tags = other.tags.labels.filter { !tags.contains($0) }
    taken.references = other.references.filter { !references.contains($0) }
    return .absorbed(taken)
  }

  /// What goes back when another one stands for itself again.
  public func releasing(
    _ other: AccountID, _ facts: some Facts
  ) throws(MergeRefusal) -> AccountEvent {
    guard let absorption = absorptions.last(where: { $0.other == other }) else {
      throw .notMerged("\(other)")
    }
    let taken = absorption.taken
    var (values, cleared) = AccountMergeValues.fields.restored(
      mergeValues, taken: taken, before: absorption.before)
    if let parent = values.parent, isBelowEither(parent, id, facts) { values.parent = nil }
    values.other = other
    values.cleared = cleared.sorted()
    values.tags = taken.tags.filter { tags.contains($0) }
    values.references = taken.references.filter { references.contains($0) }
    return .released(values)
  }

  private func isBelowEither(
    _ account: AccountID, _ other: AccountID, _ facts: some Facts
  ) -> Bool {
    var next: AccountID? = AccountID(facts.survivor(of: account.stream).number)
    while let above = next {
      if above == id || above == other { return true }
      next = facts.parent(of: above)
    }
    return false
  }

  private func isBelow(_ other: AccountID, _ facts: some Facts) -> Bool {
    var next = facts.parent(of: id)
    while let above = next {
      if above == other { return true }
      next = facts.parent(of: above)
    }
    return false
  }
}
