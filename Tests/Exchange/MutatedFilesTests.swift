import Bytes
import CRM
import Domain
import Exchange
import FoundationEssentials
import Testing

/// Recipes and data files that were damaged: taken, or refused in one line, never a crash.
@Suite struct MutatedFilesTests {
  /// Mutations of the whole corpus of a test.
  static let rounds = 2_000

  private static let recipe = #"""
    {
      "format": 1, "name": "firm", "source": "erp", "currency": "EUR",
      "dates": {"format": "yyyy-MM-dd", "zone": "book"}, "numbers": {"decimal": "."},
      "files": {"customers": {"match": "customers*.csv"}, "deals": {"match": "deals*.csv"}},
      "values": {"trades": {"x": "Export", "r": "Retail"}},
      "setup": [{"do": "pipeline.define", "set": {"name": "Sales",
        "stages": [{"name": "New", "probability": "10%"}, {"name": "Offer", "probability": "60%"}]}}],
      "steps": [
        {"from": "customers", "do": "account.create", "reference": {"column": "number"},
         "set": {"name": {"column": "name"}, "industry": {"column": "trade", "map": "trades"}}},
        {"from": "deals", "do": "opportunity.open", "at": {"column": "opened"},
         "reference": {"column": "deal"},
         "set": {"account": {"column": "customer"}, "amount": {"column": "amount"}}}
      ]
    }
    """#

  private static let customers = "number,name,trade\n1,Globex,x\n2,\"Acme, Inc.\",r\n3,Ünïted ☃,\n"
  private static let deals =
    "deal,customer,amount,opened\n10,1,1250.50,2025-01-31\n11,2,99,2025-02-01\n"

  private func book() throws -> CRM {
    try CRM.foundInMemory(
      Foundation(company: "Firm", currency: .euro, zone: .utc, administrator: "Ada"))
  }

  private func corpus() throws -> [[UInt8]] {
    let path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
      .joined(separator: "/") + "/Acceptance/Recipes/maven_crm.json"
    return [Array(Self.recipe.utf8), Array(try Data(contentsOf: URL(filePath: path)))]
  }

  /// Notes whether bytes were taken; an error that is not typed, or not one line, is an issue.
  private func outcome(_ seed: UInt64, _ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch let error {
      let isTyped = error is any DomainRefusal || error is CSVError || error is JSONError
      let text = "\(error)"
      #expect(isTyped && !text.isEmpty && !text.contains("\n"), "\(text), seed \(seed)")
      return false
    }
  }

  private func requireBoth(_ outcomes: [Bool], _ what: String, _ seed: UInt64) {
    let taken = outcomes.count { $0 }
    print("mutated \(what): \(taken) taken, \(outcomes.count - taken) refused, seed \(seed)")
    #expect(taken > 0 && taken < outcomes.count, "mutations reach both outcomes, seed \(seed)")
  }

  @Test func `the corpus itself is taken`() throws {
    for bytes in try corpus() { _ = try Recipe(parsing: bytes) }
    let files = [
      ImportFile(name: "customers.csv", bytes: Array(Self.customers.utf8)),
      ImportFile(name: "deals.csv", bytes: Array(Self.deals.utf8)),
    ]
    let importer = try Importer(Recipe(parsing: Array(Self.recipe.utf8)), files: files)
    let report = try importer.run(book(), as: Principal(UserID(1)), history: true)
    #expect(report.summary.rows == 5)
  }

  @Test func `mutated JSON and recipes are taken or refused in one line`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var mutator = FileMutator(seed: seed)
    let corpus = try corpus()
    var (documents, recipes): ([Bool], [Bool]) = ([], [])
    for round in 0..<Self.rounds {
      let bytes = mutator.mutated(corpus[round % corpus.count])
      documents.append(outcome(seed) { _ = try JSONValue(parsing: bytes) })
      recipes.append(outcome(seed) { _ = try Recipe(parsing: bytes) })
    }
    requireBoth(documents, "JSON", seed)
    requireBoth(recipes, "recipes", seed)
  }

  @Test func `mutated CSV is read, or refused in one line, however it is cut up`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var mutator = FileMutator(seed: seed)
    var outcomes: [Bool] = []
    for round in 0..<Self.rounds {
      let bytes = mutator.mutated(Array((round % 2 == 0 ? Self.customers : Self.deals).utf8))
      let whole = Result { try rows(bytes, piece: bytes.count + 1) }
      let pieces = Result { try rows(bytes, piece: 1 + round % 7) }
      outcomes.append(outcome(seed) { _ = try whole.get() })
      switch (whole, pieces) {
      case (.success(let one), .success(let other)): #expect(one == other, "seed \(seed)")
      case (.failure(let one), .failure(let other)):
        #expect("\(one)" == "\(other)", "seed \(seed)")
      default: Issue.record("pieces are read differently, seed \(seed)")
      }
    }
    requireBoth(outcomes, "CSV", seed)
  }

  private func rows(_ bytes: [UInt8], piece: Int) throws -> [[String]] {
    var rows: [[String]] = []
    var table = CSVTable()
    var rest = bytes[...]
    while !rest.isEmpty {
      try table.feed(Array(rest.prefix(piece))) { rows.append($0.row.texts) }
      rest = rest.dropFirst(piece)
    }
    try table.finish { rows.append($0.row.texts) }
    return rows
  }

  @Test func `an import of mutated files takes everything or nothing`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var mutator = FileMutator(seed: seed)
    var outcomes: [Bool] = []
    let crm = try book()
    for round in 0..<Self.rounds {
      let files = [(Self.customers, "customers.csv"), (Self.deals, "deals.csv")].enumerated().map {
        let bytes = Array($1.0.utf8)
        let isHurt = round % 2 == $0
        return ImportFile(name: $1.1, bytes: isHurt ? mutator.mutated(bytes) : bytes)
      }
      let recipe = Array(Self.recipe.utf8)
      let before = try crm.head()
      outcomes.append(
        outcome(seed) {
          let importer = try Importer(
            Recipe(parsing: round % 5 == 0 ? mutator.mutated(recipe) : recipe), files: files)
          _ = try importer.run(crm, as: Principal(UserID(1)), history: true, dryRun: true)
        })
      #expect(try crm.head() == before, "seed \(seed)")
    }
    requireBoth(outcomes, "imports", seed)
  }
}

/// Damages bytes: flips bits, cuts, doubles and drops pieces, puts in what such files are made of.
struct FileMutator {
  private var state: UInt64
  private static let pieces: [[UInt8]] = [
    "\"", "\"\"", "{", "}", "[", "]", ",", ";", "\n", "\r\n", "\r", "null", "-0", "1e999", "\\u0000",
    "\\ud800", "0.00000000001", "99999999999999999999", ":", "\u{FEFF}", "true", "\t", "2025-02-30",
  ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80]]

  init(seed: UInt64) { state = seed }

  /// The bytes with one to three injuries.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(3) { injure(&bytes) }
    return bytes
  }

  private mutating func injure(_ bytes: inout [UInt8]) {
    let place = below(bytes.count + 1)
    let end = min(bytes.count, place + 1 + below(12))
    switch below(7) {
    case 0: bytes.removeLast(bytes.count - place)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3, 4: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
    default: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
    }
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
