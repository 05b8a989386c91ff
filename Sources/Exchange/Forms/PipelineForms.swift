import Bytes
import CRM
import Domain

extension Forms {
  static let pipelines: [Form] = [
    .creating(
      .pipeline, "pipeline.define", "Set up a new pipeline with its stages",
      [
        .required("name", .line, "its name"),
        .required(
          "stages", .stages,
          "the stages in order, each with its probability and perhaps its forecast category: "
            + "'Prospecting 10%; Engaging 50% best-case'"),
        .references,
      ],
      example: "rapport pipeline define --name Partners --stages 'Contacted 10%; Agreed 80% commit'"
    ) {
      .pipeline(
        nil,
        .define(
          NewPipeline(
            name: $0.required("name"), stages: $0.required("stages"),
            references: $0.list("reference"))))
    },
    pipeline(
      "rename", "Give a pipeline another name", "--name 'Direct sales'",
      [.required("name", .line, "the new name")]
    ) { .rename($0.required("name")) },
    pipeline(
      "add-stage", "Add a stage to a pipeline", "--name Contract --probability 75%",
      [
        .required("name", .line, "the name of the stage"),
        .required("probability", .probability, "how likely a win is from there"),
        .optional("category", .category, "the forecast category; pipeline when not given"),
        .optional("after", .stage, "the stage it comes right after; the last when not given"),
      ]
    ) {
      .addStage(
        NewStage(
          name: $0.required("name"), probability: $0.required("probability"),
          category: $0.optional("category") ?? .pipeline),
        after: $0.optional("after"))
    },
    .changing(
      .pipeline, "pipeline.change-stage", "Change a stage of a pipeline",
      [
        stage, .optional("name", .line, "its new name"),
        .optional("probability", .probability, "how likely a win is from there"),
        .optional("category", .category, "the forecast category"),
      ],
      example: "rapport pipeline change-stage L-1 --stage 1 --probability 15%",
      needsSomething: true
    ) {
      .pipeline(
        $0.subjectID(),
        .changeStage(
          $0.required("stage"), name: $0.optional("name"),
          probability: $0.optional("probability"), category: $0.optional("category")))
    },
    pipeline(
      "retire-stage", "Let no opportunity come to a stage any more", "--stage 1", [stage]
    ) { .retireStage($0.required("stage")) },
    pipeline(
      "reorder", "Put the stages of a pipeline in another order", "--stages '2, 1'",
      [.required("stages", .stageOrder, "every stage in use, by name or number")]
    ) { .reorder($0.required("stages")) },
    pipeline("retire", "Let no opportunity be opened in a pipeline any more", "", []) { _ in
      .retire
    },
    pipeline("reinstate", "Let a pipeline be used again", "", []) { _ in .reinstate },
    pipeline(
      "reference", "Note another system's name for a pipeline", "--reference erp:sales",
      [.reference]
    ) { .reference($0.required("reference")) },
  ]

  private static let stage = Parameter.required("stage", .stage, "the stage, by name or number")

  private static func pipeline(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> PipelineCommand
  ) -> Form {
    .changing(
      .pipeline, "pipeline." + verb, summary, parameters,
      example: example("pipeline \(verb) L-1", options)
    ) { .pipeline($0.subjectID(), build($0)) }
  }

  /// The verb of a command to a pipeline.
  static func name(of command: PipelineCommand) -> String {
    switch command {
    case .define: "define"
    case .rename: "rename"
    case .addStage: "add-stage"
    case .changeStage: "change-stage"
    case .retireStage: "retire-stage"
    case .reorder: "reorder"
    case .retire: "retire"
    case .reinstate: "reinstate"
    case .reference: "reference"
    }
  }
}
