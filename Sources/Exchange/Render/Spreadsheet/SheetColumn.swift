internal import Bytes
internal import Domain
internal import Reports
internal import Spreadsheet

/// A column of the data sheet: one column of the answer, or a part of it.
struct SheetColumn {
  /// Its place among the columns of the answer.
  var index: Int
  /// What of a cell stands in it.
  var part: Part
  /// The heading.
  var title: String

  enum Part: Equatable {
    /// What the cell says, shown as its kind is shown.
    case whole(Column.Kind)
    /// The number of an entity.
    case number
    /// The name of an entity.
    case name
    /// The money in one currency, shown with so many decimals.
    case money(Currency, decimals: Int)
  }

  /// The columns of an answer, from left to right.
  static func all(of answer: Answer) -> [SheetColumn] {
    let lines = answer.rows.map(\.cells) + (answer.total.map { [$0] } ?? [])
    return answer.columns.indices.flatMap { index -> [SheetColumn] in
      let column = answer.columns[index]
      func part(_ part: Part, _ suffix: String = "") -> SheetColumn {
        SheetColumn(index: index, part: part, title: column.title + suffix)
      }
      switch column.kind {
      case .entity: return [part(.number), part(.name, " (name)")]
      case .money:
        let decimals = Self.decimals(lines, index)
        if decimals.isEmpty { return [part(.whole(.money))] }
        return decimals.keys.sorted().map { currency in
          part(.money(currency, decimals: decimals[currency] ?? 0), " (\(currency.code))")
        }
      default: return [part(.whole(column.kind))]
      }
    }
  }

  /// The currencies in a column, with the decimals their amounts need: the usual ones at least, and
  /// not more than six, since computed amounts have many.
  private static func decimals(_ lines: [[Cell]], _ index: Int) -> [Currency: Int] {
    var decimals: [Currency: Int] = [:]
    for cells in lines {
      for sum in cells[index].amounts?.sums ?? [] {
        let least = max(decimals[sum.currency] ?? 0, sum.currency.minorDigits)
        guard case .money = cells[index] else {
          decimals[sum.currency] = least
          continue
        }
        let point = sum.exactText().split(separator: ".")
        let own = point.count == 2 ? point[1].count : 0
        decimals[sum.currency] = min(6, max(least, own))
      }
    }
    return decimals
  }
}

// MARK: - Cells

extension SheetColumn {
  /// What of a cell stands in this column, and how it is shown.
  func placed(_ cell: Cell, in zone: Zone) -> PlacedValue {
    switch part {
    case .number: number(of: cell)
    case .name: name(of: cell, zone)
    case .money(let currency, let decimals): money(cell, currency, decimals, zone)
    case .whole(let kind): whole(cell, kind, zone)
    }
  }

  private func number(of cell: Cell) -> PlacedValue {
    if case .entity(let number, _) = cell { return PlacedValue(.text(number)) }
    return PlacedValue(.blank)
  }

  private func name(of cell: Cell, _ zone: Zone) -> PlacedValue {
    if case .entity(_, let name) = cell { return PlacedValue(.text(name)) }
    return whole(cell, .text, zone)
  }

  private func money(
    _ cell: Cell, _ currency: Currency, _ decimals: Int, _ zone: Zone
  ) -> PlacedValue {
    let format = SheetFormat.money(code: currency.code, decimals: decimals)
    switch cell {
    case .money(let amounts): return .exact(amounts[currency], format)
    case .meanMoney(let amounts, let count):
      return .computed(ExactText.mean(amounts[currency], of: count), format)
    default: return whole(cell, .money, zone)
    }
  }

  private func whole(_ cell: Cell, _ kind: Column.Kind, _ zone: Zone) -> PlacedValue {
    switch cell {
    case .none: PlacedValue(.blank)
    case .erased: PlacedValue(.text("(erased)"))
    case .text(let text): PlacedValue(.text(text))
    case .entity(let number, let name):
      PlacedValue(.text(name.isEmpty ? number : number + " " + name))
    case .integer(let count): .exact(count)
    case .quotient(let quotient):
      PlacedValue(.number(quotient.value), kind == .share ? .percent : .decimals(2))
    case .day(let day): .day(day)
    case .instant(let instant): .moment(instant, zone)
    case .money(let amounts), .meanMoney(let amounts, _):
      PlacedValue(amounts.isEmpty ? .number(0) : .text("\(amounts)"))
    }
  }
}
