extension Contact {
  /// What people see of the contact, in the order it is shown.
  public var fields: [Field] {
    var fields = personalFields
    func add(_ name: String, _ text: String?) {
      if let text { fields.append(Field(name, .text(text))) }
    }
    func addNote(_ name: String, _ text: String?) {
      if isHidden { fields.append(Field(name, .hidden)) } else { add(name, text) }
    }
    if let account { fields.append(Field("account", .reference(account.stream))) }
    addNote("role", role)
    add("relationship", relationship.description)
    if relationship == .lost { addNote("loss-reason", lossReason) }
    addNote("source", source)
    if let owner { fields.append(Field("owner", .reference(owner.stream))) }
    fields += custom.fields
    fields += references.fields
    if let mergedInto { fields.append(Field("merged-into", .reference(mergedInto.stream))) }
    if !absorbed.isEmpty {
      fields.append(Field("merged-from", .list(absorbed.map(\.description))))
    }
    return fields
  }

  /// What is personal, in the order it is shown; when hidden, which of it there was is hidden too.
  private var personalFields: [Field] {
    if isHidden {
      return ["name", "birthday", "emails", "phones", "addresses"].map { Field($0, .hidden) }
    }
    var fields = [Field("name", .text(name.displayName))]
    if !name.prefix.isEmpty { fields.append(Field("name-prefix", .text(name.prefix))) }
    if !name.suffix.isEmpty { fields.append(Field("name-suffix", .text(name.suffix))) }
    if let birthday = details.birthday { fields.append(Field("birthday", .day(birthday))) }
    func add(_ name: String, _ lines: [String]) {
      if !lines.isEmpty { fields.append(Field(name, .list(lines))) }
    }
    add("emails", details.emails.map(\.description))
    add("phones", details.phones.map(\.description))
    add("addresses", details.addresses.map(\.description))
    return fields
  }

  /// The commands that set `field` to the value it had in `older`; nil when it has no such field,
  /// when the field never changes, or when either value is hidden.
  public func restoring(_ field: String, from older: Contact) -> [ContactCommand]? {
    if let commands = restoringCustom(field, from: older) { return commands }
    switch field {
    case "account": return [.setAccount(older.account, role: role)]
    case "relationship":
      return [.moveRelationship(to: older.relationship, reason: older.lossReason)]
    case "owner": return [.assign(older.owner)]
    default: return isHidden || older.isHidden ? nil : restoringPersonal(field, older)
    }
  }

  private func restoringPersonal(_ field: String, _ contact: Contact) -> [ContactCommand]? {
    let older = contact.details
    switch field {
    case "role": return [.setAccount(account, role: older.role)]
    case "loss-reason":
      return [.moveRelationship(to: contact.relationship, reason: older.lossReason)]
    case "name", "name-prefix", "name-suffix": return [.rename(older.name)]
    case "birthday": return [.setBirthday(older.birthday)]
    case "emails":
      return restoring(
        details.emails, to: older.emails, add: { .addEmail($0.address, label: $0.label) },
        remove: { .removeEmail($0.address) })
    case "phones":
      return restoring(
        details.phones, to: older.phones, add: { .addPhone($0.number, label: $0.label) },
        remove: { .removePhone($0.number) })
    case "addresses":
      return restoring(
        details.addresses, to: older.addresses, add: { .addAddress($0) },
        remove: { .removeAddress($0) })
    default: return nil
    }
  }

  /// Removes and adds until the list is the older one; all of it when the order differs, since the
  /// first entry is the primary one.
  private func restoring<Entry: Equatable>(
    _ now: [Entry], to older: [Entry], add: (Entry) -> ContactCommand,
    remove: (Entry) -> ContactCommand
  ) -> [ContactCommand] {
    let kept = now.filter { older.contains($0) }
    guard older.starts(with: kept) else { return now.map(remove) + older.map(add) }
    return now.filter { !older.contains($0) }.map(remove)
      + older.dropFirst(kept.count).map(add)
  }
}
