/// What people may ask of everything that has custom fields and labels.
public enum CustomCommand: Equatable, Sendable {
  /// Give custom fields these values; an empty text takes a value away.
  case set([WrittenField])
  /// Give a field back the value it had; nil takes it away. For restoring.
  case put(CustomFieldID, CustomValue?)
  /// Give it a label.
  case tag(String)
  /// Take a label away.
  case untag(String)
}

/// The value of a custom field as somebody wrote it down.
public struct WrittenField: Equatable, Sendable {
  /// The code of the field.
  public var code: String
  /// The value; empty for none.
  public var text: String
  /// How numbers in it are written.
  public var decimals: DecimalStyle
  /// How dates in it are written.
  public var dates: DateFormat
  /// Where days begin, for a date that is written as a moment.
  public var zone: Zone?

  /// A value, its dates written as in `2017-03-31` unless told otherwise.
  public init(
    _ code: String, _ text: String, decimals: DecimalStyle = .plain, dates: DateFormat? = nil,
    zone: Zone? = nil
  ) {
    (self.code, self.text, self.decimals, self.zone) = (code, text, decimals, zone)
    self.dates = dates ?? .calendarDay
  }
}

extension DateFormat {
  /// Days as in `2017-03-31`.
  static let calendarDay: DateFormat = {
    do { return try DateFormat("yyyy-MM-dd") } catch {
      preconditionFailure("a pattern of year, month and day is a date format")
    }
  }()
}

/// Why a custom field or a label cannot be given or taken away.
public enum CustomRefusal: DomainRefusal {
  /// Things of the kind have no field of this code.
  case unknownField(String, noun: String, known: String)
  /// The field is not filled any more.
  case retiredField(String)
  /// A field was given twice.
  case givenTwice(String)
  /// A value cannot be taken: the field, the value, and what would do.
  case badValue(String, String, expected: String)
  /// The choice is not to be chosen any more.
  case retiredChoice(String, field: String)
  /// Required fields have no value.
  case missing(String, noun: String)
  /// Of an erased person no words are noted any more.
  case erased(String)
  /// A label cannot be taken.
  case text(TextRefusal)

  public var description: String {
    switch self {
    case .unknownField(let code, let noun, let known):
      known.isEmpty
        ? "there is no field '\(code)': nobody has defined one for the kind '\(noun)' yet"
        : "there is no field '\(code)' of the kind '\(noun)'; there are: \(known)"
    case .retiredField(let title): "\(title) is retired and not filled any more"
    case .givenTwice(let title): "\(title) is given twice"
    case .badValue(let title, let text, let expected): "\(title): '\(text)' is not \(expected)"
    case .retiredChoice(let choice, let field):
      "\(field): '\(choice)' is retired and cannot be chosen any more"
    case .missing(let titles, let noun):
      "this \(noun) needs a value for \(titles); give it with --field CODE=VALUE"
    case .erased(let title):
      "\(title): the personal data were erased, and no words are noted of the person any more"
    case .text(let refusal): refusal.description
    }
  }
}
