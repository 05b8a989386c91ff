import Exchange

/// The texts of all rows of a file pushed in at once.
func csvRows(_ text: String, _ format: CSVFormat = CSVFormat()) throws -> [[String]] {
  try csvRows(Array(text.utf8), format)
}

/// The texts of all rows of a file pushed in pieces of these sizes, then the rest at once.
func csvRows(
  _ bytes: [UInt8], _ format: CSVFormat = CSVFormat(), pieces: [Int] = []
) throws -> [[String]] {
  var rows: [[String]] = []
  var parser = CSVParser(format)
  var start = 0
  for size in pieces where start < bytes.count {
    let end = min(start + size, bytes.count)
    try parser.feed(Array(bytes[start..<end])) { rows.append($0.texts) }
    start = end
  }
  try parser.feed(Array(bytes[start...])) { rows.append($0.texts) }
  try parser.finish { rows.append($0.texts) }
  return rows
}

/// The names and rows of a whole table.
func csvTable(_ bytes: [UInt8]) throws -> (header: CSVHeader?, rows: [[String]]) {
  var rows: [[String]] = []
  var table = CSVTable()
  try table.feed(bytes) { rows.append($0.row.texts) }
  try table.finish { rows.append($0.row.texts) }
  return (table.header, rows)
}

/// Random numbers that come again with their seed: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
