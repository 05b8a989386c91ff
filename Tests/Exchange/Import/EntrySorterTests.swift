import Bytes
import CRM
import Testing

@testable import Exchange

@Suite struct EntrySorterTests {
  private func table() throws -> ImportTable {
    let recipe = try ImportSample.recipe(steps: ImportSample.opening())
    return try ImportTable(recipe.files[0], name: "deals.csv", columns: ["id"], number: 1)
  }

  private func entries(_ sorted: SortedEntries, _ table: ImportTable) throws -> [String] {
    var cursor = try sorted.cursor()
    var row = ImportRow(table: table, number: 0)
    var texts: [String] = []
    while let entry = try cursor.next(into: &row) {
      texts.append("\(entry.rank) \(entry.instant.microseconds) \(entry.row) \(row.text(at: 0))")
    }
    return texts
  }

  @Test func `entries that do not fit into memory come in the same order`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var numbers = SplitMix(state: seed)
    let table = try table()
    var inMemory = EntrySorter()
    var onDisk = EntrySorter(limitByteCount: 2_000)
    for index in 0..<2_000 {
      let instant = Instant(microseconds: Int64(numbers.next() % 50))
      let moment: ImportMoment =
        switch numbers.next() % 3 {
        case 0: .undatedFirst
        case 1: .at(instant)
        default: .undatedLast
        }
      var row = ImportRow(table: table, number: index)
      row.append(String(repeating: "x", count: Int(numbers.next() % 40)) + "\(index)")
      let entry = ImportEntry(
        moment, step: Int(numbers.next() % 3), turn: 0, table: 0, row: index,
        keepsRows: index < 1_000)
      try inMemory.add(entry, row)
      try onDisk.add(entry, row)
    }
    let expected = try entries(inMemory.finish(), table)
    let sorted = try onDisk.finish()
    #expect(expected.count == 2_000 && sorted.count == 2_000)
    #expect(try entries(sorted, table) == expected)
    // A second way through them starts anew.
    #expect(try entries(sorted, table) == expected)
  }

  @Test func `at one instant steps go one after another, or rows where the recipe says so`() throws
  {
    let table = try table()
    for (keepsRows, order) in [
      (false, ["0 1", "0 2", "1 1", "1 2"]), (true, ["0 1", "1 1", "0 2", "1 2"]),
    ] {
      var sorter = EntrySorter()
      for row in [2, 1] {
        for step in [1, 0] {
          let entry = ImportEntry(
            .at(Instant(microseconds: 5)), step: step, turn: 0, table: 0, row: row,
            keepsRows: keepsRows)
          try sorter.add(entry, ImportRow(table: table, number: row))
        }
      }
      var cursor = try sorter.finish().cursor()
      var row = ImportRow(table: table, number: 0)
      var found: [String] = []
      while let entry = try cursor.next(into: &row) { found.append("\(entry.step) \(entry.row)") }
      #expect(found == order)
    }
  }

  /// Vigna's SplitMix64.
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
