/// An answer somebody wrote down, read as its question asks.
struct AnswerReading {
  let question: Question
  /// The answer as it is kept; nil when there is none.
  let answer: StoredAnswer?

  init(question: Question, answer: StoredAnswer?) {
    (self.question, self.answer) = (question, answer)
  }

  /// Reads an answer; refused with the question and what would do.
  init(_ written: WrittenAnswer, _ question: Question) throws(ResponseRefusal) {
    self.question = question
    let text = Text.trimmed(written.text)
    guard !text.isEmpty else {
      answer = nil
      return
    }
    let read: StoredAnswer? =
      switch question.kind {
      case .choice: question.choice(named: text).map { .number($0.value) }
      case .number, .scale: Self.number(text, written.style, question).map { .number($0) }
      case .yesNo: Self.flag(text, question).map { .number($0) }
      case .text: .words(try Self.words(text, question))
      }
    guard let read else {
      throw .badAnswer(question.title, text, expected: question.expectation)
    }
    answer = read
  }

  private static func number(
    _ text: String, _ style: DecimalStyle, _ question: Question
  ) -> Int64? {
    if let place = question.choice(named: text) { return place.value }
    let number: DecimalNumber
    do throws(DecimalRefusal) {
      number = try DecimalNumber(text, style: style)
    } catch {
      return nil
    }
    guard number.scale <= question.decimals else { return nil }
    let scale = Int(question.decimals) - Int(number.scale)
    let wide = Int128(number.units) * PowerOfTen.wide(scale)
    guard wide.magnitude <= UInt128(1_000_000_000_000_000) else { return nil }
    let value = Int64(wide)
    return question.holds(value) ? value : nil
  }

  private static func flag(_ text: String, _ question: Question) -> Int64? {
    if let place = question.choice(named: text) { return place.value }
    switch text.lowercased() {
    case "yes", "true", "1", "y": return 1
    case "no", "false", "0", "n": return 0
    default: return nil
    }
  }

  private static func words(
    _ text: String, _ question: Question
  ) throws(ResponseRefusal) -> String {
    do throws(TextRefusal) {
      return try Text.note(text, field: question.title)
    } catch {
      throw .text(error)
    }
  }
}

extension Question {
  /// What would do for an answer, in a few words.
  fileprivate var expectation: String {
    switch kind {
    case .choice: "one of " + choices.map(\.code).joined(separator: ", ")
    case .scale: "a whole number from \(bound(minimum)) to \(bound(maximum))"
    case .number:
      (decimals == 0 ? "a whole number" : "a number with at most \(decimals) decimals")
        + (minimum.map { ", \(bound($0)) or more" } ?? "")
        + (maximum.map { ", at most \(bound($0))" } ?? "")
    case .yesNo: "yes or no"
    case .text: "a text"
    }
  }

  private func bound(_ value: Int64?) -> String {
    value.map { Question.decimal($0, Int(decimals)) } ?? ""
  }
}
