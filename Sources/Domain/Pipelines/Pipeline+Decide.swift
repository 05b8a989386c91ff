extension Pipeline {
  /// The most active stages a pipeline may have.
  public static let stageLimit = 50

  /// What happens when the command is carried out; nothing when it changes nothing.
  public func decide(
    _ command: PipelineCommand, _ facts: some Facts
  ) throws(PipelineRefusal) -> [PipelineEvent] {
    if case .define(let new) = command { return try define(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .define: throw .exists(id)
    case .rename(let text):
      let text = try line(text, "name")
      return text == name ? [] : [.renamed(TextChanged(text))]
    case .addStage(let new, let previous): return try addStage(new, after: previous)
    case .changeStage(let number, let name, let probability, let category):
      return try changeStage(number, name, probability, category)
    case .retireStage(let number): return try retireStage(number)
    case .reorder(let numbers): return try reordered(numbers)
    case .retire: return isRetired ? [] : [.retired(NothingElse())]
    case .reinstate: return isRetired ? [.reinstated(NothingElse())] : []
    case .reference(let reference):
      return try newReferences([reference], held: references, facts).map { .referenced($0) }
    }
  }

  private func define(
    _ new: NewPipeline, _ facts: some Facts
  ) throws(PipelineRefusal) -> [PipelineEvent] {
    if exists { throw .exists(id) }
    if new.stages.isEmpty { throw .noStages }
    if new.stages.count > Pipeline.stageLimit {
      throw .tooManyStages(limit: Pipeline.stageLimit)
    }
    var defined = PipelineDefined()
    defined.name = try line(new.name, "name")
    var names: Set<String> = []
    for (index, stage) in new.stages.enumerated() {
      let name = try line(stage.name, "name of the stage", limit: 100)
      guard names.insert(name.lowercased()).inserted else { throw .stageNameTaken(name) }
      defined.stages.append(
        StageDefinition(
          number: UInt32(index + 1), name: name, probability: stage.probability,
          category: stage.category))
    }
    let references = try newReferences(new.references, held: [], facts)
    return [.defined(defined)] + references.map { .referenced($0) }
  }

  private func addStage(
    _ new: NewStage, after previous: UInt32?
  ) throws(PipelineRefusal) -> [PipelineEvent] {
    var place = stages.count
    if let previous {
      guard let index = index(of: previous) else { throw .unknownStage(previous) }
      place = index + 1
    }
    let name = try line(new.name, "name of the stage", limit: 100)
    if let same = stage(named: name) {
      let isSame = same.probability == new.probability && same.category == new.category
      if isSame, same.name == name { return [] }
      throw .stageNameTaken(same.name)
    }
    if activeStages.count >= Pipeline.stageLimit {
      throw .tooManyStages(limit: Pipeline.stageLimit)
    }
    let stage = StageDefinition(
      number: UInt32(stages.count + 1), name: name, probability: new.probability,
      category: new.category)
    return [.stageAdded(StageAdded(stage, at: place))]
  }

  private func changeStage(
    _ number: UInt32, _ name: String?, _ probability: Probability?, _ category: ForecastCategory?
  ) throws(PipelineRefusal) -> [PipelineEvent] {
    let stage = try activeStage(number)
    var definition = stage.definition
    if let name {
      definition.name = try line(name, "name of the stage", limit: 100)
      if let other = self.stage(named: definition.name), other.number != number {
        throw .stageNameTaken(other.name)
      }
    }
    definition.probability = probability ?? stage.probability
    definition.category = category ?? stage.category
    return definition == stage.definition ? [] : [.stageChanged(definition)]
  }

  private func retireStage(_ number: UInt32) throws(PipelineRefusal) -> [PipelineEvent] {
    guard let stage = stage(number) else { throw .unknownStage(number) }
    if stage.isRetired { return [] }
    if activeStages.count == 1 { throw .lastStage(number) }
    return [.stageRetired(StageRetired(number))]
  }

  private func reordered(_ numbers: [UInt32]) throws(PipelineRefusal) -> [PipelineEvent] {
    let active = activeStages.map(\.number)
    for number in numbers { _ = try activeStage(number) }
    guard numbers.sorted() == active.sorted() else { throw .incompleteOrder }
    return numbers == active ? [] : [.stagesReordered(StagesReordered(numbers))]
  }

  private func activeStage(_ number: UInt32) throws(PipelineRefusal) -> Stage {
    guard let stage = stage(number) else { throw .unknownStage(number) }
    if stage.isRetired { throw .retiredStage(number) }
    return stage
  }
}
