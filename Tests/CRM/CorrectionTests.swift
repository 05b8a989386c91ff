import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Reports
import Testing

/// What a correction does: it counts from when the corrected event happened, and what changed later
/// stays changed.
@Suite struct CorrectionTests {
  private let book: TestBook
  private let deal = OpportunityID(1)

  init() throws { book = try TestBook() }

  private func euro(_ text: String) throws -> Money { try Money(units: Int64(text)!, scale: 0, currency: .euro) }

  /// The context of a correction of an event.
  private func correcting(_ outcome: Outcome) throws -> CommandContext {
    var context = CommandContext()
    context.corrects = try #require(outcome.events.first).position
    return context
  }

  private func row() throws -> OpportunityRow { try book.crm.model(Opportunities.self).rows[deal] }

  private func entity() throws -> Opportunity {
    try book.crm.source().entity(Opportunity.self, deal)
  }

  private func open(_ amount: String) throws -> Outcome {
    var new = NewOpportunity(pipeline: PipelineID(1))
    new.amount = try euro(amount)
    return try book.run(.opportunity(nil, .open(new)))
  }

  private func revise(
    _ amount: String, _ context: CommandContext = CommandContext()
  ) throws -> Outcome {
    book.clock.advance(days: 1)
    return try book.run(.opportunity(deal, .reviseAmount(try euro(amount))), as: nil, context)
  }

  @Test func `a correction never overwrites what changed later`() throws {
    _ = try open("1000")
    let wrong = try revise("1500")
    _ = try revise("2000")
    let corrected = try revise("1400", try correcting(wrong))
    #expect(corrected.events.count == 1)
    #expect(try row().amount == euro("2000") && entity().amount == euro("2000"))
    let steps = try book.crm.source().history(Opportunity.self, deal)
    #expect(
      try steps.map(\.after.amount) == [euro("1000"), euro("1500"), euro("1400"), euro("2000")])
  }

  @Test func `a correction of the latest change takes its place`() throws {
    _ = try open("1000")
    let wrong = try revise("1500")
    let happened = book.clock.now
    _ = try revise("1400", try correcting(wrong))
    #expect(try row().amount == euro("1400") && entity().amount == euro("1400"))
    let last = try #require(try book.crm.source().history(Opportunity.self, deal).last)
    #expect(last.header.occurredAt == happened && last.header.timelineAt == book.clock.now)
  }

  @Test func `what was true before a win can be set right after it`() throws {
    _ = try open("1000")
    let wrong = try revise("1500")
    book.clock.advance(days: 1)
    try book.run(.opportunity(deal, .win(nil)))
    _ = try revise("1400", try correcting(wrong))
    #expect(try row().status == .won && row().amount == euro("1400"))
    #expect(try entity().amount == euro("1400"))
    #expect(throws: OpportunityRefusal.self) { try revise("1300") }
  }

  @Test func `the same correction again writes nothing`() throws {
    _ = try open("1000")
    let wrong = try revise("1500")
    _ = try revise("2000")
    _ = try revise("1400", try correcting(wrong))
    #expect(try revise("1400", try correcting(wrong)).events.isEmpty)
    // To say that it was 2,000 by then is news, though it is 2,000 now.
    #expect(try revise("2000", try correcting(wrong)).events.count == 1)
  }

  @Test func `a command after a correction decides on the corrected state`() throws {
    let opened = try open("1000")
    book.clock.advance(days: 1)
    try book.run(.opportunity(deal, .advance(to: 3)))
    var context = try correcting(opened)
    try book.run(.opportunity(deal, .advance(to: 2)), as: nil, context)
    #expect(try row().stage == 3 && entity().stage == 3)
    #expect(try row().stagesReached == 0b111)
    book.clock.advance(days: 1)
    #expect(throws: OpportunityRefusal.self) {
      try book.run(.opportunity(deal, .advance(to: nil)))
    }
    context.corrects = Position(1)
    #expect(throws: CommandRefusal.notCorrectable(Position(1))) {
      try book.run(.opportunity(deal, .moveBack(to: 1)), as: nil, context)
    }
  }

  @Test func `an erased person's past cannot be corrected`() throws {
    var new = NewContact(name: PersonName(parsing: "Nora Field"))
    new.emails = [EmailAddress("nora@example.com")]
    let created = try book.run(.contact(nil, .create(new)))
    book.clock.advance(days: 1)
    try book.run(.contact(ContactID(1), .erase(reason: "asked for it")))
    #expect(throws: (any Error).self) {
      try book.run(
        .contact(ContactID(1), .addEmail("guess@example.com")), as: nil,
        try correcting(created))
    }
  }
}
