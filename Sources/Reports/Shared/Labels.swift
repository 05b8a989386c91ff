import Bytes
import Domain

/// The names of entities as they stood at the moment, each folded once an answer.
struct Labels<Source: ReportSource> {
  private let source: Source
  private var names: [StreamID: Name] = [:]

  /// What an entity is called, and how people write its number.
  private struct Name {
    var number: String
    var name: String
  }

  /// What stands in the place of a name that was erased.
  static var erased: String { "(erased)" }

  init(_ source: Source) {
    self.source = source
  }

  /// The entity with its name; nothing for nil. An erased name reads "(erased)", so that the number
  /// still tells who it was.
  mutating func cell<ID: EntityID>(_ id: ID?) throws -> Cell {
    guard let id else { return .none }
    return try cell(id.stream)
  }

  /// The entity of a stream with its name.
  mutating func cell(_ stream: StreamID) throws -> Cell {
    let label = try label(stream)
    return .entity(label.number, name: label.name)
  }

  /// Number and name in one text, as in "A-1 Acme".
  mutating func text(_ stream: StreamID) throws -> String {
    let label = try label(stream)
    return label.name.isEmpty ? label.number : "\(label.number) \(label.name)"
  }

  /// The name alone.
  mutating func name<ID: EntityID>(_ id: ID) throws -> String { try label(id.stream).name }

  private mutating func label(_ stream: StreamID) throws -> Name {
    if let known = names[stream] { return known }
    let label = try read(stream)
    names[stream] = label
    return label
  }

  private func read(_ stream: StreamID) throws -> Name {
    let number = stream.number
    switch stream.kind {
    case .user:
      return try label(User.self, UserID(number)) { $0.isHidden ? Self.erased : $0.details.name }
    case .account: return try label(Account.self, AccountID(number), \.name)
    case .contact:
      return try label(Contact.self, ContactID(number)) {
        $0.isHidden ? Self.erased : $0.name.displayName
      }
    case .product: return try label(Product.self, ProductID(number), \.name)
    case .opportunity: return try label(Opportunity.self, OpportunityID(number), \.name)
    case .pipeline: return try label(Pipeline.self, PipelineID(number), \.name)
    case .questionnaire: return try label(Questionnaire.self, QuestionnaireID(number), \.name)
    case .response: return Name(number: ResponseID(number).description, name: "")
    case .activity: return try label(Activity.self, ActivityID(number), \.title)
    case .importJob:
      return try label(ImportJob.self, ImportID(number)) { $0.run?.recipe ?? "" }
    case .forecastCall:
      return try label(ForecastCall.self, ForecastCallID(number)) { $0.period?.label ?? "" }
    case .target:
      return try label(Target.self, TargetID(number)) { $0.key?.period.label ?? "" }
    case .lead:
      return try label(Lead.self, LeadID(number)) { $0.isHidden ? Self.erased : $0.displayName }
    case .order:
      return try label(Order.self, OrderID(number)) { $0.references.first?.identifier ?? "" }
    case .customField: return try label(CustomField.self, CustomFieldID(number), \.label)
    case .book: return try label(Book.self, BookID(number), \.company)
    default: return Name(number: "?-\(number)", name: "")
    }
  }

  private func label<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, _ name: (Kind) -> String
  ) throws -> Name {
    Name(number: id.description, name: name(try source.entity(type, id)))
  }
}

extension Activity {
  /// What it is called: its subject, else its label, else what it is.
  var title: String {
    if isHidden { return "(erased)" }
    if !words.subject.isEmpty { return words.subject }
    return about.label.isEmpty ? about.kind.description : about.label
  }
}
