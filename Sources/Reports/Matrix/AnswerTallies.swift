import Bytes
import Domain
import Projections

/// The answers of one questionnaire, counted by wave and question.
struct AnswerTallies {
  private let questions: [Question]
  private let other: Question?
  /// The scale questions of each version: what is looked at for the same answer throughout.
  private let scales: [UInt32: Set<UInt32>]
  private let decisive: StreamID
  private var tallies: [String: [AnswerTally]] = [:]
  private var places: [UInt32: Int] = [:]
  private var responseCount = 0
  private var sameCount = 0

  init(_ questionnaire: Questionnaire, _ questions: [Question], with other: Question?) {
    (self.questions, self.other) = (questions, other)
    decisive = questionnaire.id.stream
    var scales: [UInt32: Set<UInt32>] = [:]
    for version in questionnaire.versions {
      scales[version.number] = Set(version.questions.filter { $0.kind == .scale }.map(\.number))
    }
    self.scales = scales
    for (place, question) in questions.enumerated() { places[question.number] = place }
  }

  /// Counts a response.
  mutating func add(
    _ id: ResponseID, _ answers: ArraySlice<AnswerRow>, _ version: UInt32, in wave: String
  ) {
    responseCount += 1
    let isSame = isSameThroughout(answers, scales[version] ?? [])
    if isSame { sameCount += 1 }
    let partner = other.flatMap { other in
      answers.first { $0.question == other.number && !$0.isInWords }?.value
    }
    if tallies[wave] == nil {
      tallies[wave] = questions.map { AnswerTally($0, wave: wave, [decisive]) }
    }
    for index in questions.indices { tallies[wave]?[index].responseCount += 1 }
    for answer in answers {
      guard let place = places[answer.question] else { continue }
      tallies[wave]?[place].add(answer, id, isSame: isSame, partner: partner)
    }
  }

  private func isSameThroughout(
    _ answers: ArraySlice<AnswerRow>, _ scales: Set<UInt32>
  ) -> Bool {
    guard scales.count > 1 else { return false }
    var first: Int64?
    var count = 0
    for answer in answers where scales.contains(answer.question) {
      if let first, first != answer.value { return false }
      first = answer.value
      count += 1
    }
    return count == scales.count
  }

  /// The tallies, wave by wave, in the order of the questions.
  var sorted: [AnswerTally] {
    tallies.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  var notes: [String] {
    ["\(sameCount) of \(responseCount) responses have the same answer to all scale questions"]
  }
}

/// What was answered to one question in one wave.
struct AnswerTally {
  let question: Question
  let wave: String
  /// How many responses there were, whether they answered it or not.
  var responseCount = 0
  private var count = 0
  private var sameCount = 0
  private var counts: [Int64: Int] = [:]
  private var pairs = PairedSums()
  private var sources: [StreamID]

  init(_ question: Question, wave: String, _ sources: [StreamID]) {
    (self.question, self.wave, self.sources) = (question, wave, sources)
  }

  mutating func add(_ answer: AnswerRow, _ id: ResponseID, isSame: Bool, partner: Int64?) {
    count += 1
    if isSame { sameCount += 1 }
    sources.append(id.stream)
    if answer.isInWords { return }
    counts[answer.value, default: 0] += 1
    if let partner { pairs.add(answer.value, partner) }
  }

  private var key: String { (wave.isEmpty ? "" : wave + "/") + question.code }

  // MARK: A line for each answer

  func valueRows(_ before: [Cell]) -> [Row] {
    let listed = question.choices.map(\.value)
    var places: [Int64] = question.kind == .yesNo ? [0, 1] : []
    if question.kind == .scale { places += (question.minimum ?? 0)...(question.maximum ?? 0) }
    let values = Set(counts.keys).union(listed).union(places).sorted()
    return values.map { value in
      let text = question.text(of: value)
      let label = question.choices.first { $0.value == value }?.label
      return Row(
        key: "\(key)=\(text)",
        cells: before + [
          .text(question.code), .text(text), label.cell, .integer(Int64(counts[value] ?? 0)),
          .ratio(counts[value] ?? 0, count),
        ], sources: sources)
    }
  }

  // MARK: A line for the question

  func row(_ before: [Cell], _ measures: AnswerMeasures, withCorrelation: Bool) -> Row {
    var cells = before + [
      .text(question.code), question.wording.cell, .integer(Int64(count)),
      .ratio(count, responseCount),
    ]
    cells += isMeasured ? measured(measures) : Array(repeating: .none, count: 10)
    cells.append(.integer(Int64(sameCount)))
    if withCorrelation {
      cells.append(isMeasured ? pairs.correlation : .none)
      cells.append(.integer(Int64(pairs.count)))
    }
    return Row(key: key, cells: cells, sources: sources)
  }

  /// Whether its answers are numbers of which a mean makes sense.
  private var isMeasured: Bool { question.kind != .choice && question.kind != .text }

  private func measured(_ measures: AnswerMeasures) -> [Cell] {
    let unit = (0..<question.decimals).reduce(Int64(1)) { power, _ in power * 10 }
    let sorted = counts.sorted { $0.key < $1.key }
    let boxes = measures.boxes(question)
    func many(_ keeps: (Int64) -> Bool) -> Int {
      sorted.reduce(0) { $0 + (keeps($1.key) ? $1.value : 0) }
    }
    let top = boxes.map { boxes in many { $0 >= boxes.topFrom } }
    let promoters = boxes.map { boxes in many { $0 >= boxes.promotersFrom } }
    let detractors = boxes.map { boxes in many { $0 <= boxes.detractorsTo } }
    var moments = Moments()
    for (value, times) in sorted { moments.add(value, times: times) }
    func place(_ value: Int64?) -> Cell {
      value.flatMap { Quotient($0, unit) }.map(Cell.quotient) ?? .none
    }
    func number(_ count: Int?) -> Cell { count.map { .integer(Int64($0)) } ?? .none }
    var net = Cell.none
    if let promoters, let detractors { net = .ratio((promoters - detractors) * 100, count) }
    return [
      moments.mean(unit), moments.deviation(unit, isPopulation: measures.isPopulation),
      place(sorted.first?.key), median(sorted, unit), place(sorted.last?.key), number(top),
      top.map { .ratio($0, count) } ?? .none, number(promoters), number(detractors), net,
    ]
  }

  private func median(_ sorted: [(key: Int64, value: Int)], _ unit: Int64) -> Cell {
    func value(at place: Int) -> Int64 {
      var passed = 0
      for (value, times) in sorted {
        passed += times
        if place < passed { return value }
      }
      return 0
    }
    guard count > 0 else { return .none }
    return Quotient(value(at: (count - 1) / 2) + value(at: count / 2), 2 * unit)
      .map(Cell.quotient) ?? .none
  }
}

/// What is measured of the answers to a question.
struct AnswerMeasures: Sendable {
  let top: Int
  let promotersFrom: Int?
  let detractorsTo: Int?
  let isPopulation: Bool

  /// Where the top boxes, promoters and detractors of a scale begin and end.
  struct Boxes {
    let topFrom: Int64
    let promotersFrom: Int64
    let detractorsTo: Int64
  }

  /// Those of a scale; nil of other questions.
  func boxes(_ question: Question) -> Boxes? {
    guard question.kind == .scale, let maximum = question.maximum else { return nil }
    let promoters = promotersFrom.map { Int64($0) } ?? maximum - 1
    return Boxes(
      topFrom: maximum - Int64(top) + 1, promotersFrom: promoters,
      detractorsTo: detractorsTo.map { Int64($0) } ?? promoters - 3)
  }

  func columns(with code: String?) -> [Column] {
    [
      Column("question", "Question", .text),
      Column("wording", "Asked", .text),
      Column("count", "Answers", .integer),
      Column("share_answered", "Answered", .share),
      Column("mean", "Mean", .decimal),
      Column("standard_deviation", "Deviation", .decimal),
      Column("minimum", "Least", .decimal),
      Column("median", "Median", .decimal),
      Column("maximum", "Most", .decimal),
      Column("top_count", "In top \(top)", .integer),
      Column("top_share", "Top \(top)", .share),
      Column("promoters", "Promoters", .integer),
      Column("detractors", "Detractors", .integer),
      Column("net_score", "Net score", .decimal),
      Column("same_throughout", "Same throughout", .integer),
    ]
      + (code.map {
        [
          Column("correlation", "Correlation with \($0)", .decimal),
          Column("pairs", "Pairs", .integer),
        ]
      } ?? [])
  }
}
