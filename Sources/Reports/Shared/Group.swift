import Domain

/// What opportunities can be grouped by; the names are stable.
enum Group: String, CaseIterable, Sendable {
  case stage, owner, manager, office, product, family, account, industry, country, pipeline
  case expectedMonth = "expected-month"
  case expectedQuarter = "expected-quarter"
  case expectedFiscalQuarter = "expected-fiscal-quarter"
  case expectedFiscalYear = "expected-fiscal-year"
  case closedMonth = "closed-month"
  case closedQuarter = "closed-quarter"
  case closedYear = "closed-year"
  case closedFiscalQuarter = "closed-fiscal-quarter"
  case closedFiscalYear = "closed-fiscal-year"
  case openedMonth = "opened-month"
  case status, category
  case lossReason = "loss-reason"
  case opportunity
  case none

  /// What open opportunities can be grouped by.
  static let ofOpenOnes: [Group] = [
    .stage, .owner, .manager, .office, .product, .family, .account, .industry, .country,
    .pipeline, .category, .expectedMonth, .expectedQuarter, .expectedFiscalQuarter,
    .expectedFiscalYear,
  ]

  /// The heading of the group's column.
  var column: Column {
    switch self {
    case .owner: Column("owner", "Owner", .entity)
    case .manager: Column("manager", "Manager", .entity)
    case .product: Column("product", "Product", .entity)
    case .opportunity: Column("opportunity", "Opportunity", .entity)
    case .account: Column("account", "Account", .entity)
    case .pipeline: Column("pipeline", "Pipeline", .entity)
    case .none: Column("group", "Group", .text)
    default: Column(key, title, .text)
    }
  }

  /// The stable key of the column: the name with underscores.
  private var key: String {
    rawValue.split(separator: "-").joined(separator: "_")
  }

  private var title: String {
    let words = rawValue.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Which day of an opportunity the group goes by, and how it cuts time; nil when it does not.
  var period: (of: Milestone, Cut)? {
    switch self {
    case .expectedMonth: (.expectedClose, .calendar(.month))
    case .expectedQuarter: (.expectedClose, .calendar(.quarter))
    case .expectedFiscalQuarter: (.expectedClose, .fiscalQuarter)
    case .expectedFiscalYear: (.expectedClose, .fiscalYear)
    case .openedMonth: (.opened, .calendar(.month))
    case .closedMonth: (.closed, .calendar(.month))
    case .closedQuarter: (.closed, .calendar(.quarter))
    case .closedYear: (.closed, .calendar(.year))
    case .closedFiscalQuarter: (.closed, .fiscalQuarter)
    case .closedFiscalYear: (.closed, .fiscalYear)
    case .stage, .owner, .manager, .office, .product, .family, .account, .industry, .country,
      .pipeline, .status, .category, .lossReason, .opportunity, .none:
      nil
    }
  }

  /// A day in the life of an opportunity.
  enum Milestone {
    case opened, expectedClose, closed
  }

  /// How time is cut.
  enum Cut {
    case calendar(Period.Kind)
    case fiscalQuarter, fiscalYear

    /// The kind of period, fiscal ones by that calendar.
    func kind(_ fiscal: FiscalCalendar) -> Period.Kind {
      switch self {
      case .calendar(let kind): kind
      case .fiscalQuarter: .fiscalQuarter(fiscal)
      case .fiscalYear: .fiscalYear(fiscal)
      }
    }

    /// Whether it goes by the calendar of the book.
    var isFiscal: Bool {
      if case .calendar = self { false } else { true }
    }
  }

  /// Whether it tells where an opportunity stands at a moment on its way, and not whose or what it
  /// is: such a group is left behind by the time the opportunity closes.
  var isOfTheWay: Bool {
    switch self {
    case .stage, .category, .expectedMonth, .expectedQuarter, .expectedFiscalQuarter,
      .expectedFiscalYear, .status:
      true
    default: false
    }
  }

  /// What stands behind the title of a picture, as in " by closed month"; nothing for no group.
  var byline: String { self == .none ? "" : " by " + title.lowercased() }

  /// The choices, as the help lists them.
  static func help(_ groups: [Group]) -> String {
    groups.map(\.rawValue).joined(separator: ", ")
  }
}

/// Which groups a row falls into: one number a group, 0 where it has none.
struct GroupKey: Hashable {
  var first: UInt64 = 0
  var second: UInt64 = 0
}

/// How a group is called.
struct GroupLabel {
  /// The stable key, as in `U-3`; "-" for no group.
  var key: String
  /// What stands in the column.
  var cell: Cell
  /// The place in the order of the groups, before the name counts.
  var rank: Int
  /// The name groups of one rank are ordered by.
  var name: String

  /// The group of those that have none.
  static let missing = GroupLabel(key: "-", cell: .text("(none)"), rank: .max, name: "")
}

extension GroupLabel {
  /// Whether a row with these labels stands before one with those: by stage or period, else by
  /// name.
  static func comeBefore(_ first: [GroupLabel], _ second: [GroupLabel]) -> Bool {
    for (left, right) in zip(first, second) {
      if (left.rank, left.name, left.key) == (right.rank, right.name, right.key) { continue }
      return (left.rank, left.name, left.key) < (right.rank, right.name, right.key)
    }
    return false
  }
}
