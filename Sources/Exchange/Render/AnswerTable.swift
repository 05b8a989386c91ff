internal import Domain
public import Reports

/// An answer as a table for a terminal, in columns of fixed width.
///
/// Numbers stand right and are grouped by thousands; money is rounded half to even to the decimals
/// its currency usually has, with the currency in the heading when a column has only one. A share
/// of a quarter is `25.0 %`. Control characters in data are shown as escapes, never sent.
public struct AnswerTable: Sendable {
  /// How many columns the terminal has; nil when tables may be as wide as they like.
  public var width: Int?
  /// Whether headings are bold, by ANSI escape sequences.
  public var color: Bool

  /// Tables for a terminal so many columns wide, with bold headings if it knows them.
  public init(width: Int? = nil, color: Bool = false) {
    self.width = width
    self.color = color
  }

  /// The table with its title, notes and a line feed at the end.
  public func text(_ answer: Answer) -> String {
    var lines = [bold(TableTexts.title(answer))]
    if !answer.parameters.isEmpty { lines.append(TableTexts.parameters(answer)) }
    lines.append("")
    lines += table(answer)
    if let cut = TableTexts.cut(answer) { lines.append(cut) }
    if !answer.notes.isEmpty { lines.append("") }
    lines += answer.notes.map(VisibleText.of)
    return lines.joined(separator: "\n") + "\n"
  }

  private func table(_ answer: Answer) -> [String] {
    let texts = TableTexts(answer)
    let layout = TableLayout(texts, width: width)
    var lines = [bold(layout.line(texts.header)), layout.rule]
    lines += texts.rows.isEmpty ? ["(nothing)"] : texts.rows.map(layout.line)
    if let total = texts.total { lines += [layout.rule, layout.line(total)] }
    return lines
  }

  private func bold(_ text: String) -> String {
    color ? "\u{1B}[1m" + text + "\u{1B}[0m" : text
  }
}
