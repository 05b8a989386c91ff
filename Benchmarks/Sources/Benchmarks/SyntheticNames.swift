import Domain

/// The words of the synthetic company, and its values; all of them are within their types' limits.
enum SyntheticNames {
  static let companies = [
    "Noordzee Techniek", "Brug & Zoon", "Helder Logistiek", "Kaasland", "Delta Pompen",
    "Molenaar Bouw", "Vuurtoren Media", "Polder Energie",
  ]
  static let industries = ["construction", "logistics", "food", "energy", "media", "health"]
  static let cities = ["Utrecht", "Rotterdam", "Groningen", "Eindhoven", "Arnhem", "Zwolle"]
  static let subjects = [
    "Renewal of licences", "Pump station", "Training for the branch", "Cold store",
    "Maintenance contract", "Second warehouse",
  ]
  static let sources = ["fair", "web page", "recommended", "cold call", "customer for years"]
  static let losses = ["too expensive", "chose a competitor", "no budget this year", "no answer"]
  static let reasons = [
    "after the visit on site", "asked by telephone", "new quotation sent",
    "the customer moved its budget to the next year",
  ]

  static func money(units: Int64) -> Money {
    within { try Money(units: units, scale: 2, currency: .euro) }
  }

  static func day(number: Int32) -> Day { within { try Day(number: number) } }

  static func probability(percent: Int) -> Probability {
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
