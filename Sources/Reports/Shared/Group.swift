import Domain

/// What opportunities can be grouped by; the names are stable.
enum Group: String, CaseIterable, Sendable {
  case stage, owner, manager, office, product, family, account, industry, country, pipeline
  case expectedMonth = "expected-month"
  case expectedQuarter = "expected-quarter"
  case closedMonth = "closed-month"
  case closedQuarter = "closed-quarter"
  case closedYear = "closed-year"
  case openedMonth = "opened-month"
  case status, category
  case lossReason = "loss-reason"
  case opportunity
  case none

  /// What open opportunities can be grouped by.
  static let ofOpenOnes: [Group] = [
    .stage, .owner, .manager, .office, .product, .family, .account, .industry, .country,
    .pipeline, .category, .expectedMonth, .expectedQuarter,
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

  /// The calendar period the group cuts time by; nil when it does not.
  var period: Period.Kind? {
    switch self {
    case .expectedMonth, .closedMonth, .openedMonth: .month
    case .closedQuarter, .expectedQuarter: .quarter
    case .closedYear: .year
    default: nil
    }
  }

  /// Whether it tells where an opportunity stands at a moment on its way, and not whose or what it
  /// is: such a group is left behind by the time the opportunity closes.
  var isOfTheWay: Bool {
    switch self {
    case .stage, .category, .expectedMonth, .expectedQuarter, .status: true
    default: false
    }
  }

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
