import Domain

/// A test of a custom field, as in `trade=steel` or `since>=2016-01-01`.
struct CustomCondition: Sendable {
  let code: String
  let test: Test
  let text: String

  /// How a value is held against the one asked for.
  enum Test: String, CaseIterable, Sendable {
    // The longer ones first, since the shorter ones stand in them.
    case atLeast = ">="
    case atMost = "<="
    case unequal = "!="
    case equal = "="
    case more = ">"
    case less = "<"

    var isOrder: Bool { self != .equal && self != .unequal }
  }

  /// Reads a condition; nil when the text is none.
  init?(_ text: String) {
    for index in text.indices {
      for test in Test.allCases where text[index...].hasPrefix(test.rawValue) {
        code = text[..<index].trimmed
        self.test = test
        self.text = text[text.index(index, offsetBy: test.rawValue.count)...].trimmed
        if code.isEmpty { return nil }
        return
      }
    }
    return nil
  }

  /// Whether a stored number is what is asked for; one that is missing is only unequal to a value,
  /// and equal to none.
  func holds(_ value: Int64?, _ wanted: Int64?) -> Bool {
    guard let wanted else { return (value == nil) == (test == .equal) }
    guard let value else { return test == .unequal }
    switch test {
    case .equal: return value == wanted
    case .unequal: return value != wanted
    case .atLeast: return value >= wanted
    case .atMost: return value <= wanted
    case .more: return value > wanted
    case .less: return value < wanted
    }
  }

  /// Whether words are those asked for, case and diacritics aside.
  func holds(_ words: CustomValue?) -> Bool {
    guard case .words(let words)? = words else { return test == .unequal }
    let isSame = SearchText.folded(words) == SearchText.folded(text)
    return isSame == (test == .equal)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
