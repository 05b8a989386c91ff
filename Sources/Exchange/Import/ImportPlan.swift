import Bytes
import CRM
import Domain

/// Which rows do what, in the order in which it happened.
struct ImportPlan: Sendable {
  /// One row doing one step; small, since there may be many.
  struct Entry: Sendable {
    /// 0 before everything, 1 at its instant, 2 after everything.
    var rank: UInt8
    var step: UInt16
    var table: UInt16
    var row: UInt32
    var instant: Instant

    var moment: ImportMoment {
      switch rank {
      case 0: .undatedFirst
      case 1: .at(instant)
      default: .undatedLast
      }
    }
  }

  private(set) var entries: [Entry] = []
  /// What was found while planning: mapped values and rows left out.
  private(set) var tally = ImportTally()
  private let recipe: Recipe
  private let reader: RowReader

  /// Plans what the rows of all tables do.
  init(_ recipe: Recipe, _ tables: [RowTable], zone: Zone) throws {
    self.recipe = recipe
    reader = RowReader(recipe: recipe, zone: recipe.dates.zone ?? zone)
    for (index, table) in tables.enumerated() { try plan(table, index) }
    entries.sort { first, second in
      (first.rank, first.instant.microseconds, first.step, first.table, first.row)
        < (second.rank, second.instant.microseconds, second.step, second.table, second.row)
    }
  }

  private mutating func plan(_ table: RowTable, _ index: Int) throws {
    let steps = recipe.steps.enumerated().filter { $0.element.file == table.file.key }
    for (_, step) in steps {
      for column in step.columns { try table.require(column) }
    }
    var seen: [Int: Set<String>] = [:]
    for row in 0..<table.count {
      var mapped: [MappedText] = []
      for (number, step) in steps where reader.holds(step.conditions, table, row) {
        if let column = step.distinct {
          let text = table.text(row, column)
          guard !text.isEmpty, seen[number, default: []].insert(text).inserted else { continue }
        }
        guard let moment = try reader.moment(step.moment, table, row) else {
          tally.skip(step.form.name, "rows without a date")
          continue
        }
        note(step, table, row, &mapped)
        entries.append(Entry(moment, step: number, table: index, row: row))
      }
    }
  }

  /// Counts every mapped value of a row once, however many steps read it.
  private mutating func note(
    _ step: Recipe.Step, _ table: RowTable, _ row: Int, _ mapped: inout [MappedText]
  ) {
    for value in step.allValues {
      for (map, column) in value.mappedColumns {
        let text = table.text(row, column)
        guard let result = recipe.maps[map]?[text] else { continue }
        let entry = MappedText(map: map, from: text, to: result)
        if mapped.contains(entry) { continue }
        mapped.append(entry)
        tally.count(entry)
      }
    }
  }
}

extension ImportPlan.Entry {
  init(_ moment: ImportMoment, step: Int, table: Int, row: Int) {
    (self.step, self.table, self.row) = (UInt16(step), UInt16(table), UInt32(row))
    switch moment {
    case .undatedFirst: (rank, instant) = (0, .beginning)
    case .at(let instant): (rank, self.instant) = (1, instant)
    case .undatedLast: (rank, instant) = (2, .beginning)
    }
  }
}
