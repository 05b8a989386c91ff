public import Bytes
import CRM
import Domain

/// The textual form of one command: what it is called, what it asks for, and the command it makes.
///
/// One catalogue (`Forms`) serves the command line, the recipes of imports and the HTTP interface,
/// so that a command is spelt the same everywhere.
public struct Form: Sendable {
  /// The stable name, as in `opportunity.win`: what is changed, a dot, what happens to it.
  public let name: String
  /// One line that says what it does.
  public let summary: String
  /// What may be given, in the order the help lists it.
  public let parameters: [Parameter]
  /// A whole command line, as a user would type it.
  public let example: String
  /// The kind of entity it is done to; nil for forms that create something or are about the book.
  public let subject: StreamKind?
  /// The kind of entity it creates; nil for all others.
  public let creates: StreamKind?
  /// Whether giving none of the parameters is refused, since nothing would change.
  public let needsSomething: Bool
  let build: @Sendable (FormValues) -> Command
  let update: (@Sendable (FormValues, StreamID) -> [Command])?

  /// Whether an import may bring what exists already to the values of a new row.
  public var canUpdate: Bool { update != nil }

  /// The parameter of this name; nil when there is none.
  public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }
}

/// One thing a form asks for.
public struct Parameter: Sendable, Equatable {
  /// The stable name in kebab case, as in `expected-close`; the option on the command line.
  public let name: String
  /// What kind of value it takes.
  public let kind: Kind
  /// Whether it must be given.
  public let isRequired: Bool
  /// Whether an empty text takes the value away, as in `--industry ''`.
  public let isClearable: Bool
  /// Whether it may be given more than once.
  public let repeats: Bool
  /// What it means, in one line.
  public let help: String

  /// What kind of value a parameter takes.
  public enum Kind: Sendable, Equatable {
    /// One line of text.
    case line
    /// A line with a label behind it in brackets, as in `anna@example.com (work)`.
    case labelled
    /// An amount, in the currency at hand unless it names one: `1234.50` or `1234.50 EUR`.
    case money
    /// Lines of an order: `PRODUCT x QUANTITY @ PRICE; PRODUCT; …`.
    case orderLines
    /// A civil day.
    case day
    /// A probability, as in `35%` or `0.35`.
    case probability
    /// A whole number from 0 on.
    case count
    /// A year.
    case year
    /// A month, from 1 for January to 12.
    case month
    /// `yes` or `no`.
    case flag
    /// What a user may do.
    case role
    /// How far one has come with a contact.
    case relationship
    /// How far one has come with a lead.
    case leadStatus
    /// How firmly a stage is counted on.
    case category
    /// An entity of this kind: its number, `source:identifier`, or its name.
    case entity(StreamKind)
    /// An entity of any kind, by its number.
    case anyEntity
    /// A stage of the pipeline at hand, by its name or number.
    case stage
    /// All active stages of the pipeline at hand, in an order: `Prospecting, Engaging`.
    case stageOrder
    /// New stages: `Name 10%; Name 50% best-case`, or a JSON array.
    case stages
    /// The questions of a questionnaire: a JSON text, on the command line a file with it.
    case definition
    /// An answer to a question: `q1=8`.
    case answer
    /// A custom field and its value: `trade=steel`.
    case customValue
    /// A kind of thing that can have custom fields.
    case customisable
    /// What a custom field holds.
    case fieldType
    /// The choices of a custom field: `steel; wood=Wood, all kinds`.
    case options
    /// Which value a merge keeps: `phone=A-7`.
    case keptField
    /// The name of a thing in another system: `source:identifier`.
    case reference
    /// The name of a field, as `show` and `history` print it.
    case field
    /// A moment, as after `--as-of`.
    case moment
    /// The name of a time zone.
    case zone
    /// A stretch of the calendar, as in `2017Q2`; fiscal ones by the book's calendar.
    case period
    /// Whose business a plan is about.
    case scope
    /// The code of a currency.
    case currency
    /// A decimal number.
    case decimal
    /// By which calendar year fiscal years are called.
    case naming
    /// What somebody does with or for a customer.
    case activityKind
    /// What came of an activity.
    case activityOutcome
    /// A day, or a day and a time.
    case due
    /// A moment: a day and a time.
    case instant
  }
}

// MARK: - Writing forms down

extension Form {
  /// A form that changes something that exists.
  static func changing(
    _ subject: StreamKind, _ name: String, _ summary: String, _ parameters: [Parameter],
    example: String, needsSomething: Bool = false,
    _ build: @escaping @Sendable (FormValues) -> Command
  ) -> Form {
    Form(
      name: name, summary: summary, parameters: parameters, example: example, subject: subject,
      creates: nil, needsSomething: needsSomething, build: build, update: nil)
  }

  /// A form that creates something; `update` brings what exists already to the same values.
  static func creating(
    _ kind: StreamKind, _ name: String, _ summary: String, _ parameters: [Parameter],
    example: String, update: (@Sendable (FormValues, StreamID) -> [Command])? = nil,
    _ build: @escaping @Sendable (FormValues) -> Command
  ) -> Form {
    Form(
      name: name, summary: summary, parameters: parameters, example: example, subject: nil,
      creates: kind, needsSomething: false, build: build, update: update)
  }

  /// A form about the book itself, or about an entity it names in a parameter.
  static func free(
    _ name: String, _ summary: String, _ parameters: [Parameter], example: String,
    _ build: @escaping @Sendable (FormValues) -> Command
  ) -> Form {
    Form(
      name: name, summary: summary, parameters: parameters, example: example, subject: nil,
      creates: nil, needsSomething: false, build: build, update: nil)
  }
}

extension Parameter {
  /// One that must be given, and not empty.
  static func required(
    _ name: String, _ kind: Kind, _ help: String, repeats: Bool = false
  ) -> Parameter {
    Parameter(
      name: name, kind: kind, isRequired: true, isClearable: false, repeats: repeats, help: help)
  }

  /// One that may be left out.
  static func optional(
    _ name: String, _ kind: Kind, _ help: String, repeats: Bool = false
  ) -> Parameter {
    Parameter(
      name: name, kind: kind, isRequired: false, isClearable: false, repeats: repeats, help: help)
  }

  /// One that may be left out; an empty text takes the value away.
  static func clearable(
    _ name: String, _ kind: Kind, _ help: String, isRequired: Bool = false
  ) -> Parameter {
    Parameter(
      name: name, kind: kind, isRequired: isRequired, isClearable: true, repeats: false,
      help: help)
  }

  /// The names other systems have for a new thing.
  static let references = Parameter.optional(
    "reference", .reference, "what another system calls it, as source:identifier", repeats: true)

  /// The name another system has for a thing.
  static let reference = Parameter.required(
    "reference", .reference, "what another system calls it, as source:identifier")
}
