import Bytes

extension Lead {
  /// What happens when the command is carried out; nothing when it changes nothing.
  public func decide(
    _ command: LeadCommand, _ facts: some Facts
  ) throws(LeadRefusal) -> [LeadEvent] {
    if case .capture(let new) = command { return try capture(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .capture: throw .exists(id)
    case .change(let changes): return try change(changes, facts)
    case .moveStatus(let status, let reason): return try move(to: status, reason)
    case .assign(let owner, let qualifier): return try assign(owner, qualifier, facts)
    case .convert(let converted): return try convert(converted, facts)
    case .custom(let command): return try decide(command, facts)
    case .reference(let reference):
      try requireReadable()
      return try newReferences([reference], held: references, facts).map {
        .referenced(Personal($0, slot: keySlot))
      }
    case .erase(let reason):
      if Text.trimmed(reason).isEmpty { throw .erasureReasonMissing }
      return isErased ? [] : [.erased(NothingElse())]
    }
  }

  private func capture(_ new: NewLead, _ facts: some Facts) throws(LeadRefusal) -> [LeadEvent] {
    if exists { throw .exists(id) }
    if new.status == .converted { throw .convertInstead }
    if new.status == .disqualified { throw .reasonMissing }
    var captured = LeadCaptured()
    try requireOwner(new.owner, facts)
    try requireOwner(new.qualifier, facts)
    (captured.owner, captured.qualifier) = (new.owner, new.qualifier)
    captured.details = try checked(new.details, facts)
    captured.status = new.status
    let slot = facts.freeKeySlot
    captured.person = Personal(try checked(new.person), slot: slot)
    let references = try newReferences(new.references, held: [], facts)
    return [.captured(captured)] + references.map { .referenced(Personal($0, slot: slot)) }
  }

  private func change(
    _ changes: LeadChanges, _ facts: some Facts
  ) throws(LeadRefusal) -> [LeadEvent] {
    let changed = try changedPerson(changes)
    var event = LeadDetailsChanged()
    func note<Value>(
      _ number: UInt32, _ change: Change<Value>, _ path: WritableKeyPath<LeadDetails, Value?>
    ) {
      guard let difference = change.difference(from: details[keyPath: path]) else { return }
      if difference.clears { event.cleared.append(number) }
      event.details[keyPath: path] = difference.value
    }
    note(3, changes.firstContact, \.firstContact)
    note(4, changes.score, \.score)
    note(5, changes.revenue, \.revenue)
    for (number, _, path) in LeadDetails.words {
      note(number, changes.words[number] ?? .keep, path)
    }
    event.details = try checked(event.details, facts)
    return (changed.map { [.personChanged(Personal($0, slot: keySlot))] } ?? [])
      + (event == LeadDetailsChanged() ? [] : [.detailsChanged(event)])
  }

  /// The person after the changes; nil when nothing changes.
  private func changedPerson(_ changes: LeadChanges) throws(LeadRefusal) -> LeadPerson? {
    var new = person
    if let name = changes.name { new.name = name }
    for (change, path) in [
      (changes.company, \LeadPerson.company), (changes.email, \.email), (changes.phone, \.phone),
    ] {
      switch change {
      case .keep: break
      case .set(let text): new[keyPath: path] = text
      case .clear: new[keyPath: path] = ""
      }
    }
    let wanted =
      changes.name != nil || changes.company != .keep || changes.email != .keep
      || changes.phone != .keep
    guard wanted else { return nil }
    try requireReadable()
    new = try checked(new)
    return new == person ? nil : new
  }

  private func move(
    to status: LeadStatus, _ reason: String?
  ) throws(LeadRefusal) -> [LeadEvent] {
    if status == .converted { throw .convertInstead }
    if self.status == .converted { throw .converted(id) }
    var why: String?
    if let reason, !Text.trimmed(reason).isEmpty { why = try line(reason, "reason") }
    if status == self.status, status != .disqualified || why == self.reason { return [] }
    // Of an erased person nothing is noted any more, a reason neither.
    if status == .disqualified, why == nil, !isHidden { throw .reasonMissing }
    guard let why else { return [.statusChanged(LeadStatusChanged(status))] }
    try requireReadable()
    let box = Personal(TextChanged(why), slot: keySlot)
    return [.statusChanged(LeadStatusChanged(status, reason: box))]
  }

  private func assign(
    _ owner: Change<UserID>, _ qualifier: Change<UserID>, _ facts: some Facts
  ) throws(LeadRefusal) -> [LeadEvent] {
    try requireOwner(owner.value, facts)
    try requireOwner(qualifier.value, facts)
    var events: [LeadEvent] = []
    if let new = owner.difference(from: self.owner) {
      events.append(.ownerChanged(IDChanged(new.value)))
    }
    if let new = qualifier.difference(from: self.qualifier) {
      events.append(.qualifierChanged(IDChanged(new.value)))
    }
    return events
  }

  private func convert(
    _ converted: LeadConverted, _ facts: some Facts
  ) throws(LeadRefusal) -> [LeadEvent] {
    if converted == became { return [] }
    try requireConvertible()
    if converted == LeadConverted() { throw .nothingBecame }
    try requireLink(converted.account, facts)
    try requireLink(converted.contact, facts)
    try requireLink(converted.opportunity, facts)
    return [.converted(converted)]
  }

  /// Refuses what became a customer already or will not become one.
  public func requireConvertible() throws(LeadRefusal) {
    if !exists { throw .unknown(id) }
    if status == .converted { throw .converted(id) }
    if status == .disqualified { throw .disqualified(id) }
  }

  // MARK: Rules

  /// Refuses what is personal once it was erased: its key is gone.
  private func requireReadable() throws(LeadRefusal) {
    if isHidden { throw .erased(id) }
  }

  private func requireLink<ID: EntityID>(
    _ link: ID?, _ facts: some Facts
  ) throws(LeadRefusal) {
    guard let link, facts.standing(of: link.stream) == .unknown else { return }
    throw .unknownLink("\(ID.noun) \(link)")
  }

  private func checked(
    _ details: LeadDetails, _ facts: some Facts
  ) throws(LeadRefusal) -> LeadDetails {
    var checked = details
    if let day = details.firstContact, day > facts.today { throw .future(day) }
    if let revenue = details.revenue, revenue.isNegative { throw .negativeRevenue }
    for (_, name, path) in LeadDetails.words {
      guard let text = details[keyPath: path] else { continue }
      checked[keyPath: path] = try line(text, name, limit: 200)
    }
    return checked
  }

  private func checked(_ person: LeadPerson) throws(LeadRefusal) -> LeadPerson {
    var checked = LeadPerson()
    let parts: [(WritableKeyPath<PersonName, String>, String)] = [
      (\.given, "given name"), (\.family, "family name"), (\.middle, "middle name"),
      (\.prefix, "name prefix"), (\.suffix, "name suffix"), (\.full, "full name"),
    ]
    for (path, name) in parts {
      checked.name[keyPath: path] = try part(person.name[keyPath: path], name)
    }
    checked.company = try part(person.company, "company")
    do throws(TextRefusal) {
      if !Text.trimmed(person.email).isEmpty { checked.email = try Email(person.email).text }
      if !Text.trimmed(person.phone).isEmpty { checked.phone = try Phone(person.phone).text }
    } catch {
      throw .text(error)
    }
    return checked
  }

  /// A line of text that may be missing; empty when it has only blanks.
  private func part(_ text: String, _ field: String) throws(LeadRefusal) -> String {
    Text.trimmed(text).isEmpty ? "" : try line(text, field)
  }
}

// MARK: - Found twice

extension Lead {
  /// What to look up before `new` is entered, and what this lead is found by.
  public static func duplicateHints(_ person: LeadPerson) -> [DuplicateHint] {
    Contact.hints(
      person.email.isEmpty ? [] : [EmailAddress(person.email)],
      person.phone.isEmpty ? [] : [PhoneNumber(person.phone)], person.name)
  }

  /// What this lead is found by; empty when it is hidden.
  public var duplicateHints: [DuplicateHint] { Self.duplicateHints(person) }
}

extension LeadEvent {
  /// What the lead is found by since this event; empty when its box was not opened.
  public var duplicateHints: [DuplicateHint] {
    switch self {
    case .captured(let captured): captured.person.value.map(Lead.duplicateHints) ?? []
    case .personChanged(let box): box.value.map(Lead.duplicateHints) ?? []
    case .detailsChanged, .statusChanged, .ownerChanged, .qualifierChanged, .converted,
      .referenced, .erased, .custom:
      []
    }
  }
}
