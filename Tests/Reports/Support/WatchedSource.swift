import Bytes
import Domain
import Projections

@testable import Reports

/// The names of the models that were read.
final class ModelsRead {
  var names: Set<String> = []
}

/// A source that notes which models are read from it.
struct WatchedSource: ReportSource {
  private let source: TestSource
  private let read: ModelsRead

  init(_ source: TestSource, _ read: ModelsRead) {
    self.source = source
    self.read = read
  }

  var moment: AnswerMoment { source.moment }
  var currency: Currency { source.currency }

  func model<Model: ReadModel>(_ type: Model.Type) throws -> Model {
    read.names.insert(Model.name)
    return try source.model(type)
  }

  func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> Kind {
    try source.entity(type, id)
  }

  func history<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> [HistoryStep<Kind>] {
    try source.history(type, id)
  }

  func at(_ moment: Moment) throws -> WatchedSource {
    WatchedSource(try source.at(moment), read)
  }

  func inHindsight(of later: WatchedSource) throws -> WatchedSource {
    WatchedSource(try source.inHindsight(of: later.source), read)
  }

  func fold<Model: ReadModel>(_ model: inout Model, through end: WatchedSource) throws {
    try source.fold(&model, through: end.source)
  }

  func search(_ text: String, kind: StreamKind) throws -> [StreamID] {
    try source.search(text, kind: kind)
  }
}
