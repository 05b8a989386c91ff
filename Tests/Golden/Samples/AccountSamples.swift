import Bytes
import Domain

/// An event of every type that can happen to an account.
enum AccountSamples {
  static func full() throws -> [AccountEvent] {
    var changed = AccountDetailsChanged()
    changed.details = try details()
    changed.cleared = [3, 4, 5, 21, 300]
    return [
      .created(try created()),
      .renamed(TextChanged("Globex Corporation")),
      .detailsChanged(changed),
      .ownerChanged(IDChanged(UserID(12))),
      .parentChanged(IDChanged(AccountID(70_000))),
      .tagged(TextChanged("key account")),
      .untagged(TextChanged("key account")),
      .referenced(ExternalReference(source: "erp", identifier: "D-4711")),
      .merged(IDChanged(AccountID(70_001))),
      .unmerged(NothingElse()),
      .absorbed(try merged()),
      .released(try merged()),
      .distinguished(IDChanged(AccountID(70_002))),
    ] + CustomSamples.full(withLabels: false).map { .custom($0) }
  }

  private static func merged() throws -> AccountMergeValues {
    var values = AccountMergeValues()
    (values.other, values.owner, values.parent) = (AccountID(9), UserID(3), AccountID(70_000))
    values.name = "Globex Ltd"
    values.details = try details()
    (values.cleared, values.tags) = ([2, 7, 21], ["key account", "north"])
    values.references = [ExternalReference(source: "erp", identifier: "D-4712")]
    return values
  }

  private static func created() throws -> AccountCreated {
    var created = AccountCreated()
    created.owner = UserID(12)
    created.parent = AccountID(200)
    created.name = "Globex"
    created.details = try details()
    return created
  }

  private static func details() throws -> AccountDetails {
    var details = AccountDetails()
    details.annualRevenue = try Money("-1100.0425", .usDollar)
    details.employees = 5_000_000_000
    details.founded = 1989
    details.industry = "software"
    details.website = "https://globex.example"
    details.phone = "+31 20 123 4567"
    details.street = "Dam 1"
    details.postalCode = "1012 JS"
    details.city = "Amsterdam"
    details.region = "Noord-Holland"
    details.country = "日本"
    return details
  }
}
