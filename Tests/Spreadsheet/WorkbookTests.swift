import FoundationEssentials
import Spreadsheet
import Subprocess
import Testing

@Suite struct WorkbookTests {
  /// What Python's standard library finds in a workbook: an independent reader.
  private func read(_ path: String) async throws -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let result = try await run(
      .name("python3"), arguments: ["/" + folder + "/read_xlsx.py", path],
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    #expect(result.terminationStatus.isSuccess, "\(result.standardError)")
    return result.standardOutput.split(separator: "\n").map { line in
      String(line.drop { $0 == " " })
    }.joined()
  }

  /// Hands out a place for a file that is removed in the end.
  private func withPath(_ body: (String) async throws -> Void) async throws {
    let path = "/tmp/rapport-workbook-\(UInt64.random(in: 0 ... .max)).xlsx"
    defer {
      if FileManager.default.fileExists(atPath: path) {
        #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: path) }
      }
    }
    try await body(path)
  }

  @Test func `words, numbers and formats arrive in their places`() async throws {
    try await withPath { path in
      let book = try Workbook(at: path, title: "Cells", createdAt: 1_700_000_000)
      try book.addSheet("First", widths: [20, 12], frozenRows: 1)
      try book.write(.text("=1+1"), row: 0, column: 0, look: .heading)
      try book.write(
        .number(1234.5), row: 0, column: 1, .money(code: "EUR", decimals: 2), look: .total)
      try book.addFilter(row: 0, lastRow: 2, lastColumn: 1)
      try book.write(.number(45_000), row: 1, column: 0, .day)
      try book.write(.blank, row: 1, column: 1)
      try book.write(.text("<&\"'> Zoë"), row: 2, column: 0)
      try book.addSheet("Second", widths: [])
      try book.write(.number(0.25), row: 0, column: 0, .percent)
      try book.close()
      #expect(
        try await read(path)
          == #"{"charts": [],"sheets": {"First": {"cells": {"A1": "=1+1","A2": [45000.0,"#
          + #""yyyy\\-mm\\-dd"],"A3": "<&\"'> Zoë","B1": [1234.5,"[$EUR]\\ #,##0.00"]},"#
          + #""filter": "A1:B3","frozen": 1},"Second": {"cells": {"A1": [0.25,"0.0%"]}}}}"#)
    }
  }

  @Test func `zero and other control characters, and what looks like an escape, do no harm`()
    async throws
  {
    try await withPath { path in
      let book = try Workbook(at: path, title: "", createdAt: 0)
      try book.addSheet("S", widths: [])
      try book.write(.text("a\u{0}b\u{1}c"), row: 0, column: 0)
      try book.write(.text("_x0041_ and _x00g1_"), row: 1, column: 0)
      try book.write(.text(String(repeating: "ä", count: 40_000)), row: 2, column: 0)
      try book.close()
      let found = try await read(path)
      #expect(found.contains(#""A1": "a\#u{FFFD}b_x0001_c""#), "\(found.prefix(200))")
      #expect(found.contains(#""A2": "_x005F_x0041_ and _x00g1_""#))
      #expect(found.contains(#""A3": ""# + String(repeating: "ä", count: 32_766) + "…\""))
    }
  }

  @Test func `a picture is drawn from places of the workbook`() async throws {
    try await withPath { path in
      let book = try Workbook(at: path, title: "Chart", createdAt: 1_700_000_000)
      try book.addSheet("Data", widths: [10, 10])
      for row in 0..<3 {
        try book.write(.number(Double(row)), row: row, column: 0)
        try book.write(.number(Double(row * row)), row: row, column: 1)
      }
      var chart = SheetChart(
        title: "Squares", form: .lines, horizontal: SheetChart.Axis("Number", .whole),
        vertical: SheetChart.Axis("Square", .general, range: 0...5))
      var series = SheetChart.Series(
        "=square", categories: SheetChart.Run(sheet: "Data", column: 0, rows: 0...2),
        values: SheetChart.Run(sheet: "Data", column: 1, rows: 0...2), color: 0x0072B2)
      series.labels = ["none", "one & only", "=four"]
      chart.series = [series]
      try book.add(chart, row: 0, column: 3)
      try book.close()
      let found = try await read(path)
      let wanted =
        #"{"kind": "scatterChart","series": [[" =square",["Data!$A$1:$A$3","Data!$B$1:$B$3"]]]}"#
      #expect(found.contains(wanted), "\(found)")
    }
  }

  @Test func `more rows than a sheet holds are refused`() async throws {
    try await withPath { path in
      let book = try Workbook(at: path, title: "", createdAt: 0)
      try book.addSheet("Data", widths: [])
      #expect(throws: SpreadsheetError.tooLarge(rows: 1_048_577, columns: 1)) {
        try book.write(.number(1), row: 1_048_576, column: 0)
      }
      try book.close()
    }
  }

  @Test func `a directory that does not exist is an error with a reason`() throws {
    let book = try Workbook(at: "/nonexistent/book.xlsx", title: "", createdAt: 0)
    #expect(throws: SpreadsheetError.self) { try book.close() }
  }

  @Test func `a workbook that is never closed leaves no file`() async throws {
    try await withPath { path in
      do {
        let book = try Workbook(at: path, title: "", createdAt: 0)
        try book.addSheet("Data", widths: [])
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
