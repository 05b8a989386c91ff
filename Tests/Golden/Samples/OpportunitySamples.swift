import Bytes
import Domain

/// An event of every type that can happen to an opportunity.
enum OpportunitySamples {
  static func full() throws -> [OpportunityEvent] {
    [
      .opened(try opened()),
      .advanced(StageEntered(3)),
      .movedBack(StageEntered(200)),
      .amountRevised(MoneyChanged(try Money("1234567.89", .euro))),
      .probabilityRevised(ProbabilityChanged(.certain)),
      .expectedCloseRevised(DayChanged(try Day(year: 2026, month: 3, day: 31))),
      .ownerChanged(IDChanged(UserID(8))),
      .productChanged(IDChanged(ProductID(6))),
      .accountChanged(IDChanged(AccountID(1_042))),
      .contactChanged(IDChanged(ContactID(77))),
      .renamed(TextChanged("Hammocks for Globex")),
      .won(MoneyChanged(try Money("1100.5", .usDollar))),
      .lost(TextChanged("price")),
      .reopened(StageEntered(2)),
      .referenced(ExternalReference(source: "maven", identifier: "1C1I7A6R")),
    ] + CustomSamples.full().map { .custom($0) }
  }

  private static func opened() throws -> OpportunityOpened {
    var opened = OpportunityOpened()
    opened.pipeline = PipelineID(1)
    opened.stage = 2
    opened.owner = UserID(4)
    opened.account = AccountID(1_042)
    opened.contact = ContactID(77)
    opened.product = ProductID(5)
    opened.amount = try Money("12000", .euro)
    opened.probability = .never
    opened.expectedClose = try Day(year: 1970, month: 1, day: 1)
    opened.name = "Hammocks"
    opened.source = "web"
    return opened
  }
}
