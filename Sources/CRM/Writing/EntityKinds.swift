public import Bytes
public import Domain

/// The kinds of entities there are, by the number of their streams: one line each.
public enum EntityKinds {
  /// The entity types, in the order of their numbers.
  public static let all: [any Entity.Type] = [
    Book.self, User.self, Account.self, Contact.self, Product.self, Opportunity.self,
    Pipeline.self, ImportJob.self, ForecastCall.self, Target.self, Questionnaire.self,
    Response.self, Activity.self, Lead.self, Order.self, CustomField.self,
  ]

  /// The type of the entities of a kind; nil when this version does not know the kind.
  public static func type(of kind: StreamKind) -> (any Entity.Type)? {
    all.first { $0.kind == kind }
  }

  /// The stream a text such as `A-12` names; nil when it names none.
  public static func stream(named text: String) -> StreamID? {
    for type in all {
      if let stream = type.stream(named: text) { return stream }
    }
    return nil
  }

  /// The number of a stream as people see it: `A-12`.
  public static func text(of stream: StreamID) -> String {
    type(of: stream.kind)?.text(of: stream.number) ?? "\(stream.kind.number)-\(stream.number)"
  }

  /// What entities of a kind are called: `account`.
  public static func noun(of kind: StreamKind) -> String {
    type(of: kind)?.noun ?? "kind \(kind.number)"
  }

  /// What the kinds are called, in the order of their numbers.
  public static var nouns: [String] { all.map { $0.noun } }

  /// The kind that is called so; nil when none is.
  public static func kind(named noun: String) -> StreamKind? {
    all.first { $0.noun == noun }?.kind
  }

  /// What an event is called: `won`; nil when this version does not know it.
  public static func eventName(_ type: EventType, kind: StreamKind) -> String? {
    self.type(of: kind)?.eventName(type)
  }
}

extension Entity {
  static var kind: StreamKind { ID.kind }
  static var noun: String { ID.noun }

  static func stream(named text: String) -> StreamID? { ID(text: text)?.stream }

  static func text(of number: UInt32) -> String { ID(number).description }

  /// The name of the case, as in `stage-advanced`, in kebab case.
  static func eventName(_ type: EventType) -> String? {
    Event(blank: type).map(EventDetails.name)
  }
}
