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
    case .changeFiscalYear(let month, let day, let naming):
      _ = try checked(month: month)
      guard FiscalCalendar.exists(month, day) else { throw .impossibleStartDay(day) }
      let new = FiscalCalendar(startMonth: month, startDay: day, naming: naming)
      return new == fiscal ? [] : [.fiscalYearChanged(FiscalYearChanged(new))]
    case .setExchangeRate(let new): return try set(new)
    case .withdrawExchangeRate(let pair, let day):
      guard rates.entry(pair, setFrom: day) != nil else { throw .noRate(pair, day) }
      var withdrawn = ExchangeRateWithdrawn()
      (withdrawn.currency, withdrawn.quote, withdrawn.from) = (pair.currency, pair.quote, day)
      return [.exchangeRateWithdrawn(withdrawn)]
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

  private func set(_ new: NewExchangeRate) throws(BookRefusal) -> [BookEvent] {
    if new.pair.currency == new.pair.quote { throw .sameCurrency(new.pair.quote) }
    guard new.rate > .zero, new.rate <= ExchangeRates.largest else {
      throw .impossibleRate(new.rate)
    }
    let source = new.source.isEmpty ? "" : try line(new.source, "source", limit: 200)
    if let old = rates.entry(new.pair, setFrom: new.from), old.rate == new.rate,
      old.source == source
    {
      return []
    }
    var set = ExchangeRateSet()
    (set.currency, set.quote, set.from) = (new.pair.currency, new.pair.quote, new.from)
    (set.units, set.scale) = (UInt64(new.rate.units), UInt32(new.rate.scale))
    set.source = source
    return [.exchangeRateSet(set)]
  }

  private func checked(month: Int) throws(BookRefusal) -> UInt32 {
    guard (1...12).contains(month) else { throw .impossibleMonth(month) }
    return UInt32(month)
  }
}
