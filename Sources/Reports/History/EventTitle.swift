import Bytes
import Domain

/// What a type of event is called where there is no event of it.
enum EventTitle {
  /// The slices, in the order of their streams, and what one thing of each is called.
  private static let events: [(noun: String, type: any TitledEvent.Type)] = [
    (BookID.noun, BookEvent.self), (UserID.noun, UserEvent.self),
    (AccountID.noun, AccountEvent.self), (ContactID.noun, ContactEvent.self),
    (ProductID.noun, ProductEvent.self), (OpportunityID.noun, OpportunityEvent.self),
    (PipelineID.noun, PipelineEvent.self), (ImportID.noun, ImportEvent.self),
    (ForecastCallID.noun, ForecastCallEvent.self), (TargetID.noun, TargetEvent.self),
    (QuestionnaireID.noun, QuestionnaireEvent.self), (LeadID.noun, LeadEvent.self),
    (OrderID.noun, OrderEvent.self), (ResponseID.noun, ResponseEvent.self),
    (ActivityID.noun, ActivityEvent.self),
  ]

  /// As in "account renamed"; by its numbers when this version does not know it.
  static func of(_ type: EventType, _ kind: StreamKind) -> String {
    guard let (noun, events) = events.first(where: { $0.type.kind == kind }) else {
      return "kind \(kind.number) event \(type.number)"
    }
    return "\(noun) \(events.init(blank: type)?.title ?? "event \(type.number)")"
  }
}
