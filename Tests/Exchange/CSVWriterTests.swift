import Exchange
import Testing

struct CSVWriterTests {
  private func written(
    _ rows: [[String]], _ format: CSVFormat = CSVFormat(),
    lineEnding: CSVWriter.LineEnding = .crlf
  ) -> String {
    var writer = CSVWriter(format, lineEnding: lineEnding)
    for row in rows { writer.write(row) }
    return String(decoding: writer.output, as: UTF8.self)
  }

  @Test func `quotes stand only where they must`() {
    #expect(written([["a", " b ", "", "é'"]]) == "a, b ,,é'\r\n")
    #expect(
      written([["a,b", "c\"d", "e\rf", "g\nh"]]) == "\"a,b\",\"c\"\"d\",\"e\rf\",\"g\nh\"\r\n")
    #expect(written([["a;b", "c,d"]], CSVFormat(delimiter: .semicolon)) == "\"a;b\";c,d\r\n")
    #expect(written([["it's", "\""]], CSVFormat(quote: .single)) == "'it''s',\"\r\n")
  }

  @Test func `what looks like a formula is written as it is`() {
    #expect(written([["=1+1", "@x", "-2", "+3"]]) == "=1+1,@x,-2,+3\r\n")
  }

  @Test func `a lone empty field and a mark at the beginning are quoted`() {
    #expect(written([[""], ["", ""]], lineEnding: .lf) == "\"\"\n,\n")
    #expect(
      written([["\u{FEFF}a"], ["\u{FEFF}a"]], lineEnding: .lf) == "\"\u{FEFF}a\"\n\u{FEFF}a\n")
  }

  @Test func `output is taken once`() {
    var writer = CSVWriter(lineEnding: .lf)
    writer.write(["a"])
    #expect(writer.take() == Array("a\n".utf8))
    writer.write(["b"])
    #expect(writer.take() == Array("b\n".utf8))
    #expect(writer.take() == [])
  }

  @Test func `what was written is read back, in any pieces`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var numbers = SeededNumbers(seed: seed)
    let pool = Array("ab ,;|\t\"'\r\n\u{FEFF}é日👩‍🚀").flatMap(\.unicodeScalars)
    for _ in 0..<400 {
      let format = CSVFormat(
        delimiter: CSVFormat.Delimiter.allCases.randomElement(using: &numbers)!,
        quote: CSVFormat.Quote.allCases.randomElement(using: &numbers)!)
      var writer = CSVWriter(
        format, lineEnding: CSVWriter.LineEnding.allCases.randomElement(using: &numbers)!)
      let rows = (0..<Int.random(in: 1...5, using: &numbers)).map { _ in
        (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
          let scalars = (0..<Int.random(in: 0...6, using: &numbers)).map { _ in
            pool.randomElement(using: &numbers)!
          }
          return String(String.UnicodeScalarView(scalars))
        }
      }
      for row in rows { writer.write(row) }
      let bytes = writer.take()
      let pieces = bytes.map { _ in Int.random(in: 0...5, using: &numbers) }
      let read = try csvRows(bytes, format, pieces: pieces)
      #expect(scalars(read) == scalars(rows), "seed \(seed)")
    }
  }

  /// Texts as code points, since strings compare by canonical equivalence.
  private func scalars(_ rows: [[String]]) -> [[[Unicode.Scalar]]] {
    rows.map { $0.map { Array($0.unicodeScalars) } }
  }
}
