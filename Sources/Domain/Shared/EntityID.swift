public import Bytes

/// The number of one customer, user, opportunity …, typed, so that two kinds cannot be confused.
///
/// People see it with a letter: `A-1042` is account 1042.
public protocol EntityID: Hashable, Comparable, Sendable, BitwiseCopyable,
  CustomStringConvertible
{
  /// The kind of stream such an entity is.
  static var kind: StreamKind { get }
  /// The letter people see before the number.
  static var letter: Character { get }
  /// What one such entity is called, in lower case.
  static var noun: String { get }
  /// The dense number within the kind, from 1.
  var number: UInt32 { get }
  /// The entity with this number.
  init(_ number: UInt32)
}

extension EntityID {
  /// The stream that holds everything about the entity.
  public var stream: StreamID { StreamID(Self.kind, number) }

  /// As people see it: `A-1042`.
  public var description: String { "\(Self.letter)-\(number)" }

  /// Whether the first was numbered before the second.
  public static func < (first: Self, second: Self) -> Bool { first.number < second.number }

  /// Reads `A-1042`, `a-1042` or `A1042`; nil when the text is something else.
  public init?(text: String) {
    guard let first = text.first, first.uppercased() == String(Self.letter) else { return nil }
    var digits = text.dropFirst()
    if digits.first == "-" { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = UInt32(digits), number > 0
    else { return nil }
    self.init(number)
  }
}

extension StreamKind {
  /// The book itself: its currency, its zone, its configuration.
  public static let book = StreamKind(1)
  /// A person who works with the book.
  public static let user = StreamKind(2)
  /// A company or organisation one does business with.
  public static let account = StreamKind(3)
  /// A person one does business with.
  public static let contact = StreamKind(4)
  /// Something for sale.
  public static let product = StreamKind(5)
  /// A possible sale.
  public static let opportunity = StreamKind(6)
  /// A sequence of stages that opportunities go through.
  public static let pipeline = StreamKind(7)
  /// One run of an import.
  public static let importJob = StreamKind(8)
  /// What somebody said will be won in a period.
  public static let forecastCall = StreamKind(10)
  /// What is to be won in a period.
  public static let target = StreamKind(11)
  /// A set of questions that customers are rated by.
  public static let questionnaire = StreamKind(12)
  /// One filled questionnaire.
  public static let response = StreamKind(16)
  /// Somebody who may become a customer.
  public static let lead = StreamKind(13)
  /// An order a customer placed.
  public static let order = StreamKind(14)
  /// Something somebody does with or for a customer.
  public static let activity = StreamKind(9)
  /// A field a company added to its accounts, contacts, orders ….
  public static let customField = StreamKind(15)
}

extension StreamKind {
  /// Whether the streams of this kind are about persons, whose data can be erased.
  public var isPerson: Bool { self == .user || self == .contact || self == .lead }

  /// Whether the streams of this kind may hold boxes under the key of a person: of the person they
  /// are about, or of one they speak of.
  public var mayBeSealed: Bool { isPerson || self == .activity }
}

/// The book itself; there is one, number 1.
public struct BookID: EntityID {
  public static let kind = StreamKind.book
  public static let letter: Character = "B"
  public static let noun = "book"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a user.
public struct UserID: EntityID {
  public static let kind = StreamKind.user
  public static let letter: Character = "U"
  public static let noun = "user"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of an account.
public struct AccountID: EntityID {
  public static let kind = StreamKind.account
  public static let letter: Character = "A"
  public static let noun = "account"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a contact.
public struct ContactID: EntityID {
  public static let kind = StreamKind.contact
  public static let letter: Character = "C"
  public static let noun = "contact"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a product.
public struct ProductID: EntityID {
  public static let kind = StreamKind.product
  public static let letter: Character = "P"
  public static let noun = "product"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of an opportunity.
public struct OpportunityID: EntityID {
  public static let kind = StreamKind.opportunity
  public static let letter: Character = "O"
  public static let noun = "opportunity"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a pipeline.
public struct PipelineID: EntityID {
  public static let kind = StreamKind.pipeline
  public static let letter: Character = "L"
  public static let noun = "pipeline"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of an import job.
public struct ImportID: EntityID {
  public static let kind = StreamKind.importJob
  public static let letter: Character = "I"
  public static let noun = "import"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a submitted forecast.
public struct ForecastCallID: EntityID {
  public static let kind = StreamKind.forecastCall
  public static let letter: Character = "F"
  public static let noun = "forecast-call"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a questionnaire.
public struct QuestionnaireID: EntityID {
  public static let kind = StreamKind.questionnaire
  public static let letter: Character = "Q"
  public static let noun = "questionnaire"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a target.
public struct TargetID: EntityID {
  public static let kind = StreamKind.target
  public static let letter: Character = "G"
  public static let noun = "target"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a response: one filled questionnaire.
public struct ResponseID: EntityID {
  public static let kind = StreamKind.response
  public static let letter: Character = "R"
  public static let noun = "response"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a lead.
public struct LeadID: EntityID {
  public static let kind = StreamKind.lead
  public static let letter: Character = "D"
  public static let noun = "lead"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of an order: `S-7`, as in sales order.
public struct OrderID: EntityID {
  public static let kind = StreamKind.order
  public static let letter: Character = "S"
  public static let noun = "order"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of a custom field.
public struct CustomFieldID: EntityID {
  public static let kind = StreamKind.customField
  public static let letter: Character = "K"
  public static let noun = "field"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}

/// The number of an activity.
public struct ActivityID: EntityID {
  public static let kind = StreamKind.activity
  public static let letter: Character = "T"
  public static let noun = "activity"
  /// The dense number, from 1.
  public var number: UInt32

  /// The one with this number.
  public init(_ number: UInt32) { self.number = number }
}
