import Exchange
import Testing

struct CSVErrorTests {
  static let faults: [(String, CSVError, String)] = [
    (
      "a,b\nx,\"y\nz", .unterminatedQuote(CSVPlace(line: 2, column: 3)),
      "line 2, column 3: the quote that opens here is never closed"
    ),
    (
      "é,\"日\r\nb\"c,d", .textAfterQuote(CSVPlace(line: 2, column: 3)),
      "line 2, column 3: after a closing quote only a delimiter or the end of the line may stand"
    ),
    (
      "a\r\n日本,5\" pipe", .quoteInUnquotedField(CSVPlace(line: 2, column: 5)),
      "line 2, column 5: a quote stands in a field that does not begin with one"
    ),
    (
      "\u{FEFF}a\"", .quoteInUnquotedField(CSVPlace(line: 1, column: 2)),
      "line 1, column 2: a quote stands in a field that does not begin with one"
    ),
    (
      "\"\r\",\"\nb\"c", .textAfterQuote(CSVPlace(line: 3, column: 3)),
      "line 3, column 3: after a closing quote only a delimiter or the end of the line may stand"
    ),
    (
      "a\r\rb \"", .quoteInUnquotedField(CSVPlace(line: 3, column: 3)),
      "line 3, column 3: a quote stands in a field that does not begin with one"
    ),
  ]

  @Test(arguments: faults)
  func `a fault is named with its place`(text: String, error: CSVError, line: String) throws {
    #expect(throws: error) { try csvRows(text) }
    #expect(error.description == line)
  }

  @Test func `rows before a fault are delivered, after it the fault is said again`() throws {
    var rows: [[String]] = []
    var parser = CSVParser()
    let error = CSVError.quoteInUnquotedField(CSVPlace(line: 2, column: 2))
    #expect(throws: error) { try parser.feed(Array("a\nb\"\nc\n".utf8)) { rows.append($0.texts) } }
    #expect(rows == [["a"]])
    #expect(throws: error) { try parser.feed(Array("d\n".utf8)) { rows.append($0.texts) } }
    #expect(throws: error) { try parser.finish { rows.append($0.texts) } }
    #expect(rows == [["a"]])
  }

  @Test func `a field that is not UTF-8 is named`() throws {
    for wrong: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
      let bytes = Array("a,city\nx,\"".utf8) + wrong + Array("\"\n".utf8)
      #expect(
        throws: CSVError.notUTF8(CSVPlace(line: 2, column: 3), field: 2, name: nil)
      ) { try csvRows(bytes) }
      let error = CSVError.notUTF8(CSVPlace(line: 2, column: 3), field: 2, name: "city")
      #expect(throws: error) { try csvTable(bytes) }
      #expect(error.description == "line 2, column 3: field 2 (city) is not valid UTF-8")
    }
  }

  @Test func `a code point cut in two by a delimiter is no code point`() throws {
    let bytes: [UInt8] = [0xC3, 0x2C, 0xA9]
    #expect(throws: CSVError.notUTF8(CSVPlace(line: 1, column: 1), field: 1, name: nil)) {
      try csvRows(bytes)
    }
  }

  @Test func `a field of 1 MiB is taken, one byte more is not`() throws {
    let large = [UInt8](repeating: 0x61, count: 1 << 20)
    #expect(try csvRows(Array("x,".utf8) + large).first?[1].utf8.count == 1 << 20)
    let place = CSVPlace(line: 1, column: 3)
    for (before, after) in [("x,", ""), ("x,", "\n"), ("x,\"", "\""), ("x,\"", "")] {
      let bytes = Array(before.utf8) + large + [0x61] + Array(after.utf8)
      #expect(throws: CSVError.fieldTooLong(place, byteLimit: 1 << 20)) { try csvRows(bytes) }
    }
    let short = CSVFormat(fieldByteLimit: 3)
    #expect(try csvRows("abc,\"d\"\"e\"", short) == [["abc", "d\"e"]])
    #expect(
      throws: CSVError.fieldTooLong(CSVPlace(line: 1, column: 5), byteLimit: 3)
    ) { try csvRows("abc,\"d\"\"\"\"e\"", short) }
  }

  @Test func `a row has as many fields as the header`() throws {
    let same = CSVError.fieldCount(row: 3, line: 3, found: 1, header: 2)
    #expect(throws: same) { try csvTable(Array("a,b\n1,2\n3\n".utf8)) }
    #expect(same.description == "row 3 has 1 field, the header has 2")
    let moved = CSVError.fieldCount(row: 2, line: 4, found: 3, header: 2)
    #expect(throws: moved) { try csvTable(Array("a,b\n\n\n1,2,3".utf8)) }
    #expect(moved.description == "row 2 (line 4) has 3 fields, the header has 2")
  }

  @Test func `two columns of one name are refused`() throws {
    let error = CSVError.duplicateColumn(name: "a", first: 1, second: 3)
    #expect(throws: error) { try csvTable(Array("a,b, a \n1,2,3\n".utf8)) }
    #expect(error.description == "columns 1 and 3 of the header are both named 'a'")
  }

  @Test func `an empty file has no header`() throws {
    for text in ["", "\u{FEFF}", "\r\n\n"] {
      #expect(throws: CSVError.empty) { try csvTable(Array(text.utf8)) }
    }
    #expect(CSVError.empty.description == "the file is empty: it has no header")
  }

  @Test func `a table that failed says so again`() throws {
    var table = CSVTable()
    let error = CSVError.fieldCount(row: 2, line: 2, found: 1, header: 2)
    var count = 0
    #expect(throws: error) { try table.feed(Array("a,b\n1\n2,3\n".utf8)) { _ in count += 1 } }
    #expect(throws: error) { try table.feed(Array("4,5\n".utf8)) { _ in count += 1 } }
    #expect(throws: error) { try table.finish { _ in count += 1 } }
    #expect(count == 0)
  }

  @Test func `a column's name with a line break in it leaves the error one line`() throws {
    var table = CSVTable()
    var text = ""
    do {
      try table.feed(Array("\"a\nb\",\"a\nb\"\n".utf8)) { _ in }
      try table.finish { _ in }
    } catch {
      text = "\(error)"
    }
    #expect(text.hasPrefix("columns 1 and 2") && !text.contains("\n"))
    #expect(!CSVError.noColumn(name: "a\n", header: ["b\r\n"]).description.contains { $0.isNewline })
    let place = CSVPlace(line: 1, column: 1)
    #expect(!CSVError.notUTF8(place, field: 1, name: "a\nb").description.contains("\n"))
  }
}
