package import Domain

/// The words of the synthetic company, and its values; all of them are within their types' limits.
package enum SyntheticNames {
  package static let companies = [
    "Noordzee Techniek", "Brug & Zoon", "Helder Logistiek", "Kaasland", "Delta Pompen",
    "Molenaar Bouw", "Vuurtoren Media", "Polder Energie",
  ]
  package static let industries = ["construction", "logistics", "food", "energy", "media", "health"]
  package static let cities = ["Utrecht", "Rotterdam", "Groningen", "Eindhoven", "Arnhem", "Zwolle"]
  package static let subjects = [
    "Renewal of licences", "Pump station", "Training for the branch", "Cold store",
    "Maintenance contract", "Second warehouse",
  ]
  package static let sources = ["fair", "web page", "recommended", "cold call", "customer for years"]
  package static let losses = ["too expensive", "chose a competitor", "no budget this year", "no answer"]
  package static let reasons = [
    "after the visit on site", "asked by telephone", "new quotation sent",
    "the customer moved its budget to the next year",
  ]

  package static func money(units: Int64) -> Money {
    within { try Money(units: units, scale: 2, currency: .euro) }
  }

  package static func day(number: Int32) -> Day { within { try Day(number: number) } }

  package static func probability(percent: Int) -> Probability {
    within { try Probability(basisPoints: percent * 100) }
  }

  private static func within<Value>(_ make: () throws -> Value) -> Value {
    do {
      return try make()
    } catch {
      preconditionFailure("a synthetic value is outside of its type's limits: \(error)")
    }
  }
}
