import Bytes
import Domain
import Projections
import Testing

/// Bytes that were damaged after they were written: an error or a value, never a crash.
///
/// The log's checksums find damage before a payload is read; this is what holds when they do not,
/// as for a log written by another program.
@Suite struct MutationTests {
  /// Mutations of each golden line.
  static let rounds = 200
  /// Mutations of each event of a history that is then folded.
  static let foldRounds = 20

  @Test(arguments: try RecordTests.slices.get())
  func `mutated payloads are read as something or refused`(slice: Slice) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("mutations of \(slice.name): seed \(seed)")
    var mutator = Mutator(seed: seed)
    let lines = try RecordTests.golden(slice)
    var (values, errors) = (0, 0)
    for line in lines where line.name != "full-record" {
      for _ in 0..<Self.rounds {
        let bytes = mutator.mutated(line.bytes)
        let type = EventType(line.type)
        do throws(WireError) {
          if line.name.hasSuffix("-personal") {
            try slice.events.requireStable(type, payload: [], personal: bytes, seed)
          } else {
            try slice.events.requireStable(type, payload: bytes, personal: nil, seed)
            try requireStableEnvelope(bytes, seed)
          }
          values += 1
        } catch {
          #expect(!error.description.isEmpty)
          errors += 1
        }
      }
    }
    #expect(values > 0 && errors > 0, "mutations reach both outcomes, seed \(seed)")
  }

  @Test(arguments: try RecordTests.slices.get())
  func `mutated headers are read field by field`(slice: Slice) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("mutated headers of \(slice.name): seed \(seed)")
    var mutator = Mutator(seed: seed)
    for line in try RecordTests.golden(slice) where line.name == "full-record" {
      for _ in 0..<Self.rounds {
        let bytes = mutator.mutated(line.bytes)
        guard bytes.count >= EventHeader.byteCount else { continue }
        var header = EventHeader(record: bytes.span)
        var written: [UInt8] = []
        header.appendCheckedBytes(to: &written)
        var expected = Array(bytes.prefix(EventHeader.checkedByteCount))
        (expected[6], expected[7]) = (0, 0)  // reserved bytes are not kept
        #expect(written == expected, "seed \(seed)")
        header.format = 0
        #expect(header != EventHeader(record: bytes.span) || bytes[0] == 0, "seed \(seed)")
      }
    }
  }

  @Test(arguments: ReadModels.all.map { $0.name })
  func `a fold over one mutated payload ends in a state or an error`(name: String) throws {
    let model = try #require(ReadModels.all.first { $0.name == name })
    let seed = UInt64.random(in: 0 ... .max)
    print("folds of \(name) over mutated payloads: seed \(seed)")
    var mutator = Mutator(seed: seed)
    var states = 0
    for history in try GoldenHistory.all() {
      for index in history.entries.indices
      where model.kinds.contains(history.entries[index].header.stream.kind) {
        for _ in 0..<Self.foldRounds {
          let entry = history.entries[index]
          let payload = mutator.mutated(entry.payload)
          let mutated = history.replacing(
            index, payload: payload, personal: mutator.mutated(entry.personal))
          do {
            _ = try mutated.folded(model)
            states += 1
          } catch is WireError {
            continue  // refused, as it should be
          }
        }
      }
    }
    #expect(states > 0, "seed \(seed)")
  }

  private func requireStableEnvelope(_ bytes: [UInt8], _ seed: UInt64) throws(WireError) {
    var envelope = Envelope()
    var coder = FieldCoder(reading: bytes.span)
    envelope.code(&coder)
    try coder.finish()
    var writer = FieldCoder()
    envelope.code(&writer)
    var again = Envelope()
    var reader = FieldCoder(reading: writer.output.span)
    again.code(&reader)
    try reader.finish()
    #expect(again == envelope, "seed \(seed)")
  }
}

extension StoredEvent {
  /// Reads bytes in both modes; what they are read as is written, and read again, as the same.
  fileprivate static func requireStable(
    _ type: EventType, payload: [UInt8], personal: [UInt8]?, _ seed: UInt64
  ) throws(WireError) {
    // A box is read beside the least valid payload of its event.
    let isPersonal = personal != nil
    let base = isPersonal ? Self(blank: type).map { $0.payloadBytes() } ?? [] : payload
    let wholly = Result { () throws(WireError) in
      try read(type: type, payload: base.span, personal: personal)
    }
    let numbers = Result { () throws(WireError) in
      try read(type: type, payload: base.span, numbersOnly: true)
    }
    if case .success = wholly {
      #expect(throws: Never.self, "texts are the only difference, seed \(seed)") {
        try numbers.get()
      }
    }
    guard let value = try wholly.get() else { return }
    let again = try read(
      type: type, payload: value.payloadBytes().span, personal: isPersonal ? value.personalBytes() : nil)
    #expect(again == value, "seed \(seed)")
  }
}

/// Damages bytes: flips bits, cuts the end off, puts bytes in, takes bytes out.
struct Mutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The bytes with one to four injuries.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) { injure(&bytes) }
    return bytes
  }

  private mutating func injure(_ bytes: inout [UInt8]) {
    let place = bytes.isEmpty ? 0 : below(bytes.count)
    switch below(8) {
    case 0: bytes.removeLast(bytes.count - place)
    case 1: bytes.insert(UInt8(below(256)), at: place)
    case 2: bytes.append(UInt8(below(256)))
    case 3: if !bytes.isEmpty { bytes.remove(at: place) }
    case 4: if !bytes.isEmpty { bytes[place] = [0, 0x7F, 0x80, 0xFF][below(4)] }
    default: if !bytes.isEmpty { bytes[place] ^= 1 << UInt8(below(8)) }
    }
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
