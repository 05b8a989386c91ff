import Bytes

// What a contact checks before it takes something, one rule a function.

extension Contact {
  /// The most e-mails, phones and addresses each that one contact may have.
  static let entryLimit = 50
  static let emails = "e-mail addresses"
  static let phones = "telephone numbers"
  static let addresses = "postal addresses"

  func create(_ new: NewContact, _ facts: some Facts) throws(ContactRefusal) -> [ContactEvent] {
    if exists { throw .exists(id) }
    var created = ContactCreated()
    try requireAccount(new.account, facts)
    try requireOwner(new.owner, facts)
    (created.account, created.owner, created.relationship) = (
      new.account, new.owner, new.relationship
    )
    let slot = facts.freeKeySlot
    created.person = Personal(try checkedDetails(new, facts), slot: slot)
    let references = try newReferences(new.references, held: [], facts)
    return [.created(created)] + references.map { .referenced(Personal($0, slot: slot)) }
  }

  private func checkedDetails(
    _ new: NewContact, _ facts: some Facts
  ) throws(ContactRefusal) -> ContactDetails {
    var details = ContactDetails()
    details.name = try checked(new.name)
    try requireBirthday(new.birthday, facts)
    details.birthday = new.birthday
    details.role = try optional(new.role, "role")
    details.source = try optional(new.source, "source")
    details.lossReason = try optional(new.lossReason, "reason")
    if new.relationship == .lost, details.lossReason == nil { throw .reasonMissing }
    if new.relationship != .lost, details.lossReason != nil { throw .reasonWithoutLoss }
    for email in new.emails {
      let email = try checked(email)
      if try isNew(email, details.emails, Self.emails) { details.emails.append(email) }
    }
    for phone in new.phones {
      let phone = try checked(phone)
      if try isNew(phone, details.phones, Self.phones) { details.phones.append(phone) }
    }
    for address in new.addresses {
      let address = try checked(address)
      if try isNew(address, details.addresses, Self.addresses) { details.addresses.append(address) }
    }
    return details
  }

  func requireAccount(_ account: AccountID?, _ facts: some Facts) throws(ContactRefusal) {
    guard let account else { return }
    if facts.standing(of: account.stream) == .unknown { throw .unknownAccount(account) }
  }

  func requireBirthday(_ day: Day?, _ facts: some Facts) throws(ContactRefusal) {
    guard let day else { return }
    if day > facts.today { throw .birthdayInFuture(day) }
    if day.year < 1850 { throw .birthdayTooEarly(day) }
  }

  /// Whether an entry is to be added: not when it is there already, refused when it is there under
  /// another label or when there are too many.
  func isNew<Entry: ContactEntry>(
    _ entry: Entry, _ held: [Entry], _ what: String
  ) throws(ContactRefusal) -> Bool {
    if let same = held.first(where: { $0.isSame(as: entry) }) {
      if entry.label.isEmpty || entry.label == same.label { return false }
      throw .heldUnderLabel("\(entry)", label: same.label)
    }
    if held.count >= Self.entryLimit { throw .tooMany(what, limit: Self.entryLimit) }
    return true
  }

  func checked(_ name: PersonName) throws(ContactRefusal) -> PersonName {
    let checked = PersonName(
      given: try part(name.given, "given name", limit: 200),
      family: try part(name.family, "family name", limit: 200),
      middle: try part(name.middle, "middle name", limit: 200),
      prefix: try part(name.prefix, "name prefix", limit: 60),
      suffix: try part(name.suffix, "name suffix", limit: 60),
      full: try part(name.full, "full name"))
    if checked.isEmpty { throw .nameMissing }
    return checked
  }

  func checked(_ email: EmailAddress) throws(ContactRefusal) -> EmailAddress {
    do throws(TextRefusal) {
      let address = try Email(email.address).text
      return EmailAddress(address, label: try Self.label(email.label))
    } catch {
      throw .text(error)
    }
  }

  func checked(_ phone: PhoneNumber) throws(ContactRefusal) -> PhoneNumber {
    do throws(TextRefusal) {
      let number = try Phone(phone.number).text
      return PhoneNumber(number, label: try Self.label(phone.label))
    } catch {
      throw .text(error)
    }
  }

  func checked(_ address: PostalAddress) throws(ContactRefusal) -> PostalAddress {
    let checked = PostalAddress(
      street: try part(address.street, "street"),
      postalCode: try part(address.postalCode, "postal code", limit: 60),
      city: try part(address.city, "city", limit: 200),
      region: try part(address.region, "region", limit: 200),
      country: try part(address.country, "country", limit: 200),
      label: try part(address.label, "label", limit: 60))
    if checked.isEmpty { throw .emptyAddress }
    return checked
  }

  private static func label(_ text: String) throws(TextRefusal) -> String {
    Text.trimmed(text).isEmpty ? "" : try Text.line(text, field: "label", limit: 60)
  }

  /// A line of text that may be missing; blanks alone are as good as nothing.
  func optional(_ text: String?, _ field: String) throws(ContactRefusal) -> String? {
    guard let text, !Text.trimmed(text).isEmpty else { return nil }
    return try line(text, field)
  }

  /// A part of a name or address; empty when it has only blanks.
  private func part(
    _ text: String, _ field: String, limit: Int = 500
  ) throws(ContactRefusal) -> String {
    Text.trimmed(text).isEmpty ? "" : try line(text, field, limit: limit)
  }
}
