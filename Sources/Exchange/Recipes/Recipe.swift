import CRM
import Domain

/// How the files of another system become commands; read from a JSON file, docs/IMPORT.md.
public struct Recipe: Sendable {
  /// Its name, which the log keeps with every import.
  public let name: String
  /// What it is for; empty when not said.
  public let description: String
  /// What the other system is called in external references.
  public let source: String
  /// The files it reads, in the order they are written down.
  public let files: [File]
  /// Commands that no file is needed for, carried out first.
  public let setup: [Setup]
  /// What the rows of the files mean, in order.
  public let steps: [Step]
  /// SHA-256 of the recipe file.
  public let digest: [UInt8]
  let dates: Dates
  let numbers: DecimalStyle
  let currency: Currency?
  let maps: [String: [String: String]]

  /// A kind of file.
  public struct File: Sendable, Equatable {
    /// What the steps call it.
    public let key: String
    /// The pattern of its name: `*` stands for any characters, `?` for one.
    public let pattern: String
    /// Whether the import goes on without it.
    public let isOptional: Bool
    let layout: Layout
    /// How its characters are written; nil to find out.
    let encoding: TextEncoding?
    /// The names of the columns; nil when the first row has them.
    let columns: [String]?
    /// Texts that mean that there is no value, besides the empty one.
    let empty: Set<String>
    /// Columns that are made from other rows.
    let computed: [ComputedColumn]
    /// Whether rows of one instant are carried out row after row, not step after step.
    let keepsRows: Bool

    /// How rows and fields are told apart.
    enum Layout: Sendable, Equatable {
      /// By a delimiter, as RFC 4180 has it.
      case delimited(CSVFormat)
      /// By any number of blanks.
      case columns
      /// Each line is a command, as JSON.
      case commands
    }

    /// The names of the columns where the file has no header.
    var fixedColumns: [String]? { layout == .commands ? [CommandLine.column] : columns }
  }

  /// How dates are written, and where.
  struct Dates: Sendable, Equatable {
    var format: DateFormat
    /// The zone of times without an offset; the book's when nil.
    var zone: Zone?
  }

  /// A command with constant values.
  public struct Setup: Sendable {
    /// What is done.
    public let form: Form
    let arguments: [FormArguments.Value]
    let subject: String?
    /// What this recipe's source calls the thing; nil when it is known by its name.
    let reference: String?
  }

  /// What a row of a file means.
  public struct Step: Sendable {
    /// The file.
    public let file: String
    /// What is done.
    public let form: Form
    /// The columns of which only the first row of all their values counts; none when all rows do.
    let distinct: [String]
    /// All of these must hold for a row to count.
    let conditions: [RowCondition]
    let moment: RowMoment
    let subject: RowValue?
    let reference: RowValue?
    let onBehalfOf: RowValue?
    /// What the parameters of the form get.
    let values: [(name: String, value: RowValue)]
    let existing: Existing
  }

  /// What becomes of a row that would create what exists already.
  enum Existing: String, CaseIterable, Sendable {
    case skip, update, refuse
  }

  /// The name of the one pipeline the recipe sets up, which is meant where a row names none; nil
  /// when it sets up none or several.
  var ownPipeline: String? {
    let names = setup.filter { $0.form.creates == .pipeline }.compactMap { setup in
      setup.arguments.first { $0.name == "name" }?.text
    }
    return names.count == 1 ? names[0] : nil
  }
}

/// A column made from the row or the rows before it, in the order of the file.
struct ComputedColumn: Sendable, Equatable {
  var name: String
  var kind: Kind
  /// The rows that count; all when there are no conditions.
  var conditions: [RowCondition]
  /// The columns whose values say what belongs together.
  var groups: [String]

  enum Kind: Sendable, Equatable {
    /// How many rows there were so far, this one included.
    case count
    /// What the last row before this one has in a column.
    case latest(String)
    /// A value of the row itself; empty where the conditions do not hold.
    case value(RowValue)
  }

  /// Every column it reads.
  var columns: [String] {
    var columns = conditions.map(\.column) + groups
    switch kind {
    case .count: break
    case .latest(let column): columns.append(column)
    case .value(let value): columns += value.columns
    }
    return columns
  }
}

/// A test of a row.
struct RowCondition: Sendable, Equatable {
  var column: String
  var test: Test

  enum Test: Sendable, Equatable {
    case isIn(Set<String>)
    case isNotIn(Set<String>)
    case isEmpty(Bool)
  }
}

/// When what a row tells happened.
struct RowMoment: Sendable, Equatable {
  /// The date; nil when there is none.
  var date: RowValue?
  /// What becomes of rows without a date.
  var undated = Undated.first

  enum Undated: String, CaseIterable, Sendable {
    case first, last, refuse, skip
  }
}

/// Where a value comes from.
indirect enum RowSource: Sendable, Equatable {
  /// The text in a column.
  case column(String)
  /// Always this text.
  case constant(String)
  /// A text with the values of columns in it.
  case template([Piece])
  /// The list price of the product another parameter names.
  case listPrice(of: String)

  enum Piece: Sendable, Equatable {
    case text(String)
    case column(String)
  }
}

/// A value of a row: where it comes from, and how it is read.
struct RowValue: Sendable, Equatable {
  var source: RowSource
  /// The map that gives other words for it.
  var map: String?
  var unmapped = Unmapped.keep
  /// How dates in it are written; as the recipe says when nil.
  var format: DateFormat?
  /// What numbers in it are multiplied by, as when a column is in millions.
  var times: Int64 = 1
  /// What it is when there is none.
  var fallback: Fallback?
  /// What stands before it, when there is a value: the code of a question and an equals sign.
  var prefix = ""
  /// Whether no value takes the old one away, instead of leaving it.
  var clears = false

  indirect enum Fallback: Sendable, Equatable {
    case value(RowValue)
  }

  /// What becomes of a text that the map does not have.
  enum Unmapped: String, CaseIterable, Sendable {
    case keep, empty, refuse
  }
}
