import Bytes
import Domain
import Testing

/// The `.proto` files of docs/schema against the stored bytes, with `protoc` as the judge.
@Suite struct SchemaTests {
  let table: SchemaTable
  let slices: [Slice]

  init() throws {
    table = try SchemaTable.read()
    slices = try RecordTests.slices.get()
  }

  @Test func `the table names every event, by the rule, and nothing else`() throws {
    var named = 0
    for slice in slices {
      for sample in slice.samples where sample.name == "full" {
        let event = sample.event
        let row = try #require(table[slice.events.kind.number, event.type.number], "\(event)")
        let name = event.caseName
        let rule = (slice.name + "-" + name).split(separator: "-").map { word in
          word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
        #expect(row.message == rule)
        #expect((row.box != nil) == (event.keySlot != nil), "\(row.message): a box or none")
        named += 1
      }
    }
    #expect(table.rows.count == named)
  }

  @Test func `every schema file lists its types as the table does`() throws {
    for row in table.rows {
      let text = try GoldenFiles.text(GoldenFiles.repository + "/docs/schema/" + row.file)
      let number = String(row.type)
      let padding = String(repeating: " ", count: 5 - number.count)
      #expect(text.contains("\n//\(padding)\(number)  \(row.message)\n"), "\(row.message)")
    }
  }

  @Test(arguments: try RecordTests.slices.get())
  func `protoc reads every golden payload without an unknown field, and writes it again`(
    slice: Slice
  ) async throws {
    for line in try RecordTests.golden(slice) where line.name != "full-record" {
      let row = try #require(table[slice.events.kind.number, line.type], "\(line.key)")
      let isPersonal = line.name.hasSuffix("-personal")
      let message = isPersonal ? try #require(row.box, "\(line.key)") : row.message
      let text = try await ProtocolCompiler.decode(line.bytes, as: message, in: row.file)
      #expect(unknownFields(in: text) == [], "\(line.key) as \(message)")
      let again = try await ProtocolCompiler.encode(text, as: message, in: row.file)
      #expect(
        Hexadecimal.text(again) == Hexadecimal.text(line.bytes), "\(line.key) as \(message)")
    }
  }

  @Test func `protoc reads the same values`() async throws {
    for expected in SchemaExpectations.all {
      let slice = try #require(slices.first { $0.name == expected.kind })
      let line = try #require(
        try RecordTests.golden(slice).first { $0.key == expected.key }, "\(expected.key)")
      let row = try #require(table[slice.events.kind.number, line.type])
      let message = expected.isPersonal ? try #require(row.box) : row.message
      let text = try await ProtocolCompiler.decode(line.bytes, as: message, in: row.file)
      #expect(text == expected.text + "\n", "\(expected.key)")
    }
  }

  @Test func `an unknown field is seen`() async throws {
    let text = try await ProtocolCompiler.decode(
      [0x58, 0x01], as: "AccountTagged", in: "account.proto")
    #expect(unknownFields(in: text) == ["11: 1"])
  }

  /// The lines of a text format that begin with a bare number: fields the schema does not know.
  private func unknownFields(in text: String) -> [String] {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { $0.first?.isNumber == true }.map(String.init)
  }
}
