public import Bytes

/// A company or organisation one does business with, folded from its events.
public struct Account: Customisable {
  /// Its number.
  public let id: AccountID
  /// Whether it was entered.
  public private(set) var exists = false
  /// Its name.
  public private(set) var name = ""
  /// Who looks after it.
  public private(set) var owner: UserID?
  /// The account it belongs to.
  public private(set) var parent: AccountID?
  /// What else is known of it.
  public private(set) var details = AccountDetails()
  /// Its custom fields and labels.
  public private(set) var custom = CustomState()
  /// What other systems call it.
  public private(set) var references: [ExternalReference] = []
  /// Into which account it was merged; nil when it stands for itself.
  public private(set) var mergedInto: AccountID?
  /// When that happened; nil when it stands for itself.
  public private(set) var mergedAt: Instant?
  /// Those it is known not to be the same as.
  public private(set) var distinctFrom: [AccountID] = []
  private(set) var absorptions: [AccountAbsorption] = []

  /// Those that were merged into it.
  public var absorbed: [AccountID] { absorptions.map(\.other) }

  /// The account before its first event.
  public init(id: AccountID) {
    self.id = id
  }

  public mutating func evolve(_ event: AccountEvent, _ time: EventTime) {
    switch event {
    case .created(let created):
      exists = true
      (name, owner, parent) = (created.name, created.owner, created.parent)
      details = created.details
    case .renamed(let renamed): name = renamed.text
    case .detailsChanged(let changed): details.merge(changed)
    case .ownerChanged(let changed): owner = changed.id
    case .parentChanged(let changed): parent = changed.id
    case .tagged(let tag): custom.evolve(.tagged(tag))
    case .untagged(let tag): custom.evolve(.untagged(tag))
    case .referenced(let reference): references.append(reference)
    case .custom(let event): custom.evolve(event)
    case .merged(let merged): (mergedInto, mergedAt) = (merged.id, time.occurredAt)
    case .unmerged: (mergedInto, mergedAt) = (nil, nil)
    case .absorbed(let values): absorb(values)
    case .released(let values): release(values)
    case .distinguished(let other): if let id = other.id { distinctFrom.append(id) }
    }
  }

  private mutating func absorb(_ values: AccountMergeValues) {
    if let other = values.other {
      absorptions.append(AccountAbsorption(other: other, taken: values, before: mergeValues))
    }
    take(values)
    for tag in values.tags { custom.evolve(.tagged(TextChanged(tag))) }
    references += values.references.filter { !references.contains($0) }
  }

  private mutating func release(_ values: AccountMergeValues) {
    take(values)
    for tag in values.tags { custom.evolve(.untagged(TextChanged(tag))) }
    references.removeAll { values.references.contains($0) }
    guard let place = absorptions.lastIndex(where: { $0.other == values.other }) else { return }
    let gone = absorptions.remove(at: place)
    for later in absorptions.indices[place...] {
      absorptions[later].before = AccountMergeValues.fields.forgotten(
        absorptions[later].before, taken: gone.taken, earlier: gone.before)
    }
  }

  /// Takes over what a merge set or took away.
  private mutating func take(_ values: AccountMergeValues) {
    name = values.name ?? name
    owner = values.owner ?? (values.cleared.contains(2) ? nil : owner)
    parent = values.parent ?? (values.cleared.contains(7) ? nil : parent)
    var changed = AccountDetailsChanged()
    (changed.details, changed.cleared) = (values.details, values.cleared)
    details.merge(changed)
  }

  /// Lets it name what the things it names go on as.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {
    parent = parent.following(survivor)
    if parent == id { parent = nil }
  }

  public var fields: [Field] {
    var fields = [Field("name", .text(name))]
    if let owner { fields.append(Field("owner", .reference(owner.stream))) }
    if let parent { fields.append(Field("parent", .reference(parent.stream))) }
    fields += details.fields
    fields += custom.fields
    fields += references.fields
    if let mergedInto { fields.append(Field("merged-into", .reference(mergedInto.stream))) }
    if !absorbed.isEmpty {
      fields.append(Field("merged-from", .list(absorbed.map(\.description))))
    }
    return fields
  }

  public func restoring(_ field: String, from older: Account) -> [AccountCommand]? {
    if let commands = restoringCustom(field, from: older) { return commands }
    switch field {
    case "name": return [.rename(older.name)]
    case "owner": return [.assign(older.owner)]
    case "parent": return [.setParent(older.parent)]
    default:
      return AccountChanges(restoring: field, from: older.details).map { [.change($0)] }
    }
  }
}

extension AccountDetails {
  /// The fields that have a value, in the order they are shown.
  var fields: [Field] {
    var fields: [Field] = []
    func add(_ name: String, _ text: String?) {
      if let text { fields.append(Field(name, .text(text))) }
    }
    add("industry", industry)
    if let annualRevenue { fields.append(Field("annual-revenue", .money(annualRevenue))) }
    if let employees { fields.append(Field("employees", .number(Int64(clamping: employees)))) }
    if let founded { fields.append(Field("founded", .number(Int64(founded)))) }
    add("website", website)
    add("phone", phone)
    add("street", street)
    add("postal-code", postalCode)
    add("city", city)
    add("region", region)
    add("country", country)
    return fields
  }
}

extension AccountChanges {
  /// The change that gives one field its older value; nil when there is no such detail.
  init?(restoring field: String, from older: AccountDetails) {
    self.init()
    switch field {
    case "industry": industry = Change(to: older.industry)
    case "annual-revenue": annualRevenue = Change(to: older.annualRevenue)
    case "employees": employees = Change(to: older.employees)
    case "founded": founded = Change(to: older.founded)
    case "website": website = Change(to: older.website)
    case "phone": phone = Change(to: older.phone)
    case "street": street = Change(to: older.street)
    case "postal-code": postalCode = Change(to: older.postalCode)
    case "city": city = Change(to: older.city)
    case "region": region = Change(to: older.region)
    case "country": country = Change(to: older.country)
    default: return nil
    }
  }
}
