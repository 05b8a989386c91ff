import Bytes
import Domain
import Testing

/// What becomes of the values of custom fields, and of labels.
@Suite struct CustomValueTests {
  private static func field(
    _ number: UInt32, _ entity: StreamKind, _ code: String, _ kind: CustomFieldKind,
    _ more: CustomFieldEvent..., change: (inout CustomFieldDefined) -> Void = { _ in }
  ) -> CustomField {
    var defined = CustomFieldDefined()
    (defined.entity, defined.kind, defined.code, defined.label) = (entity, kind, code, code)
    change(&defined)
    var field = CustomField(id: CustomFieldID(number))
    field.fold([.defined(defined)] + more)
    return field
  }

  private var facts: TestFacts {
    var facts = TestFacts()
    facts.customFields = [
      Self.field(1, .account, "trade", .choice, .choiceRetired(ChoiceMeant(2))) {
        $0.choices = [
          CustomChoice("steel", label: "Steel", number: 1), CustomChoice("wood", number: 2),
        ]
      },
      Self.field(2, .account, "weight", .number) { ($0.decimals, $0.unit) = (2, "kg") },
      Self.field(3, .account, "fee", .money) { ($0.currency, $0.decimals) = (.euro, 2) },
      Self.field(4, .account, "since", .date), Self.field(5, .account, "listed", .yesNo),
      Self.field(6, .account, "motto", .text),
      Self.field(7, .account, "old", .text, .retired(NothingElse())),
      Self.field(8, .account, "must", .text) { $0.isRequired = true },
      Self.field(9, .contact, "hobby", .text), Self.field(10, .contact, "vip", .yesNo),
    ]
    return facts
  }

  private func account(_ events: AccountEvent...) -> Given<Account> {
    var account = Account(id: AccountID(1))
    account.fold([.created(AccountCreated())] + events)
    return Given(subject: account, facts: facts)
  }

  private func set(_ values: (String, String)...) -> AccountCommand {
    .custom(.set(values.map { WrittenField($0, $1) }))
  }

  private func changed(
    _ values: [(UInt32, Int64)] = [], words: [(UInt32, String)] = [], cleared: [UInt32] = [],
    slot: KeySlot? = nil
  ) -> CustomEvent {
    var event = CustomValuesChanged()
    (event.fields, event.values) = (values.map(\.0), values.map(\.1))
    (event.inWords, event.cleared) = (words.map(\.0), cleared)
    if !words.isEmpty {
      var all = CustomWords()
      all.texts = words.map(\.1)
      event.words = Discreet(all, slot: slot)
    }
    return .fieldsChanged(event)
  }

  // MARK: Filling

  @Test func `every type is stored as an exact number, words apart`() {
    account().when(
      set(
        ("since", "1969-12-31"), ("trade", "STEEL"), ("fee", "1250.50 EUR"), ("weight", "-0.5"),
        ("listed", "yes"), ("motto", "  we roll  "))
    ).then([
      .custom(
        changed(
          [(1, 1), (2, -50), (3, 125_050), (4, -1), (5, 1)], words: [(6, "we roll")]))
    ])
  }

  @Test func `what is there already is not said again, and an empty text takes a value away`() {
    let filled = AccountEvent.custom(changed([(1, 1), (5, 0)]))
    account(filled).when(set(("trade", "steel"), ("listed", "no"))).thenNothing()
    account(filled).when(set(("trade", ""))).then([.custom(changed(cleared: [1]))])
    account().when(set(("trade", ""))).thenNothing()
  }

  @Test func `a field is named by its number too`() {
    account().when(set(("K-5", "no"))).then([.custom(changed([(5, 0)]))])
  }

  @Test(
    arguments: [
      ("weight", "1.234", "a number with at most 2 decimals"), ("weight", "heavy", "a number with at most 2 decimals"),
      ("weight", "9223372036854775807", "a number that can be kept"),
      ("fee", "5 USD", "an amount in EUR"), ("listed", "perhaps", "yes or no"),
      ("since", "2017-02-30", "a date as in yyyy-MM-dd"),
    ])
  func `a value of another type is refused`(code: String, text: String, expected: String) {
    account().when(set((code, text)))
      .refused(.custom(.badValue("field '\(code)'", text, expected: expected)))
  }

  @Test func `an option must be one of the list, and not retired`() {
    account().when(set(("trade", "stone")))
      .refused(.custom(.badValue("field 'trade'", "stone", expected: "one of steel")))
    account().when(set(("trade", "wood")))
      .refused(.custom(.retiredChoice("wood", field: "field 'trade'")))
    // What has it keeps it, and may say so again.
    account(.custom(changed([(1, 2)]))).when(set(("trade", "wood"))).thenNothing()
  }

  @Test func `unknown, retired and twice given fields are refused`() {
    account().when(set(("hobby", "chess"))).refused(
      .custom(
        .unknownField(
          "hobby", noun: "account", known: "trade, weight, fee, since, listed, motto, must")))
    account().when(set(("old", "x"))).refused(.custom(.retiredField("field 'old'")))
    account(.custom(changed(words: [(7, "x")]))).when(set(("old", "")))
      .then([.custom(changed(cleared: [7]))])
    account().when(set(("listed", "no"), ("listed", "yes")))
      .refused(.custom(.givenTwice("field 'listed'")))
  }

  @Test func `a required field is not emptied`() {
    account(.custom(changed(words: [(8, "x")]))).when(set(("must", "")))
      .refused(.custom(.missing("field 'must'", noun: "account")))
  }

  @Test func `what requires a value says which fields have none`() throws {
    let empty = account().subject
    #expect(throws: CustomRefusal.missing("field 'must'", noun: "account")) {
      try empty.requireFields(facts)
    }
    try account(.custom(changed(words: [(8, "x")]))).subject.requireFields(facts)
  }

  // MARK: Persons

  private func contact(_ events: ContactEvent...) -> Given<Contact> {
    var created = ContactCreated()
    created.person = Personal(ContactDetails(), slot: KeySlot(7))
    var contact = Contact(id: ContactID(1))
    contact.fold([.created(created)] + events)
    return Given(subject: contact, facts: facts)
  }

  @Test func `words about a person lie in a box, numbers in the open`() {
    contact().when(.custom(.set([WrittenField("hobby", "golf"), WrittenField("vip", "yes")])))
      .then([.custom(changed([(10, 1)], words: [(9, "golf")], slot: KeySlot(7)))])
    contact().when(.custom(.set([WrittenField("vip", "no")])))
      .then([.custom(changed([(10, 0)]))])
  }

  @Test func `after an erasure words are hidden and none are noted, numbers stand`() {
    let filled = ContactEvent.custom(changed([(10, 1)], words: [(9, "golf")], slot: KeySlot(7)))
    let erased = contact(filled, .erased(NothingElse()))
    #expect(erased.subject.value(of: "K-9") == .hidden)
    #expect(erased.subject.value(of: "K-10") == .custom(CustomFieldID(10), 1))
    erased.when(.custom(.set([WrittenField("hobby", "chess")])))
      .refused(.custom(.erased("field 'hobby'")))
    erased.when(.custom(.set([WrittenField("vip", "no")]))).then([.custom(changed([(10, 0)]))])
    erased.when(.custom(.set([WrittenField("hobby", "")]))).then([.custom(changed(cleared: [9]))])
  }

  @Test func `words nobody opened are hidden`() {
    var shut = CustomValuesChanged()
    shut.inWords = [9]
    shut.words.sealed = Personal(nil, slot: KeySlot(7))
    #expect(contact(.custom(.fieldsChanged(shut))).subject.value(of: "K-9") == .hidden)
  }

  // MARK: Labels

  @Test func `labels come and go in every stream, older ones of accounts by their own events`() {
    account().when(.custom(.tag(" key "))).then([.tagged(TextChanged("key"))])
    account(.tagged(TextChanged("key"))).when(.custom(.untag("key")))
      .then([.untagged(TextChanged("key"))])
    var order = Order(id: OrderID(1))
    order.fold([.placed(OrderPlaced())])
    Given(subject: order, facts: facts).when(.custom(.tag("gift")))
      .then([.custom(.tagged(TextChanged("gift")))])
    Given(subject: order, facts: facts).when(.custom(.untag("gift"))).thenNothing()
    account().when(.custom(.tag(" "))).refused(.custom(.text(.empty(field: "tag"))))
  }

  // MARK: Restoring and showing

  @Test func `values and labels are restored`() throws {
    let older = account(.custom(changed([(1, 1)], words: [(6, "old")])), .tagged(TextChanged("a")))
    let newer = account(
      .custom(changed([(1, 1)], words: [(6, "old")])), .tagged(TextChanged("b")),
      .custom(changed(words: [(6, "new")], cleared: [1])))
    for field in ["K-1", "K-6", "tags"] {
      try expectRestored(field, of: newer.subject, to: older.subject, facts: facts)
    }
  }

  @Test func `people see codes, labels and what numbers stand for`() throws {
    let account = account(.custom(changed([(1, 1), (2, 1_250), (3, 125_050), (4, -1), (5, 0)])))
    let shown = facts.customFields.shown(account.subject.fields).dropFirst()
    #expect(shown.map(\.name) == ["trade", "weight", "fee", "since", "listed"])
    #expect(shown.map(\.label) == ["trade", "weight", "fee", "since", "listed"])
    #expect(
      shown.map(\.value) == [
        .text("Steel"), .decimal(try DecimalNumber("12.5"), unit: "kg"),
        .money(try Money("1250.50", .euro)), .day(try Day("1969-12-31")), .flag(false),
      ])
  }

  @Test func `the own fields of a kind are those it shows`() {
    for kind in StreamKind.customisable {
      #expect(kind.ownFieldNames.contains("tags"), "\(kind)")
      #expect(kind.customisableNoun != nil)
    }
    #expect(StreamKind.user.ownFieldNames.isEmpty)
  }
}
