import Domain

/// The answers of one report at many days, on their way to being one answer.
struct ReplayTable {
  private let plan: ReplayPlan
  private let days: [Day]
  private var answers: [(day: Day, answer: Answer)] = []
  private var skipped: [(day: Day, refusal: ReportRefusal)] = []

  init(plan: ReplayPlan, days: [Day]) {
    (self.plan, self.days) = (plan, days)
  }

  mutating func add(_ answer: Answer, on day: Day) { answers.append((day, answer)) }

  mutating func skip(_ day: Day, _ refusal: ReportRefusal) { skipped.append((day, refusal)) }

  /// The one answer; refused when the report had nothing to say on any of the days.
  func answer(_ report: String, _ moment: AnswerMoment) throws(ReportRefusal) -> Answer {
    guard let last = answers.last?.answer else {
      throw skipped.first?.refusal ?? .unknown("answer")
    }
    var answer = Answer(
      report: "replay", title: "\(last.title), every \(plan.interval.rawValue)", moment: moment,
      parameters: parameters(report, last), columns: [])
    switch plan.shape {
    case .rows: fillRows(&answer)
    case .totals: try fillTotals(&answer)
    case .column(let key): try fillSeries(of: key, &answer)
    }
    answer.columns.insert(Column("date", "Date", .day), at: 0)
    answer.notes = notes
    return answer
  }

  private func parameters(_ report: String, _ last: Answer) -> [Answer.Parameter] {
    let own = [
      Answer.Parameter("report", report), Answer.Parameter("every", plan.interval.rawValue),
      Answer.Parameter("from", plan.from.description),
      Answer.Parameter("to", plan.to.description),
    ]
    // What differs from day to day, such as where a flow starts, was not asked.
    let asked = last.parameters.filter { parameter in
      answers.allSatisfy { $0.answer.parameters.contains(parameter) }
    }
    return own + asked.map { parameter in
      Answer.Parameter(ReplayPlan.optionName(parameter.name), parameter.value)
    }
  }

  /// Every column of any of the answers, in the order in which they first come.
  private var columns: [Column] {
    var keys: Set<String> = []
    return answers.flatMap(\.answer.columns).filter { keys.insert($0.key).inserted }
  }

  /// The cells of a line in the order of `columns`; blank where the answer has no such column.
  private func cells(_ cells: [Cell], of answer: Answer, in columns: [Column]) -> [Cell] {
    if answer.columns == columns { return cells }
    let places = Dictionary(
      answer.columns.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    return columns.map { column in places[column.key].map { cells[$0] } ?? .none }
  }

  private func fillRows(_ result: inout Answer) {
    let columns = columns
    result.columns = columns
    for (day, answer) in answers {
      result.rows += answer.rows.map { row in
        Row(
          key: "\(day)/\(row.key)", cells: [.day(day)] + cells(row.cells, of: answer, in: columns),
          sources: row.sources)
      }
    }
  }

  private func fillTotals(_ result: inout Answer) throws(ReportRefusal) {
    let columns = columns
    let lines = answers.compactMap { day, answer in
      answer.total.map { (day: day, cells: cells($0, of: answer, in: columns)) }
    }
    guard !lines.isEmpty else {
      throw .badValue(option: "show", value: "totals", expected: "for reports without a total")
    }
    // What only says "total", or nothing, is no figure.
    let figures = columns.indices.filter { place in
      lines.contains { line in
        if case .text = line.cells[place] { return false }
        return line.cells[place] != .none
      }
    }
    result.columns = figures.map { columns[$0] }
    result.rows = lines.map { line in
      Row(
        key: "\(line.day)", cells: [.day(line.day)] + figures.map { line.cells[$0] }, sources: [])
    }
  }

  /// A line a day, and beside one another what each row of the report has in one column.
  private func fillSeries(of key: String, _ result: inout Answer) throws(ReportRefusal) {
    let columns = columns
    guard let place = columns.firstIndex(where: { $0.key == key }) else {
      throw .badValue(
        option: "column", value: key,
        expected: "a column of the report: " + columns.map(\.key).joined(separator: ", "))
    }
    let isLabel = columns.map { $0.kind == .text || $0.kind == .entity }
    let labelCount = isLabel.firstIndex(of: false) ?? columns.count
    var series: [String: Int] = [:]
    for (_, answer) in answers {
      for row in answer.rows where series[row.key] == nil {
        series[row.key] = series.count
        let line = cells(row.cells, of: answer, in: columns)
        let title = line.prefix(labelCount).map(\.label).joined(separator: ", ")
        result.columns.append(
          Column(row.key, title.isEmpty ? row.key : title, columns[place].kind))
      }
    }
    guard series.count <= Self.mostSeries else { throw .tooMany(series.count, Self.mostSeries) }
    let hasTotal = answers.contains { $0.answer.total != nil }
    if hasTotal { result.columns.append(Column("total", "Total", columns[place].kind)) }
    for (day, answer) in answers {
      var line = Array(repeating: Cell.none, count: series.count)
      for row in answer.rows {
        if let column = series[row.key] {
          line[column] = cells(row.cells, of: answer, in: columns)[place]
        }
      }
      if hasTotal {
        line.append(answer.total.map { cells($0, of: answer, in: columns)[place] } ?? .none)
      }
      result.rows.append(
        Row(key: "\(day)", cells: [.day(day)] + line, sources: answer.rows.flatMap(\.sources)))
    }
  }

  /// So many series beside one another can still be looked at.
  private static let mostSeries = 200

  /// What the answers say besides, each thing once, with the days it was said on.
  private var notes: [String] {
    var order: [String] = []
    var said: [String: [Day]] = [:]
    for (day, answer) in answers {
      for note in answer.notes {
        if said[note] == nil { order.append(note) }
        said[note, default: []].append(day)
      }
    }
    for (day, refusal) in skipped {
      let note = "No answer: \(refusal)"
      if said[note] == nil { order.append(note) }
      said[note, default: []].append(day)
    }
    return order.map { note in
      let on = said[note] ?? []
      guard on.count < days.count, let first = on.first, let last = on.last else { return note }
      let when = on.count == 1 ? "\(first)" : "\(on.count) days, \(first) to \(last)"
      return "\(note) (\(when))"
    }
  }
}

extension Cell {
  /// What a cell is called where it is the name of a series.
  fileprivate var label: String {
    switch self {
    case .text(let text): text
    case .entity(let id, let name): name.isEmpty ? id : "\(id) \(name)"
    case .erased: "(erased)"
    default: "-"
    }
  }
}
