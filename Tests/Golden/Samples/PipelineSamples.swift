import Bytes
import Domain

/// An event of every type that can happen to a pipeline.
enum PipelineSamples {
  static func full() throws -> [PipelineEvent] {
    let stage = StageDefinition(
      number: 4, name: "Legal", probability: try Probability(basisPoints: 8_050),
      category: .commit)
    return [
      .defined(try defined()),
      .renamed(TextChanged("Services")),
      .stageAdded(StageAdded(stage, at: 3)),
      .stageChanged(stage),
      .stageRetired(StageRetired(2)),
      .stagesReordered(StagesReordered([3, 1, 300])),
      .retired(NothingElse()),
      .reinstated(NothingElse()),
      .referenced(ExternalReference(source: "legacy", identifier: "pipe-1")),
    ]
  }

  private static func defined() throws -> PipelineDefined {
    var defined = PipelineDefined()
    defined.name = "Sales"
    defined.stages = [
      StageDefinition(
        number: 1, name: "Prospecting", probability: try Probability(basisPoints: 1_000)),
      StageDefinition(
        number: 2, name: "Engaging", probability: try Probability(basisPoints: 5_000),
        category: .bestCase),
      StageDefinition(number: 3, name: "Parked", probability: .never, category: .omitted),
    ]
    return defined
  }
}
