import Bytes
public import Domain

/// What was given to a form: the entity it is done to, and texts by the names of parameters.
public struct FormArguments: Sendable, Equatable {
  /// The entity the form is done to; nil when it has none.
  public var subject: String?
  /// What was given, in order.
  public var values: [Value]
  /// The system whose own names of things count as names, besides numbers and names; nil for none.
  public var source: String?
  /// The entity the form is done to, where it was looked up already.
  var known: StreamID?

  /// One text that was given.
  public struct Value: Sendable, Equatable {
    /// The name of the parameter.
    public var name: String
    /// The text; an empty one takes a value away where that makes sense.
    public var text: String
    /// How dates and numbers in the text are written.
    public var style: FormStyle

    /// A text for a parameter, written in this style.
    public init(_ name: String, _ text: String, style: FormStyle = FormStyle()) {
      self.name = name
      self.text = text
      self.style = style
    }
  }

  /// What was given; nothing yet unless told otherwise.
  public init(subject: String? = nil, _ values: [Value] = [], source: String? = nil) {
    self.subject = subject
    self.values = values
    self.source = source
  }

  /// Whether something was given under this name.
  public func holds(_ name: String) -> Bool { values.contains { $0.name == name } }
}

/// How the texts given to a form are written.
public struct FormStyle: Sendable, Equatable {
  /// How numbers are written.
  public var decimals: DecimalStyle
  /// How days are written.
  public var dates: DateFormat
  /// The zone of times without an offset; that of the book when nil.
  public var zone: Zone?
  /// The currency of amounts that name none; that of the book when nil.
  public var currency: Currency?

  /// The style of the command line: `1234.50`, `2017-03-31`, zone and currency of the book.
  public init(
    decimals: DecimalStyle = .plain, dates: DateFormat = .iso8601, zone: Zone? = nil,
    currency: Currency? = nil
  ) {
    self.decimals = decimals
    self.dates = dates
    self.zone = zone
    self.currency = currency
  }
}

extension DateFormat {
  /// Dates, local times and instants as ISO 8601 writes them.
  public static let iso8601: DateFormat = {
    do { return try DateFormat("iso8601") } catch {
      preconditionFailure("iso8601 is the name of a date format")
    }
  }()
}
