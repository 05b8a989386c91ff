public import Bytes
import Domain
import EventLog

/// One event on its way out of a book or into one: everything the log says of it, with its box
/// opened.
public struct EventRecord: Equatable, Sendable {
  /// Where it stands.
  public var position: Position
  /// The header; back-pointer, length and checksum of the payload are made anew by the log.
  public var header: EventHeader
  /// The payload as it is stored, without the box when that is in `personal`.
  public var payload: [UInt8]
  /// What lay in the box; nil when there is none, or when its person was erased and the box stands
  /// in the payload, shut for ever.
  public var personal: [UInt8]?

  /// An event.
  public init(position: Position, header: EventHeader, payload: [UInt8], personal: [UInt8]?) {
    self.position = position
    self.header = header
    self.payload = payload
    self.personal = personal
  }
}

/// The box of a payload, taken out and put in: field 91, protocol-buffers wire type 2.
enum PayloadBox {
  private static let field = 91

  /// The payload without its box.
  static func removed(from payload: [UInt8]) throws(WireError) -> [UInt8] {
    var fields = WireFields(payload)
    while let next = try fields.next() {
      guard next.number == field else { continue }
      return Array(payload[..<next.whole.lowerBound] + payload[next.whole.upperBound...])
    }
    return payload
  }

  /// The payload with a box, at its place among the fields.
  static func inserted(_ box: [UInt8], into payload: [UInt8]) throws(WireError) -> [UInt8] {
    var coder = FieldCoder()
    var box = box
    coder.bytes(field, &box)
    var fields = WireFields(payload)
    var place = payload.count
    while let next = try fields.next() {
      if next.number > field {
        place = next.whole.lowerBound
        break
      }
    }
    return Array(payload[..<place]) + coder.output + Array(payload[place...])
  }
}
