public import Bytes

/// What kind of answer a question takes; the numbers are stored.
public enum QuestionKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// One of a list.
  case choice = 1
  /// A number, perhaps with decimals, perhaps within bounds.
  case number = 2
  /// A whole number from one end of a scale to the other.
  case scale = 3
  /// Yes or no.
  case yesNo = 4
  /// Words.
  case text = 5

  /// The stable name, as in `yes-no`.
  public var description: String {
    switch self {
    case .choice: "choice"
    case .number: "number"
    case .scale: "scale"
    case .yesNo: "yes-no"
    case .text: "text"
    }
  }

  /// Reads a stable name; nil when the text is something else.
  public init?(text: String) {
    guard let kind = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = kind
  }
}

/// How an answer becomes points; the numbers are stored.
public enum QuestionScoring: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// From 0 at the lower bound to 100 at the upper one, in proportion.
  case linear = 1
  /// From 100 at the lower bound to 0 at the upper one, in proportion.
  case reversed = 2
  /// The answer itself.
  case value = 3
  /// As the list of choices says.
  case table = 4

  /// The stable name, as in `linear`.
  public var description: String {
    switch self {
    case .linear: "linear"
    case .reversed: "reversed"
    case .value: "value"
    case .table: "table"
    }
  }
}

/// A side of the customer matrix; the numbers are stable.
public enum MatrixAxis: Int, Sendable, CaseIterable, CustomStringConvertible {
  /// How big the customer is: upwards.
  case size = 0
  /// How much more there is to win: to the right.
  case potential = 1

  /// The stable name.
  public var description: String { self == .size ? "size" : "potential" }
}

/// One question of a version of a questionnaire, as it is stored: message `Question`.
public struct Question: WireMessage {
  /// Its number within the questionnaire, the same in every version; 0 until it is given one.
  public var number: UInt32 = 0
  /// What kind of answer it takes.
  public var kind = QuestionKind.text
  /// Whether a questionnaire counts as filled only with an answer to it.
  public var isRequired = false
  /// The lower end of a scale or bound of a number, times 10^`decimals`.
  public var minimum: Int64?
  /// The upper end of a scale or bound of a number, times 10^`decimals`.
  public var maximum: Int64?
  /// How many decimals a number may have, 0 to 4.
  public var decimals: UInt8 = 0
  /// How an answer becomes points.
  public var scoring = QuestionScoring.linear
  /// How much it counts for the size, in ten-thousandths; 0 when it does not.
  public var sizeWeight: UInt32 = 0
  /// How much it counts for the potential, in ten-thousandths; 0 when it does not.
  public var potentialWeight: UInt32 = 0
  /// What files and commands call it, as in `q1`.
  public var code = ""
  /// The question as it is asked.
  public var wording = ""
  /// The answers there are, or the labels and points of some.
  public var choices: [Choice] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
    coder.known(2, &kind)
    coder.flag(3, &isRequired)
    coder.signed(4, &minimum)
    coder.signed(5, &maximum)
    coder.number(6, &decimals)
    coder.known(7, &scoring)
    coder.number(8, &sizeWeight)
    coder.number(9, &potentialWeight)
    coder.text(20, &code)
    coder.text(21, &wording)
    coder.messages(30, &choices)
  }

  /// How much it counts on a side of the matrix, in ten-thousandths.
  public func weight(_ axis: MatrixAxis) -> UInt32 {
    axis == .size ? sizeWeight : potentialWeight
  }

  /// Whether its answers are numbers in the log; those of a text question are words.
  public var isNumeric: Bool { kind != .text }

  /// The question with its code, for messages: `question 'q1' (How …?)`.
  public var title: String {
    wording == code || wording.isEmpty ? "question '\(code)'" : "question '\(code)' (\(wording))"
  }

  /// The answer of this code or label, whatever the case of its letters; nil when there is none.
  public func choice(named text: String) -> Choice? {
    if let exact = choices.first(where: { $0.code == text }) { return exact }
    let wanted = text.lowercased()
    return choices.first { $0.code.lowercased() == wanted }
      ?? choices.first { $0.label.lowercased() == wanted }
  }
}

/// An answer a question knows: message `Choice`.
public struct Choice: WireMessage {
  /// What is stored for it: its number in a list, the place on a scale, 1 for yes and 0 for no.
  public var value: Int64 = 0
  /// What it is worth, in ten-thousandths; nil when the question gives no points by its list.
  public var score: Int64?
  /// What files and commands call it.
  public var code = ""
  /// What people read.
  public var label = ""

  public init() {}

  /// An answer.
  public init(_ code: String, label: String = "", value: Int64 = 0, score: Int64? = nil) {
    (self.code, self.label, self.value, self.score) = (code, label, value, score)
  }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.signed(1, &value)
    coder.signed(2, &score)
    coder.text(20, &code)
    coder.text(21, &label)
  }
}

/// Where the fields of the matrix begin and what they are called: message `MatrixRules`.
public struct MatrixRules: WireMessage {
  /// Whether the median of the customers parts big from small; boundaries do not count then.
  public var isMedian = false
  /// Whether what lies on a boundary belongs to the field below it; else to the one above.
  public var isLowerInclusive = false
  /// Where a field of size ends and the next begins, in ten-thousandths, ascending.
  public var sizeBoundaries: [Int64] = []
  /// Where a field of potential ends and the next begins, in ten-thousandths, ascending.
  public var potentialBoundaries: [Int64] = []
  /// The names, row by row from the largest size down, each from the least potential; may be empty.
  public var categories: [String] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.flag(1, &isMedian)
    coder.flag(2, &isLowerInclusive)
    coder.signedNumbers(3, &sizeBoundaries)
    coder.signedNumbers(4, &potentialBoundaries)
    coder.texts(20, &categories)
  }

  /// Two by two, parted at 50; what lies on a boundary belongs to the field above.
  public static let standard: MatrixRules = {
    var rules = MatrixRules()
    (rules.sizeBoundaries, rules.potentialBoundaries) = ([500_000], [500_000])
    return rules
  }()

  /// How many fields there are in a direction.
  public func fieldCount(_ axis: MatrixAxis) -> Int {
    isMedian ? 2 : boundaries(axis).count + 1
  }

  /// The boundaries of a direction.
  public func boundaries(_ axis: MatrixAxis) -> [Int64] {
    axis == .size ? sizeBoundaries : potentialBoundaries
  }
}

extension FieldCoder {
  /// A choice by its stored number. Absent leaves it as it is; a number this version does not know
  /// is an error of the bytes, since a wrong guess would change figures.
  mutating func known<Known: RawRepresentable<UInt8>>(_ field: Int, _ value: inout Known) {
    var number: UInt8? = value.rawValue
    self.number(field, &number)
    guard isReading, let number, number != 0 else { return }
    guard let known = Known(rawValue: number) else {
      failure = failure ?? .outOfRange(field: field)
      return
    }
    value = known
  }
}
