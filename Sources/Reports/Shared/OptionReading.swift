public import Domain

extension OptionValues {
  /// A day, as in `2017-03-31`.
  public func day(_ name: String) throws(ReportRefusal) -> Day? {
    guard let text = self[name] else { return nil }
    do throws(DayRefusal) {
      return try Day(text)
    } catch {
      throw .badValue(option: name, value: text, expected: "a day: \(error)")
    }
  }

  /// A stretch of the calendar, as in `2017Q2`; fiscal ones by that calendar.
  func period(
    _ name: String, _ fiscal: FiscalCalendar = .calendarYears
  ) throws(ReportRefusal) -> Period? {
    guard let text = self[name] else { return nil }
    do throws(PeriodRefusal) {
      return try Period(label: text, fiscal: fiscal)
    } catch {
      throw .badValue(option: name, value: text, expected: "a period: \(error)")
    }
  }

  /// The groups of a list such as `stage,owner`, all of them among those allowed.
  func groups(
    _ name: String, allowed: [Group], standard: String, limit: Int
  ) throws(ReportRefusal) -> [Group] {
    let text = self[name] ?? standard
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let groups = words.compactMap(Group.init(rawValue:)).filter(allowed.contains)
    guard groups.count == words.count, groups.count <= limit, Set(groups).count == groups.count
    else {
      let list = allowed.map(\.rawValue).joined(separator: ", ")
      let many = limit == 1 ? "one" : "one or two, with a comma between them,"
      throw .badValue(option: name, value: text, expected: "\(many) of \(list)")
    }
    return groups
  }

  /// One of these words.
  func named<Choice>(
    _ name: String, _ choices: [(String, Choice)]
  ) throws(ReportRefusal) -> Choice? {
    guard let text = self[name] else { return nil }
    for (word, choice) in choices where word == text { return choice }
    throw .badValue(
      option: name, value: text,
      expected: "one of " + choices.map(\.0).joined(separator: ", "))
  }

  /// Yes or no.
  func flag(_ name: String, standard: Bool) throws(ReportRefusal) -> Bool {
    switch self[name] {
    case nil: return standard
    case "yes"?: return true
    case "no"?: return false
    case let text?: throw .badValue(option: name, value: text, expected: "yes or no")
    }
  }

  /// What was asked by these options, in their order.
  func parameters(_ options: [ReportOption]) -> [Answer.Parameter] {
    options.compactMap { option in
      let text = option.repeats ? list(option.name).joined(separator: "; ") : self[option.name]
      let given = text.flatMap { $0.isEmpty ? nil : $0 }
      return (given ?? option.standard).map { Answer.Parameter(option.name, $0) }
    }
  }
}
