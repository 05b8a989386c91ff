import Domain

/// What orders can be grouped by; the names are stable.
enum OrderGroup: String, CaseIterable, Sendable {
  case customer, account, contact, product, family, subfamily, owner, manager, office, industry
  case segment, region, country, channel, opportunity
  case day, week, month, quarter, year
  case fiscalQuarter = "fiscal-quarter"
  case fiscalYear = "fiscal-year"
  case none

  /// The heading of the group's column.
  var column: Column {
    switch self {
    case .customer, .account, .contact, .product, .owner, .manager, .opportunity:
      Column(rawValue, rawValue.capitalizedFirst, .entity)
    case .none: Column("group", "Group", .text)
    case .fiscalQuarter: Column("fiscal_quarter", "Fiscal quarter", .text)
    case .fiscalYear: Column("fiscal_year", "Fiscal year", .text)
    default: Column(rawValue, rawValue.capitalizedFirst, .text)
    }
  }

  /// Whether it is told by the product of a line.
  var isOfProducts: Bool { self == .product || self == .family || self == .subfamily }

  /// Whether it cuts time.
  var isPeriod: Bool { period(.calendarYears) != nil }

  /// The calendar period the group cuts time by; nil when it does not.
  func period(_ fiscal: FiscalCalendar) -> Period.Kind? {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    case .fiscalQuarter: .fiscalQuarter(fiscal)
    case .fiscalYear: .fiscalYear(fiscal)
    default: nil
    }
  }

  /// The choices, as the help lists them.
  static func help(_ groups: [OrderGroup]) -> String {
    groups.map(\.rawValue).joined(separator: ", ")
  }
}

extension OptionValues {
  /// One or two groups of a list such as `family,year`.
  func orderGroups(
    _ name: String, standard: String, limit: Int = 2
  ) throws(ReportRefusal) -> [OrderGroup] {
    let text = self[name] ?? standard
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let groups = words.compactMap(OrderGroup.init(rawValue:))
    guard groups.count == words.count, groups.count <= limit, Set(groups).count == groups.count
    else {
      let list = OrderGroup.help(OrderGroup.allCases)
      let many = limit == 1 ? "one" : "one or two, with a comma between them,"
      throw .badValue(option: name, value: text, expected: "\(many) of \(list)")
    }
    return groups
  }

  /// The first and last day that are asked for.
  func days() throws(ReportRefusal) -> ClosedRange<Day>? {
    let (from, to) = (try day("from"), try day("to"))
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    return from == nil && to == nil ? nil : (from ?? .first)...(to ?? .last)
  }
}
