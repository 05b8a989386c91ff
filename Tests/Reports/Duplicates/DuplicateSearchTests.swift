import Bytes
import Domain
import Testing

@testable import Reports

/// How well those who were entered twice are found, and that nobody is compared with everybody.
@Suite struct DuplicateSearchTests {
  private func card(_ details: ContactDetails, _ number: Int) -> PartyCard {
    var contact = Contact(id: ContactID(UInt32(number) + 1))
    var created = ContactCreated()
    created.person = Personal(details, slot: KeySlot(1))
    let time = EventTime(position: Position(1), timelineAt: .beginning, occurredAt: .beginning)
    contact.evolve(.created(created), time)
    return PartyCard(contact)
  }

  /// Precision and recall at several thresholds, over a set in which every fourth person was
  /// entered twice.
  private func quality(
    seed: UInt64, _ thresholds: [Double]
  ) -> [(precision: Double, recall: Double)] {
    var people = AlteredNames(seed: seed)
    let persons = (0..<2_000).map { _ in people.person() }
    let copies = (0..<500).map { people.altered(persons[$0 * 4]) }
    let cards = (persons + copies).enumerated().map { card($1, $0) }
    let lowest = thresholds.min() ?? 1
    let all = DuplicateSearch(cards: cards, threshold: lowest).pairs().found
    return thresholds.map { threshold in
      let found = all.filter { $0.likeness.score >= threshold }
      let right = found.count { $0.other >= 2_000 && $0.one == ($0.other - 2_000) * 4 }
      return (Double(right) / Double(max(1, found.count)), Double(right) / 500)
    }
  }

  @Test func `most who were entered twice are found, and few who were not`() {
    let thresholds = [0.85, 0.88, 0.90, 0.92, 0.94, 0.96]
    for (threshold, of) in zip(thresholds, quality(seed: 20_261_124, thresholds)) {
      print("duplicates at \(threshold): precision \(of.precision), recall \(of.recall)")
    }
    let seed = UInt64.random(in: 0 ... .max)
    print("altered names: seed \(seed)")
    let (precision, recall) = quality(seed: seed, [0.92])[0]
    #expect(precision > 0.8 && recall > 0.95, "precision \(precision), recall \(recall)")
  }

  @Test func `comparisons grow with the number of people, not with its square`() {
    func compared(_ count: Int) -> Int {
      let cards = (0..<count).map { number in
        var details = ContactDetails()
        details.name = PersonName(full: "\(10_000 + number) Bakker")
        details.addresses = [PostalAddress(city: "Utrecht")]
        return card(details, number)
      }
      return DuplicateSearch(cards: cards, threshold: 0.92).pairs().compared
    }
    let (few, many) = (compared(400), compared(1_600))
    #expect(few > 0 && many < few * 6, "\(few) for 400, \(many) for 1,600")
  }

  @Test func `what two share says why they are listed`() {
    func person(_ name: String, _ email: String, _ phone: String, _ city: String) -> PartyCard {
      var details = ContactDetails()
      details.name = PersonName(full: name)
      if !email.isEmpty { details.emails = [EmailAddress(email)] }
      if !phone.isEmpty { details.phones = [PhoneNumber(phone)] }
      if !city.isEmpty { details.addresses = [PostalAddress(city: city)] }
      return card(details, 0)
    }
    let anna = person("Anna Visser", "anna@x.example", "+31 20 123 4567", "Utrecht")
    let same = PartyLikeness(anna, person("visser, ANNA", "", "020-1234567", ""))
    #expect(same.score == 1 && same.agreesIn == ["name", "phone"])
    let near = PartyLikeness(anna, person("Anna Vissser", "", "", "UTRECHT"))
    #expect(abs(near.score - 0.9666666667) < 1e-9, "a town alone: what is missing counts twice")
    #expect(near.agreesIn == ["similar name", "town"])
    let mail = PartyLikeness(anna, person("Ans Visscher", "ANNA@x.example", "", ""))
    #expect(mail.score > 0.95 && mail.agreesIn == ["similar name", "e-mail"])
    #expect(PartyLikeness(anna, person("Anna Visser", "", "", "Zeist")).score == 0)
    #expect(PartyLikeness(anna, person("Anna Visser", "", "", "")).score == 1)
    #expect(PartyLikeness(anna, person("Anna Vissser", "", "", "")).score == 0)
  }
}
