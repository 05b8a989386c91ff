import Bytes
import Domain
import Testing

/// What becomes of definitions of custom fields.
@Suite struct CustomFieldTests {
  let id = CustomFieldID(1)

  private func defined(_ change: (inout CustomFieldDefined) -> Void = { _ in }) -> CustomFieldEvent {
    var defined = CustomFieldDefined()
    (defined.entity, defined.kind, defined.code, defined.label) = (
      .account, .choice, "trade", "Trade"
    )
    defined.choices = [
      CustomChoice("steel", label: "steel", number: 1),
      CustomChoice("wood", label: "Wood, all kinds", number: 2),
    ]
    change(&defined)
    return .defined(defined)
  }

  private var trade: NewCustomField {
    var new = NewCustomField(.account, "trade", label: "Trade", .choice)
    new.choices = [CustomChoice("steel"), CustomChoice("wood", label: "Wood, all kinds")]
    return new
  }

  private func facts(_ fields: CustomField...) -> TestFacts {
    var facts = TestFacts()
    facts.customFields = fields
    return facts
  }

  // MARK: Defining

  @Test func `a choice field numbers its options from one`() {
    given(CustomField.self, id).when(.define(trade)).thenOnce([defined()])
  }

  @Test func `money has the decimals of its currency, and that of the book unless told otherwise`() {
    let money = CustomFieldEvent.defined(
      {
        var defined = CustomFieldDefined()
        (defined.entity, defined.kind, defined.code, defined.label) = (
          .order, .money, "fee", "fee"
        )
        (defined.currency, defined.decimals) = (.euro, 2)
        return defined
      }())
    given(CustomField.self, id).when(.define(NewCustomField(.order, "fee", .money)))
      .thenOnce([money])
  }

  @Test func `defining the same field again as another one changes nothing`() {
    given(CustomField.self, CustomFieldID(2), facts: facts(.folded(id, defined())))
      .when(.define(trade)).thenNothing()
  }

  @Test func `a code belongs to one field of a kind`() {
    let facts = facts(.folded(id, defined()))
    given(CustomField.self, CustomFieldID(2), facts: facts)
      .when(.define(NewCustomField(.account, "trade", .text)))
      .refused(.codeTaken("trade", by: id))
    var more = trade
    more.choices.append(CustomChoice("glass"))
    given(CustomField.self, CustomFieldID(2), facts: facts)
      .when(.define(more)).refused(.codeTaken("trade", by: id))
    let ofContacts = NewCustomField(.contact, "trade", .text)
    #expect(
      throws: Never.self,
      performing: { try CustomField(id: CustomFieldID(2)).decide(.define(ofContacts), facts) })
  }

  @Test func `two fields of a kind do not share a label`() {
    given(CustomField.self, CustomFieldID(2), facts: facts(.folded(id, defined())))
      .when(.define(NewCustomField(.account, "branch", label: "TRADE", .text)))
      .refused(.labelTaken("TRADE", by: id))
  }

  @Test(arguments: ["", "Trade", "2nd", "two words", "trade-", "träde", "a_b"])
  func `a code has small letters, digits and hyphens`(code: String) {
    given(CustomField.self, id).when(.define(NewCustomField(.account, code, .text)))
      .refused(.badCode(code))
  }

  @Test(arguments: ["name", "owner", "k-3", "reference-erp", "tags"])
  func `a code is no field that is always there`(code: String) {
    given(CustomField.self, id).when(.define(NewCustomField(.account, code, .text)))
      .refused(.reservedCode(code))
  }

  @Test func `what belongs to one type is refused for others`() {
    func refused(
      _ kind: CustomFieldKind, _ refusal: CustomFieldRefusal,
      _ change: (inout NewCustomField) -> Void
    ) {
      var new = NewCustomField(.account, "x", kind)
      change(&new)
      given(CustomField.self, id).when(.define(new)).refused(refusal)
    }
    refused(.text, .decimals) { $0.decimals = 2 }
    refused(.number, .decimals) { $0.decimals = 10 }
    refused(.number, .currency) { $0.currency = .euro }
    refused(.money, .unit) { $0.unit = "kg" }
    refused(.choice, .choicesMissing) { _ in }
    refused(.choice, .choiceTaken("A")) { $0.choices = [CustomChoice("a"), CustomChoice("A")] }
    refused(.date, .noChoiceField("field 'x'")) { $0.choices = [CustomChoice("a")] }
    var ofUsers = NewCustomField(.user, "x", .text)
    ofUsers.isRequired = true
    given(CustomField.self, id).when(.define(ofUsers)).refused(.notCustomisable)
  }

  @Test func `a field that is there is not defined again, and one that is not cannot change`() {
    given(CustomField.self, id, defined()).when(.define(trade)).refused(.exists(id))
    given(CustomField.self, id).when(.retire).refused(.unknown(id))
  }

  // MARK: Changing

  @Test func `a label changes and the code stays`() {
    given(CustomField.self, id, defined()).when(.rename("Line of trade"))
      .then([.relabelled(TextChanged("Line of trade"))])
    given(CustomField.self, id, defined()).when(.rename("Trade")).thenNothing()
  }

  @Test func `options are added, renamed, retired and reinstated`() {
    let given = given(CustomField.self, id, defined())
    given.when(.addChoice(CustomChoice("glass", label: "Glass, china")))
      .then([.choiceAdded(CustomChoice("glass", label: "Glass, china", number: 3))])
    given.when(.addChoice(CustomChoice("steel"))).thenNothing()
    given.when(.addChoice(CustomChoice("STEEL"))).refused(.choiceTaken("STEEL"))
    given.when(.addChoice(CustomChoice("steel", label: "Iron"))).refused(.choiceTaken("steel"))
    given.when(.renameChoice("wood", label: "Timber"))
      .then([.choiceRelabelled(ChoiceRelabelled(2, label: "Timber"))])
    given.when(.renameChoice("wood", label: "steel")).refused(.choiceTaken("steel"))
    given.when(.retireChoice("wood")).then([.choiceRetired(ChoiceMeant(2))])
    given.when(.retireChoice("stone"))
      .refused(.unknownChoice("stone", known: "steel, wood"))
    given.when(.reinstateChoice("wood")).thenNothing()
  }

  @Test func `the last option stays, and a field without options has none to retire`() {
    let one = defined { $0.choices.removeLast() }
    given(CustomField.self, id, one).when(.retireChoice("steel")).refused(.lastChoice("steel"))
    let date = defined { ($0.kind, $0.choices) = (.date, []) }
    given(CustomField.self, id, date).when(.addChoice(CustomChoice("a")))
      .refused(.noChoiceField("field 'trade' (Trade)"))
  }

  @Test func `it is required, retired and reinstated`() {
    given(CustomField.self, id, defined()).when(.require(true))
      .then([.requirementChanged(RequirementChanged(true))])
    given(CustomField.self, id, defined()).when(.retire).then([.retired(NothingElse())])
    given(CustomField.self, id, defined(), .retired(NothingElse())).when(.reinstate)
      .then([.reinstated(NothingElse())])
  }

  @Test func `what changed is restored`() throws {
    let older = CustomField.folded(id, defined())
    let newer = CustomField.folded(
      id, defined(), .relabelled(TextChanged("Branch")), .choiceRetired(ChoiceMeant(2)),
      .choiceRelabelled(ChoiceRelabelled(2, label: "Timber")),
      .requirementChanged(RequirementChanged(true)))
    for field in ["label", "option-wood", "required"] {
      try expectRestored(field, of: newer, to: older)
    }
  }
}
