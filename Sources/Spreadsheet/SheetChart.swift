/// A picture in a sheet, drawn by the spreadsheet program from places of the workbook.
public struct SheetChart: Equatable, Sendable {
  /// What it looks like.
  public enum Form: Equatable, Sendable {
    /// Lines through points of numbers.
    case lines
    /// Points.
    case points
    /// Upright bars side by side.
    case columns
    /// Upright bars on top of each other.
    case stackedColumns
    /// Bars that lie under each other, the first on top.
    case bars
  }

  /// A run of places in one column of a sheet.
  public struct Run: Equatable, Sendable {
    /// The sheet.
    public var sheet: String
    /// The column, counted from 0.
    public var column: Int
    /// The rows, counted from 0.
    public var rows: ClosedRange<Int>

    /// A run of places.
    public init(sheet: String, column: Int, rows: ClosedRange<Int>) {
      self.sheet = sheet
      self.column = column
      self.rows = rows
    }
  }

  /// One line, group of points or row of bars.
  public struct Series: Equatable, Sendable {
    /// What it is called.
    public var name: String
    /// What stands below: categories, or the places from left to right.
    public var categories: Run
    /// The values.
    public var values: Run
    /// Red, green and blue as one number; the program's choice when nil.
    public var color: UInt32?
    /// How it is drawn.
    public var look = Look.usual
    /// What is written beside each point; nothing when empty.
    public var labels: [String] = []

    /// How a series is drawn.
    public enum Look: Equatable, Sendable {
      /// As the form of the picture says.
      case usual
      /// Not at all: it carries those on top of it.
      case hidden
      /// A thin line without marks, as behind points.
      case thinLine
    }

    /// A series.
    public init(_ name: String, categories: Run, values: Run, color: UInt32? = nil) {
      self.name = name
      self.categories = categories
      self.values = values
      self.color = color
    }
  }

  /// The heading.
  public var title: String
  /// What it looks like.
  public var form: Form
  /// The axis of the categories or of the places from left to right, and that of the values.
  public var horizontal: Axis, vertical: Axis
  /// What is drawn, from back to front.
  public var series: [Series] = []

  /// One direction of a picture.
  public struct Axis: Equatable, Sendable {
    /// What it measures.
    public var title: String
    /// How its numbers are shown.
    public var format: SheetFormat
    /// The ends; the program's choice when nil.
    public var range: ClosedRange<Double>?

    /// An axis.
    public init(_ title: String, _ format: SheetFormat, range: ClosedRange<Double>? = nil) {
      self.title = title
      self.format = format
      self.range = range
    }
  }

  /// A picture without series.
  public init(title: String, form: Form, horizontal: Axis, vertical: Axis) {
    self.title = title
    self.form = form
    self.horizontal = horizontal
    self.vertical = vertical
  }
}
