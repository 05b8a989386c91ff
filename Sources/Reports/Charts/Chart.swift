public import Domain

/// What an answer looks like as a picture: data only. `Plot` draws it as SVG or for a terminal.
///
/// Coordinates are binary fractions: they place ink, and nothing is ever added up from them. What
/// is not finite is not drawn. Days stand at their number, money in whole units of its currency,
/// shares between 0 and 1.
public struct Chart: Equatable, Sendable {
  /// What the picture shows, as a heading.
  public var title: String
  /// The moment and what was asked, in a line under the heading; may be empty.
  public var subtitle: String
  /// The axis from left to right.
  public var horizontal: Axis
  /// The axis from bottom to top.
  public var vertical: Axis
  /// What is drawn.
  public var form: Form
  /// What the reader should know, in lines under the picture.
  public var notes: [String]

  /// A picture.
  public init(
    title: String, subtitle: String = "", horizontal: Axis, vertical: Axis, form: Form,
    notes: [String] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.horizontal = horizontal
    self.vertical = vertical
    self.form = form
    self.notes = notes
  }

  /// What is drawn.
  public enum Form: Equatable, Sendable {
    /// Lines over numbers or days, each through its points in order.
    case lines([Line])
    /// Single points, with a diagonal or quadrants behind them.
    case scatter(Scatter)
    /// Bars by category.
    case bars(Bars)
    /// Steps from an opening to a closing, each beginning where the one before ended.
    case waterfall([Step])
    /// Bars that get narrower: how many came how far.
    case funnel([FunnelStage])
    /// Circles by size, with trails and named quadrants.
    case bubbles(Bubbles)
  }
}

// MARK: - Axes

extension Chart {
  /// One direction of a picture.
  public struct Axis: Equatable, Sendable {
    /// What it measures.
    public var title: String
    /// In what it is measured.
    public var unit: Unit
    /// The ends, where they are known beforehand, as in 0 to 100; from the data when nil.
    public var range: ClosedRange<Double>?

    /// An axis.
    public init(_ title: String, _ unit: Unit = .number, range: ClosedRange<Double>? = nil) {
      self.title = title
      self.unit = unit
      self.range = range
    }
  }

  /// In what something is measured.
  public enum Unit: Equatable, Sendable {
    /// Plain numbers.
    case number
    /// Whole things, counted.
    case count
    /// Money in whole units of a currency.
    case money(Currency)
    /// Shares of one, written as per cent.
    case share
    /// Civil days, by their number.
    case date
    /// Names, in the order given.
    case category
  }

  /// What something stands for, so that the same thing looks the same in every picture.
  public enum Tone: Equatable, Sendable {
    /// One of several alike: the next colour.
    case plain
    /// What came in, grew or was won.
    case gain
    /// What went out, shrank or was lost.
    case loss
    /// An opening, a closing, a sum.
    case total
    /// What really happened, beside what was expected.
    case actual
    /// What something is compared with: a target, a naive forecast.
    case reference
  }
}

// MARK: - Lines and points

extension Chart {
  /// A place in a picture.
  public struct Point: Equatable, Sendable {
    /// From left to right.
    public var x: Double
    /// From bottom to top.
    public var y: Double
    /// What stands there; empty when nothing is to be written.
    public var name: String
    /// From where to where the true value may lie; nil when not known.
    public var interval: ClosedRange<Double>?

    /// A place, perhaps with a name.
    public init(
      _ x: Double, _ y: Double, name: String = "", interval: ClosedRange<Double>? = nil
    ) {
      (self.x, self.y) = (x, y)
      self.name = name
      self.interval = interval
    }
  }

  /// A line, or the points of one group.
  public struct Line: Equatable, Sendable {
    /// What it is called.
    public var name: String
    /// What it stands for.
    public var tone: Tone
    /// Its points, in order.
    public var points: [Point]

    /// A line.
    public init(_ name: String, _ tone: Tone = .plain, _ points: [Point]) {
      self.name = name
      self.tone = tone
      self.points = points
    }
  }

  /// Single points by group, and what lies behind them.
  public struct Scatter: Equatable, Sendable {
    /// The points, by group.
    public var groups: [Line]
    /// What lying on the diagonal means, as in "as forecast"; nil for no diagonal.
    public var diagonal: String?
    /// Named quarters of the picture; nil for none.
    public var quadrants: Quadrants?

    /// Points, with a diagonal or quadrants behind them.
    public init(_ groups: [Line], diagonal: String? = nil, quadrants: Quadrants? = nil) {
      self.groups = groups
      self.diagonal = diagonal
      self.quadrants = quadrants
    }
  }

  /// The four quarters of a picture, cut at a place.
  public struct Quadrants: Equatable, Sendable {
    /// Where left and right meet.
    public var x: Double
    /// Where bottom and top meet.
    public var y: Double
    /// The names of the quarters.
    public var topLeft: String, topRight: String, bottomLeft: String, bottomRight: String

    /// Quarters with names.
    public init(
      x: Double, y: Double, topLeft: String, topRight: String, bottomLeft: String,
      bottomRight: String
    ) {
      (self.x, self.y) = (x, y)
      (self.topLeft, self.topRight) = (topLeft, topRight)
      (self.bottomLeft, self.bottomRight) = (bottomLeft, bottomRight)
    }
  }

  /// Circles whose area tells a third figure.
  public struct Bubbles: Equatable, Sendable {
    /// The circles.
    public var items: [Bubble]
    /// What the area tells, as in "turnover".
    public var sizeTitle: String
    /// In what.
    public var sizeUnit: Unit
    /// Named quarters of the picture; nil for none.
    public var quadrants: Quadrants?

    /// Circles.
    public init(
      _ items: [Bubble], sizeTitle: String, sizeUnit: Unit, quadrants: Quadrants? = nil
    ) {
      self.items = items
      self.sizeTitle = sizeTitle
      self.sizeUnit = sizeUnit
      self.quadrants = quadrants
    }
  }

  /// A circle.
  public struct Bubble: Equatable, Sendable {
    /// What it is called.
    public var name: String
    /// Where its centre lies.
    public var x: Double, y: Double
    /// What its area tells; nothing below 0.
    public var size: Double
    /// Where it was before, the oldest first.
    public var trail: [Point]

    /// A circle, with the way it came.
    public init(_ name: String, x: Double, y: Double, size: Double, trail: [Point] = []) {
      self.name = name
      (self.x, self.y, self.size) = (x, y, size)
      self.trail = trail
    }
  }
}

// MARK: - Bars

extension Chart {
  /// Bars by category; those of several series side by side or on top of each other.
  public struct Bars: Equatable, Sendable {
    /// The categories, in order.
    public var categories: [String]
    /// The series, one value a category.
    public var series: [Series]
    /// How the series of a category stand.
    public var layout: Layout
    /// Whether the categories are stretches of time, so that the bars stand in a row; else they lie
    /// under each other, beside their names.
    public var isTimeline: Bool

    /// How the series of a category stand.
    public enum Layout: Equatable, Sendable {
      /// Side by side.
      case grouped
      /// On top of each other.
      case stacked
    }

    /// Bars.
    public init(
      _ categories: [String], _ series: [Series], layout: Layout = .grouped,
      isTimeline: Bool = false
    ) {
      self.categories = categories
      self.series = series
      self.layout = layout
      self.isTimeline = isTimeline
    }
  }

  /// One value a category.
  public struct Series: Equatable, Sendable {
    /// What it is called.
    public var name: String
    /// What it stands for.
    public var tone: Tone
    /// The values, one a category; nil where there is none.
    public var values: [Double?]
    /// Whether each value is a mark across the bars, as a target is, rather than a bar.
    public var isMark: Bool

    /// A series.
    public init(
      _ name: String, _ tone: Tone = .plain, _ values: [Double?], isMark: Bool = false
    ) {
      self.name = name
      self.tone = tone
      self.values = values
      self.isMark = isMark
    }
  }

  /// A step of a waterfall.
  public struct Step: Equatable, Sendable {
    /// What it is called.
    public var name: String
    /// How much it adds; for a total, how high it stands.
    public var value: Double
    /// Whether it stands on the ground: an opening, a closing.
    public var isTotal: Bool

    /// A step.
    public init(_ name: String, _ value: Double, isTotal: Bool = false) {
      self.name = name
      self.value = value
      self.isTotal = isTotal
    }
  }

  /// How many came as far as this.
  public struct FunnelStage: Equatable, Sendable {
    /// What it is called.
    public var name: String
    /// How many came as far.
    public var value: Double
    /// How many of them are still here; nil when not told apart.
    public var remaining: Double?
    /// How many of them were won in the end; nil when not told apart.
    public var won: Double?

    /// A stage of a funnel.
    public init(_ name: String, _ value: Double, remaining: Double? = nil, won: Double? = nil) {
      self.name = name
      self.value = value
      self.remaining = remaining
      self.won = won
    }
  }
}
