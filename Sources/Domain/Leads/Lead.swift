public import Bytes

/// Somebody who may become a customer, folded from events.
///
/// Name, company, e-mail, phone, references and why it was disqualified are personal: they come out
/// of sealed boxes. Once a box cannot be opened they are all hidden, and stay so. Source, segment
/// and the other words leads are counted by stand in the open and name nobody.
public struct Lead: Person, Customisable {
  /// Its number.
  public let id: LeadID
  /// Whether it was entered.
  public private(set) var exists = false
  /// The slot of the key that seals what is personal.
  public private(set) var keySlot = KeySlot(0)
  /// Whether what is personal cannot be read.
  public private(set) var isHidden = false
  /// Whether what is personal was erased, on request.
  public private(set) var isErased = false
  /// Who it is; blank when hidden.
  public private(set) var person = LeadPerson()
  /// What is known of it that names nobody.
  public private(set) var details = LeadDetails()
  /// How far one has come with it.
  public private(set) var status = LeadStatus.new
  /// Why it was disqualified; nil in every other status and when hidden.
  public private(set) var reason: String?
  /// Who is to sell to it.
  public private(set) var owner: UserID?
  /// Who finds out whether it is worth it.
  public private(set) var qualifier: UserID?
  /// When it was entered; nil when nobody knows.
  public private(set) var capturedAt: Instant?
  /// When it became a customer.
  public private(set) var convertedAt: Instant?
  /// What it became; nil until it did.
  public private(set) var became: LeadConverted?
  /// Its custom fields and labels.
  public private(set) var custom = CustomState()
  /// What other systems call it; blank when hidden.
  public private(set) var references: [ExternalReference] = []

  /// The lead before its first event.
  public init(id: LeadID) {
    self.id = id
  }

  /// Lets it name what the things it names go on as.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {
    guard var known = became else { return }
    known.account = known.account.following(survivor)
    known.contact = known.contact.following(survivor)
    became = known
  }

  /// The slot of the key that seals what is personal; nil before the first event.
  public var sealingSlot: KeySlot? { exists ? keySlot : nil }

  /// What to call it: the name of the person, else of the company; blank when hidden or unknown.
  public var displayName: String {
    person.name.isEmpty ? person.company : person.name.displayName
  }

  /// Folds one event.
  public mutating func evolve(_ event: LeadEvent, _ time: EventTime) {
    switch event {
    case .captured(let captured): begin(captured, time)
    case .personChanged(let box): open(box) { $0.person = $1 }
    case .detailsChanged(let changed): details.merge(changed)
    case .statusChanged(let changed):
      status = changed.status
      reason = nil
      if let box = changed.reason { open(box) { $0.reason = $1.text.nonempty } }
    case .ownerChanged(let changed): owner = changed.id
    case .qualifierChanged(let changed): qualifier = changed.id
    case .converted(let converted):
      (status, became) = (.converted, converted)
      convertedAt = time.undated ? nil : time.occurredAt
      reason = nil
    case .referenced(let box): open(box) { $0.references.append($1) }
    case .erased:
      isErased = true
      hide()
    case .custom(let event): custom.evolve(event)
    }
  }

  private mutating func begin(_ captured: LeadCaptured, _ time: EventTime) {
    exists = true
    keySlot = captured.person.slot
    (owner, qualifier) = (captured.owner, captured.qualifier)
    (details, status) = (captured.details, captured.status)
    capturedAt = time.undated ? nil : time.occurredAt
    open(captured.person) { $0.person = $1 }
  }

  /// Folds what lies in a box; hides all that is personal when it cannot be opened.
  private mutating func open<Value>(_ box: Personal<Value>, _ fold: (inout Lead, Value) -> Void) {
    if let value = box.value, !isHidden {
      fold(&self, value)
    } else {
      hide()
    }
  }

  private mutating func hide() {
    isHidden = true
    person = LeadPerson()
    reason = nil
    references = []
    custom.hide()
  }
}

extension Lead {
  /// What people see of the lead, in the order it is shown.
  public var fields: [Field] {
    var fields: [Field] = []
    func add(_ name: String, _ value: FieldValue?) {
      if let value { fields.append(Field(name, value)) }
    }
    func addPersonal(_ name: String, _ text: String) {
      add(name, isHidden ? .hidden : text.isEmpty ? nil : .text(text))
    }
    addPersonal("name", person.name.displayName)
    addPersonal("company", person.company)
    addPersonal("email", person.email)
    addPersonal("phone", person.phone)
    add("status", .text(status.description))
    if status == .disqualified { addPersonal("reason", reason ?? "") }
    add("score", details.score.map { .number(Int64($0)) })
    add("owner", owner.map { .reference($0.stream) })
    add("qualifier", qualifier.map { .reference($0.stream) })
    add("first-contact", details.firstContact.map { .day($0) } ?? capturedAt.map { .instant($0) })
    for (_, name, path) in LeadDetails.words { add(name, details[keyPath: path].map { .text($0) }) }
    add("revenue", details.revenue.map { .money($0) })
    add("converted", convertedAt.map { .instant($0) })
    add("account", became?.account.map { .reference($0.stream) })
    add("contact", became?.contact.map { .reference($0.stream) })
    add("opportunity", became?.opportunity.map { .reference($0.stream) })
    fields += custom.fields
    for reference in references {
      add("reference-\(reference.source)", .text(reference.identifier))
    }
    return fields
  }

  /// The commands that give a field its older value; nil when it cannot be restored.
  public func restoring(_ field: String, from older: Lead) -> [LeadCommand]? {
    if let commands = restoringCustom(field, from: older) { return commands }
    var changes = LeadChanges()
    switch field {
    case "status":
      if status == .converted || older.status == .converted { return nil }
      return [.moveStatus(to: older.status, reason: older.reason)]
    case "owner": return [.assign(owner: Change(to: older.owner), qualifier: .keep)]
    case "qualifier": return [.assign(owner: .keep, qualifier: Change(to: older.qualifier))]
    case "score": changes.score = Change(to: older.details.score)
    case "first-contact": changes.firstContact = Change(to: older.details.firstContact)
    case "revenue": changes.revenue = Change(to: older.details.revenue)
    case "name", "company", "email", "phone":
      if isHidden || older.isHidden { return nil }
      switch field {
      case "name": changes.name = older.person.name
      case "company": changes.company = Change(to: older.person.company.nonempty)
      case "email": changes.email = Change(to: older.person.email.nonempty)
      default: changes.phone = Change(to: older.person.phone.nonempty)
      }
    default:
      guard let word = LeadDetails.words.first(where: { $0.name == field }) else { return nil }
      changes.words[word.number] = Change(to: older.details[keyPath: word.path])
    }
    return [.change(changes)]
  }
}
