import Domain

/// What people, firms and things are called in the simulated world; all of it invented.
enum FirmNames {
  static let company = "Marram Instruments"
  static let manager = "Petra Noordman"
  static let offices = ["North", "South", "West", "East"]

  static let products: [(name: String, family: String, price: Int)] = [
    ("Dune 100", "Scales", 1_450), ("Dune 300", "Scales", 3_900), ("Dune 900", "Scales", 11_800),
    ("Sluice sensor", "Sensors", 240), ("Tide gauge", "Sensors", 2_150),
    ("Harbour station", "Stations", 18_500), ("Yearly calibration", "Services", 890),
    ("Training day", "Services", 1_250),
  ]

  private static let given = [
    "Aart", "Anouk", "Bas", "Carlijn", "Daan", "Dewi", "Eline", "Emre", "Fenna", "Floor", "Gijs",
    "Hanna", "Imane", "Jasper", "Jolijn", "Karim", "Lotte", "Maarten", "Mila", "Nils", "Noor",
    "Olaf", "Pien", "Quinten", "Ravi", "Roos", "Sander", "Sofie", "Teun", "Umar", "Vera", "Willem",
    "Xandra", "Yusuf", "Zoë",
  ]
  private static let family = [
    "Aalbers", "van den Akker", "Blom", "Bosch", "Ceelen", "Dekkers", "van Dijk", "Evers",
    "Feenstra", "Gerritsen", "de Groot", "Haddad", "Hoekstra", "Ibrahim", "Janssens", "Kaya",
    "Kuipers", "Lammers", "Martens", "Nijland", "Okkerse", "Postma", "Quist", "Rutgers",
    "Schouten", "Terpstra", "Uittenbogaard", "Veenstra", "Wiersma", "Yildiz", "Zwart",
  ]
  private static let adjectives = [
    "Amber", "Azure", "Birch", "Bright", "Clear", "Copper", "Delta", "Eastern", "Golden", "Grand",
    "Green", "High", "Iron", "Juniper", "Lower", "Maple", "North", "Oak", "Old", "Pearl", "Quiet",
    "Red", "River", "Silver", "South", "Stone", "Swift", "Upper", "Western", "White",
  ]
  private static let nouns = [
    "Bakery", "Brewery", "Ceramics", "Clinics", "Dairy", "Dredging", "Energy", "Feeds",
    "Foundry", "Gardens", "Glass", "Grain", "Harbours", "Laboratories", "Logistics", "Malt",
    "Mills", "Paints", "Paper", "Pharma", "Plastics", "Recycling", "Salt", "Seeds", "Steel",
    "Sugar", "Textiles", "Timber", "Water", "Works",
  ]
  static let industries = [
    "Food", "Chemicals", "Health", "Logistics", "Agriculture", "Energy", "Research", "Government",
  ]
  static let countries = [
    "Netherlands", "Netherlands", "Netherlands", "Belgium", "Germany", "Denmark",
  ]
  static let roles = ["Buyer", "Head of production", "Laboratory manager", "Owner", "Engineer"]
  static let lossReasons = ["too expensive", "chose a competitor", "no budget", "no decision"]
  static let sources = ["trade fair", "referral", "web", "cold call", "customer"]

  static let channels = ["web shop", "telephone", "e-mail"]
  static let returnReasons = ["damaged", "wrong one", "not needed"]
  static let disqualifications = ["no need", "not reached", "too small", "a student"]

  static func person(_ random: inout RandomSource) -> PersonName {
    PersonName(given: random.choice(given), family: random.choice(family))
  }

  /// The number makes every name its own.
  static func account(_ number: UInt32, _ random: inout RandomSource) -> String {
    "\(random.choice(adjectives)) \(random.choice(nouns)) \(number)"
  }

  static func subject(_ kind: ActivityKind) -> String {
    switch kind {
    case .call: "Ask how it stands"
    case .email: "Send the brochure"
    case .meeting: "Talk at the fair"
    case .visit: "Show it on the spot"
    case .task: "Compute the offer"
    case .note: "Remember for next time"
    }
  }
}
