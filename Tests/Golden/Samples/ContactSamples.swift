import Bytes
import Domain

/// An event of every type that can happen to a contact.
enum ContactSamples {
  static let slot = KeySlot(4_000_000_000)

  static func full() throws -> [ContactEvent] {
    let birthday = try Day(year: 1969, month: 12, day: 24)
    return [
      .created(try created()),
      .nameChanged(Personal(name, slot: slot)),
      .emailAdded(Personal(EmailAddress("hank@globex.example", label: "work"), slot: slot)),
      .emailRemoved(Personal(EmailAddress("hank@globex.example", label: "work"), slot: slot)),
      .phoneAdded(Personal(PhoneNumber("+31 20 123 4567", label: "mobile"), slot: slot)),
      .phoneRemoved(Personal(PhoneNumber("+31 20 123 4567", label: "mobile"), slot: slot)),
      .addressAdded(Personal(address, slot: slot)),
      .addressRemoved(Personal(address, slot: slot)),
      .birthdayChanged(Personal(BirthdayContent(birthday), slot: slot)),
      .accountChanged(ContactAccountChanged(AccountID(9), role: note("buyer"))),
      .relationshipMoved(RelationshipMoved(.lost, reason: note("moved away"))),
      .ownerChanged(IDChanged(UserID(3))),
      .tagged(TextChanged("golf")),
      .untagged(TextChanged("golf")),
      .referenced(Personal(ExternalReference(source: "crm", identifier: "003"), slot: slot)),
      .erased(NothingElse()),
      .merged(IDChanged(ContactID(70_001))),
      .unmerged(NothingElse()),
      .absorbed(try merged()),
      .released(try merged()),
      .distinguished(IDChanged(ContactID(70_002))),
    ] + CustomSamples.full(slot: slot, withLabels: false).map { .custom($0) }
  }

  private static func merged() throws -> ContactMergeValues {
    var values = ContactMergeValues()
    (values.other, values.account, values.owner) = (ContactID(9), AccountID(4), UserID(3))
    (values.relationship, values.cleared, values.tags) = (.lost, [2, 3], ["golf"])
    var person = ContactMergePerson()
    person.details = try created().person.value ?? ContactDetails()
    person.references = [ExternalReference(source: "crm", identifier: "004")]
    person.cleared = [1, 26, 27]
    values.person = Personal(person, slot: slot)
    return values
  }

  private static func note(_ text: String) -> Personal<TextChanged> {
    Personal(TextChanged(text), slot: slot)
  }

  private static let name = PersonName(
    given: "Hank", family: "van Scorpio", middle: "M.", prefix: "Dr.", suffix: "Jr.",
    full: "Dr. Hank M. van Scorpio Jr.")

  private static let address = PostalAddress(
    street: "Dam 1", postalCode: "1012 JS", city: "Amsterdam", region: "Noord-Holland",
    country: "Netherlands", label: "home")

  private static func created() throws -> ContactCreated {
    var details = ContactDetails()
    details.birthday = try Day(year: 1960, month: 2, day: 29)
    details.name = name
    details.role = "chief executive"
    details.source = "trade fair"
    details.lossReason = "retired"
    details.emails = [EmailAddress("hank@globex.example", label: "work"), EmailAddress("h@x.nl")]
    details.phones = [PhoneNumber("+31 20 123 4567", label: "work"), PhoneNumber("112")]
    details.addresses = [address, PostalAddress(city: "Utrecht")]
    var created = ContactCreated()
    created.account = AccountID(9)
    created.owner = UserID(2)
    created.relationship = .lost
    created.person = Personal(details, slot: slot)
    return created
  }
}
