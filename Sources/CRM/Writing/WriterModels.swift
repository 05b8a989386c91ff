import Bytes
import Domain
import EventLog
import Projections

/// The models a writer decides by, folded to the head, what is staged included.
///
/// A class, so that passing them on to facts copies a reference and never an array.
final class WriterModels {
  var settings = BookSettings()
  var pipelines = Pipelines()
  var team = Team()
  var products = Products()
  var accounts = Accounts()
  var contacts = Contacts()
  var merges = Merges()
  var opportunities = Opportunities()
  var forecasts = SubmittedForecasts()
  var targets = Targets()
  var questionnaires = Questionnaires()
  var customFields = CustomFields()
  var responses = Responses()
  var leads = Leads()
  var orders = Orders()
  var activities = Activities()
  var streams = Streams()
  var lookups = Lookups()
  var commands = Commands()
  /// Entities folded so far, so that many commands to one fold it once.
  var entities: [StreamID: any Entity] = [:]

  init() {}

  /// The models as they are at a position, from checkpoints and the log.
  convenience init(_ store: ModelStore, through end: Position) throws {
    self.init()
    let types: [any ReadModel.Type] = ReadModels.all
    for folder in try store.folded(types, through: end) { take(folder) }
  }

  private func take(_ folder: Folder) {
    switch folder {
    case let folder as ModelFolder<BookSettings>: settings = folder.model
    case let folder as ModelFolder<Pipelines>: pipelines = folder.model
    case let folder as ModelFolder<Team>: team = folder.model
    case let folder as ModelFolder<Products>: products = folder.model
    case let folder as ModelFolder<Accounts>: accounts = folder.model
    case let folder as ModelFolder<Contacts>: contacts = folder.model
    case let folder as ModelFolder<Merges>: merges = folder.model
    case let folder as ModelFolder<Opportunities>: opportunities = folder.model
    case let folder as ModelFolder<SubmittedForecasts>: forecasts = folder.model
    case let folder as ModelFolder<Targets>: targets = folder.model
    case let folder as ModelFolder<Questionnaires>: questionnaires = folder.model
    case let folder as ModelFolder<CustomFields>: customFields = folder.model
    case let folder as ModelFolder<Responses>: responses = folder.model
    case let folder as ModelFolder<Leads>: leads = folder.model
    case let folder as ModelFolder<Orders>: orders = folder.model
    case let folder as ModelFolder<Activities>: activities = folder.model
    case let folder as ModelFolder<Streams>: streams = folder.model
    case let folder as ModelFolder<Lookups>: lookups = folder.model
    case let folder as ModelFolder<Commands>: commands = folder.model
    default: break
    }
  }

  /// Folds one event into every model that cares; `replay` shows its stream when the event belongs
  /// before others of it.
  func apply(
    _ event: borrowing FoldEvent, _ secrets: any Secrets, _ replay: EventReplay
  ) throws {
    switch event.header.stream.kind {
    case .book: try settings.fold(event, secrets, replay)
    case .pipeline: try pipelines.fold(event, secrets, replay)
    case .user: try team.fold(event, secrets, replay)
    case .product: try products.fold(event, secrets, replay)
    case .account:
      try accounts.fold(event, secrets, replay)
      try merges.fold(event, secrets, replay)
    case .contact:
      try contacts.fold(event, secrets, replay)
      try merges.fold(event, secrets, replay)
    case .opportunity: try opportunities.fold(event, secrets, replay)
    case .forecastCall: try forecasts.fold(event, secrets, replay)
    case .target: try targets.fold(event, secrets, replay)
    case .questionnaire: try questionnaires.fold(event, secrets, replay)
    case .customField: try customFields.fold(event, secrets, replay)
    case .response: try responses.fold(event, secrets, replay)
    case .lead: try leads.fold(event, secrets, replay)
    case .order: try orders.fold(event, secrets, replay)
    case .activity: try activities.fold(event, secrets, replay)
    default: break
    }
    streams.apply(event, secrets)
    commands.apply(event, secrets)
    if Lookups.kinds.contains(event.header.stream.kind) { try lookups.apply(event, secrets) }
  }

  /// The next number of a kind that nobody has.
  func nextNumber(of kind: StreamKind) -> UInt32 { streams.count(of: kind) + 1 }

  /// The plan of a kind for this owner, scope and period; nil when there is none.
  func planHolder(of key: PlanKey, kind: StreamKind) -> StreamID? {
    switch kind {
    case .forecastCall: forecasts.id(of: key)?.stream
    case .target: targets.id(of: key)?.stream
    default: nil
    }
  }

  /// The next key slot that nobody has.
  var freeKeySlot: KeySlot {
    let users = team.rows.rows.map(\.keySlot).max() ?? 0
    let contacts = contacts.highestKeySlot
    return KeySlot(max(users, contacts, leads.highestKeySlot) + 1)
  }
}
