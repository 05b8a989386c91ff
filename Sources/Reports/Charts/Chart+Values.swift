import Bytes
public import Domain

// Exact values as places in a picture.

extension Chart {
  /// A sum of money in whole units of its currency.
  public static func place(_ sum: MoneySum) -> Double { Double(sum.total) / 1e13 }

  /// A day by its number.
  public static func place(_ day: Day) -> Double { Double(day.number) }

  /// What a cell holds: a number, a share, a day, or its money in `currency`; nil when it is
  /// nothing that has a place.
  public static func place(_ cell: Cell, _ currency: Currency) -> Double? {
    switch cell {
    case .integer(let number): Double(number)
    case .quotient(let quotient): quotient.value
    case .money(let amounts): place(amounts[currency])
    case .meanMoney(let amounts, let count): place(amounts[currency]) / Double(count)
    case .day(let day): place(day)
    case .none, .erased, .text, .entity, .instant: nil
    }
  }

  /// What stands in a cell, as a name in a picture.
  public static func name(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .entity(let number, let name): name.isEmpty ? number : name
    case .day(let day): day.description
    case .integer(let number): "\(number)"
    case .none, .erased, .quotient, .money, .meanMoney, .instant: ""
    }
  }
}

extension Answer {
  /// The moment and what was asked, for the line under the heading of a picture.
  public var chartSubtitle: String {
    let when = moment.isNow ? "Now, \(moment.civilDay)" : "As of \(moment.civilDay)"
    return ([when] + parameters.map { "\($0.name): \($0.value)" }).joined(separator: " · ")
  }

  /// The currency pictures of money are drawn in: the only one of the answer, else the book's; and
  /// what to say when others are left out.
  func chartCurrency(
    _ columns: [String], _ book: Currency
  ) -> (currency: Currency, notes: [String]) {
    let places = self.columns.indices.filter { columns.contains(self.columns[$0].key) }
    var found: Set<Currency> = []
    for row in rows {
      for place in places {
        if case .money(let amounts) = row.cells[place] {
          found.formUnion(amounts.sums.map(\.currency))
        }
      }
    }
    guard found.count > 1 else { return (found.first ?? book, []) }
    let others = found.subtracting([book]).map(\.code).sorted().joined(separator: ", ")
    return (book, ["Amounts in \(others) are not drawn: only those in \(book.code) are."])
  }
}
