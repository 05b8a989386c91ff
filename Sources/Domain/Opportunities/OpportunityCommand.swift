/// What people may ask of an opportunity.
public enum OpportunityCommand: CustomisedCommand, Equatable, Sendable {
  /// Enter a new one.
  case open(NewOpportunity)
  /// Move it to a later stage; to the next when nil.
  case advance(to: UInt32?)
  /// Move it to an earlier stage.
  case moveBack(to: UInt32)
  /// Move it to this stage, whichever way that is.
  case move(to: UInt32)
  /// Set its amount, or take it away.
  case reviseAmount(Money?)
  /// Set its own probability, or go by that of its stage.
  case reviseProbability(Probability?)
  /// Set the day it is expected to close, or take it away.
  case reviseExpectedClose(Day?)
  /// Let somebody else work on it.
  case assign(UserID)
  /// Say what it is about.
  case setProduct(ProductID?)
  /// Say with whom.
  case setAccount(AccountID?)
  /// Say whom to talk to.
  case setContact(ContactID?)
  /// Give it another name.
  case rename(String)
  /// It was won, for this amount; for the amount it has when nil.
  case win(Money?)
  /// It was lost, for this reason.
  case lose(reason: String)
  /// It is open again, in this stage; in the one it was in when nil.
  case reopen(stage: UInt32?)
  /// Note another system's name for it.
  case reference(ExternalReference)
  /// Do something with custom fields or labels.
  case custom(CustomCommand)
}

/// What a new opportunity starts with.
public struct NewOpportunity: Equatable, Sendable {
  /// Its name; made of product and account by whoever shows it when empty.
  public var name = ""
  /// The pipeline it goes through.
  public var pipeline: PipelineID
  /// The number of the stage it starts in; the first when nil.
  public var stage: UInt32?
  /// Who works on it; the actor when nil.
  public var owner: UserID?
  /// With whom.
  public var account: AccountID?
  /// The person to talk to.
  public var contact: ContactID?
  /// What it is about.
  public var product: ProductID?
  /// What it may bring.
  public var amount: Money?
  /// Its own probability.
  public var probability: Probability?
  /// The day it is expected to close.
  public var expectedClose: Day?
  /// How it came about.
  public var source = ""
  /// What other systems call it.
  public var references: [ExternalReference] = []

  /// A new opportunity in this pipeline.
  public init(pipeline: PipelineID) {
    self.pipeline = pipeline
  }
}

/// Why an opportunity says no.
public enum OpportunityRefusal: CustomisedRefusal, CommonRefusal {
  /// There is no such opportunity.
  case unknown(OpportunityID)
  /// It is there already.
  case exists(OpportunityID)
  /// It was won or lost, and only an open one can be changed so.
  case notOpen(OpportunityID, OpportunityStatus)
  /// It is open, and only a closed one can be reopened.
  case stillOpen(OpportunityID)
  /// There is no such pipeline, or it is retired.
  case pipeline(PipelineID)
  /// The pipeline has no such stage, or the stage is retired.
  case stage(UInt32, PipelineID)
  /// There is no stage after the one it is in.
  case lastStage(String)
  /// The stage is not a later one.
  case notLater(from: String, to: String)
  /// The stage is not an earlier one.
  case notEarlier(from: String, to: String)
  /// The thing it should be linked to does not exist.
  case unknownLink(String)
  /// The product is no longer sold.
  case retiredProduct(ProductID)
  /// The amount is below zero.
  case negativeAmount(Money)
  /// A loss needs a reason.
  case reasonMissing
  /// A text cannot be taken.
  case text(TextRefusal)
  /// The owner does not exist or may not own anything.
  case owner(OwnerRefusal)
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)
  /// Custom fields or labels say no.
  case custom(CustomRefusal)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no opportunity \(id)"
    case .exists(let id): "opportunity \(id) exists already"
    case .notOpen(let id, let status): "opportunity \(id) is \(status): reopen it first"
    case .stillOpen(let id): "opportunity \(id) is open already"
    case .pipeline(let id): "there is no pipeline \(id) in use"
    case .stage(let stage, let id): "pipeline \(id) has no stage \(stage) in use"
    case .lastStage(let name): "'\(name)' is the last stage: win or lose the opportunity instead"
    case .notLater(let from, let to): "'\(to)' does not come after '\(from)': use move-back"
    case .notEarlier(let from, let to): "'\(to)' does not come before '\(from)': use advance"
    case .unknownLink(let text): "there is no \(text)"
    case .retiredProduct(let id): "product \(id) is no longer sold"
    case .negativeAmount(let amount): "the amount cannot be below zero: \(amount)"
    case .reasonMissing: "a lost opportunity needs a reason"
    case .text(let refusal): refusal.description
    case .owner(let refusal): refusal.description
    case .reference(let refusal): refusal.description
    case .custom(let refusal): refusal.description
    }
  }
}
