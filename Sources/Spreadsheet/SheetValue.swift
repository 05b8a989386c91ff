/// What stands in one place of a sheet.
public enum SheetValue: Equatable, Sendable {
  /// Nothing.
  case blank
  /// Words; never taken for a formula or a link.
  case text(String)
  /// A number as spreadsheets have them: a binary fraction of 15 to 17 decimal digits.
  case number(Double)
}

/// How the numbers of a place are shown.
public enum SheetFormat: Hashable, Sendable {
  /// As the program likes.
  case general
  /// Whole numbers, grouped by thousands.
  case whole
  /// Grouped by thousands, with so many decimals, 0 to 9.
  case decimals(Int)
  /// Money: its ISO 4217 code before the number, with so many decimals, 0 to 9.
  case money(code: String, decimals: Int)
  /// A share of one as per cent, with one decimal.
  case percent
  /// A day: the number of days since 1899-12-30.
  case day
  /// A moment: days since 1899-12-30, the time of day as a fraction.
  case moment

  /// The number format, as spreadsheets spell them; ECMA-376 part 1, 18.8.31.
  var code: String {
    switch self {
    case .general: "General"
    case .whole: "#,##0"
    case .decimals(let count): Self.figures(count)
    case .money(let code, let count): "[$\(code)]\\ " + Self.figures(count)
    case .percent: "0.0%"
    case .day: "yyyy\\-mm\\-dd"
    case .moment: "yyyy\\-mm\\-dd\\ hh:mm:ss"
    }
  }

  private static func figures(_ decimals: Int) -> String {
    decimals == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: decimals)
  }
}

/// How a place looks besides.
public enum SheetLook: Hashable, Sendable {
  /// Like any other.
  case plain
  /// A heading: bold, with a line below.
  case heading
  /// A total: bold, with a line above.
  case total
  /// Bold.
  case bold
  /// Long words, broken into lines.
  case wrapped
}
