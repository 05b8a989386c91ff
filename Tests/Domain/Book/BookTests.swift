import Bytes
import Domain
import Testing

private let id = BookID(1)
private let identity = [UInt8](0..<16)

private func founded(zone: Zone = .utc) -> BookEvent {
  var founded = BookFounded()
  (founded.company, founded.currency, founded.zone) = ("Water & Co", .usDollar, zone)
  (founded.fiscalYearStart, founded.identity) = (4, identity)
  return .founded(founded)
}

private func newBook(company: String = "Water & Co", month: Int = 4) -> NewBook {
  NewBook(
    company: company, currency: .usDollar, zone: .utc, fiscalYearStart: month,
    identity: identity)
}

/// The zone of this name with the rules of UTC.
private func zone(_ name: String) throws -> Zone { try Zone(name: name, tzif: Zone.utc.rules) }

@Suite struct `The book` {
  @Test func `is founded once`() {
    given(Book.self, id).when(.found(newBook())).thenOnce([founded()])
    given(Book.self, id, founded()).when(.found(newBook(company: "Other")))
      .refused(.alreadyFounded)
  }

  @Test func `needs the name of a company and a month that exists`() {
    given(Book.self, id).when(.found(newBook(company: " ")))
      .refused(.text(.empty(field: "name of the company")))
    given(Book.self, id).when(.found(newBook(month: 13))).refused(.impossibleMonth(13))
    given(Book.self, id, founded()).when(.changeFiscalYear(startMonth: 0))
      .refused(.impossibleMonth(0))
  }

  @Test func `does nothing before it is founded`() {
    given(Book.self, id).when(.renameCompany("Other")).refused(.notFounded)
  }

  @Test func `takes over newer rules of its own zone only`() throws {
    let amsterdam = try SystemZones.zone("Europe/Amsterdam")
    let older = try zone("Europe/Amsterdam")
    given(Book.self, id, founded(zone: older)).when(.adoptZoneRules(amsterdam))
      .then([.zoneRulesAdopted(ZoneRulesAdopted(amsterdam))])
    given(Book.self, id, founded(zone: amsterdam)).when(.adoptZoneRules(amsterdam)).thenNothing()
    given(Book.self, id, founded(zone: amsterdam)).when(.adoptZoneRules(.utc))
      .refused(.otherZone("UTC", zoneOfBook: "Europe/Amsterdam"))
    let book = Book.folded(
      id, founded(zone: older), .zoneRulesAdopted(ZoneRulesAdopted(amsterdam)))
    #expect(book.zone == amsterdam)
  }

  @Test func `may change its company's name and its fiscal year`() {
    given(Book.self, id, founded()).when(.renameCompany("Air & Co"))
      .then([.companyRenamed(TextChanged("Air & Co"))])
    given(Book.self, id, founded()).when(.changeFiscalYear(startMonth: 7))
      .then([.fiscalYearChanged(FiscalYearChanged(7))])
  }

  @Test func `a fiscal year starts on a day every year has, and is called by its end or its start`()
  {
    let british = FiscalCalendar(startMonth: 4, startDay: 6, naming: .start)
    given(Book.self, id, founded())
      .when(.changeFiscalYear(startMonth: 4, startDay: 6, naming: .start))
      .then([.fiscalYearChanged(FiscalYearChanged(british))])
    given(Book.self, id, founded()).when(.changeFiscalYear(startMonth: 4)).thenNothing()
    given(Book.self, id, founded()).when(.changeFiscalYear(startMonth: 1, startDay: 29))
      .refused(.impossibleStartDay(29))
    let older = Book.folded(id, founded())
    let newer = Book.folded(id, founded(), .fiscalYearChanged(FiscalYearChanged(british)))
    #expect(newer.fiscal == british)
    expectFields(
      newer,
      [
        "company", "currency", "zone", "fiscal-year-start", "fiscal-year-day",
        "fiscal-year-naming",
      ])
    #expect(
      newer.restoring("fiscal-year-day", from: older) == [
        .changeFiscalYear(startMonth: 4, startDay: 1, naming: .start)
      ])
  }

  @Test func `knows what it was founded with`() {
    let book = Book.folded(id, founded())
    #expect(book.currency == .usDollar)
    #expect(book.zone == .utc)
    #expect(book.identity == identity)
    #expect(book.fiscalYearStart == 4)
    expectFields(book, ["company", "currency", "zone", "fiscal-year-start"])
  }

  @Test func `gets its old name and fiscal year back, its currency never changes`() throws {
    let older = Book.folded(id, founded())
    let newer = Book.folded(
      id, founded(), .companyRenamed(TextChanged("X")), .fiscalYearChanged(FiscalYearChanged(1)))
    try expectRestored("company", of: newer, to: older)
    try expectRestored("fiscal-year-start", of: newer, to: older)
    #expect(newer.restoring("currency", from: older) == nil)
    #expect(newer.restoring("zone", from: older) == nil)
  }

  @Test func `reads every event back from its bytes`() throws {
    let amsterdam = try SystemZones.zone("Europe/Amsterdam")
    try expectRoundTrips([
      founded(zone: amsterdam), .zoneRulesAdopted(ZoneRulesAdopted(amsterdam)),
      .companyRenamed(TextChanged("X")), .fiscalYearChanged(FiscalYearChanged(12)),
      .exchangeRateSet(ExchangeRateSet()), .exchangeRateWithdrawn(ExchangeRateWithdrawn()),
    ])
  }

  @Test func `does not read a zone without rules or a name, or a currency that does not exist`() {
    let noRules: [UInt8] = [0xB2, 0x01, 0x01, 0x00]  // field 22, one byte
    #expect(throws: WireError.outOfRange(field: 22)) {
      try BookEvent.read(type: EventType(2), payload: noRules.span)
    }
    let noName: [UInt8] = [0xAA, 0x01, 0x00]  // field 21, an empty text
    #expect(throws: WireError.outOfRange(field: 21)) {
      try BookEvent.read(type: EventType(1), payload: noName.span)
    }
    let noCurrency: [UInt8] = [0x08, 0x01]  // field 1: the currency packed as 1
    #expect(throws: WireError.outOfRange(field: 1)) {
      try BookEvent.read(type: EventType(1), payload: noCurrency.span)
    }
  }

  @Test func `is read for numbers without its zone`() throws {
    let payload = founded().payloadBytes()
    let read = try BookEvent.read(
      type: EventType(1), payload: payload.span, numbersOnly: true)
    guard case .founded(let founded) = read else { return #expect(Bool(false), "not founded") }
    #expect(founded.currency == .usDollar)
    #expect(founded.fiscalYearStart == 4)
    #expect(founded.company.isEmpty)
  }
}
