import Domain

/// Exact sums of several figures in several currencies, each figure by its place.
///
/// Mostly there is one currency, which stands first and is found at once.
struct ExactSums {
  /// Turnover as ordered, what was given back, cost, and the turnover of which the cost is known.
  struct Figures {
    var ordered: Int128 = 0, returned: Int128 = 0, cost: Int128 = 0, costed: Int128 = 0

    static func += (left: inout Figures, right: Figures) {
      left.ordered += right.ordered
      left.returned += right.returned
      left.cost += right.cost
      left.costed += right.costed
    }
  }

  private(set) var byCurrency: [(currency: UInt32, figures: Figures)] = []

  mutating func change(_ currency: UInt32, _ body: (inout Figures) -> Void) {
    if let place = byCurrency.firstIndex(where: { $0.currency == currency }) {
      return body(&byCurrency[place].figures)
    }
    var figures = Figures()
    body(&figures)
    byCurrency.append((currency, figures))
  }

  static func += (left: inout ExactSums, right: ExactSums) {
    for (currency, figures) in right.byCurrency { left.change(currency) { $0 += figures } }
  }

  /// One figure as money; the figures are in billionths.
  func amounts(_ figure: (Figures) -> Int128) -> Amounts {
    byCurrency.reduce(into: Amounts()) { amounts, entry in
      guard let currency = Currency(stored: entry.currency) else { return }
      let billionth = Int128(10_000)
      amounts += Amounts(MoneySum(total: figure(entry.figures) * billionth, currency: currency))
    }
  }

  /// Profit ÷ turnover of which the cost is known; nothing with several currencies.
  var margin: Cell {
    guard byCurrency.count == 1 else { return .none }
    let figures = byCurrency[0].figures
    return .share(figures.costed - figures.cost, of: figures.costed)
  }
}

extension Currency {
  /// The currency of a row; nil only for what no event holds.
  init?(stored packed: UInt32) {
    do throws(MoneyRefusal) { self = try Currency(packed: packed) } catch { return nil }
  }
}

extension Cell {
  /// One exact number ÷ another; nothing for ÷ 0.
  static func share(_ part: Int128, of whole: Int128) -> Cell {
    Quotient(part, over: whole).map(Cell.quotient) ?? .none
  }

  /// A number of billionths: a count when it is whole.
  static func billionths(_ number: Int128) -> Cell {
    let one = Int128(1_000_000_000)
    if number % one == 0, let whole = Int64(exactly: number / one) { return .integer(whole) }
    return share(number, of: one)
  }
}
