import Bytes
import CRM
import Domain

/// Reads the values of a row as the recipe says.
struct RowReader: Sendable {
  let recipe: Recipe
  /// The zone of times without an offset.
  let zone: Zone

  /// A text that a value of a row comes to.
  struct Reading {
    var text: String
    var style: FormStyle
    /// The column it was read from; nil when it was not.
    var column: String?
  }

  /// When the row happened; nil when it is to be left out.
  func moment(_ moment: RowMoment, _ row: ImportRow) throws -> ImportMoment? {
    if let date = moment.date {
      let text = try plainText(date, row)
      if !text.isEmpty { return .at(try instant(text, format(of: date), row, date.columns.first)) }
    }
    switch moment.undated {
    case .first: return .undatedFirst
    case .last: return .undatedLast
    case .skip: return nil
    case .refuse:
      throw ImportFailure(
        file: row.table.name, row: row.number, column: moment.date?.columns.first,
        reason: "it is empty, and the recipe refuses rows without a date")
    }
  }

  func instant(
    _ text: String, _ format: DateFormat, _ row: ImportRow, _ column: String?
  ) throws(ImportFailure) -> Instant {
    do throws(DateFormatRefusal) {
      switch try format.parse(text) {
      case .day(let day): return zone.start(of: day)
      case .local(let day, let time): return zone.instant(of: day, timeOfDayMicroseconds: time)
      case .instant(let instant): return instant
      }
    } catch {
      var reason = "is not a date as in \(format.pattern)"
      if case .impossibleDate(_, let refusal) = error { reason = "is no date: \(refusal)" }
      if case .impossibleTime = error { reason = "is no moment: no clock shows that time" }
      throw ImportFailure(
        file: row.table.name, row: row.number, column: column, value: text, reason: reason)
    }
  }

  /// Whether a row counts.
  func holds(_ conditions: [RowCondition], _ row: ImportRow) -> Bool {
    conditions.allSatisfy { condition in
      let text = row.text(condition.column)
      switch condition.test {
      case .isIn(let texts): return texts.contains(text)
      case .isNotIn(let texts): return !texts.contains(text)
      case .isEmpty(let wanted): return text.isEmpty == wanted
      }
    }
  }

  /// The text of a value that needs no book, such as a date; empty when there is none.
  func plainText(_ value: RowValue, _ row: ImportRow) throws(ImportFailure) -> String {
    var reading = Reading(text: "", style: plainStyle, column: nil)
    switch value.source {
    case .column(let column): (reading.text, reading.column) = (row.text(column), column)
    case .constant(let text): reading.text = text
    case .template(let pieces): reading.text = fill(pieces, row)
    case .listPrice: break
    }
    try translate(&reading, value, row)
    if reading.text.isEmpty, case .value(let fallback)? = value.fallback {
      return try plainText(fallback, row)
    }
    return reading.text
  }

  /// How a date is written: a constant as in ISO 8601, all else as the recipe says.
  private func format(of date: RowValue) -> DateFormat {
    if let format = date.format { return format }
    if case .constant = date.source { return .iso8601 }
    return recipe.dates.format
  }

  /// The text a value comes to; empty when there is none.
  func read(
    _ value: RowValue, of step: Recipe.Step, _ row: ImportRow,
    _ resolver: some FormResolver
  ) throws -> Reading {
    var reading = Reading(text: "", style: plainStyle, column: nil)
    switch value.source {
    case .column(let column):
      reading.text = row.text(column)
      reading.column = column
      reading.style = FormStyle(
        decimals: recipe.numbers, dates: value.format ?? recipe.dates.format, zone: zone,
        currency: recipe.currency)
    case .constant(let text): reading.text = text
    case .template(let pieces):
      reading.text = fill(pieces, row)
      reading.column = value.columns.first
      if let format = value.format { reading.style.dates = format }
    case .listPrice(let product):
      reading.text = try listPrice(of: product, step, row, resolver)
    }
    try translate(&reading, value, row)
    if value.times != 1 { try multiply(&reading, by: value.times, row) }
    if reading.text.isEmpty, case .value(let fallback)? = value.fallback {
      reading = try read(fallback, of: step, row, resolver)
    }
    if !reading.text.isEmpty || value.clears { reading.text = value.prefix + reading.text }
    return reading
  }

  private var plainStyle: FormStyle { FormStyle(zone: zone, currency: recipe.currency) }

  /// The template with the columns in their places; empty when all of them are.
  private func fill(_ pieces: [RowSource.Piece], _ row: ImportRow) -> String {
    var text = ""
    var isEmpty = true
    var hasColumns = false
    for piece in pieces {
      switch piece {
      case .text(let piece): text += piece
      case .column(let column):
        let piece = row.text(column)
        hasColumns = true
        if !piece.isEmpty { isEmpty = false }
        text += piece
      }
    }
    return hasColumns && isEmpty ? "" : text
  }

  private func listPrice(
    of product: String, _ step: Recipe.Step, _ row: ImportRow,
    _ resolver: some FormResolver
  ) throws -> String {
    guard let value = step.values.first(where: { $0.name == product })?.value else { return "" }
    let reading = try read(value, of: step, row, resolver)
    guard !reading.text.isEmpty else { return "" }
    do {
      let stream = try resolver.resolve(reading.text, kind: .product, source: recipe.source)
      return try resolver.listPrice(of: ProductID(stream.number))?.description ?? ""
    } catch let refusal as NameRefusal {
      throw ImportFailure(
        file: row.table.name, row: row.number, column: reading.column, value: reading.text,
        reason: "is not known: \(refusal)")
    }
  }

  /// Multiplies the number exactly, and leaves it in the plain style.
  private func multiply(
    _ reading: inout Reading, by factor: Int64, _ row: ImportRow
  ) throws(ImportFailure) {
    guard !reading.text.isEmpty else { return }
    do throws(DecimalRefusal) {
      let number = try DecimalNumber(reading.text, style: reading.style.decimals)
      let (units, overflow) = number.units.multipliedReportingOverflow(by: factor)
      if overflow { throw DecimalRefusal.tooLarge(reading.text) }
      reading.text = try DecimalNumber(units: units, scale: Int(number.scale)).description
      reading.style = plainStyle
    } catch {
      throw ImportFailure(
        file: row.table.name, row: row.number, column: reading.column, value: reading.text,
        reason: "cannot be multiplied: \(error)")
    }
  }

  private func translate(
    _ reading: inout Reading, _ value: RowValue, _ row: ImportRow
  ) throws(ImportFailure) {
    guard let name = value.map, let map = recipe.maps[name], !reading.text.isEmpty else { return }
    if let mapped = map[reading.text] {
      reading.text = mapped
      return
    }
    switch value.unmapped {
    case .keep: break
    case .empty: reading.text = ""
    case .refuse:
      throw ImportFailure(
        file: row.table.name, row: row.number, column: reading.column, value: reading.text,
        reason: "is not in the map '\(name)' of the recipe")
    }
  }
}

extension RowValue {
  /// The columns it reads.
  var columns: [String] {
    var columns: [String] = []
    switch source {
    case .column(let column): columns = [column]
    case .template(let pieces):
      columns = pieces.compactMap { if case .column(let column) = $0 { column } else { nil } }
    case .constant, .listPrice: break
    }
    if case .value(let value)? = fallback { columns += value.columns }
    return columns
  }

  /// The maps it looks columns up in.
  var mappedColumns: [(map: String, column: String)] {
    var found: [(map: String, column: String)] = []
    if let map, case .column(let column) = source { found = [(map, column)] }
    if case .value(let value)? = fallback { found += value.mappedColumns }
    return found
  }
}

extension Recipe.Step {
  /// Every value of the step.
  var allValues: [RowValue] {
    values.map(\.value) + [subject, reference, onBehalfOf, moment.date].compactMap { $0 }
  }

  /// Every column the step reads.
  var columns: [String] {
    allValues.flatMap(\.columns) + conditions.map(\.column) + distinct
  }
}
