import Bytes
import EventLog
import Testing

/// Boxes of personal values, tied to a person and an event.
@Suite struct PayloadSealTests {
  private let keys = InMemoryKeys()
  private let plain = Array("Jan de Vries".utf8)

  init() throws { try keys.ensure(KeySlot(2)) }

  @Test func `a box opens for its own event only`() throws {
    let seal = PayloadSeal(keys: keys)
    let box = try seal.seal(plain, slot: KeySlot(1), stream: contact, version: 3)
    #expect(box.count == plain.count + 40)
    #expect(try open(box) == plain)
    #expect(throws: LogFault.self) { try open(box, stream: account) }
    #expect(throws: LogFault.self) { try open(box, stream: StreamID(StreamKind(2), 8)) }
    #expect(throws: LogFault.self) { try open(box, version: 4) }
    #expect(throws: LogFault.self) { try open(box, slot: 2) }
  }

  @Test func `an altered box is damage at its position`() throws {
    let seal = PayloadSeal(keys: keys)
    var box = try seal.seal(plain, slot: KeySlot(1), stream: contact, version: 3)
    box[30] ^= 1
    let fault = #expect(throws: LogFault.self) { try open(box) }
    guard case .damaged(Position(12), _) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(throws: LogFault.self) { try open([]) }
  }

  @Test func `nothing is opened or sealed for an erased person`() throws {
    let seal = PayloadSeal(keys: keys)
    let box = try seal.seal(plain, slot: KeySlot(1), stream: contact, version: 3)
    try keys.erase(KeySlot(1))
    #expect(try open(box) == nil)
    #expect(throws: KeysFault.erased(KeySlot(1))) {
      try seal.seal(plain, slot: KeySlot(1), stream: contact, version: 4)
    }
  }

  private func open(
    _ box: [UInt8], slot: UInt32 = 1, stream: StreamID = contact, version: UInt32 = 3
  ) throws -> [UInt8]? {
    try PayloadSeal(keys: keys).open(
      box.span, slot: KeySlot(slot), stream: stream, version: version, at: Position(12))
  }
}
