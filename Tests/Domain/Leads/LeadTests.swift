import Bytes
import Domain
import Testing

@Suite struct LeadTests {
  static let id = LeadID(1)

  private var facts: TestFacts {
    get throws {
      var facts = TestFacts()
      facts.today = try Day(year: 2018, month: 3, day: 31)
      facts.users[UserID(1)] = UserFacts(role: .representative)
      facts.users[UserID(2)] = UserFacts(role: .representative, isActive: false)
      facts.standings = [AccountID(1).stream: .active]
      return facts
    }
  }

  private var anna: LeadPerson {
    var person = LeadPerson()
    person.name = PersonName(given: "Anna", family: "Visser")
    person.email = "anna@visser.example"
    return person
  }

  private func captured(_ status: LeadStatus = .new) -> LeadEvent {
    var captured = LeadCaptured()
    captured.status = status
    captured.details.source = "fair"
    captured.person = Personal(anna, slot: KeySlot(7))
    return .captured(captured)
  }

  @Test func `a lead is entered with its name sealed, and may have none`() throws {
    var new = NewLead()
    new.person = anna
    new.details.source = " fair "
    given(Lead.self, Self.id, facts: try facts).when(.capture(new)).thenOnce([captured()])
    var nobody = LeadCaptured()
    nobody.person = Personal(LeadPerson(), slot: KeySlot(7))
    given(Lead.self, Self.id, facts: try facts).when(.capture(NewLead()))
      .thenOnce([.captured(nobody)])
  }

  @Test func `what is no e-mail address, no active owner or in the future is refused`() throws {
    let lead = given(Lead.self, Self.id, facts: try facts)
    var new = NewLead()
    new.owner = UserID(2)
    lead.when(.capture(new)).refused(.owner(.inactive(UserID(2))))
    new = NewLead()
    new.details.firstContact = try Day(year: 2018, month: 4, day: 1)
    lead.when(.capture(new)).refused(.future(try Day(year: 2018, month: 4, day: 1)))
    new = NewLead()
    new.status = .converted
    lead.when(.capture(new)).refused(.convertInstead)
    new = NewLead()
    new.person.email = "nobody"
    #expect(throws: LeadRefusal.self) { try lead.when(.capture(new)).result.get() }
  }

  @Test func `details are set, kept and taken away`() throws {
    let lead = given(Lead.self, Self.id, captured(), facts: try facts)
    var changes = LeadChanges()
    changes.score = .set(70)
    changes.words = [20: .clear, 23: .set("pets")]
    var event = LeadDetailsChanged()
    event.details.score = 70
    event.details.segment = "pets"
    event.cleared = [20]
    lead.when(.change(changes)).then([.detailsChanged(event)])
    var person = anna
    person.company = "Visser & Co."
    changes = LeadChanges()
    changes.company = .set("Visser & Co.")
    lead.when(.change(changes)).then([.personChanged(Personal(person, slot: KeySlot(7)))])
  }

  @Test func `a lead is disqualified for a reason and may be taken up again`() throws {
    let lead = given(Lead.self, Self.id, captured(), facts: try facts)
    lead.when(.moveStatus(to: .disqualified, reason: nil)).refused(.reasonMissing)
    lead.when(.moveStatus(to: .qualified, reason: nil))
      .then([.statusChanged(LeadStatusChanged(.qualified))])
    let why = LeadStatusChanged(
      .disqualified, reason: Personal(TextChanged("no budget"), slot: KeySlot(7)))
    lead.when(.moveStatus(to: .disqualified, reason: "no budget")).then([.statusChanged(why)])
    let gone = given(Lead.self, Self.id, captured(), .statusChanged(why), facts: try facts)
    gone.when(.convert(LeadConverted(account: AccountID(1), contact: nil, opportunity: nil)))
      .refused(.disqualified(Self.id))
    gone.when(.moveStatus(to: .working, reason: nil))
      .then([.statusChanged(LeadStatusChanged(.working))])
  }

  @Test func `a lead becomes a customer once`() throws {
    let became = LeadConverted(account: AccountID(1), contact: nil, opportunity: nil)
    let lead = given(Lead.self, Self.id, captured(.qualified), facts: try facts)
    lead.when(.convert(LeadConverted())).refused(.nothingBecame)
    lead.when(.convert(LeadConverted(account: AccountID(9), contact: nil, opportunity: nil)))
      .refused(.unknownLink("account A-9"))
    lead.when(.convert(became)).then([.converted(became)])
    let done = given(Lead.self, Self.id, captured(), .converted(became), facts: try facts)
    done.when(.moveStatus(to: .working, reason: nil)).refused(.converted(Self.id))
  }

  @Test func `owner and qualifier are set in one`() throws {
    let lead = given(Lead.self, Self.id, captured(), facts: try facts)
    lead.when(.assign(owner: .set(UserID(1)), qualifier: .keep))
      .then([.ownerChanged(IDChanged(UserID(1)))])
    lead.when(.assign(owner: .clear, qualifier: .set(UserID(1))))
      .then([.qualifierChanged(IDChanged(UserID(1)))])
  }

  @Test func `after an erasure what is personal is hidden, and the words remain`() throws {
    let erased = given(Lead.self, Self.id, captured(), .erased(NothingElse()), facts: try facts)
    #expect(erased.subject.value(of: "name") == .hidden)
    #expect(erased.subject.value(of: "source") == .text("fair"))
    #expect(erased.subject.duplicateHints.isEmpty)
    var changes = LeadChanges()
    changes.name = PersonName(full: "Cher")
    erased.when(.change(changes)).refused(.erased(Self.id))
    erased.when(.erase(reason: "again")).thenNothing()
    erased.when(.moveStatus(to: .disqualified, reason: nil))
      .then([.statusChanged(LeadStatusChanged(.disqualified))])
  }

  @Test func `a box that was not opened hides the lead`() throws {
    let shut = try #require(try withoutBox(captured()))
    let lead = Lead.folded(Self.id, shut)
    #expect(lead.isHidden)
    #expect(lead.details.source == "fair")
  }

  @Test func `the conversion makes an account and a contact of what the lead says`() throws {
    var lead = Lead.folded(Self.id, captured())
    var conversion = LeadConversion()
    // The name of a person stays sealed: it never becomes that of an account.
    #expect(conversion.newAccount(of: lead) == nil)
    let contact = conversion.newContact(of: lead, account: AccountID(1))
    #expect(contact?.emails.map(\.address) == ["anna@visser.example"])
    #expect(contact?.account == AccountID(1))
    conversion.accountName = "Visser"
    #expect(conversion.newAccount(of: lead)?.name == "Visser")
    conversion.wantsAccount = false
    #expect(conversion.newAccount(of: lead) == nil)
    lead.fold([.erased(NothingElse())])
    #expect(LeadConversion().newContact(of: lead, account: nil) == nil)
    #expect(LeadConversion().newAccount(of: lead) == nil)
  }
}
