/// A sequence of stages that opportunities go through, folded from its events.
public struct Pipeline: Entity {
  /// Its number.
  public let id: PipelineID
  /// Whether it was set up.
  public private(set) var exists = false
  /// Its name.
  public private(set) var name = ""
  /// All its stages in order, retired ones included.
  public private(set) var stages: [Stage] = []
  /// Whether no opportunity may be opened in it any more.
  public private(set) var isRetired = false
  /// What other systems call it.
  public private(set) var references: [ExternalReference] = []

  /// The pipeline before its first event.
  public init(id: PipelineID) {
    self.id = id
  }

  /// Folds one event.
  public mutating func evolve(_ event: PipelineEvent, _ time: EventTime) {
    switch event {
    case .defined(let defined):
      exists = true
      name = defined.name
      stages = defined.stages.map { Stage($0) }
    case .renamed(let renamed): name = renamed.text
    case .stageAdded(let added):
      stages.insert(Stage(added.stage), at: min(Int(added.index), stages.count))
    case .stageChanged(let changed):
      guard let index = index(of: changed.number) else { return }
      stages[index] = Stage(changed, isRetired: stages[index].isRetired)
    case .stageRetired(let retired):
      guard let index = index(of: retired.number) else { return }
      stages[index].isRetired = true
    case .stagesReordered(let order): reorder(order.numbers)
    case .retired: isRetired = true
    case .reinstated: isRetired = false
    case .referenced(let reference): references.append(reference)
    }
  }

  /// Puts the named stages in this order; those not named keep their places.
  private mutating func reorder(_ numbers: [UInt32]) {
    let moved = numbers.compactMap { stage($0) }
    let places = stages.indices.filter { numbers.contains(stages[$0].number) }
    for (place, stage) in zip(places, moved) { stages[place] = stage }
  }

  /// What people see of it, in the order it is shown.
  public var fields: [Field] {
    var fields = [Field("name", .text(name))]
    fields.append(Field("stages", .list(activeStages.map(\.name))))
    if isRetired { fields.append(Field("retired", .flag(true))) }
    for stage in stages {
      let prefix = "stage-\(stage.number)"
      fields.append(Field("\(prefix)-name", .text(stage.name)))
      fields.append(Field("\(prefix)-probability", .probability(stage.probability)))
      fields.append(Field("\(prefix)-category", .text(stage.category.description)))
      if stage.isRetired { fields.append(Field("\(prefix)-retired", .flag(true))) }
    }
    for reference in references {
      fields.append(Field("reference-\(reference.source)", .text(reference.identifier)))
    }
    return fields
  }

  /// The commands that give a field its older value; nil when it cannot be restored.
  public func restoring(_ field: String, from older: Pipeline) -> [PipelineCommand]? {
    switch field {
    case "name": return [.rename(older.name)]
    case "retired": return older.isRetired == isRetired ? [] : [isRetired ? .reinstate : .retire]
    case "stages":
      let active = activeStages.map(\.number)
      let kept = older.stages.map(\.number).filter(active.contains)
      return [.reorder(kept + active.filter { !kept.contains($0) })]
    default: return restoringStage(field, from: older)
    }
  }

  /// The change that gives one value of one stage its older form, as in `stage-2-probability`.
  private func restoringStage(_ field: String, from older: Pipeline) -> [PipelineCommand]? {
    let parts = field.split(separator: "-")
    guard parts.count == 3, parts[0] == "stage", let number = UInt32(parts[1]),
      stage(number) != nil, let stage = older.stage(number)
    else { return nil }
    switch parts[2] {
    case "name": return [.changeStage(number, name: stage.name)]
    case "probability": return [.changeStage(number, probability: stage.probability)]
    case "category": return [.changeStage(number, category: stage.category)]
    default: return nil
    }
  }
}

extension Pipeline {
  /// One step of a pipeline.
  public struct Stage: Equatable, Sendable {
    /// Its number within the pipeline, dense from 1; stays when the order changes.
    public let number: UInt32
    /// Its name.
    public let name: String
    /// How likely an opportunity at this stage is won, unless it says otherwise.
    public let probability: Probability
    /// How firmly opportunities at this stage are counted on.
    public let category: ForecastCategory
    /// Whether no opportunity may come to it any more.
    public internal(set) var isRetired: Bool

    /// The stage as it was stored.
    init(_ definition: StageDefinition, isRetired: Bool = false) {
      number = definition.number
      name = definition.name
      probability = definition.probability
      category = definition.category
      self.isRetired = isRetired
    }

    /// The stage as it is stored.
    var definition: StageDefinition {
      StageDefinition(number: number, name: name, probability: probability, category: category)
    }
  }
}

// MARK: - Finding stages

extension Pipeline {
  /// The stages that opportunities may come to, in order.
  public var activeStages: [Stage] { stages.filter { !$0.isRetired } }

  /// The stage where opportunities start: the first active one; nil before the pipeline exists.
  public var firstStage: Stage? { stages.first { !$0.isRetired } }

  /// The stage of this number, retired or not; nil when there is none.
  public func stage(_ number: UInt32) -> Stage? {
    stages.first { $0.number == number }
  }

  /// The place of a stage among all stages, from 0, retired ones included; nil when there is none.
  public func index(of number: UInt32) -> Int? {
    stages.firstIndex { $0.number == number }
  }

  /// The active stage of this name, whatever the case of its letters; nil when there is none.
  public func stage(named name: String) -> Stage? {
    let wanted = name.lowercased()
    return stages.first { !$0.isRetired && $0.name.lowercased() == wanted }
  }
}
