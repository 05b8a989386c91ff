import FoundationEssentials

/// The file of counts: what each workload cost when it was last written down.
struct Ledger: Codable {
  /// What one workload cost.
  struct Entry: Codable {
    var name: String
    /// How many of its unit it does.
    var count: Int
    /// Instructions executed, as callgrind counts them.
    var instructions: Int
    /// How often memory was asked for.
    var allocations: Int
    /// By how many per cent both may exceed what is written down.
    var tolerancePercent: Int
  }

  /// What it was counted with; other compilers and libraries execute other instructions.
  var countedWith: String
  var workloads: [Entry]

  static func read(_ path: String) throws -> Ledger {
    try JSONDecoder().decode(Ledger.self, from: Data(contentsOf: URL(filePath: path)))
  }

  func write(_ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    var text = try encoder.encode(self)
    text.append(UInt8(ascii: "\n"))
    try text.write(to: URL(filePath: path))
  }

  func entry(_ name: String) -> Entry? { workloads.first { $0.name == name } }
}

/// One count beside the one that is written down.
struct Comparison {
  let name: String
  let count: Int
  let found: Int
  let written: Int?
  let what: String
  let tolerancePercent: Int
  /// Nothing is allowed but a constant for the whole pass: less than a thousandth of one each.
  let mustBeNone: Bool

  /// Why the count is not accepted; nil when it is.
  var objection: String? {
    if mustBeNone, found * 1_000 > count { return "must be none" }
    guard let written else { return "not written down yet" }
    return found > written + slack(written) ? "more than \(tolerancePercent) % above what is written down" : nil
  }

  /// A count that fell so far is worth writing down, since it may rise unseen up to the old one.
  var hasFallen: Bool {
    guard let written else { return false }
    return found < written - slack(written)
  }

  /// A few allocations more or less hang on how a dictionary came to lie; they are nothing.
  private func slack(_ written: Int) -> Int { max(written * tolerancePercent / 100, 10) }

  var line: String {
    let each = "\(Comparison.decimal(Double(found) / Double(count))) each"
    var text = "\(name): \(found) \(what) (\(each))"
    if let written, written > 0 {
      text += ", \(Comparison.signed(Double(found - written) / Double(written) * 100)) %"
    }
    if let objection { return "FAILED  " + text + ": " + objection }
    return (hasFallen ? "fewer   " : "ok      ") + text
  }

  private static func decimal(_ value: Double) -> String {
    String((value * 10).rounded() / 10)
  }

  private static func signed(_ value: Double) -> String {
    (value < 0 ? "" : "+") + String((value * 100).rounded() / 100)
  }
}
