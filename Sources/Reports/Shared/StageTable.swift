import Domain
import Projections

/// The stages of all pipelines in one dense table, for loops over all opportunities.
struct StageTable {
  /// The stages' probabilities, by their places.
  private(set) var probabilities: [Probability] = []
  /// The stages' forecast categories, by their places.
  private(set) var categories: [ForecastCategory] = []
  /// The stages with their names, by their places.
  private(set) var all: [(pipeline: PipelineID, stage: Pipeline.Stage)] = []
  /// By pipeline and stage number the place and one; 0 where there is no stage.
  private var places: [[Int]] = []

  init(_ pipelines: Pipelines) {
    for pipeline in pipelines.all where pipeline.exists {
      let index = Int(pipeline.id.number)
      while places.count <= index { places.append([]) }
      for stage in pipeline.stages {
        let number = Int(stage.number)
        while places[index].count <= number { places[index].append(0) }
        probabilities.append(stage.probability)
        categories.append(stage.category)
        all.append((pipeline.id, stage))
        places[index][number] = probabilities.count
      }
    }
  }

  /// The place of the stage an opportunity is in; nil when its pipeline is not known.
  func place(of row: OpportunityRow) -> Int? { place(row.pipeline, row.stage) }

  /// The place of a stage; nil when there is none.
  func place(_ pipeline: PipelineID?, _ stage: UInt32) -> Int? {
    let (index, number) = (Int(pipeline?.number ?? 0), Int(stage))
    guard index < places.count, number < places[index].count else { return nil }
    let place = places[index][number]
    return place == 0 ? nil : place - 1
  }

  /// The places of the stages an opportunity ever was in, those above number 64 left out.
  func places(reachedBy row: OpportunityRow, _ body: (Int) -> Void) {
    let index = Int(row.pipeline?.number ?? 0)
    guard index < places.count else { return }
    var bits = row.stagesReached
    while bits != 0 {
      let number = bits.trailingZeroBitCount + 1
      bits &= bits - 1
      if number < places[index].count, places[index][number] > 0 {
        body(places[index][number] - 1)
      }
    }
  }
}
