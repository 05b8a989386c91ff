internal import Domain
internal import Reports
internal import Spreadsheet

/// The colours of a picture's series: those of Okabe and Ito, as in the pictures of `Plot`.
struct SeriesColors {
  private var used = 0

  private static let plain: [UInt32] = [
    0x0072B2, 0xE69F00, 0x56B4E9, 0xCC79A7, 0xF0E442, 0x009E73, 0xD55E00,
  ]

  /// The colour of the next series.
  mutating func next(_ tone: Chart.Tone) -> UInt32 {
    switch tone {
    case .gain: return 0x009E73
    case .loss: return 0xD55E00
    case .total: return 0x595959
    // Black is no colour for the library: it takes 0 for none.
    case .actual: return 0x010101
    case .reference: return 0x999999
    case .plain:
      defer { used += 1 }
      return Self.plain[used % Self.plain.count]
    }
  }
}

extension Chart.Unit {
  /// How numbers of the unit are shown.
  var format: SheetFormat {
    switch self {
    case .number, .category: .general
    case .count: .whole
    case .money: .whole
    case .share: .percent
    case .date: .day
    }
  }
}

extension Chart.Axis {
  /// The axis of a chart of the spreadsheet; money says its currency in the title.
  var forSheet: SheetChart.Axis {
    var title = title
    if case .money(let currency) = unit { title += " (\(currency.code))" }
    return SheetChart.Axis(title, unit.format, range: range)
  }
}
