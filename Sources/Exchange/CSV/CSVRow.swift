/// One row of a file: its fields in one flat buffer, valid UTF-8 each.
public struct CSVRow: Equatable, Sendable {
  /// The line the row starts in, counted from 1.
  public internal(set) var line = 1
  /// The number of the row, counted from 1; blank lines do not count, the header does.
  public internal(set) var number = 0
  /// The bytes of all fields, one after the other, without quotes and delimiters.
  var bytes: [UInt8] = []
  /// Where each field ends in `bytes`.
  var ends: [Int] = []

  init() {}

  /// How many fields the row has; at least one.
  public var count: Int { ends.count }

  /// The text of a field, counted from 0.
  public subscript(index: Int) -> String {
    String(decoding: bytes[range(index)], as: UTF8.self)
  }

  /// The bytes of a field, counted from 0, without a copy.
  public func bytes(at index: Int) -> ArraySlice<UInt8> {
    bytes[range(index)]
  }

  /// The texts of all fields.
  public var texts: [String] {
    ends.indices.map { self[$0] }
  }

  private func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// The bytes after the last field that ended: the field that is being read.
  var openCount: Int { bytes.count - (ends.last ?? 0) }

  /// Makes room for the next row; what it holds is kept.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
