import Bytes
import CRM
import Domain

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix: Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  mutating func id() -> CommandID { CommandID(high: next(), low: next()) }

  /// A command that makes some sense; some are refused.
  mutating func command() throws -> Command {
    switch number(0...9) {
    case 0, 1: return .account(nil, .create(NewAccount(name: "Account \(number(1...99))")))
    case 2, 3:
      var person = NewContact(name: PersonName(parsing: "Person \(number(1...999))"))
      person.emails = [EmailAddress("p\(next())@example.com")]
      return .contact(nil, .create(person))
    case 4:
      return .contact(ContactID(UInt32(number(1...20))), .addPhone("+31 20 \(number(1_000_000...9_999_999))"))
    case 5, 6:
      var new = NewOpportunity(pipeline: PipelineID(1))
      new.amount = try Money(units: Int64(number(0...5_000_000)), scale: 2, currency: .euro)
      return .opportunity(nil, .open(new))
    case 7: return .opportunity(OpportunityID(UInt32(number(1...30))), .advance(to: nil))
    case 8: return .opportunity(OpportunityID(UInt32(number(1...30))), .win(nil))
    default:
      var changes = AccountChanges()
      changes.industry = .set("Trade \(number(1...5))")
      changes.country = .set("Land \(number(1...5))")
      return .account(AccountID(UInt32(number(1...20))), .change(changes))
    }
  }
}

extension Command {
  /// Whether it makes an account or a contact: one event, whatever the book holds.
  var isNew: Bool {
    switch self {
    case .account(nil, .create), .contact(nil, .create): true
    default: false
    }
  }
}
