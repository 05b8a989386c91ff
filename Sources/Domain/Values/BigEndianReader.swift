/// Reads big-endian integers from front to back; the end of the bytes is a fault.
struct BigEndianReader {
  private let data: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { data = bytes }

  var remaining: Int { data.count - position }
  var isAtEnd: Bool { remaining == 0 }
  var rest: ArraySlice<UInt8> { data[position...] }

  mutating func bytes(_ count: Int) throws(TimeZoneFault) -> [UInt8] {
    guard count <= remaining else { throw TimeZoneFault("it is cut short") }
    defer { position += count }
    return Array(data[position..<position + count])
  }

  mutating func skip(_ count: Int) throws(TimeZoneFault) {
    guard count <= remaining else { throw TimeZoneFault("it is cut short") }
    position += count
  }

  mutating func byte() throws(TimeZoneFault) -> UInt8 {
    guard remaining > 0 else { throw TimeZoneFault("it is cut short") }
    defer { position += 1 }
    return data[position]
  }

  mutating func uint32() throws(TimeZoneFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 { value = value << 8 | UInt32(try byte()) }
    return value
  }

  mutating func int32() throws(TimeZoneFault) -> Int32 { Int32(bitPattern: try uint32()) }

  mutating func int64() throws(TimeZoneFault) -> Int64 {
    let high = UInt64(try uint32())
    return Int64(bitPattern: high << 32 | UInt64(try uint32()))
  }
}
