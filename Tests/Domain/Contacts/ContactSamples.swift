import Bytes
import Domain
import Testing

/// A sample of one type of event with its stored bytes, which never change.
struct ContactSample: Sendable, CustomTestStringConvertible {
  let event: ContactEvent
  /// The open fields, hexadecimal.
  let payload: String
  /// The content of the box, hexadecimal.
  let box: String

  init(_ event: ContactEvent, _ payload: String, _ box: String = "") {
    self.event = event
    self.payload = payload
    self.box = box
  }

  var testDescription: String { "type \(event.type.number)" }
}

/// One sample of every type, in the order of their numbers; the bytes were encoded by `protoc` from
/// docs/schema/contact.proto.
enum ContactSamples {
  static func all() throws -> [ContactSample] {
    [
      ContactSample(
        .created(try created()),
        "08ac0210021806d00507",
        "08fe39a20104416e6e61aa010876616e2044696a6bb201024d2eba010344722ec201024d44ca0101"
          + "41d201054275796572da010466616972e201056d6f766564f20109a201066140622e6e6cf20110a201066340642e6e6caa0104686f6d65fa0106a201033131"
          + "32820208b2010544656c6674"),
      ContactSample(
        .nameChanged(box(PersonName(given: "Zoë", family: "Bos"))),
        "d00507",
        "a201045a6fc3abaa0103426f73"),
      ContactSample(
        .emailAdded(box(EmailAddress("a@b.nl", label: "work"))),
        "d00507",
        "a201066140622e6e6caa0104776f726b"),
      ContactSample(
        .emailRemoved(box(EmailAddress("a@b.nl"))),
        "d00507",
        "a201066140622e6e6c"),
      ContactSample(
        .phoneAdded(box(PhoneNumber("112", label: "work"))),
        "d00507",
        "a20103313132aa0104776f726b"),
      ContactSample(
        .phoneRemoved(box(PhoneNumber("112"))),
        "d00507",
        "a20103313132"),
      ContactSample(
        .addressAdded(box(dam)),
        "d00507",
        "a2010544616d2031aa010731303132204a53b20109416d7374657264616dba01024e48c201024e4c"
          + "ca0104686f6d65"),
      ContactSample(
        .addressRemoved(box(PostalAddress(city: "Delft"))),
        "d00507",
        "b2010544656c6674"),
      ContactSample(
        .birthdayChanged(box(BirthdayContent(try Day("1969-12-31")))),
        "d00507",
        "0801"),
      ContactSample(
        .accountChanged(ContactAccountChanged(AccountID(3), role: box(TextChanged("Buyer")))),
        "0803d00507",
        "a201054275796572"),
      ContactSample(
        .relationshipMoved(RelationshipMoved(.lost, reason: box(TextChanged("moved")))),
        "0806d00507",
        "a201056d6f766564"),
      ContactSample(
        .ownerChanged(IDChanged(UserID(2))),
        "0802"),
      ContactSample(
        .tagged(TextChanged("vip")),
        "a20103766970"),
      ContactSample(
        .untagged(TextChanged("vip")),
        "a20103766970"),
      ContactSample(
        .referenced(box(ExternalReference(source: "erp", identifier: "77"))),
        "d00507",
        "a20103657270aa01023737"),
      ContactSample(.erased(NothingElse()), ""),
    ]
  }

  private static func box<Value>(_ value: Value) -> Personal<Value> {
    Personal(value, slot: KeySlot(7))
  }

  private static let dam = PostalAddress(
    street: "Dam 1", postalCode: "1012 JS", city: "Amsterdam", region: "NH", country: "NL",
    label: "home")

  private static func created() throws -> ContactCreated {
    var created = ContactCreated()
    (created.account, created.owner, created.relationship) = (AccountID(300), UserID(2), .lost)
    var details = ContactDetails()
    (details.role, details.source, details.lossReason) = ("Buyer", "fair", "moved")
    details.birthday = try Day("1980-02-29")
    details.name = PersonName(
      given: "Anna", family: "van Dijk", middle: "M.", prefix: "Dr.", suffix: "MD", full: "A")
    details.emails = [EmailAddress("a@b.nl"), EmailAddress("c@d.nl", label: "home")]
    details.phones = [PhoneNumber("112")]
    details.addresses = [PostalAddress(city: "Delft")]
    created.person = box(details)
    return created
  }
}
