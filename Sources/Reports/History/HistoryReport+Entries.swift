import Bytes
import Domain

extension HistoryReport {
  /// Everything that happened to an entity up to the moment, oldest first.
  static func entries(
    of stream: StreamID, _ source: some ReportSource
  ) throws -> [HistoryEntry] {
    let number = stream.number
    return switch stream.kind {
    case .account: try entries(Account.self, AccountID(number), source)
    case .contact: try entries(Contact.self, ContactID(number), source)
    case .opportunity: try entries(Opportunity.self, OpportunityID(number), source)
    case .user: try entries(User.self, UserID(number), source)
    case .product: try entries(Product.self, ProductID(number), source)
    case .pipeline: try entries(Pipeline.self, PipelineID(number), source)
    case .questionnaire: try entries(Questionnaire.self, QuestionnaireID(number), source)
    case .response: try entries(Response.self, ResponseID(number), source)
    case .lead: try entries(Lead.self, LeadID(number), source)
    case .order: try entries(Order.self, OrderID(number), source)
    case .activity: try entries(Activity.self, ActivityID(number), source)
    case .importJob: try entries(ImportJob.self, ImportID(number), source)
    case .forecastCall: try entries(ForecastCall.self, ForecastCallID(number), source)
    case .target: try entries(Target.self, TargetID(number), source)
    case .customField: try entries(CustomField.self, CustomFieldID(number), source)
    case .book: try entries(Book.self, BookID(number), source)
    default: []
    }
  }

  /// What happened to a contact, an opportunity, an activity, an order or a lead while it was
  /// linked to one of these accounts: the events that linked and unlinked it included.
  static func entries(
    of stream: StreamID, _ source: some ReportSource, whileAt accounts: Set<AccountID>
  ) throws -> [HistoryEntry] {
    switch stream.kind {
    case .contact:
      try source.history(Contact.self, ContactID(stream.number))
        .filter { accounts.holds($0.before.account) || accounts.holds($0.after.account) }
        .map { HistoryEntry($0) }
    case .opportunity:
      try source.history(Opportunity.self, OpportunityID(stream.number))
        .filter { accounts.holds($0.before.account) || accounts.holds($0.after.account) }
        .map { HistoryEntry($0) }
    case .response:
      try source.history(Response.self, ResponseID(stream.number))
        .filter { accounts.holds($0.before.account) || accounts.holds($0.after.account) }
        .map { HistoryEntry($0) }
    case .activity:
      try source.history(Activity.self, ActivityID(stream.number))
        .filter {
          accounts.holds($0.before.about.account) || accounts.holds($0.after.about.account)
        }
        .map { HistoryEntry($0) }
    case .lead:
      try source.history(Lead.self, LeadID(stream.number))
        .filter { accounts.holds($0.after.became?.account) }
        .map { HistoryEntry($0) }
    case .order:
      try source.history(Order.self, OrderID(stream.number))
        .filter { accounts.holds($0.before.account) || accounts.holds($0.after.account) }
        .map { HistoryEntry($0) }
    default: []
    }
  }

  private static func entries<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, _ source: some ReportSource
  ) throws -> [HistoryEntry] where Kind.Event: TitledEvent {
    try source.history(type, id).map { HistoryEntry($0) }
  }
}

extension Set<AccountID> {
  fileprivate func holds(_ account: AccountID?) -> Bool { account.map(contains) ?? false }
}
