import Bytes
import Domain

/// An event of every type that can happen to a lead.
enum LeadSamples {
  static let slot = KeySlot(4_000_000_001)

  static func full() throws -> [LeadEvent] {
    var changed = LeadDetailsChanged()
    changed.details.firstContact = try Day(year: 2018, month: 2, day: 1)
    changed.details.score = 0
    changed.details.revenue = try Money("0", .euro)
    changed.details.segment = "pets"
    changed.cleared = [20, 26]
    return [
      .captured(try captured()),
      .personChanged(Personal(person, slot: slot)),
      .detailsChanged(changed),
      .statusChanged(
        LeadStatusChanged(
          .disqualified, reason: Personal(TextChanged("moved away"), slot: slot))),
      .ownerChanged(IDChanged(UserID(3))),
      .qualifierChanged(IDChanged(UserID(4))),
      .converted(
        LeadConverted(
          account: AccountID(9), contact: ContactID(77), opportunity: OpportunityID(88))),
      .referenced(Personal(ExternalReference(source: "olist", identifier: "dac3"), slot: slot)),
      .erased(NothingElse()),
    ] + CustomSamples.full(slot: slot).map { .custom($0) }
  }

  private static var person: LeadPerson {
    var person = LeadPerson()
    person.name = PersonName(
      given: "Hank", family: "van Scorpio", middle: "M.", prefix: "Dr.", suffix: "Jr.",
      full: "Dr. Hank M. van Scorpio Jr.")
    person.company = "Globex"
    person.email = "hank@globex.example"
    person.phone = "+31 20 123 4567"
    return person
  }

  private static func captured() throws -> LeadCaptured {
    var captured = LeadCaptured()
    captured.owner = UserID(2)
    captured.qualifier = UserID(300)
    captured.details.firstContact = try Day(year: 1969, month: 12, day: 24)
    captured.details.score = 75
    captured.details.revenue = try Money("50000000", .euro)
    captured.details.source = "organic search"
    captured.details.campaign = "spring"
    captured.details.landingPage = "b76e"
    captured.details.segment = "home decor"
    captured.details.type = "online, large"
    captured.details.businessType = "reseller"
    captured.details.profile = "cat"
    captured.status = .qualified
    captured.person = Personal(person, slot: slot)
    return captured
  }
}
