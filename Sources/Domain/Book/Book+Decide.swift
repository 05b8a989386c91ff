extension Book {
  /// What happens when the command is carried out; nothing when it changes nothing.
  public func decide(
    _ command: BookCommand, _ facts: some Facts
  ) throws(BookRefusal) -> [BookEvent] {
    if case .found(let new) = command { return try found(new) }
    guard exists else { throw .notFounded }
    switch command {
    case .found: throw .alreadyFounded
    case .adoptZoneRules(let newer):
      if newer.name != zone.name { throw .otherZone(newer.name, zoneOfBook: zone.name) }
      return newer.rules == zone.rules ? [] : [.zoneRulesAdopted(ZoneRulesAdopted(newer))]
    case .renameCompany(let text):
      let text = try line(text, "name of the company", limit: 200)
      return text == company ? [] : [.companyRenamed(TextChanged(text))]
    case .changeFiscalYear(let month):
      let number = try checked(month: month)
      return month == fiscalYearStart ? [] : [.fiscalYearChanged(FiscalYearChanged(number))]
    }
  }

  private func found(_ new: NewBook) throws(BookRefusal) -> [BookEvent] {
    if exists { throw .alreadyFounded }
    var founded = BookFounded()
    founded.company = try line(new.company, "name of the company", limit: 200)
    (founded.currency, founded.zone) = (new.currency, new.zone)
    founded.fiscalYearStart = try checked(month: new.fiscalYearStart)
    founded.identity = new.identity
    return [.founded(founded)]
  }

  private func checked(month: Int) throws(BookRefusal) -> UInt32 {
    guard (1...12).contains(month) else { throw .impossibleMonth(month) }
    return UInt32(month)
  }
}
