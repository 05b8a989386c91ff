public import Bytes
public import Domain

/// Every opportunity as plain numbers: what pipelines, outcomes and forecasts are computed from.
public struct Opportunities: AliasedModel {
  public static let name = "opportunities"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.opportunity)

  /// One row an opportunity.
  public private(set) var rows = EntityRows<OpportunityID, OpportunityRow>()

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let number = event.header.stream.number
    let time = event.time
    switch event.header.type {
    case .opportunityAdvanced, .opportunityMovedBack:
      let entered = try event.numbers(of: StageEntered.self)
      rows.change(number) { $0.enter(entered.stage, time) }
    case .opportunityAmountRevised:
      let changed = try event.numbers(of: MoneyChanged.self)
      rows.change(number) { $0.amount = changed.amount }
    case .opportunityProbabilityRevised:
      let changed = try event.numbers(of: ProbabilityChanged.self)
      rows.change(number) { $0.probability = changed.probability }
    case .opportunityExpectedCloseRevised:
      let changed = try event.numbers(of: DayChanged.self)
      rows.change(number) { $0.expectedClose = changed.day }
    default:
      guard let what = try event.numbers(as: OpportunityEvent.self) else { return }
      rows.change(number) { $0.apply(what, time) }
    }
  }

  /// Lets rows be read with merges resolved.
  public mutating func resolve(_ aliases: Aliases) { rows.resolve(aliases) }
  /// The streams whose rows name what was merged.
  public func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    rows.namingMerged(aliases)
  }

  public mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  public mutating func code(_ coder: inout ColumnCoder) { rows.code(&coder) }
}

/// An opportunity without its texts.
public struct OpportunityRow: ColumnRow, Equatable, Sendable {
  /// Open, won or lost; nil when the number was never used.
  public var status: OpportunityStatus?
  /// The pipeline it goes through.
  public var pipeline: PipelineID?
  /// The stage it is in, or was in when it closed.
  public var stage: UInt32 = 0
  /// The stages it was ever in: bit n − 1 for stage n, stages above 64 not noted.
  public var stagesReached: UInt64 = 0
  /// Who works on it.
  public var owner: UserID?
  /// With whom.
  public var account: AccountID?
  /// The person to talk to.
  public var contact: ContactID?
  /// What it is about.
  public var product: ProductID?
  /// What it may bring, or brought.
  public var amount: Money?
  /// Its own probability.
  public var probability: Probability?
  /// The day it is expected to close.
  public var expectedClose: Day?
  /// When it was opened; nil when nobody knows.
  public var openedAt: Instant?
  /// Since when it is in its stage; nil when nobody knows.
  public var stageSince: Instant?
  /// When it was won or lost; nil while it is open.
  public var closedAt: Instant?

  public init() {}

  /// Folds one event; for models of other rooms that follow opportunities as this one does.
  public mutating func apply(_ event: OpportunityEvent, _ time: EventTime) {
    switch event {
    case .opened(let opened): open(opened, time)
    case .advanced(let entered), .movedBack(let entered): enter(entered.stage, time)
    case .amountRevised(let changed): amount = changed.amount
    case .probabilityRevised(let changed): probability = changed.probability
    case .expectedCloseRevised(let changed): expectedClose = changed.day
    case .ownerChanged(let changed): owner = changed.id ?? owner
    case .productChanged(let changed): product = changed.id
    case .accountChanged(let changed): account = changed.id
    case .contactChanged(let changed): contact = changed.id
    case .won(let won):
      amount = won.amount ?? amount
      (status, closedAt) = (.won, time.known)
    case .lost: (status, closedAt) = (.lost, time.known)
    case .reopened(let reopened):
      (status, closedAt) = (.open, nil)
      enter(reopened.stage, time)
    case .renamed, .referenced, .custom: break
    }
  }

  private mutating func open(_ opened: OpportunityOpened, _ time: EventTime) {
    status = .open
    (pipeline, owner) = (opened.pipeline, opened.owner)
    (account, contact, product) = (opened.account, opened.contact, opened.product)
    (amount, probability) = (opened.amount, opened.probability)
    expectedClose = opened.expectedClose
    openedAt = time.known
    enter(opened.stage, time)
  }

  mutating func enter(_ number: UInt32, _ time: EventTime) {
    stage = number
    stageSince = time.known
    if (1...64).contains(number) { stagesReached |= 1 << UInt64(number - 1) }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    var code = status?.rawValue ?? 0
    coder.number(&code)
    status = OpportunityStatus(rawValue: code)
    coder.id(&pipeline)
    coder.number(&stage)
    coder.number(&stagesReached)
    coder.id(&owner)
    coder.id(&account)
    coder.id(&contact)
    coder.id(&product)
    coder.money(&amount)
    coder.probability(&probability)
    coder.day(&expectedClose)
    coder.instant(&openedAt)
    coder.instant(&stageSince)
    coder.instant(&closedAt)
  }
}

// The commonest events are read without being made; the numbers stand in OpportunityEvent.swift.
extension EventType {
  fileprivate static let opportunityAdvanced = OpportunityEvent.advanced(StageEntered()).type
  fileprivate static let opportunityMovedBack = OpportunityEvent.movedBack(StageEntered()).type
  fileprivate static let opportunityAmountRevised =
    OpportunityEvent.amountRevised(MoneyChanged()).type
  fileprivate static let opportunityProbabilityRevised =
    OpportunityEvent.probabilityRevised(ProbabilityChanged()).type
  fileprivate static let opportunityExpectedCloseRevised =
    OpportunityEvent.expectedCloseRevised(DayChanged()).type
}

extension EventTime {
  /// When it happened; nil when nobody knows.
  var known: Instant? { undated ? nil : occurredAt }
}
