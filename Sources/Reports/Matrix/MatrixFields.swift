import Domain

/// Where the fields of the matrix lie at one moment, and what they are called.
struct MatrixFields {
  private let size: [AxisScore]
  private let potential: [AxisScore]
  private let isLowerInclusive: Bool
  private let names: [String]
  /// Whether the fields depend on every rated customer.
  let isMedian: Bool

  /// A field: its place from the smallest size and the least potential, each from 0.
  struct Field: Hashable, Comparable {
    let size: Int
    let potential: Int

    /// The largest size first, within it the least potential first: as the picture is read.
    static func < (first: Field, second: Field) -> Bool {
      (-first.size, first.potential) < (-second.size, second.potential)
    }

    /// The stable key, as in `2/1`: size and potential, each counted from 1.
    var key: String { "\(size + 1)/\(potential + 1)" }
  }

  /// The fields that these rules make of these ratings.
  init(_ rules: MatrixRules, _ ratings: [Rating]) {
    isMedian = rules.isMedian
    isLowerInclusive = rules.isLowerInclusive
    if rules.isMedian {
      let placed = ratings.filter(\.isPlaced)
      size = Self.median(placed.compactMap(\.size))
      potential = Self.median(placed.compactMap(\.potential))
    } else {
      size = rules.sizeBoundaries.map { AxisScore(tenThousandths: $0) }
      potential = rules.potentialBoundaries.map { AxisScore(tenThousandths: $0) }
    }
    let isSquare = rules.fieldCount(.size) == 2 && rules.fieldCount(.potential) == 2
    names =
      rules.categories.isEmpty && isSquare
      ? ["keep", "grow", "maintain", "develop"] : rules.categories
    (rowCount, columnCount) = (rules.fieldCount(.size), rules.fieldCount(.potential))
  }

  private let rowCount: Int
  private let columnCount: Int

  private static func median(_ scores: [AxisScore]) -> [AxisScore] {
    guard !scores.isEmpty else { return [] }
    let sorted = scores.sorted()
    return [AxisScore.middle(sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])]
  }

  /// The boundaries of a side, ascending.
  func boundaries(_ axis: MatrixAxis) -> [AxisScore] { axis == .size ? size : potential }

  /// The field a rating lies in; nil when a side has no score.
  func field(_ rating: Rating) -> Field? {
    guard let one = rating.size, let other = rating.potential else { return nil }
    return Field(size: place(one, size), potential: place(other, potential))
  }

  private func place(_ score: AxisScore, _ boundaries: [AxisScore]) -> Int {
    boundaries.count { isLowerInclusive ? score > $0 : score >= $0 }
  }

  /// Every field, as the picture is read.
  var all: [Field] {
    (0..<rowCount).flatMap { row in
      (0..<columnCount).map { Field(size: row, potential: $0) }
    }.sorted()
  }

  /// What a field is called.
  func name(_ field: Field) -> String {
    let index = (rowCount - 1 - field.size) * columnCount + field.potential
    if names.indices.contains(index) { return names[index] }
    return "\(Self.word(field.size, rowCount)) size, "
      + "\(Self.word(field.potential, columnCount)) potential"
  }

  private static func word(_ place: Int, _ count: Int) -> String {
    switch count {
    case 1: "any"
    case 2: ["small", "big"][place]
    case 3: ["small", "middle", "big"][place]
    default: "\(place + 1) of \(count)"
    }
  }

  /// The name as a cell; of what has no field, that it is not placed.
  func cell(_ field: Field?) -> Cell { .text(field.map(name) ?? Self.unplaced) }

  /// What stands in place of the name of a field where a score is missing.
  static let unplaced = "(incomplete)"
}

/// The options that draw the fields of a matrix otherwise than the questionnaire does.
struct FieldOptions: Sendable {
  private let size: [Int64]?
  private let potential: [Int64]?
  private let isMedian: Bool
  private let isLowerInclusive: Bool?
  private let categories: [String]

  static let options = [
    ReportOption(
      "size-boundaries", "50", "where fields of size part: scores with commas between them"),
    ReportOption(
      "potential-boundaries", "50", "where fields of potential part, likewise"),
    ReportOption(
      "median", "NO", "yes parts both sides at the median of those rated",
      choices: ["yes", "no"]),
    ReportOption(
      "boundary", "upper", "the field to which a score on a boundary belongs",
      choices: ["upper", "lower"]),
    ReportOption(
      "categories", "NAMES",
      "names of the fields, from the largest size down: 'keep,grow;maintain,develop'"),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    size = try values.boundaries("size-boundaries")
    potential = try values.boundaries("potential-boundaries")
    isMedian = try values.flag("median", standard: false)
    isLowerInclusive = try values.named("boundary", [("upper", false), ("lower", true)])
    categories = (values["categories"] ?? "").split(whereSeparator: { $0 == "," || $0 == ";" })
      .map { String($0.drop(while: \.isWhitespace)) }
    if isMedian, size != nil || potential != nil {
      throw .badValue(option: "median", value: "yes", expected: "of use beside boundaries")
    }
  }

  /// The rules of the questionnaire's newest version, with what was asked for instead.
  func rules(_ questionnaire: Questionnaire) throws(ReportRefusal) -> MatrixRules {
    var rules = questionnaire.current?.matrix ?? .standard
    let standing = [rules.fieldCount(.size), rules.fieldCount(.potential)]
    if isMedian { rules.isMedian = true }
    if let size { (rules.sizeBoundaries, rules.isMedian) = (size, false) }
    if let potential { (rules.potentialBoundaries, rules.isMedian) = (potential, false) }
    if let isLowerInclusive { rules.isLowerInclusive = isLowerInclusive }
    // Names given for other fields say nothing of these.
    if standing != [rules.fieldCount(.size), rules.fieldCount(.potential)] { rules.categories = [] }
    guard !categories.isEmpty else { return rules }
    let count = rules.fieldCount(.size) * rules.fieldCount(.potential)
    guard categories.count == count, Set(categories).count == count else {
      throw .badValue(
        option: "categories", value: categories.joined(separator: ","),
        expected: "a name of its own for each of the \(count) fields")
    }
    rules.categories = categories
    return rules
  }
}

extension OptionValues {
  /// Scores with commas between them, ascending, in ten-thousandths.
  fileprivate func boundaries(_ name: String) throws(ReportRefusal) -> [Int64]? {
    guard let text = self[name] else { return nil }
    var boundaries: [Int64] = []
    for word in text.split(separator: ",") {
      boundaries.append(try Self.tenThousandths(String(word), option: name, of: text))
    }
    guard !boundaries.isEmpty, boundaries.count <= Questionnaire.boundaryLimit,
      !zip(boundaries, boundaries.dropFirst()).contains(where: { $0 >= $1 })
    else {
      throw .badValue(option: name, value: text, expected: "scores that ascend, as in 40,70")
    }
    return boundaries
  }

  private static func tenThousandths(
    _ word: String, option: String, of text: String
  ) throws(ReportRefusal) -> Int64 {
    do throws(DecimalRefusal) {
      let number = try DecimalNumber(word)
      guard number.scale <= 4, number.units.magnitude < 1_000_000_000_000 else {
        throw DecimalRefusal.tooManyDecimals(word)
      }
      return (Int(number.scale)..<4).reduce(number.units) { units, _ in units * 10 }
    } catch {
      throw .badValue(option: option, value: text, expected: "scores such as 40,70: \(error)")
    }
  }
}
