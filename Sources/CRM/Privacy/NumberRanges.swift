/// A set of entity numbers as a few ranges: the persons of one read.
///
/// A set that would take too many ranges is widened to one from its lowest to its highest number,
/// and says so: a list of many people must stay one bounded line.
public struct NumberRanges: Equatable, Sendable {
  /// The ranges, ascending, with gaps between them.
  public private(set) var ranges: [ClosedRange<UInt32>] = []
  /// How many numbers were in the set, also when it was widened.
  public private(set) var count = 0
  /// Whether the ranges hold exactly the numbers of the set.
  public private(set) var isExact = true

  /// So many ranges are kept at most.
  static let rangeLimit = 1_000

  /// No numbers.
  public init() {}

  /// The ranges of these numbers.
  init(_ numbers: some Sequence<UInt32>) {
    for number in Set(numbers).sorted() {
      count += 1
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    guard ranges.count > NumberRanges.rangeLimit, let first = ranges.first, let last = ranges.last
    else { return }
    ranges = [first.lowerBound...last.upperBound]
    isExact = false
  }

  /// Whether there are none.
  public var isEmpty: Bool { ranges.isEmpty }

  /// Whether the number is in the ranges; of a widened set it may not have been there.
  public func contains(_ number: UInt32) -> Bool { ranges.contains { $0.contains(number) } }
}

extension NumberRanges: CustomStringConvertible {
  /// `3,7-9`; `-` for none; `~3-4000:2310` for 2,310 numbers between 3 and 4,000.
  public var description: String {
    if ranges.isEmpty { return "-" }
    let list = ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    return isExact ? list.joined(separator: ",") : "~\(list[0]):\(count)"
  }

  /// Reads what `description` writes; nil for anything else.
  init?(text: some StringProtocol) {
    if text == "-" { return }
    var list = text[...]
    var widened: Int?
    if list.first == "~" {
      let parts = list.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let count = Int(parts[1]) else { return nil }
      (list, widened) = (parts[0], count)
    }
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
        first > 0, first <= last, ranges.last.map({ $0.upperBound < first }) ?? true
      else { return nil }
      ranges.append(first...last)
    }
    count = widened ?? ranges.reduce(0) { $0 + $1.count }
    isExact = widened == nil
  }
}
