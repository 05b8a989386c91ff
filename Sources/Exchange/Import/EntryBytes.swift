import Bytes
import CRM
import Domain

/// The bytes of an entry and its row while they wait to be sorted: the length, the entry, where
/// the fields end, the fields.
enum EntryBytes {
  /// The length, the entry's numbers, and how many fields there are.
  static let headByteCount = 4 + 1 + 1 + 2 + 2 + 2 + 4 + 8 + 4

  static func write(_ entry: ImportEntry, _ row: ImportRow, to bytes: inout [UInt8]) {
    let count = headByteCount + 4 * row.ends.count + row.bytes.count
    append(UInt32(count), to: &bytes)
    bytes.append(entry.rank)
    bytes.append(entry.keepsRows ? 1 : 0)
    append(entry.turn, to: &bytes)
    append(entry.step, to: &bytes)
    append(entry.table, to: &bytes)
    append(entry.row, to: &bytes)
    append(entry.instant.microseconds, to: &bytes)
    append(UInt32(row.ends.count), to: &bytes)
    for end in row.ends { append(UInt32(end), to: &bytes) }
    bytes += row.bytes
  }

  /// How many bytes the entry at an offset takes.
  static func byteCount(_ bytes: Span<UInt8>, at start: Int) -> Int {
    Int(number(bytes, start, UInt32.self))
  }

  static func entry(_ bytes: Span<UInt8>, at start: Int) -> ImportEntry {
    let instant = Instant(microseconds: number(bytes, start + 16, Int64.self))
    let moment: ImportMoment =
      switch bytes[start + 4] {
      case 0: .undatedFirst
      case 1: .at(instant)
      default: .undatedLast
      }
    return ImportEntry(
      moment, step: Int(number(bytes, start + 8, UInt16.self)),
      turn: Int(number(bytes, start + 6, UInt16.self)),
      table: Int(number(bytes, start + 10, UInt16.self)),
      row: Int(number(bytes, start + 12, UInt32.self)), keepsRows: bytes[start + 5] == 1)
  }

  /// Puts the fields of the entry at an offset into a row.
  static func fill(_ row: inout ImportRow, _ bytes: Span<UInt8>, at start: Int) {
    let end = start + byteCount(bytes, at: start)
    let fields = Int(number(bytes, start + 24, UInt32.self))
    row.ends.removeAll(keepingCapacity: true)
    var offset = start + headByteCount
    for _ in 0..<fields {
      row.ends.append(Int(number(bytes, offset, UInt32.self)))
      offset += 4
    }
    row.bytes.removeAll(keepingCapacity: true)
    row.bytes.reserveCapacity(end - offset)
    for index in offset..<end { row.bytes.append(bytes[index]) }
  }

  private static func append<Number: FixedWidthInteger>(
    _ number: Number, to bytes: inout [UInt8]
  ) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
  }

  private static func number<Number: FixedWidthInteger>(
    _ bytes: Span<UInt8>, _ start: Int, _ type: Number.Type
  ) -> Number {
    var number: Number = 0
    for index in 0..<Number.bitWidth / 8 {
      number |= Number(truncatingIfNeeded: bytes[start + index]) << Number(8 * index)
    }
    return number
  }
}
