public import Bytes

/// What can happen to an opportunity. Stored form: docs/schema/opportunity.proto.
public enum OpportunityEvent: CustomisedEvent {
  /// It was entered into a pipeline.
  case opened(OpportunityOpened)
  /// It went on to a later stage.
  case advanced(StageEntered)
  /// It fell back to an earlier stage.
  case movedBack(StageEntered)
  /// Its amount was set; to none when nil.
  case amountRevised(MoneyChanged)
  /// Its own probability was set; back to that of its stage when nil.
  case probabilityRevised(ProbabilityChanged)
  /// The day it is expected to close was set; to none when nil.
  case expectedCloseRevised(DayChanged)
  /// Somebody else works on it.
  case ownerChanged(IDChanged<UserID>)
  /// It is about another product; about none when nil.
  case productChanged(IDChanged<ProductID>)
  /// It is with another account; with none when nil.
  case accountChanged(IDChanged<AccountID>)
  /// Another person is the one to talk to; nobody when nil.
  case contactChanged(IDChanged<ContactID>)
  /// It goes by another name.
  case renamed(TextChanged)
  /// It was won, for this amount; for the amount it had when nil.
  case won(MoneyChanged)
  /// It was lost, for this reason.
  case lost(TextChanged)
  /// It is open again, in this stage.
  case reopened(StageEntered)
  /// Another system's name for it was noted.
  case referenced(ExternalReference)
  /// Custom fields or labels are others.
  case custom(CustomEvent)

  public static let kind = StreamKind.opportunity

  public var type: EventType {
    switch self {
    case .opened: EventType(1)
    case .advanced: EventType(2)
    case .movedBack: EventType(3)
    case .amountRevised: EventType(4)
    case .probabilityRevised: EventType(5)
    case .expectedCloseRevised: EventType(6)
    case .ownerChanged: EventType(7)
    case .productChanged: EventType(8)
    case .accountChanged: EventType(9)
    case .contactChanged: EventType(10)
    case .renamed: EventType(11)
    case .won: EventType(12)
    case .lost: EventType(13)
    case .reopened: EventType(14)
    case .referenced: EventType(15)
    case .custom(let event): event.type
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .opened(OpportunityOpened())
    case 2: self = .advanced(StageEntered())
    case 3: self = .movedBack(StageEntered())
    case 4: self = .amountRevised(MoneyChanged())
    case 5: self = .probabilityRevised(ProbabilityChanged())
    case 6: self = .expectedCloseRevised(DayChanged())
    case 7: self = .ownerChanged(IDChanged())
    case 8: self = .productChanged(IDChanged())
    case 9: self = .accountChanged(IDChanged())
    case 10: self = .contactChanged(IDChanged())
    case 11: self = .renamed(TextChanged())
    case 12: self = .won(MoneyChanged())
    case 13: self = .lost(TextChanged())
    case 14: self = .reopened(StageEntered())
    case 15: self = .referenced(ExternalReference())
    default:
      guard let event = CustomEvent(blank: type) else { return nil }
      self = .custom(event)
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .opened(var fields): self = .opened(coder.coded(&fields))
    case .advanced(var fields): self = .advanced(coder.coded(&fields))
    case .movedBack(var fields): self = .movedBack(coder.coded(&fields))
    case .amountRevised(var fields): self = .amountRevised(coder.coded(&fields))
    case .probabilityRevised(var fields): self = .probabilityRevised(coder.coded(&fields))
    case .expectedCloseRevised(var fields): self = .expectedCloseRevised(coder.coded(&fields))
    case .ownerChanged(var fields): self = .ownerChanged(coder.coded(&fields))
    case .productChanged(var fields): self = .productChanged(coder.coded(&fields))
    case .accountChanged(var fields): self = .accountChanged(coder.coded(&fields))
    case .contactChanged(var fields): self = .contactChanged(coder.coded(&fields))
    case .renamed(var fields): self = .renamed(coder.coded(&fields))
    case .won(var fields): self = .won(coder.coded(&fields))
    case .lost(var fields): self = .lost(coder.coded(&fields))
    case .reopened(var fields): self = .reopened(coder.coded(&fields))
    case .referenced(var fields): self = .referenced(coder.coded(&fields))
    case .custom(var event): self = .custom(event.coded(&coder))
    }
  }
}

/// It was entered into a pipeline: message `OpportunityOpened`.
public struct OpportunityOpened: WireMessage {
  /// The pipeline it goes through.
  public var pipeline = PipelineID(0)
  /// The number of the stage it starts in.
  public var stage: UInt32 = 0
  /// Who works on it.
  public var owner = UserID(0)
  /// With whom; nil when not known.
  public var account: AccountID?
  /// The person to talk to; nil when not known.
  public var contact: ContactID?
  /// What it is about; nil when not said.
  public var product: ProductID?
  /// What it may bring; nil when not known.
  public var amount: Money?
  /// Its own probability; nil for that of its stage.
  public var probability: Probability?
  /// The day it is expected to close; nil when not said.
  public var expectedClose: Day?
  /// Its name.
  public var name = ""
  /// How it came about.
  public var source = ""

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &pipeline)
    coder.number(2, &stage)
    coder.id(3, &owner)
    coder.id(4, &account)
    coder.id(5, &contact)
    coder.id(6, &product)
    coder.money(7, &amount)
    coder.probability(8, &probability)
    coder.day(9, &expectedClose)
    coder.text(20, &name)
    coder.text(21, &source)
  }
}

/// A stage was entered: in `OpportunityAdvanced`, `OpportunityMovedBack` and others.
public struct StageEntered: WireMessage {
  /// The number of the stage within the pipeline.
  public var stage: UInt32 = 0

  public init() {}

  /// The payload with this stage.
  public init(_ stage: UInt32) { self.stage = stage }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &stage)
  }
}
