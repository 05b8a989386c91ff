import Bytes
import Domain
import Testing

struct RelationshipTests: ContactSuite {
  @Test func `any stage may follow any other, the same one is no event`() throws {
    for from in RelationshipStage.allCases {
      for to in RelationshipStage.allCases {
        let contact = try contact(after: [
          .create(try anna()), .moveRelationship(to: from, reason: "why"),
        ])
        let events = try contact.decide(
          .moveRelationship(to: to, reason: "because"), try ContactFacts())
        let moved = ContactEvent.relationshipMoved(RelationshipMoved(to, reason: note("because")))
        #expect(events == (from == to ? [] : [moved]), "from \(from) to \(to)")
      }
    }
  }

  @Test func `a loss needs a reason, other moves do not`() throws {
    try expectRefusal(.moveRelationship(to: .lost), .reasonMissing)
    try expectRefusal(.moveRelationship(to: .lost, reason: "  "), .reasonMissing)
    try expectEvents(
      .moveRelationship(to: .lead), [.relationshipMoved(RelationshipMoved(.lead, reason: nil))])
  }

  @Test func `the reason of a loss is gone when the person comes back`() throws {
    var contact = try contact(after: [
      .create(try anna()), .moveRelationship(to: .lost, reason: "moved abroad"),
    ])
    #expect(contact.lossReason == "moved abroad")
    fold([.relationshipMoved(RelationshipMoved(.lead, reason: note("came back")))], into: &contact)
    #expect(contact.relationship == .lead)
    #expect(contact.lossReason == nil)
  }

  @Test func `a person may be entered as lost, with a reason and only then`() throws {
    let nobody = Contact(id: ContactID(5))
    var new = try anna()
    new.relationship = .lost
    try expectRefusal(.create(new), .reasonMissing, of: nobody)
    new.lossReason = "retired"
    let lost = try contact(after: [.create(new)])
    #expect(lost.relationship == .lost)
    #expect(lost.lossReason == "retired")
    new.relationship = .lead
    try expectRefusal(.create(new), .reasonWithoutLoss, of: nobody)
  }

  @Test func `numbers and names of the stages are for ever`() {
    let stored = RelationshipStage.allCases.map { "\($0.rawValue) \($0)" }
    #expect(
      stored == [
        "1 stranger", "2 prospect", "3 lead", "4 customer", "5 advocate", "6 lost",
      ])
    #expect(RelationshipStage(name: "Lead") == .lead)
    #expect(RelationshipStage(name: "leads") == nil)
  }
}
