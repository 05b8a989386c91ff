internal import Bytes
internal import Domain
internal import Reports

/// The words of a table, before anything is known about widths.
struct TableTexts {
  var columns: [Column]
  var header: [String]
  var rows: [[String]]
  var total: [String]?

  init(_ answer: Answer) {
    let cells = answer.rows.map(\.cells) + (answer.total.map { [$0] } ?? [])
    precondition(
      cells.allSatisfy { $0.count == answer.columns.count }, "a row has one cell for each column")
    let currencies = Self.currencies(answer.columns, cells)
    let drawing = CellTexts(
      columns: answer.columns, currencies: currencies, zone: answer.moment.zone)
    columns = answer.columns
    header = zip(columns, currencies).map { column, currency in
      VisibleText.of(column.title) + (currency.map { " (\($0.code))" } ?? "")
    }
    rows = answer.rows.map { drawing.texts($0.cells, nothing: "–") }
    total = answer.total.map { drawing.texts($0, nothing: "") }
  }

  /// The one currency of each money column, nil when it has several; a column without any money
  /// takes the one of the whole answer.
  private static func currencies(_ columns: [Column], _ cells: [[Cell]]) -> [Currency?] {
    let found = columns.indices.map { index in
      Set(cells.flatMap { $0[index].amounts?.sums.map(\.currency) ?? [] })
    }
    let all = found.reduce(into: Set<Currency>()) { $0.formUnion($1) }
    return zip(columns, found).map { column, own in
      guard column.kind == .money else { return nil }
      let candidates = own.isEmpty ? all : own
      return candidates.count == 1 ? candidates.first : nil
    }
  }
}

// MARK: - Around the table

extension TableTexts {
  /// As in `Pipeline as of 2017-03-31 (Europe/Amsterdam), position 12,345`.
  static func title(_ answer: Answer) -> String {
    let moment = answer.moment
    let time =
      if let day = moment.day {
        "as of \(day)"
      } else if moment.isNow {
        "now, \(moment.civilDay)"
      } else {
        "as of \(InstantText.format(moment.instant, in: moment.zone))"
      }
    let zone = VisibleText.of(moment.zone.name)
    return "\(VisibleText.of(answer.title)) \(time) (\(zone)), \(position(moment))"
  }

  private static func position(_ moment: AnswerMoment) -> String {
    guard let known = moment.knownThrough else {
      return "position \(CellTexts.whole(Int128(moment.position.number)))"
    }
    return "in hindsight, known up to position \(CellTexts.whole(Int128(known.number)))"
  }

  /// As in `by: owner, limit: 10`.
  static func parameters(_ answer: Answer) -> String {
    VisibleText.of(answer.parameters.map { "\($0.name): \($0.value)" }.joined(separator: ", "))
  }

  /// How many rows a limit cut off; nil when it cut none.
  static func cut(_ answer: Answer) -> String? {
    guard let count = answer.rowsBeforeLimit, count > answer.rows.count else { return nil }
    let more = CellTexts.whole(Int128(count - answer.rows.count))
    return "… and \(more) more (use --limit 0)"
  }
}

/// Cells as people read them.
struct CellTexts {
  var columns: [Column]
  /// The currency that stands in the heading of each column.
  var currencies: [Currency?]
  var zone: Zone

  /// A whole number, grouped by thousands.
  static func whole(_ number: Int128) -> String {
    RoundedDecimal(number, over: 1, digits: 0).text(style: .english)
  }

  /// A line of cells; what holds nothing shows `nothing`.
  func texts(_ cells: [Cell], nothing: String) -> [String] {
    cells.indices.map { index in
      if case .none = cells[index] { return nothing }
      return VisibleText.of(text(cells[index], at: index))
    }
  }

  private func text(_ cell: Cell, at index: Int) -> String {
    switch cell {
    case .none: ""
    case .erased: "(erased)"
    case .text(let text): text
    case .entity(let id, let name): name.isEmpty ? id : id + " " + name
    case .integer(let count): Self.whole(Int128(count))
    case .quotient(let quotient): self.quotient(quotient, columns[index].kind)
    case .money(let amounts):
      money(amounts, at: index) { $0.text(style: .english) }
    case .meanMoney(let amounts, let count):
      money(amounts, at: index) {
        $0.mean(of: count, digits: $0.currency.minorDigits, style: .english)
      }
    case .day(let day): day.description
    case .instant(let instant): InstantText.format(instant, in: zone)
    }
  }

  /// One decimal for a share in per cent, two for anything else.
  private func quotient(_ quotient: Quotient, _ kind: Column.Kind) -> String {
    guard kind == .share else {
      return RoundedDecimal(quotient, digits: 2).text(style: .english)
    }
    let (numerator, denominator) = (Int128(quotient.numerator), Int128(quotient.denominator))
    let percent = RoundedDecimal(numerator * 100, over: denominator, digits: 1)
    return percent.text(style: .english) + " %"
  }

  private func money(
    _ amounts: Amounts, at index: Int, _ text: (MoneySum) -> String
  ) -> String {
    if let currency = currencies[index] { return text(amounts[currency]) }
    if amounts.isEmpty { return "0" }
    return amounts.sums.map { text($0) + " " + $0.currency.code }.joined(separator: " + ")
  }
}
