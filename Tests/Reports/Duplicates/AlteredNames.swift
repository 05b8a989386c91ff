import Bytes
import Domain

/// Made-up people, some of whom were entered twice in another way; seeded.
struct AlteredNames {
  private var state: UInt64
  private static let given = [
    "Anna", "Eva", "Jürgen", "Mehmet", "Sofía", "Pieter", "Agnieszka", "Luca", "Fatima", "Ingrid",
    "Thomas", "Marie", "Zoë", "Bartholomew", "Ng", "Ayşe", "Henk", "Willem", "Chiara", "Noor",
  ]
  private static let starts = [
    "Bak", "Vis", "Mül", "Jans", "Kow", "Ros", "Ferr", "Øst", "Lind", "Schr", "Haw", "Cast", "Dup",
    "Wou", "Smi", "Gar", "Pet", "Nov", "Sil", "Mor",
  ]
  private static let ends = [
    "ker", "ser", "ler", "sen", "alski", "si", "ari", "ergaard", "qvist", "öder", "thorne", "illo",
    "ont", "ters", "th", "cía", "rov", "ák", "veira", "etti",
  ]
  private static let towns = [
    "Utrecht", "Zeist", "München", "Gdańsk", "Porto", "Lyon", "Gent", "Malmö", "Brno", "Siena",
  ]

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func number(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  private mutating func one<Element>(of list: [Element]) -> Element { list[number(list.count)] }

  mutating func person() -> ContactDetails {
    var details = ContactDetails()
    let middle = number(2) == 0 ? "" : String(UnicodeScalar(UInt8(97 + number(26)))) + "o"
    details.name = PersonName(
      given: one(of: Self.given), family: one(of: Self.starts) + middle + one(of: Self.ends))
    let number = 10_000_000 + number(89_000_000)
    if self.number(4) > 0 { details.emails = [EmailAddress("p\(number)@example.com")] }
    if self.number(3) > 0 { details.phones = [PhoneNumber("+31 6 \(number)")] }
    let code = "\(1000 + self.number(300)) AB"
    details.addresses = [
      PostalAddress(
        street: "Dorpsstraat \(1 + self.number(90))", postalCode: code,
        city: Self.towns[self.number(Self.towns.count)])
    ]
    return details
  }

  /// The same person as somebody else would enter them.
  mutating func altered(_ person: ContactDetails) -> ContactDetails {
    var copy = person
    switch number(5) {
    case 0: copy.name.family = typo(person.name.family)
    case 1: (copy.name.given, copy.name.family) = (person.name.family, person.name.given)
    case 2: copy.name.family = respelt(person.name.family)
    case 3: copy.name.given = typo(person.name.given)
    default:
      copy.name = PersonName(full: "\(person.name.family.uppercased()), \(person.name.given)")
    }
    // What else is known differs from entry to entry.
    if number(2) == 0 { copy.emails = [] }
    if number(2) == 0 {
      copy.phones = person.phones.map { PhoneNumber("0" + $0.number.dropFirst(4)) }
    }
    if number(4) == 0 { copy.addresses[0].street = "" }
    if number(4) == 0 { copy.addresses[0].postalCode = "" }
    return copy
  }

  private mutating func typo(_ text: String) -> String {
    var letters = Array(text)
    guard letters.count > 3 else { return text + "e" }
    let place = 1 + number(letters.count - 2)
    switch number(3) {
    case 0: letters.swapAt(place, place - 1)
    case 1: letters.remove(at: place)
    default: letters.insert(letters[place], at: place)
    }
    return String(letters)
  }

  private func respelt(_ text: String) -> String {
    text.replacing("ü", with: "ue").replacing("ö", with: "oe").replacing("ø", with: "oe")
      .replacing("ss", with: "s").replacing("k", with: "c")
  }
}
