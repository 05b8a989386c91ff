import CRM
import Domain

/// Reads the files of an import and puts what their rows mean in the order in which it happened.
struct ImportReading {
  private let recipe: Recipe
  private let reader: RowReader
  private var sorter: EntrySorter
  private(set) var tables: [ImportTable] = []
  private(set) var files: [ImportReport.File] = []
  private(set) var digests: [[UInt8]] = []
  /// What was found on the way: mapped values, rows left out, rows set aside.
  private(set) var tally: ImportTally
  /// The values of undated steps of which one row was seen already.
  private var seen: [Int: Set<[String]>] = [:]
  private let progress: (@Sendable (ImportProgress) -> Void)?
  private var rowCount = 0

  init(
    _ recipe: Recipe, zone: Zone, setsAside: Bool, sorter: EntrySorter,
    _ progress: (@Sendable (ImportProgress) -> Void)?
  ) {
    self.recipe = recipe
    self.sorter = sorter
    self.progress = progress
    reader = RowReader(recipe: recipe, zone: recipe.dates.zone ?? zone)
    tally = ImportTally(setsAside: setsAside)
  }

  /// Everything in order; nothing may be read any more.
  mutating func finish() throws -> SortedEntries { try sorter.finish() }

  /// Reads one file.
  mutating func read(_ matched: MatchedFile) throws {
    guard let file = matched.file else { return try readRejected(matched.given) }
    var part: Part?
    var row: ImportRow?
    let facts = try FileRows(file: file, given: matched.given, number: files.count + 1).read(
      header: { table in
        part = try open(table)
        row = ImportRow(table: table, number: 0)
      },
      row: { _, next in
        row?.fill(next)
        try take(&row, &part)
      },
      reject: { table, next, reason in
        var row = ImportRow(table: table, number: 0)
        row.fill(next)
        // It counts among the rows before others, so that it keeps its place when it is corrected.
        row.fit()
        let failure = ImportFailure(file: table.name, row: row.number, reason: reason)
        do { try part?.computing.add(to: &row, reader) } catch { return try refuse(row, failure) }
        try refuse(row, failure)
      })
    close(name: matched.given.baseName, key: file.key, facts)
  }

  private mutating func close(name: String, key: String, _ facts: FileRows.Facts) {
    files.append(ImportReport.File(name: name, key: key, rows: facts.rows))
    digests.append(facts.digest)
  }

  /// One table that is being read.
  private struct Part {
    let table: ImportTable
    let index: Int
    let steps: [(index: Int, step: Recipe.Step)]
    /// The first of the steps.
    let turn: Int
    var computing: ColumnComputing
  }

  private mutating func open(_ table: ImportTable) throws -> Part {
    let steps = recipe.steps.enumerated().filter { $0.element.file == table.file.key }
      .map { (index: $0.offset, step: $0.element) }
    for (_, step) in steps {
      for column in step.columns { try table.require(column) }
    }
    for column in table.computed.flatMap(\.columns) { try table.require(column) }
    tables.append(table)
    return Part(
      table: table, index: tables.count - 1, steps: steps, turn: steps.first?.index ?? 0,
      computing: ColumnComputing(table.computed))
  }

  private mutating func take(_ row: inout ImportRow?, _ part: inout Part?) throws {
    guard var current = row, part != nil else { return }
    // The row's buffers have one owner while columns are added to it.
    row = nil
    defer { row = current }
    rowCount += 1
    if rowCount % 10_000 == 0 {
      progress?(ImportProgress(phase: .reading, done: rowCount, total: nil))
    }
    do {
      try part?.computing.add(to: &current, reader)
      guard let part else { return }
      note(part.table.computed, current)
      if part.table.file.layout == .commands { return try takeCommand(current, part) }
      try takeSteps(current, part)
    } catch let failure as ImportFailure {
      try refuse(current, failure)
    }
  }

  private mutating func refuse(_ row: ImportRow, _ failure: ImportFailure) throws {
    guard tally.setsAside else { throw failure }
    var failure = failure
    failure.row = row.number
    try tally.reject(row, failure)
  }

  private mutating func takeSteps(_ row: ImportRow, _ part: Part) throws {
    var mapped: [MappedText] = []
    for (index, step) in part.steps where reader.holds(step.conditions, row) {
      if !step.distinct.isEmpty {
        let texts = step.distinct.map(row.text)
        if texts.allSatisfy(\.isEmpty) { continue }
        if step.moment.date == nil {
          guard seen[index, default: []].insert(texts).inserted else { continue }
        }
      }
      guard let moment = try reader.moment(step.moment, row) else {
        tally.skip(step.form.name, "rows without a date")
        continue
      }
      note(step, row, &mapped)
      let entry = ImportEntry(
        moment, step: index, turn: part.turn, table: part.index, row: row.number,
        keepsRows: part.table.file.keepsRows)
      try sorter.add(entry, row)
    }
  }

  private mutating func takeCommand(_ row: ImportRow, _ part: Part) throws {
    let line = try CommandLine(row)
    var moment = ImportMoment.undatedFirst
    if let at = line.at {
      moment = .at(try reader.instant(at, .iso8601, row, CommandLine.column))
    }
    let entry = ImportEntry(
      moment, step: recipe.steps.count, turn: recipe.steps.count, table: part.index,
      row: row.number, keepsRows: true)
    try sorter.add(entry, row)
  }

  /// Counts what maps made of a row's computed columns.
  private mutating func note(_ computed: [ComputedColumn], _ row: ImportRow) {
    for column in computed {
      guard case .value(let value) = column.kind, reader.holds(column.conditions, row) else {
        continue
      }
      for (map, column) in value.mappedColumns {
        let text = row.text(column)
        guard let result = recipe.maps[map]?[text] else { continue }
        tally.count(MappedText(map: map, from: text, to: result))
      }
    }
  }

  /// Counts every mapped value of a row once, however many steps read it.
  private mutating func note(
    _ step: Recipe.Step, _ row: ImportRow, _ mapped: inout [MappedText]
  ) {
    for value in step.allValues {
      for (map, column) in value.mappedColumns {
        let text = row.text(column)
        guard let result = recipe.maps[map]?[text] else { continue }
        let entry = MappedText(map: map, from: text, to: result)
        if mapped.contains(entry) { continue }
        mapped.append(entry)
        tally.count(entry)
      }
    }
  }

  // MARK: Rows that were set aside

  /// Reads a file of rejected rows: each says which file it comes from.
  private mutating func readRejected(_ given: ImportFile) throws {
    let file = Recipe.File.rejected
    var parts: [String: Part] = [:]
    let facts = try FileRows(file: file, given: given, number: files.count + 1).read(
      header: { _ in },
      row: { table, next in
        let name = next[0]
        if parts[name] == nil {
          guard let file = recipe.file(named: name) else {
            throw ImportFailure(
              file: given.baseName, row: next.number, column: RejectTable.file, value: name,
              reason: "is no file that the recipe '\(recipe.name)' reads")
          }
          let columns = Array(table.header.names.dropFirst(RejectTable.ownColumns.count))
          parts[name] = try open(
            try ImportTable(
              file, name: given.baseName, columns: columns, number: table.fileNumber,
              origin: name))
        }
        guard let table = parts[name]?.table else { return }
        var row: ImportRow? = ImportRow(table: table, number: 0, origin: name)
        row?.fill(next, from: RejectTable.ownColumns.count)
        try take(&row, &parts[name])
      },
      reject: { _, next, reason in
        throw ImportFailure(file: given.baseName, row: next.number, reason: reason)
      })
    close(name: given.baseName, key: "rejects", facts)
  }
}

extension Recipe.File {
  /// The file of rejected rows, which every recipe reads.
  fileprivate static let rejected = Recipe.File(
    key: "rejects", pattern: "*", isOptional: true, layout: .delimited(CSVFormat()),
    encoding: .utf8, columns: nil, empty: [], computed: [], keepsRows: false)
}

extension ImportRow {
  /// Takes over the fields of a row, from a column on.
  mutating func fill(_ row: CSVRow, from first: Int = 0) {
    number = row.number
    let start = first == 0 ? 0 : row.ends[first - 1]
    bytes.removeAll(keepingCapacity: true)
    bytes += row.bytes[start...]
    ends.removeAll(keepingCapacity: true)
    for index in first..<row.ends.count { ends.append(row.ends[index] - start) }
  }

  /// Adds a field behind the others.
  mutating func append(_ text: String) {
    bytes += text.utf8
    ends.append(bytes.count)
  }
}
