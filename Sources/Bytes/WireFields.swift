/// The fields of a protocol-buffers message, one after the other, whatever they mean.
///
/// For those who carry messages on without knowing them; who knows them uses `FieldCoder`.
public struct WireFields: Sendable {
  /// One field.
  public struct Field: Equatable, Sendable {
    /// Its number.
    public var number: Int
    /// 0 for a number, 1 and 5 for eight and four bytes, 2 for bytes.
    public var wireType: UInt8
    /// The number, of wire type 0.
    public var value: UInt64
    /// Where its bytes lie, of the other types.
    public var content: Range<Int>
    /// Where it lies with its tag.
    public var whole: Range<Int>
  }

  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int

  /// The fields of a message that is all of `bytes`, or lies in a part of it.
  public init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    offset = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  /// The next field; nil at the end.
  public mutating func next() throws(WireError) -> Field? {
    guard offset < end else { return nil }
    let start = offset
    let tag = try varint()
    guard tag <= 0xFFFF_FFFF, tag >> 3 > 0 else { throw .invalidTag }
    var field = Field(
      number: Int(tag >> 3), wireType: UInt8(tag & 7), value: 0, content: 0..<0, whole: 0..<0)
    switch field.wireType {
    case 0: field.value = try varint()
    case 1: field.content = try take(8)
    case 2: field.content = try take(try varint())
    case 5: field.content = try take(4)
    default: throw .invalidTag
    }
    field.whole = start..<offset
    return field
  }

  /// The numbers in a packed list.
  public static func packed(
    _ bytes: [UInt8], in range: Range<Int>
  ) throws(WireError) -> [UInt64] {
    var fields = WireFields(bytes, in: range)
    var numbers: [UInt64] = []
    while fields.offset < fields.end { numbers.append(try fields.varint()) }
    return numbers
  }

  private mutating func take(_ count: UInt64) throws(WireError) -> Range<Int> {
    guard count <= UInt64(end - offset) else { throw .truncated }
    let range = offset..<(offset + Int(count))
    offset = range.upperBound
    return range
  }

  private mutating func varint() throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard offset < end else { throw .truncated }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .invalidTag
  }
}
