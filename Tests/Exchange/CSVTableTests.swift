import Exchange
import Testing

struct CSVTableTests {
  @Test func `values are found by the names of their columns`() throws {
    var table = CSVTable()
    var cities: [String?] = []
    for piece in ["\u{FEFF} name ,ci", "ty\r\nAnna,\"Den ", "Haag\"\r\nBen,Ede"] {
      try table.feed(Array(piece.utf8)) { cities.append($0[" city"]) }
    }
    try table.finish { record in
      cities.append(record["city"])
      #expect(record["town"] == nil)
      #expect(record[0] == "Ben")
      #expect(record.row.number == 3)
      #expect(record.header.names == ["name", "city"])
    }
    #expect(cities == ["Den Haag", "Ede"])
  }

  @Test func `a column that must be there is refused with the names that are`() throws {
    let header = try CSVHeader(["name", "city"])
    #expect(try header.required("city ") == 1)
    #expect(header.column("City") == nil)
    let error = CSVError.noColumn(name: "town", header: ["name", "city"])
    #expect(throws: error) { try header.required("town") }
    #expect(error.description == "there is no column 'town'; the header has: name, city")
  }

  @Test func `a header alone is a table without records`() throws {
    let table = try csvTable(Array("a,b".utf8))
    #expect(table.header?.names == ["a", "b"])
    #expect(table.rows == [])
  }

  @Test func `what the caller throws comes out`() throws {
    struct Stop: Error {}
    var table = CSVTable()
    #expect(throws: Stop.self) { try table.feed(Array("a\n1\n".utf8)) { _ in throw Stop() } }
  }
}
