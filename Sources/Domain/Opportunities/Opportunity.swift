public import Bytes

/// Whether an opportunity is still to be decided. The numbers stand in checkpoints.
public enum OpportunityStatus: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// Nobody knows yet.
  case open = 1
  /// It became a sale.
  case won = 2
  /// It did not.
  case lost = 3

  public var description: String {
    switch self {
    case .open: "open"
    case .won: "won"
    case .lost: "lost"
    }
  }
}

/// A possible sale, folded from its events.
public struct Opportunity: Customisable {
  /// Its number.
  public let id: OpportunityID
  /// Whether it was entered.
  public private(set) var exists = false
  /// Its name; may be empty.
  public private(set) var name = ""
  /// How it came about.
  public private(set) var source = ""
  /// The pipeline it goes through.
  public private(set) var pipeline = PipelineID(0)
  /// The number of the stage it is in, or was in when it closed.
  public private(set) var stage: UInt32 = 0
  /// Open, won or lost.
  public private(set) var status = OpportunityStatus.open
  /// Who works on it.
  public private(set) var owner = UserID(0)
  /// With whom.
  public private(set) var account: AccountID?
  /// The person to talk to.
  public private(set) var contact: ContactID?
  /// What it is about.
  public private(set) var product: ProductID?
  /// What it may bring, or brought.
  public private(set) var amount: Money?
  /// Its own probability.
  public private(set) var probability: Probability?
  /// The day it is expected to close.
  public private(set) var expectedClose: Day?
  /// When it was opened.
  public private(set) var openedAt: Instant?
  /// When it was won or lost; nil while open.
  public private(set) var closedAt: Instant?
  /// Why it was lost.
  public private(set) var lossReason: String?
  /// Its custom fields and labels.
  public private(set) var custom = CustomState()
  /// What other systems call it.
  public private(set) var references: [ExternalReference] = []

  /// The opportunity before its first event.
  public init(id: OpportunityID) {
    self.id = id
  }

  /// Lets it name what the things it names go on as.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {
    (account, contact) = (account.following(survivor), contact.following(survivor))
  }

  public mutating func evolve(_ event: OpportunityEvent, _ time: EventTime) {
    switch event {
    case .opened(let opened): open(opened, time)
    case .advanced(let entered), .movedBack(let entered): stage = entered.stage
    case .amountRevised(let changed): amount = changed.amount
    case .probabilityRevised(let changed): probability = changed.probability
    case .expectedCloseRevised(let changed): expectedClose = changed.day
    case .ownerChanged(let changed): owner = changed.id ?? owner
    case .productChanged(let changed): product = changed.id
    case .accountChanged(let changed): account = changed.id
    case .contactChanged(let changed): contact = changed.id
    case .renamed(let renamed): name = renamed.text
    case .won(let won):
      amount = won.amount ?? amount
      close(.won, time)
    case .lost(let lost):
      lossReason = lost.text
      close(.lost, time)
    case .reopened(let reopened):
      (status, stage) = (.open, reopened.stage)
      (closedAt, lossReason) = (nil, nil)
    case .referenced(let reference): references.append(reference)
    case .custom(let event): custom.evolve(event)
    }
  }

  private mutating func open(_ opened: OpportunityOpened, _ time: EventTime) {
    exists = true
    (name, source) = (opened.name, opened.source)
    (pipeline, stage, owner) = (opened.pipeline, opened.stage, opened.owner)
    (account, contact, product) = (opened.account, opened.contact, opened.product)
    (amount, probability) = (opened.amount, opened.probability)
    expectedClose = opened.expectedClose
    openedAt = time.undated ? nil : time.occurredAt
  }

  private mutating func close(_ outcome: OpportunityStatus, _ time: EventTime) {
    status = outcome
    closedAt = time.undated ? nil : time.occurredAt
  }

  public var fields: [Field] {
    var fields: [Field] = []
    func add(_ name: String, _ value: FieldValue?) {
      if let value { fields.append(Field(name, value)) }
    }
    add("name", name.isEmpty ? nil : .text(name))
    add("status", .text(status.description))
    add("pipeline", .reference(pipeline.stream))
    add("stage", .number(Int64(stage)))
    add("owner", .reference(owner.stream))
    add("account", account.map { .reference($0.stream) })
    add("contact", contact.map { .reference($0.stream) })
    add("product", product.map { .reference($0.stream) })
    add("amount", amount.map { .money($0) })
    add("probability", probability.map { .probability($0) })
    add("expected-close", expectedClose.map { .day($0) })
    add("source", source.isEmpty ? nil : .text(source))
    add("opened", openedAt.map { .instant($0) })
    add("closed", closedAt.map { .instant($0) })
    add("loss-reason", lossReason.map { .text($0) })
    fields += custom.fields
    for reference in references {
      add("reference-\(reference.source)", .text(reference.identifier))
    }
    return fields
  }

  public func restoring(_ field: String, from older: Opportunity) -> [OpportunityCommand]? {
    if let commands = restoringCustom(field, from: older) { return commands }
    return switch field {
    case "name": [.rename(older.name)]
    case "stage": [.move(to: older.stage)]
    case "owner": [.assign(older.owner)]
    case "account": [.setAccount(older.account)]
    case "contact": [.setContact(older.contact)]
    case "product": [.setProduct(older.product)]
    case "amount": [.reviseAmount(older.amount)]
    case "probability": [.reviseProbability(older.probability)]
    case "expected-close": [.reviseExpectedClose(older.expectedClose)]
    default: nil
    }
  }
}
