public import Bytes

/// What can happen to a pipeline. Stored form: docs/schema/pipeline.proto.
public enum PipelineEvent: StoredEvent {
  /// The pipeline was set up with its first stages.
  case defined(PipelineDefined)
  /// It goes by another name.
  case renamed(TextChanged)
  /// A stage was added.
  case stageAdded(StageAdded)
  /// A stage has another name, probability or category; the payload is the whole stage.
  case stageChanged(StageDefinition)
  /// No opportunity may come to this stage any more.
  case stageRetired(StageRetired)
  /// The active stages stand in another order.
  case stagesReordered(StagesReordered)
  /// No opportunity may be opened in it any more.
  case retired(NothingElse)
  /// It may be used again.
  case reinstated(NothingElse)
  /// Another system's name for it was noted.
  case referenced(ExternalReference)

  /// The kind of stream these events belong to.
  public static let kind = StreamKind.pipeline

  /// The stored number of the case; never reused.
  public var type: EventType {
    switch self {
    case .defined: EventType(1)
    case .renamed: EventType(2)
    case .stageAdded: EventType(3)
    case .stageChanged: EventType(4)
    case .stageRetired: EventType(5)
    case .stagesReordered: EventType(6)
    case .retired: EventType(7)
    case .reinstated: EventType(8)
    case .referenced: EventType(9)
    }
  }

  /// The case with this number, its fields absent; nil when there is no such case.
  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .defined(PipelineDefined())
    case 2: self = .renamed(TextChanged())
    case 3: self = .stageAdded(StageAdded())
    case 4: self = .stageChanged(StageDefinition())
    case 5: self = .stageRetired(StageRetired())
    case 6: self = .stagesReordered(StagesReordered())
    case 7: self = .retired(NothingElse())
    case 8: self = .reinstated(NothingElse())
    case 9: self = .referenced(ExternalReference())
    default: return nil
    }
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .defined(var fields):
      fields.code(&coder)
      self = .defined(fields)
    case .renamed(var fields):
      fields.code(&coder)
      self = .renamed(fields)
    case .stageAdded(var fields):
      fields.code(&coder)
      self = .stageAdded(fields)
    case .stageChanged(var fields):
      fields.code(&coder)
      self = .stageChanged(fields)
    case .stageRetired(var fields):
      fields.code(&coder)
      self = .stageRetired(fields)
    case .stagesReordered(var fields):
      fields.code(&coder)
      self = .stagesReordered(fields)
    case .retired, .reinstated: break
    case .referenced(var fields):
      fields.code(&coder)
      self = .referenced(fields)
    }
  }
}

/// The pipeline was set up: message `PipelineDefined`.
public struct PipelineDefined: WireMessage {
  /// Its name.
  public var name = ""
  /// Its stages, in order.
  public var stages: [StageDefinition] = []

  /// The message all of whose fields are absent.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &name)
    coder.messages(30, &stages)
  }
}

/// A stage was added: message `PipelineStageAdded`.
public struct StageAdded: WireMessage {
  /// Its place among all stages, retired ones included, counted from 0.
  public var index: UInt32 = 0
  /// The stage.
  public var stage = StageDefinition()

  /// The message all of whose fields are absent.
  public init() {}

  /// The payload that puts this stage at that place.
  public init(_ stage: StageDefinition, at index: Int) {
    self.stage = stage
    self.index = UInt32(index)
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &index)
    coder.message(30, &stage)
  }
}

/// A stage was retired: message `PipelineStageRetired`.
public struct StageRetired: WireMessage {
  /// Its number within the pipeline.
  public var number: UInt32 = 0

  /// The message all of whose fields are absent.
  public init() {}

  /// The payload that retires this stage.
  public init(_ number: UInt32) { self.number = number }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
  }
}

/// The active stages stand in another order: message `PipelineStagesReordered`.
public struct StagesReordered: WireMessage {
  /// The numbers of all active stages, in their new order.
  public var numbers: [UInt32] = []

  /// The message all of whose fields are absent.
  public init() {}

  /// The payload with this order.
  public init(_ numbers: [UInt32]) { self.numbers = numbers }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.numbers(1, &numbers)
  }
}

/// A stage as it is stored: message `Stage`.
public struct StageDefinition: WireMessage {
  /// Its number within the pipeline, from 1; never given to another stage.
  public var number: UInt32 = 0
  /// How likely an opportunity at this stage is won, unless it says otherwise.
  public var probability = Probability.never
  /// How firmly opportunities at this stage are counted on.
  public var category = ForecastCategory.pipeline
  /// Its name.
  public var name = ""

  /// The message all of whose fields are absent.
  public init() {}

  /// The stage with these values.
  public init(
    number: UInt32, name: String, probability: Probability,
    category: ForecastCategory = .pipeline
  ) {
    self.number = number
    self.name = name
    self.probability = probability
    self.category = category
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
    var probability: Probability? = self.probability
    coder.probability(2, &probability)
    self.probability = probability ?? .never
    coder.choice(3, &category, unknown: .pipeline)
    coder.text(20, &name)
  }
}
