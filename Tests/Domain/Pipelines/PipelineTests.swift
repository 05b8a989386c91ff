import Bytes
import Domain
import Testing

private let id = PipelineID(3)
private let defined = PipelineEvent.defined(
  definition(["Lead", "Offer", "Deal"], basisPoints: [1000, 4000, 8000]))

private func definition(_ names: [String], basisPoints: [Int]) -> PipelineDefined {
  var defined = PipelineDefined()
  defined.name = "Sales"
  for (index, name) in names.enumerated() {
    defined.stages.append(stage(UInt32(index + 1), name, basisPoints[index]))
  }
  return defined
}

private func stage(
  _ number: UInt32, _ name: String, _ basisPoints: Int, _ category: ForecastCategory = .pipeline
) -> StageDefinition {
  StageDefinition(
    number: number, name: name, probability: probability(basisPoints), category: category)
}

private func probability(_ basisPoints: Int) -> Probability {
  do { return try Probability(basisPoints: basisPoints) } catch { fatalError("\(error)") }
}

private func newStages(_ names: [String]) -> [NewStage] {
  names.map { NewStage(name: $0, probability: probability(5000)) }
}

@Suite struct `Setting up a pipeline` {
  @Test func `a new pipeline numbers its stages from 1`() {
    let stages = zip(["Lead", " Offer ", "Deal"], [1000, 4000, 8000]).map {
      NewStage(name: $0, probability: probability($1))
    }
    given(Pipeline.self, id).when(.define(NewPipeline(name: "Sales ", stages: stages)))
      .thenOnce([defined])
  }

  @Test func `its names in other systems are noted with it`() {
    let reference = ExternalReference(source: "erp", identifier: "P1")
    let new = NewPipeline(
      name: "Sales", stages: newStages(["Only"]), references: [reference, reference])
    given(Pipeline.self, id).when(.define(new)).thenOnce([
      .defined(definition(["Only"], basisPoints: [5000])), .referenced(reference),
    ])
  }

  @Test func `a pipeline needs a stage`() {
    given(Pipeline.self, id).when(.define(NewPipeline(name: "Sales", stages: [])))
      .refused(.noStages)
  }

  @Test func `fifty stages are allowed and one more is not`() {
    let names = (1...51).map { "Stage \($0)" }
    let many = NewPipeline(name: "Long", stages: newStages(names))
    given(Pipeline.self, id).when(.define(many)).refused(.tooManyStages(limit: 50))
    let fifty = NewPipeline(name: "Long", stages: newStages(names.dropLast()))
    var folded = Pipeline(id: id)
    #expect(throws: Never.self) { folded.fold(try folded.decide(.define(fifty), TestFacts())) }
    #expect(folded.stages.count == 50)
    Given(subject: folded, facts: TestFacts())
      .when(.addStage(newStages(["One more"])[0], after: nil)).refused(.tooManyStages(limit: 50))
  }

  @Test func `two stages cannot have one name in other letters`() {
    let new = NewPipeline(name: "Sales", stages: newStages(["Lead", "LEAD"]))
    given(Pipeline.self, id).when(.define(new)).refused(.stageNameTaken("LEAD"))
  }

  @Test func `an empty name is refused`() {
    given(Pipeline.self, id).when(.define(NewPipeline(name: " ", stages: newStages(["Lead"]))))
      .refused(.text(.empty(field: "name")))
    given(Pipeline.self, id).when(.define(NewPipeline(name: "Sales", stages: newStages([""]))))
      .refused(.text(.empty(field: "name of the stage")))
  }

  @Test func `a pipeline that is not there can do nothing`() {
    given(Pipeline.self, id).when(.retire).refused(.unknown(id))
    given(Pipeline.self, id).when(.reorder([])).refused(.unknown(id))
  }
}

@Suite struct `Changing a pipeline` {
  @Test func `it can be renamed`() {
    given(Pipeline.self, id, defined).when(.rename("Big sales"))
      .then([.renamed(TextChanged("Big sales"))])
    given(Pipeline.self, id, defined).when(.rename("Sales")).thenNothing()
  }

  @Test func `a stage is added at the end or after another`() {
    let new = NewStage(name: "Visit", probability: probability(2000), category: .bestCase)
    let added = stage(4, "Visit", 2000, .bestCase)
    given(Pipeline.self, id, defined).when(.addStage(new, after: nil))
      .then([.stageAdded(StageAdded(added, at: 3))])
    given(Pipeline.self, id, defined).when(.addStage(new, after: 1))
      .then([.stageAdded(StageAdded(added, at: 1))])
    given(Pipeline.self, id, defined).when(.addStage(new, after: 9)).refused(.unknownStage(9))
  }

  @Test func `an added stage stands where it was put`() {
    let added = PipelineEvent.stageAdded(StageAdded(stage(4, "Visit", 2000), at: 1))
    let pipeline = Pipeline.folded(id, defined, added)
    #expect(pipeline.stages.map(\.name) == ["Lead", "Visit", "Offer", "Deal"])
    #expect(pipeline.index(of: 4) == 1)
  }

  @Test func `a name that an active stage has is taken, that of a retired one is free`() {
    let offer = NewStage(name: "offer", probability: probability(1000))
    given(Pipeline.self, id, defined).when(.addStage(offer, after: nil))
      .refused(.stageNameTaken("Offer"))
    given(Pipeline.self, id, defined, .stageRetired(StageRetired(2)))
      .when(.addStage(offer, after: nil))
      .then([.stageAdded(StageAdded(stage(4, "offer", 1000), at: 3))])
  }

  @Test func `a changed stage is stored whole`() {
    given(Pipeline.self, id, defined)
      .when(.changeStage(2, probability: probability(5500), category: .commit))
      .then([.stageChanged(stage(2, "Offer", 5500, .commit))])
    given(Pipeline.self, id, defined).when(.changeStage(2, name: "OFFER"))
      .then([.stageChanged(stage(2, "OFFER", 4000))])
    given(Pipeline.self, id, defined).when(.changeStage(2)).thenNothing()
  }

  @Test func `a stage cannot take the name of another`() {
    given(Pipeline.self, id, defined).when(.changeStage(2, name: "deal"))
      .refused(.stageNameTaken("Deal"))
  }

  @Test func `only a stage in use can be changed`() {
    given(Pipeline.self, id, defined).when(.changeStage(4, name: "X")).refused(.unknownStage(4))
    given(Pipeline.self, id, defined, .stageRetired(StageRetired(2)))
      .when(.changeStage(2, name: "X")).refused(.retiredStage(2))
  }

  @Test func `a stage can be retired, but not the last one`() {
    given(Pipeline.self, id, defined).when(.retireStage(2)).then([.stageRetired(StageRetired(2))])
    given(Pipeline.self, id, defined).when(.retireStage(7)).refused(.unknownStage(7))
    given(
      Pipeline.self, id, defined, .stageRetired(StageRetired(1)), .stageRetired(StageRetired(2))
    ).when(.retireStage(3)).refused(.lastStage(3))
  }

  @Test func `an order names every active stage once`() {
    given(Pipeline.self, id, defined).when(.reorder([3, 1, 2]))
      .then([.stagesReordered(StagesReordered([3, 1, 2]))])
    given(Pipeline.self, id, defined).when(.reorder([1, 2, 3])).thenNothing()
    given(Pipeline.self, id, defined).when(.reorder([3, 1])).refused(.incompleteOrder)
    given(Pipeline.self, id, defined).when(.reorder([3, 1, 1])).refused(.incompleteOrder)
    given(Pipeline.self, id, defined).when(.reorder([3, 1, 4])).refused(.unknownStage(4))
    given(Pipeline.self, id, defined, .stageRetired(StageRetired(2)))
      .when(.reorder([3, 1, 2])).refused(.retiredStage(2))
  }

  @Test func `it is retired and reinstated`() {
    given(Pipeline.self, id, defined).when(.retire).then([.retired(NothingElse())])
    given(Pipeline.self, id, defined).when(.reinstate).thenNothing()
    given(Pipeline.self, id, defined, .retired(NothingElse())).when(.reinstate)
      .then([.reinstated(NothingElse())])
  }

  @Test func `a name in another system belongs to one pipeline`() {
    let reference = ExternalReference(source: "erp", identifier: "P1")
    given(Pipeline.self, id, defined).when(.reference(reference)).then([.referenced(reference)])
    var facts = TestFacts()
    facts.references[reference] = PipelineID(8).stream
    given(Pipeline.self, id, defined, facts: facts).when(.reference(reference))
      .refused(.reference(.taken(reference, by: "L-8")))
  }
}

@Suite struct `Reading a pipeline` {
  @Test func `retired stages keep their places when the others are reordered`() {
    let pipeline = Pipeline.folded(
      id, defined, .stageRetired(StageRetired(2)), .stagesReordered(StagesReordered([3, 1])))
    #expect(pipeline.stages.map(\.number) == [3, 2, 1])
    #expect(pipeline.activeStages.map(\.name) == ["Deal", "Lead"])
    #expect(pipeline.firstStage?.number == 3)
  }

  @Test func `a stage keeps its number whatever happens to it`() {
    let pipeline = Pipeline.folded(
      id, defined, .stageRetired(StageRetired(1)),
      .stageChanged(stage(1, "Prospect", 500, .omitted)))
    let stage = pipeline.stage(1)
    #expect(stage?.name == "Prospect")
    #expect(stage?.probability == probability(500))
    #expect(stage?.category == .omitted)
    #expect(stage?.isRetired == true)
    #expect(pipeline.firstStage?.number == 2)
  }

  @Test func `a stage is found by its name in any letters while it is in use`() {
    #expect(Pipeline.folded(id, defined).stage(named: "oFFER")?.number == 2)
    let pipeline = Pipeline.folded(id, defined, .stageRetired(StageRetired(2)))
    #expect(pipeline.stage(named: "Offer") == nil)
  }

  @Test func `every value of every stage is a field`() {
    expectFields(
      Pipeline.folded(id, .defined(definition(["Only"], basisPoints: [1]))),
      ["name", "stages", "stage-1-name", "stage-1-probability", "stage-1-category"])
  }

  @Test func `old values can be restored`() throws {
    let older = Pipeline.folded(id, defined)
    let newer = Pipeline.folded(
      id, defined, .renamed(TextChanged("Other")), .retired(NothingElse()),
      .stageChanged(stage(2, "Quote", 1, .commit)), .stagesReordered(StagesReordered([2, 3, 1])))
    try expectRestored("name", of: newer, to: older)
    try expectRestored("retired", of: newer, to: older)
    try expectRestored("stage-2-name", of: newer, to: older)
    try expectRestored("stage-2-probability", of: newer, to: older)
    try expectRestored("stage-2-category", of: newer, to: older)
    #expect(newer.restoring("stages", from: older) == [.reorder([1, 2, 3])])
    #expect(newer.restoring("stage-9-name", from: older) == nil)
    #expect(newer.restoring("colour", from: older) == nil)
  }

  @Test func `every event reads back from its bytes`() throws {
    try expectRoundTrips([
      defined, .renamed(TextChanged("Other")), .stageAdded(StageAdded(stage(4, "X", 0), at: 2)),
      .stageChanged(stage(2, "Quote", 10_000, .omitted)), .stageRetired(StageRetired(2)),
      .stagesReordered(StagesReordered([3, 1, 300])), PipelineEvent.retired(NothingElse()),
      .reinstated(NothingElse()), .referenced(ExternalReference(source: "a", identifier: "b")),
    ])
  }

  @Test func `a probability above certainty is an error of the bytes`() {
    // field 1: stage 1; field 2: 10,001 basis points
    let payload: [UInt8] = [0x08, 0x01, 0x10, 0x91, 0x4E]
    #expect(throws: WireError.outOfRange(field: 2)) {
      try PipelineEvent.read(type: EventType(4), payload: payload.span)
    }
  }

  @Test func `categories have stable numbers and names`() {
    #expect(ForecastCategory.allCases.map(\.rawValue) == [1, 2, 3, 4])
    #expect(
      ForecastCategory.allCases.map(\.description)
        == ["pipeline", "best-case", "commit", "omitted"])
    for category in ForecastCategory.allCases {
      #expect(ForecastCategory(text: category.description) == category)
    }
    #expect(ForecastCategory(text: "sure") == nil)
  }
}
