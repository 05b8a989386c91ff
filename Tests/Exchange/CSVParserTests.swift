import Exchange
import Testing

struct CSVParserTests {
  @Test func `it reads what Python reads and refuses what the grammar does not produce`() throws {
    let facts = CSVFacts.lines.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(facts.count == 300)
    for fact in facts {
      let parts = fact.split(separator: "⇒", omittingEmptySubsequences: false).map(plain)
      try #require(parts.count == 3, "\(fact)")
      let delimiter = try #require(CSVFormat.Delimiter(rawValue: Array(parts[0].utf8)[0]))
      let format = CSVFormat(delimiter: delimiter)
      if parts[2] == "✗" {
        #expect(throws: CSVError.self, "\(fact)") { try csvRows(parts[1], format) }
      } else {
        let rows = try csvRows(parts[1], format)
        #expect(rows == expected(parts[2]), "\(fact)")
      }
    }
  }

  private func plain(_ text: Substring) -> String {
    let marks: [Character: Character] = ["␍": "\r", "␊": "\n", "␉": "\t"]
    let scalars = text.map { marks[$0] ?? $0 }.flatMap(\.unicodeScalars)
    return String(String.UnicodeScalarView(scalars))
  }

  private func expected(_ text: String) -> [[String]] {
    if text == "∅" { return [] }
    return text.split(separator: "¶", omittingEmptySubsequences: false).map { row in
      row.split(separator: "¦", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `rows know their number and the line they start in`() throws {
    var seen: [[Int]] = []
    var parser = CSVParser()
    let text = "a,b\r\n\r\n\"x\r\ny\rz\n\",1\r\r\nc,d\ne,f"
    try parser.feed(Array(text.utf8)) { seen.append([$0.number, $0.line, $0.count]) }
    try parser.finish { seen.append([$0.number, $0.line, $0.count]) }
    #expect(seen == [[1, 1, 2], [2, 3, 2], [3, 8, 2], [4, 9, 2]])
  }

  @Test func `a byte-order mark is passed over at the beginning only`() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try csvRows(mark + Array("a,b".utf8)) == [["a", "b"]])
    #expect(try csvRows(mark + Array("\"a\"".utf8), pieces: [1, 1, 1, 1]) == [["a"]])
    #expect(try csvRows(mark + mark) == [["\u{FEFF}"]])
    #expect(try csvRows(Array("a,".utf8) + mark) == [["a", "\u{FEFF}"]])
    #expect(try csvRows([0xEF, 0xBB, 0xBE], pieces: [1, 1]) == [["\u{FEFE}"]])
    #expect(try csvRows(mark) == [])
    #expect(try csvRows([0x61], pieces: [1]) == [["a"]])
  }

  @Test func `nothing gives no row`() throws {
    for text in ["", "\n", "\r\n\r\n", "\r\r\n\n"] { #expect(try csvRows(text) == []) }
  }

  @Test func `any delimiter and the single quote`() throws {
    for delimiter in CSVFormat.Delimiter.allCases {
      let mark = String(Unicode.Scalar(delimiter.rawValue))
      let format = CSVFormat(delimiter: delimiter, quote: .single)
      let others = ",;\t|\"".filter { String($0) != mark }
      #expect(
        try csvRows("'it''s\(mark)'\(mark)\(others)", format) == [["it's\(mark)", others]])
    }
  }

  @Test func `any pieces give the same rows`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var numbers = SeededNumbers(seed: seed)
    for line in CSVFacts.lines.split(separator: "\n") where !line.hasSuffix("✗") {
      let parts = line.split(separator: "⇒", omittingEmptySubsequences: false).map(plain)
      let format = CSVFormat(
        delimiter: try #require(CSVFormat.Delimiter(rawValue: Array(parts[0].utf8)[0])))
      let bytes = Array(parts[1].utf8)
      let pieces = bytes.map { _ in Int.random(in: 0...3, using: &numbers) }
      let rows = try csvRows(bytes, format, pieces: pieces)
      #expect(rows == expected(parts[2]), "seed \(seed): \(line) in \(pieces)")
    }
  }

  @Test func `any pieces give the same error`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var numbers = SeededNumbers(seed: seed)
    for text in CSVErrorTests.faults.map(\.0) {
      let bytes = Array(text.utf8)
      let whole = #expect(throws: CSVError.self) { try csvRows(bytes) }
      for _ in 0..<10 {
        let pieces = bytes.map { _ in Int.random(in: 0...3, using: &numbers) }
        let parted = #expect(throws: CSVError.self) { try csvRows(bytes, pieces: pieces) }
        #expect(parted == whole, "seed \(seed): \(text) in \(pieces)")
      }
    }
  }

  @Test func `a field may be had as bytes, and a row be kept`() throws {
    var kept: [CSVRow] = []
    var parser = CSVParser()
    try parser.feed(Array("ab,c\nd,\"\"\n".utf8)) { kept.append($0) }
    #expect(Array(kept[0].bytes(at: 0)) == Array("ab".utf8))
    #expect(kept.map(\.texts) == [["ab", "c"], ["d", ""]])
  }
}
