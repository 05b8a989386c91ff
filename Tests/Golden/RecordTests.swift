import Bytes
import CRM
import Domain
import Testing

/// The stored bytes of every event, held against files that never change.
@Suite struct RecordTests {
  /// How many lines each file had when it was last added to; only ever raised.
  static let knownLineCounts = [
    "book": 14, "user": 34, "account": 20, "contact": 59, "product": 28, "opportunity": 38,
    "pipeline": 20, "import": 4, "forecast-call": 8, "target": 8, "questionnaire": 14,
    "response": 14, "lead": 34, "order": 36, "activity": 40, "field": 20,
  ]

  static let slices = Result { try Slice.all() }
  let slices: [Slice]

  init() throws { slices = try Self.slices.get() }

  @Test func `every event type of every slice has a full and a minimal sample`() {
    for slice in slices {
      #expect(slice.types.count < 200, "more types than the test asks for")
      for name in ["full", "minimal"] {
        let sampled = slice.samples.filter { $0.name == name }.map(\.event.type)
        #expect(sampled == slice.types, "\(slice.name): \(name) samples, one a type, in order")
      }
    }
  }

  @Test func `every kind of stream with events has its samples`() {
    func number<Kind: Entity>(_ type: Kind.Type) -> UInt8 { Kind.ID.kind.number }
    let kinds = slices.map { $0.events.kind.number }
    #expect(kinds.sorted() == EntityKinds.all.map { number($0) }.sorted())
  }

  @Test func `every sample is stored as its golden line says`() throws {
    for slice in slices {
      let golden = try Self.golden(slice)
      var missing: [GoldenLine] = []
      for line in try slice.lines() {
        guard let stored = golden.first(where: { $0.key == line.key }) else {
          missing.append(line)
          continue
        }
        #expect(line.text == stored.text, "\(line.key): books hold the golden form for ever")
      }
      try report(missing, of: slice)
    }
  }

  @Test func `every golden line is read as its sample`() throws {
    for slice in slices {
      let golden = try Self.golden(slice)
      for sample in slice.samples {
        func bytes(_ suffix: String) -> [UInt8]? {
          let key = "\(slice.name) \(sample.event.type.number) \(sample.name)\(suffix)"
          return golden.first { $0.key == key }?.bytes
        }
        let personal = bytes("-personal")
        for suffix in ["", "-enveloped"] {
          guard let payload = bytes(suffix) else { continue }
          let read = try slice.events.reading(sample.event.type, payload, personal: personal)
          #expect(sample.event.equals(read), "\(slice.name) \(sample.event) \(suffix)")
        }
      }
    }
  }

  @Test func `the envelope and the record of each slice are read back field by field`() throws {
    for slice in slices {
      let sample = try #require(slice.samples.first { $0.isFirst })
      let golden = try Self.golden(slice)
      let payload = try #require(golden.first { $0.name == "full-enveloped" }).bytes
      var envelope = Envelope()
      var coder = FieldCoder(reading: payload.span)
      envelope.code(&coder)
      try coder.finish()
      var expected = FixedParts.envelope(of: sample.event)
      expected.keySlot = sample.event.keySlot?.number
      #expect(envelope == expected)
      let record = try #require(golden.first { $0.name == "full-record" }).bytes
      var header = EventHeader(record: record.span)
      #expect(header.payloadCount == UInt32(payload.count))
      #expect(Array(record.dropFirst(EventHeader.byteCount)) == payload)
      (header.payloadCount, header.payloadChecksum) = (0, 0)
      #expect(header == FixedParts.header(of: sample.event))
    }
  }

  @Test func `no golden line was taken away or stands for nothing`() throws {
    for slice in slices {
      let golden = try Self.golden(slice)
      let known = try #require(Self.knownLineCounts[slice.name], "\(slice.name) is new")
      #expect(golden.count >= known, "\(slice.name): golden lines were taken away")
      let keys = golden.map(\.key)
      #expect(Set(keys).count == keys.count, "\(slice.name): two lines for one sample")
      #expect(Set(keys).subtracting(try slice.lines().map(\.key)).isEmpty, "lines of no sample")
    }
  }

  /// The golden lines of a slice.
  static func golden(_ slice: Slice) throws -> [GoldenLine] {
    try GoldenFiles.lines(slice.name).map { text in
      let line = try #require(GoldenLine(text), "not a golden line: \(text)")
      try #require(line.kind == slice.name, "a line of another kind: \(text)")
      return line
    }
  }

  /// Appends missing lines when asked to; else they are a failure.
  private func report(_ missing: [GoldenLine], of slice: Slice) throws {
    guard !missing.isEmpty else { return }
    if GoldenFiles.isWriting {
      try GoldenFiles.append(
        missing.map(\.text), to: slice.name,
        title: "Stored bytes of \(slice.name) events: kind, type, sample, bytes. Old lines never change.")
    }
    let keys = missing.map(\.key).joined(separator: ", ")
    Issue.record(
      "\(GoldenFiles.isWriting ? "golden lines written" : "no golden line") for: \(keys)")
  }
}
