import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Reports
import Testing

/// What a merge does to the values of the two, and when it is refused.
@Suite struct MergeTests {
  private let pair = MergeBook.accounts

  @Test func `the survivor keeps its values and takes what it has not of the other`() throws {
    let book = try MergeBook()
    let outcome = try book.merge(pair)
    #expect(outcome.events.map(\.stream) == [pair.one, pair.other])
    let account = try book.account(1)
    #expect(account.name == "Globex" && account.details.city == "Utrecht")
    #expect(account.details.phone == "+31 30 1234567" && account.details.employees == 40)
    #expect(account.owner == UserID(2) && account.tags.labels == ["key"])
    #expect(account.references.map(\.identifier) == ["1", "2"])
    #expect(account.absorbed == [AccountID(2)])
    #expect(try book.account(2).mergedInto == AccountID(1))
    let row = try book.book.crm.source().model(Accounts.self).rows[AccountID(1)]
    #expect(row.owner == UserID(2) && row.country != 0 && row.industry != 0)
  }

  @Test func `the user may choose whose value of a field stays`() throws {
    let book = try MergeBook()
    try book.merge(pair, [KeptField("city", of: "A-2"), KeptField("name", of: "A-1")])
    let account = try book.account(1)
    #expect(account.details.city == "Zeist" && account.name == "Globex")
  }

  @Test func `what cannot be chosen is refused, and nothing is written`() throws {
    let book = try MergeBook()
    let head = try book.book.crm.head()
    #expect(throws: MergeRefusal.unknownField("colour", known: Account.mergeFields)) {
      try book.merge(pair, [KeptField("colour", of: "A-2")])
    }
    #expect(throws: MergeRefusal.unknownHolder("A-3", field: "city")) {
      try book.merge(pair, [KeptField("city", of: "A-3")])
    }
    #expect(throws: MergeRefusal.nothingToKeep("A-2", field: "country")) {
      try book.merge(pair, [KeptField("country", of: "A-2")])
    }
    #expect(try book.book.crm.head() == head)
  }

  @Test func `a merge asked for twice writes nothing more`() throws {
    let book = try MergeBook()
    try book.merge(pair)
    let head = try book.book.crm.head()
    #expect(try book.merge(pair).events.isEmpty)
    #expect(try book.book.crm.head() == head)
  }

  @Test func `two that are not two of one kind, or not there, cannot be merged`() throws {
    let book = try MergeBook()
    func merge(_ one: StreamID, _ other: StreamID) throws {
      try book.book.run(.merging(.merge(one, into: other)))
    }
    #expect(throws: MergeRefusal.same("A-1")) { try merge(pair.one, pair.one) }
    #expect(throws: MergeRefusal.unknown("account A-9")) {
      try merge(AccountID(9).stream, pair.one)
    }
    #expect(throws: MergeRefusal.notAlike("A-1", "C-1")) {
      try merge(pair.one, ContactID(1).stream)
    }
    #expect(throws: MergeRefusal.notAlike("O-1", "O-2")) {
      try merge(OpportunityID(1).stream, OpportunityID(2).stream)
    }
    #expect(throws: MergeRefusal.notMerged("A-2")) { try book.unmerge(pair) }
  }

  @Test func `chains lead to their end, and there are no circles`() throws {
    let book = try MergeBook()
    try book.merge(pair)
    let third = AccountID(3).stream
    try book.book.run(.merging(.merge(pair.one, into: third)))
    let source = try book.book.crm.source()
    #expect(try source.model(Merges.self).survivor(of: pair.other) == third)
    #expect(try source.entity(Opportunity.self, OpportunityID(2)).account == AccountID(3))
    #expect(throws: MergeRefusal.mergedBefore("A-2", into: "A-1")) {
      try book.book.run(.merging(.merge(pair.other, into: AccountID(1).stream)))
    }
    #expect(throws: CommandRefusal.self) {
      try book.book.run(.merging(.merge(third, into: pair.other)))
    }
    #expect(throws: MergeRefusal.survivorMerged("A-1", into: "A-3")) { try book.unmerge(pair) }
    let again = try book.book.run(.merging(.merge(pair.other, into: third)))
    #expect(again.events.isEmpty)
  }

  @Test func `one that belongs to the other keeps no parent below itself`() throws {
    let book = try MergeBook()
    try book.book.run(.account(AccountID(1), .setParent(AccountID(2))))
    #expect(throws: MergeRefusal.below("A-1", "A-2")) { try book.merge(pair) }
    try book.book.run(.account(AccountID(1), .setParent(nil)))
    try book.book.run(.account(AccountID(3), .setParent(AccountID(1))))
    try book.book.run(.account(AccountID(2), .setParent(AccountID(3))))
    try book.merge(pair)
    #expect(try book.account(1).parent == nil)
    #expect(throws: AccountRefusal.parentCircle(AccountID(3))) {
      try book.book.run(.account(AccountID(1), .setParent(AccountID(3))))
    }
  }

  @Test func `a command to a merged number says which one to use`() throws {
    let book = try MergeBook()
    try book.merge(pair)
    do {
      try book.book.run(.account(AccountID(2), .rename("Globex II")))
      Issue.record("the merged account was renamed")
    } catch let refusal as CommandRefusal {
      #expect(refusal.description.hasPrefix("A-2 was merged into A-1 on 20"))
      #expect(refusal.description.hasSuffix(": use A-1"))
    }
    #expect(throws: CommandRefusal.self) {
      try book.book.run(.restore(pair.other, field: "name", to: .position(3)))
    }
  }

  @Test func `whoever may not write both may not merge them`() throws {
    let book = try MergeBook()
    let rita = Principal(UserID(2))
    try book.book.run(.account(AccountID(1), .assign(UserID(1))))
    #expect(throws: CommandRefusal.self) {
      try book.book.run(.merging(.merge(pair.other, into: pair.one)), as: rita)
    }
    try book.book.run(.account(AccountID(1), .assign(nil)))
    try book.book.run(.merging(.merge(pair.other, into: pair.one)), as: rita)
  }

  @Test func `names and references of the merged one lead to the survivor`() throws {
    let book = try MergeBook()
    try book.merge(pair)
    let crm = book.book.crm
    for text in ["Globex Ltd", "erp:2", "erp:1", "A-2"] {
      #expect(try crm.resolve(text, kind: .account) == pair.one, "\(text)")
    }
    #expect(throws: AccountRefusal.self) {
      try book.book.run(
        .account(AccountID(3), .reference(ExternalReference(source: "erp", identifier: "2"))))
    }
    let own = try book.book.run(
      .account(AccountID(1), .reference(ExternalReference(source: "erp", identifier: "2"))))
    #expect(own.events.isEmpty)
  }

  @Test func `a name both had means the survivor, unless a third one has it`() throws {
    let book = try MergeBook()
    try book.book.run(.account(AccountID(2), .rename("Globex")))
    #expect(throws: NameRefusal.self) { try book.book.crm.resolve("Globex", kind: .account) }
    try book.merge(pair)
    #expect(try book.book.crm.resolve("Globex", kind: .account) == pair.one)
    try book.book.run(.account(AccountID(3), .rename("Globex")))
    #expect(throws: NameRefusal.self) { try book.book.crm.resolve("Globex", kind: .account) }
  }
}

/// What an unmerge puts back.
@Suite struct UnmergeTests {
  private let pair = MergeBook.accounts

  @Test func `values that came with the merge go back, unless they were changed since`() throws {
    let book = try MergeBook()
    try book.merge(pair, [KeptField("city", of: "A-2")])
    var changes = AccountChanges()
    (changes.phone, changes.website) = (.set("+31 30 7654321"), .set("globex.example"))
    try book.book.run(.account(AccountID(1), .change(changes)))
    try book.unmerge(pair)
    let account = try book.account(1)
    #expect(account.details.city == "Utrecht" && account.details.employees == nil)
    #expect(account.details.phone == "+31 30 7654321")
    #expect(account.details.website == "globex.example" && account.owner == nil)
    #expect(account.tags.labels.isEmpty && account.references.map(\.identifier) == ["1"])
    #expect(account.absorbed.isEmpty)
    #expect(try book.account(2).mergedInto == nil)
    #expect(try book.book.crm.resolve("erp:2", kind: .account) == pair.other)
    try book.book.run(.account(AccountID(2), .rename("Globex II")))
  }

  @Test func `what was entered since stays with the survivor, what was there before goes back`()
    throws
  {
    let book = try MergeBook()
    try book.merge(pair)
    var deal = NewOpportunity(pipeline: PipelineID(1))
    (deal.account, deal.owner) = (AccountID(1), UserID(1))
    try book.book.run(.opportunity(nil, .open(deal)))
    try book.unmerge(pair)
    let source = try book.book.crm.source()
    let rows = try source.model(Opportunities.self).rows
    #expect(rows[OpportunityID(1)].account == AccountID(1))
    #expect(rows[OpportunityID(2)].account == AccountID(2))
    #expect(rows[OpportunityID(3)].account == AccountID(1))
  }

  @Test func `merges are undone in any order`() throws {
    let book = try MergeBook()
    var changes = AccountChanges()
    changes.phone = .set("+31 20 0000000")
    try book.book.run(.account(AccountID(3), .change(changes)))
    try book.merge(pair)
    let third = AccountID(3).stream
    try book.book.run(
      .merging(.merge(third, into: pair.one, keep: [KeptField("phone", of: "A-3")])))
    #expect(try book.account(1).details.phone == "+31 20 0000000")
    try book.unmerge(pair)
    #expect(try book.account(1).details.phone == "+31 20 0000000")
    try book.book.run(.merging(.unmerge(third)))
    #expect(try book.account(1).details.phone == nil, "what A-2 had brought is A-2's again")
  }
}
