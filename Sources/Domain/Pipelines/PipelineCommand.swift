/// What people may ask of a pipeline.
public enum PipelineCommand: Equatable, Sendable {
  /// Set up a new pipeline with its stages in order.
  case define(NewPipeline)
  /// Give it another name.
  case rename(String)
  /// Add a stage right after the stage of this number; at the end when nil.
  case addStage(NewStage, after: UInt32?)
  /// Change a stage; what is nil stays as it is.
  case changeStage(
    UInt32, name: String? = nil, probability: Probability? = nil,
    category: ForecastCategory? = nil)
  /// Let no opportunity come to the stage of this number any more.
  case retireStage(UInt32)
  /// Put the active stages, all of them, in this order.
  case reorder([UInt32])
  /// Let no opportunity be opened in it any more.
  case retire
  /// Let it be used again.
  case reinstate
  /// Note another system's name for it.
  case reference(ExternalReference)
}

/// What a new pipeline starts with.
public struct NewPipeline: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// Its stages, in order; 1 to 50.
  public var stages: [NewStage]
  /// What other systems call it.
  public var references: [ExternalReference]

  /// A new pipeline of this name with these stages.
  public init(name: String, stages: [NewStage], references: [ExternalReference] = []) {
    self.name = name
    self.stages = stages
    self.references = references
  }
}

/// A stage to be.
public struct NewStage: Equatable, Sendable {
  /// Its name, unique among the active stages of the pipeline whatever the case of its letters.
  public var name: String
  /// How likely an opportunity at this stage is won, unless it says otherwise.
  public var probability: Probability
  /// How firmly opportunities at this stage are counted on.
  public var category: ForecastCategory

  /// A stage of this name.
  public init(name: String, probability: Probability, category: ForecastCategory = .pipeline) {
    self.name = name
    self.probability = probability
    self.category = category
  }
}

/// Why a pipeline says no.
public enum PipelineRefusal: ReferringRefusal {
  /// There is no such pipeline.
  case unknown(PipelineID)
  /// It is there already.
  case exists(PipelineID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// It would have no stage.
  case noStages
  /// It would have more active stages than this.
  case tooManyStages(limit: Int)
  /// Another active stage has that name.
  case stageNameTaken(String)
  /// It has no stage of this number.
  case unknownStage(UInt32)
  /// The stage was retired.
  case retiredStage(UInt32)
  /// The stage is the only one left.
  case lastStage(UInt32)
  /// The new order does not name every active stage once.
  case incompleteOrder
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no pipeline \(id)"
    case .exists(let id): "pipeline \(id) exists already"
    case .text(let refusal): refusal.description
    case .noStages: "a pipeline needs at least one stage"
    case .tooManyStages(let limit): "a pipeline has at most \(limit) stages"
    case .stageNameTaken(let name): "the pipeline has a stage '\(name)' already"
    case .unknownStage(let number): "the pipeline has no stage \(number)"
    case .retiredStage(let number): "stage \(number) is retired"
    case .lastStage(let number): "stage \(number) is the last one and cannot be retired"
    case .incompleteOrder: "the new order must name every active stage exactly once"
    case .reference(let refusal): refusal.description
    }
  }
}
