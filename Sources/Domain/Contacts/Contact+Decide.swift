import Bytes

extension Contact {
  /// What happens when `command` is carried out; nothing when it changes nothing.
  public func decide(
    _ command: ContactCommand, _ facts: some Facts
  ) throws(ContactRefusal) -> [ContactEvent] {
    if case .create(let new) = command { return try create(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .create: throw .exists(id)
    case .rename(let name): return try rename(name)
    case .addEmail(let address, let label): return try addEmail(address, label)
    case .removeEmail(let address): return try removeEmail(address)
    case .addPhone(let number, let label): return try addPhone(number, label)
    case .removePhone(let number): return try removePhone(number)
    case .addAddress(let address): return try addAddress(address)
    case .removeAddress(let address): return try removeAddress(address)
    case .setBirthday(let day): return try setBirthday(day, facts)
    case .setAccount(let account, let role): return try setAccount(account, role, facts)
    case .moveRelationship(let stage, let reason): return try move(to: stage, reason)
    case .assign(let user):
      try requireOwner(user, facts)
      return user == owner ? [] : [.ownerChanged(IDChanged(user))]
    case .tag(let label):
      let label = try line(label, "tag", limit: 60)
      return tags.contains(label) ? [] : [.tagged(TextChanged(label))]
    case .untag(let label):
      return tags.contains(label) ? [.untagged(TextChanged(label))] : []
    case .custom(let command): return try decide(command, facts)
    case .reference(let reference):
      try requireReadable()
      return try newReferences([reference], held: references, facts).map { .referenced(seal($0)) }
    case .erase(let reason):
      if Text.trimmed(reason).isEmpty { throw .erasureReasonMissing }
      return isErased ? [] : [.erased(NothingElse())]
    }
  }

  // MARK: Open, with a note that is personal

  private func setAccount(
    _ account: AccountID?, _ role: String?, _ facts: some Facts
  ) throws(ContactRefusal) -> [ContactEvent] {
    try requireAccount(account, facts)
    let role = try optional(role, "role")
    if account == self.account, role == self.role { return [] }
    return [.accountChanged(ContactAccountChanged(account, role: try sealed(role)))]
  }

  private func move(
    to stage: RelationshipStage, _ reason: String?
  ) throws(ContactRefusal) -> [ContactEvent] {
    if stage == relationship { return [] }
    let reason = try optional(reason, "reason")
    // Of an erased person nothing is noted any more, a reason neither.
    if stage == .lost, reason == nil, !isHidden { throw .reasonMissing }
    return [.relationshipMoved(RelationshipMoved(stage, reason: try sealed(reason)))]
  }

  /// A note about the person under the person's key; nil for none.
  private func sealed(_ note: String?) throws(ContactRefusal) -> Personal<TextChanged>? {
    guard let note else { return nil }
    try requireReadable()
    return seal(TextChanged(note))
  }

  // MARK: Personal

  private func rename(_ name: PersonName) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    let name = try checked(name)
    return name == self.name ? [] : [.nameChanged(seal(name))]
  }

  private func setBirthday(
    _ day: Day?, _ facts: some Facts
  ) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    try requireBirthday(day, facts)
    return day == details.birthday ? [] : [.birthdayChanged(seal(BirthdayContent(day)))]
  }

  private func addEmail(
    _ address: String, _ label: String
  ) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    let email = try checked(EmailAddress(address, label: label))
    return try isNew(email, details.emails, Self.emails) ? [.emailAdded(seal(email))] : []
  }

  private func removeEmail(_ address: String) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    let gone = EmailAddress(address)
    guard let held = details.emails.first(where: { $0.isSame(as: gone) }) else {
      throw .unknownEmail(address)
    }
    return [.emailRemoved(seal(held))]
  }

  private func addPhone(
    _ number: String, _ label: String
  ) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    let phone = try checked(PhoneNumber(number, label: label))
    return try isNew(phone, details.phones, Self.phones) ? [.phoneAdded(seal(phone))] : []
  }

  private func removePhone(_ number: String) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    let gone = PhoneNumber(number)
    guard let held = details.phones.first(where: { $0.isSame(as: gone) }) else {
      throw .unknownPhone(number)
    }
    return [.phoneRemoved(seal(held))]
  }

  private func addAddress(_ raw: PostalAddress) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    let address = try checked(raw)
    let isNew = try isNew(address, details.addresses, Self.addresses)
    return isNew ? [.addressAdded(seal(address))] : []
  }

  private func removeAddress(_ raw: PostalAddress) throws(ContactRefusal) -> [ContactEvent] {
    try requireReadable()
    let gone = try checked(raw)
    guard let held = details.addresses.first(where: { $0.isSame(as: gone) }) else {
      throw .unknownAddress(gone.description)
    }
    return [.addressRemoved(seal(held))]
  }

  /// Refuses what is personal once it was erased: its key is gone, nothing can be sealed under it.
  private func requireReadable() throws(ContactRefusal) {
    if isHidden { throw .erased(id) }
  }

  private func seal<Value>(_ value: Value) -> Personal<Value> {
    Personal(value, slot: keySlot)
  }
}
