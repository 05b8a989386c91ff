import Bytes
import Domain
import Projections

@testable import Reports

/// A source over events in memory, stopped at a moment.
struct TestSource: ReportSource {
  var records: [TestBook.Record]
  var secrets: TestSecrets
  var moment: AnswerMoment
  var currency: Currency { .euro }

  private var known: [TestBook.Record] {
    guard let through = moment.knownThrough else {
      return records.filter { $0.position <= moment.position }
    }
    return records.filter {
      $0.position <= moment.position
        || $0.position <= through && $0.header.occurredAt <= moment.instant
    }.sorted {
      ($0.header.occurredAt, $0.position) < ($1.header.occurredAt, $1.position)
    }
  }

  func inHindsight(of later: TestSource) throws -> TestSource {
    var source = self
    source.moment.knownThrough = later.moment.knownThrough ?? later.moment.position
    return source
  }

  func model<Model: ReadModel>(_ type: Model.Type) throws -> Model {
    var model = Model()
    try fold(&model, known)
    return model
  }

  private func fold<Model: ReadModel>(_ model: inout Model, _ records: [TestBook.Record]) throws {
    for record in records where Model.kinds.contains(record.header.stream.kind) {
      let event = FoldEvent(
        position: record.position, header: record.header, payload: record.payload.span)
      try model.apply(event, secrets)
    }
  }

  func fold<Model: ReadModel>(_ model: inout Model, through end: TestSource) throws {
    let before = Set(known.map(\.position))
    try fold(&model, end.known.filter { !before.contains($0.position) })
  }

  func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> Kind {
    try history(type, id).last?.after ?? Kind(id: id)
  }

  func history<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> [HistoryStep<Kind>] {
    var steps: [HistoryStep<Kind>] = []
    var state = Kind(id: id)
    for record in known where record.header.stream == id.stream {
      let event = FoldEvent(
        position: record.position, header: record.header, payload: record.payload.span)
      let what = try event.everything(as: Kind.Event.self, secrets)
      let before = state
      if let what { state.evolve(what, event.time) }
      steps.append(
        HistoryStep(
          position: record.position, header: record.header,
          envelope: TestSecrets.envelope(in: record.payload.span), event: what, before: before,
          after: state))
    }
    return steps
  }

  func at(_ wanted: Moment) throws -> TestSource {
    var source = self
    switch wanted {
    case .now: return self
    case .position(let number): source.moment.position = Position(number)
    default:
      let last = wanted.lastInstant(in: moment.zone, now: moment.instant) ?? moment.instant
      let before = records.last { $0.header.timelineAt <= last }
      source.moment.position = before?.position ?? .none
      source.moment.instant = last
      source.moment.isNow = false
      if case .day(let day) = wanted { source.moment.day = day }
    }
    return source
  }

  func search(_ text: String, kind: StreamKind) throws -> [StreamID] {
    var found: [StreamID] = []
    for record in known where record.header.stream.kind == kind {
      let stream = record.header.stream
      if !found.contains(stream), try holds(text, stream) { found.append(stream) }
    }
    return found
  }

  private func holds(_ text: String, _ stream: StreamID) throws -> Bool {
    switch stream.kind {
    case .user: try holds(text, try history(User.self, UserID(stream.number)))
    case .activity: try holds(text, try history(Activity.self, ActivityID(stream.number)))
    case .account: try holds(text, try history(Account.self, AccountID(stream.number)))
    case .contact: try holds(text, try history(Contact.self, ContactID(stream.number)))
    case .product: try holds(text, try history(Product.self, ProductID(stream.number)))
    case .lead: try holds(text, try history(Lead.self, LeadID(stream.number)))
    case .order: try holds(text, try history(Order.self, OrderID(stream.number)))
    case .opportunity: try holds(text, try history(Opportunity.self, OpportunityID(stream.number)))
    default: try holds(text, try history(Pipeline.self, PipelineID(stream.number)))
    }
  }

  private func holds<Kind: Entity>(_ text: String, _ steps: [HistoryStep<Kind>]) throws -> Bool {
    steps.contains { step in
      step.after.fields.contains { field in
        switch field.value {
        case .text(let value): SearchText.matches(value, search: text)
        case .list(let values): values.contains { SearchText.matches($0, search: text) }
        default: false
        }
      }
    }
  }
}
