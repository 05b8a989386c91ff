import CRM
import Domain
import Reports
import Simulator

/// An answer of a simulated book as numbers.
struct SimulatedAnswer {
  let answer: Answer

  init(answer: Answer) { self.answer = answer }

  init(_ report: some Report, _ book: SimulatedBook) throws {
    answer = try book.crm.answer(report, as: Principal(UserID(1)))
  }

  /// A figure of a row; money in euros, nil when there is none.
  func number(_ cells: [Cell], _ key: String) -> Double? {
    guard let column = answer.columns.firstIndex(where: { $0.key == key }) else { return nil }
    switch cells[column] {
    case .integer(let number): return Double(number)
    case .quotient(let quotient): return quotient.value
    case .money(let amounts): return Double(amounts[.euro].total) / 1e13
    default: return nil
    }
  }

  /// A figure of the row with this key.
  func number(of row: String, _ key: String) -> Double? {
    answer.rows.first { $0.key == row }.flatMap { number($0.cells, key) }
  }

  /// A figure of the total.
  func total(_ key: String) -> Double? { answer.total.flatMap { number($0, key) } }
}
