/// What the pieces of a date format have read so far.
struct DateFormatFields {
  var year = 0
  var month = 0
  var day = 0
  var hour: Int?
  var minute = 0
  var second = 0
  var microsecond = 0
  var isAfternoon: Bool?
  var offsetSeconds: Int?
}

/// One piece of a date format: a field or the characters between fields.
enum DateFormatPiece: Hashable, Sendable {
  /// The parts of a date and time; none may occur twice.
  enum Field: Hashable, Sendable {
    case year, month, day, hour24, hour12, minute, second, fraction, halfOfDay, offset
  }

  case number(Field, digits: ClosedRange<Int>)
  case twoDigitYear
  case monthName
  case halfOfDay
  case offset(hasColon: Bool)
  case literal([UInt8])

  /// The field that the piece reads; nil for characters between fields.
  var field: Field? {
    switch self {
    case .number(let field, _): field
    case .twoDigitYear: .year
    case .monthName: .month
    case .halfOfDay: .halfOfDay
    case .offset: .offset
    case .literal: nil
    }
  }

  /// Takes this piece from the text; false if something else stands there.
  func read(_ reader: inout TextReader, into fields: inout DateFormatFields) -> Bool {
    switch self {
    case .literal(let bytes): return reader.take(bytes: bytes)
    case .twoDigitYear:
      guard let year = reader.number(digits: 2) else { return false }
      fields.year = year >= 70 ? 1900 + year : 2000 + year
    case .monthName:
      guard let name = reader.letters(3), let month = MonthName.month(abbreviation: name) else {
        return false
      }
      fields.month = month
    case .halfOfDay:
      switch reader.letters(2)?.lowercased() {
      case "am": fields.isAfternoon = false
      case "pm": fields.isAfternoon = true
      default: return false
      }
    case .offset(let hasColon):
      guard let seconds = Self.offset(&reader, hasColon: hasColon) else { return false }
      fields.offsetSeconds = seconds
    case .number(let field, let digits):
      guard let (value, count) = reader.number(digits: digits) else { return false }
      Self.store(value, digits: count, as: field, in: &fields)
    }
    return true
  }

  private static func store(
    _ value: Int, digits: Int, as field: Field, in fields: inout DateFormatFields
  ) {
    switch field {
    case .year: fields.year = value
    case .month: fields.month = value
    case .day: fields.day = value
    case .hour24, .hour12: fields.hour = value
    case .minute: fields.minute = value
    case .second: fields.second = value
    case .fraction:
      fields.microsecond = TimeOfDay.microseconds(fraction: value, digits: digits)
    case .halfOfDay, .offset: preconditionFailure("neither is written as a number")
    }
  }

  private static func offset(_ reader: inout TextReader, hasColon: Bool) -> Int? {
    if reader.take("Z") { return 0 }
    let isNegative = reader.take("-")
    guard isNegative || reader.take("+"), let hours = reader.number(digits: 2), hours <= 24,
      !hasColon || reader.take(":"), let minutes = reader.number(digits: 2), minutes < 60
    else { return nil }
    let seconds = (hours * 60 + minutes) * 60
    return isNegative ? -seconds : seconds
  }
}

// MARK: - Patterns

extension DateFormatPiece {
  /// The pieces of a pattern that is sufficient for a date and has nothing twice.
  static func pieces(of pattern: String) throws(DateFormatRefusal) -> [DateFormatPiece] {
    let characters = Array(pattern)
    var pieces: [DateFormatPiece] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if character == "'" {
        let (text, end) = try quoted(characters, from: index, of: pattern)
        pieces.append(.literal(Array(text.utf8)))
        index = end
      } else if character.isASCII, character.isLetter {
        let count = characters[index...].prefix { $0 == character }.count
        guard let piece = piece(character, count) else {
          let letters = String(repeating: character, count: count)
          throw .badPattern(pattern, reason: "'\(letters)' is no field; put text in single quotes")
        }
        pieces.append(piece)
        index += count
      } else {
        pieces.append(.literal(Array(String(character).utf8)))
        index += 1
      }
    }
    if let reason = flaw(in: pieces) { throw .badPattern(pattern, reason: reason) }
    return pieces
  }

  private static func piece(_ letter: Character, _ count: Int) -> DateFormatPiece? {
    switch (letter, count) {
    case ("y", 4): .number(.year, digits: 4...4)
    case ("y", 2): .twoDigitYear
    case ("M", 3): .monthName
    case ("M", 1...2): .number(.month, digits: count...2)
    case ("d", 1...2): .number(.day, digits: count...2)
    case ("H", 1...2): .number(.hour24, digits: count...2)
    case ("h", 1...2): .number(.hour12, digits: count...2)
    case ("m", 2): .number(.minute, digits: 2...2)
    case ("s", 2): .number(.second, digits: 2...2)
    case ("S", 1): .number(.fraction, digits: 1...9)
    case ("S", 2...9): .number(.fraction, digits: count...count)
    case ("a", 1): .halfOfDay
    case ("Z", 1): .offset(hasColon: false)
    case ("X", 3): .offset(hasColon: true)
    default: nil
    }
  }

  /// The text in single quotes that begins at an index, and the index after it; `''` is a quote.
  private static func quoted(
    _ characters: [Character], from start: Int, of pattern: String
  ) throws(DateFormatRefusal) -> (text: String, end: Int) {
    guard let close = characters[(start + 1)...].firstIndex(of: "'") else {
      throw .badPattern(pattern, reason: "a quote is not closed")
    }
    let text = String(characters[(start + 1)..<close])
    return (text.isEmpty ? "'" : text, close + 1)
  }

  private static func flaw(in pieces: [DateFormatPiece]) -> String? {
    let fields = pieces.compactMap(\.field)
    let present = Set(fields)
    if present.count < fields.count { return "a field occurs twice" }
    if !present.isSuperset(of: [.year, .month, .day]) {
      return "it needs a year, a month and a day"
    }
    let hasHour = present.contains(.hour24) != present.contains(.hour12)
    if present.contains(.hour24), present.contains(.hour12) { return "it has two hours" }
    if present.contains(.hour12) != present.contains(.halfOfDay) {
      return "'h' and 'a' need each other"
    }
    let needs: [(Field, Field)] = [(.second, .minute), (.fraction, .second)]
    for (field, needed) in needs where present.contains(field) && !present.contains(needed) {
      return "seconds need minutes, and fractions need seconds"
    }
    if !hasHour, present.contains(.minute) || present.contains(.offset) {
      return "minutes and offsets need an hour"
    }
    for (piece, following) in zip(pieces, pieces.dropFirst()) {
      guard case .number(_, let digits) = piece, digits.count > 1 else { continue }
      switch following {
      case .number, .twoDigitYear:
        return "a field of one or two digits stands right before another number"
      default: continue
      }
    }
    return nil
  }
}
