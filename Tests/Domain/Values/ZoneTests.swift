import Bytes
import Testing

@testable import Domain

private func rows(_ table: String) -> [[Substring]] {
  table.split(separator: "\n").map { $0.split(separator: " ") }
}

@Test func `offsets and abbreviations agree with Python, beyond 2037 as well`() throws {
  let rows = rows(ZoneFacts.offsets)
  #expect(rows.count >= 200)
  let zones = try SystemZones.zones(of: rows)
  for row in rows {
    let instant = Instant(second: Int64(row[1])!)
    let zone = try #require(zones[row[0]])
    #expect(zone.offsetSeconds(at: instant) == Int(row[2]), "\(row)")
    #expect(zone.abbreviation(at: instant) == row[3], "\(row)")
  }
}

@Test func `a local day starts where Python finds its first instant`() throws {
  let rows = rows(ZoneFacts.starts)
  let zones = try SystemZones.zones(of: rows)
  for row in rows {
    let day = try Day(String(row[1]))
    let zone = try #require(zones[row[0]])
    #expect(zone.start(of: day) == Instant(second: Int64(row[2])!), "\(row)")
    #expect(zone.end(of: day.adding(days: -1)) <= zone.start(of: day), "\(row)")
    #expect(zone.day(of: zone.start(of: day)) == day, "\(row)")
  }
}

@Test func `local times become the instants that Python gives, gaps and folds included`() throws {
  let rows = rows(ZoneFacts.locals)
  let zones = try SystemZones.zones(of: rows)
  for row in rows {
    let zone = try #require(zones[row[0]])
    let micros = Int64(row[2])! * 1_000_000 + 7
    let instant = zone.instant(of: try Day(String(row[1])), timeOfDayMicroseconds: micros)
    #expect(instant == Instant(second: Int64(row[3])!, microsecond: 7), "\(row)")
  }
}

@Test func `the day that Apia skipped has no instants`() throws {
  let apia = try SystemZones.zone("Pacific/Apia")
  let skipped = try Day("2011-12-30")
  #expect(apia.start(of: skipped) == apia.end(of: skipped))
  #expect(apia.start(of: skipped) == apia.start(of: try Day("2011-12-31")))
}

@Test func `every instant lies within its local day`() throws {
  var random = SeededGenerator.printed("every instant lies within its local day")
  let zones = try SystemZones.zones(of: rows(ZoneFacts.offsets)).values.sorted { $0.name < $1.name }
  for zone in zones + [.utc] {
    for _ in 0..<300 {
      // 1900 to 2200
      let second = Int64.random(in: -2_208_988_800...7_258_118_400, using: &random)
      let instant = Instant(second: second, microsecond: .random(in: 0..<1_000_000, using: &random))
      let day = zone.day(of: instant)
      #expect(zone.start(of: day) <= instant, "\(zone.name) \(second)")
      #expect(instant < zone.end(of: day), "\(zone.name) \(second)")
      let time = zone.timeOfDay(of: instant)
      let again = zone.instant(of: day, timeOfDayMicroseconds: time)
      let isFold = again.microseconds < instant.microseconds
      #expect(again == instant || isFold, "\(zone.name) \(second)")
      #expect(zone.timeOfDay(of: again) == time && zone.day(of: again) == day)
    }
  }
}

@Test func `UTC has no offset and keeps rules that can be read again`() throws {
  let now = Instant(second: 1_490_961_900)
  #expect(Zone.utc.offsetSeconds(at: now) == 0)
  #expect(Zone.utc.abbreviation(at: now) == "UTC")
  #expect(try Zone(name: "UTC", tzif: Zone.utc.rules) == .utc)
}

@Test func `instants of any size have a day and a time`() throws {
  let amsterdam = try SystemZones.zone("Europe/Amsterdam")
  for microseconds in [Int64.min, -1, 0, .max] {
    let instant = Instant(microseconds: microseconds)
    #expect((0..<86_400_000_000).contains(amsterdam.timeOfDay(of: instant)))
    #expect((Day.first...Day.last).contains(amsterdam.day(of: instant)))
  }
  #expect(amsterdam.start(of: .first) < amsterdam.end(of: .first))
  #expect(amsterdam.start(of: .last) < amsterdam.end(of: .last))
}

@Test func `every zone of the system can be read`() throws {
  let table = String(decoding: try SystemZones.bytes("zone1970.tab"), as: UTF8.self)
  let lines = table.split(separator: "\n").filter { !$0.hasPrefix("#") }
  #expect(lines.count > 300)
  for line in lines {
    let name = String(line.split(separator: "\t")[2])
    let zone = try Zone(name: name, tzif: SystemZones.bytes(name))
    #expect(abs(zone.offsetSeconds(at: Instant(second: 1_490_961_900))) <= 14 * 3_600, "\(name)")
  }
}

// MARK: - Hostile bytes

@Test func `bytes that are no rules are refused with the zone and the reason`() throws {
  let good = try SystemZones.bytes("Europe/Amsterdam")
  let expected: [([UInt8], String)] = [
    ([], "it is cut short"),
    (Array("hello, I am no zone".utf8), "it does not begin with TZif"),
    (Array("TZif9".utf8) + [UInt8](repeating: 0, count: 60), "its version is none of 1 to 4"),
    (good + [0], "its footer does not stand between two newlines"),
    ([UInt8](repeating: 0, count: 1 << 20 + 1), "it is larger than a mebibyte"),
  ]
  for (bytes, reason) in expected {
    #expect(throws: ZoneRefusal.malformed(zone: "Europe/Amsterdam", reason: reason)) {
      try Zone(name: "Europe/Amsterdam", tzif: bytes)
    }
  }
}

@Test func `every cut of a zone file is refused`() throws {
  let good = try SystemZones.bytes("America/Nuuk")
  for length in 0..<good.count {
    #expect(throws: ZoneRefusal.self, "\(length)") {
      try Zone(name: "cut", tzif: Array(good[..<length]))
    }
  }
}

@Test func `a zone file that counts leap seconds is refused`() throws {
  var bytes = Zone.utc.rules
  bytes[31] = 1
  #expect(throws: ZoneRefusal.leapSeconds(zone: "right/UTC")) {
    try Zone(name: "right/UTC", tzif: bytes)
  }
}

@Test func `ten thousand mutations of zone files never crash`() throws {
  var random = SeededGenerator.printed("ten thousand mutations of zone files never crash")
  let names = ["Europe/Amsterdam", "America/Nuuk", "Africa/Casablanca", "Pacific/Apia", "Etc/UTC"]
  let originals = try names.map(SystemZones.bytes)
  var (accepted, refused) = (0, 0)
  for _ in 0..<10_000 {
    var bytes = originals.randomElement(using: &random)!
    for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
    do {
      let zone = try Zone(name: "mutated", tzif: bytes)
      exercise(zone, Int64.random(in: .min ... .max, using: &random))
      accepted += 1
    } catch {
      #expect(!error.description.isEmpty)
      refused += 1
    }
  }
  #expect(accepted > 0 && refused > 0)
}

private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
  guard !bytes.isEmpty else { return }
  // the header and the footer decide most: half of the mutations fall there
  let place =
    switch Int.random(in: 0..<4, using: &random) {
    case 0: Int.random(in: 0..<min(50, bytes.count), using: &random)
    case 1: bytes.count - 1 - Int.random(in: 0..<min(40, bytes.count), using: &random)
    default: Int.random(in: 0..<bytes.count, using: &random)
    }
  switch Int.random(in: 0..<5, using: &random) {
  case 0: bytes.remove(at: place)
  case 1: bytes.insert(.random(in: 0 ... .max, using: &random), at: place)
  case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
  case 3: bytes[place] = Array("0123456789,./<>+-MJ".utf8).randomElement(using: &random)!
  default: bytes[place] = .random(in: 0 ... .max, using: &random)
  }
}

private func exercise(_ zone: Zone, _ microseconds: Int64) {
  for instant in [Instant(microseconds: microseconds), Instant(second: 4_000_000_000)] {
    let day = zone.day(of: instant)
    #expect(zone.start(of: day) <= zone.end(of: day.adding(days: 3)))
    _ = zone.instant(of: day, timeOfDayMicroseconds: zone.timeOfDay(of: instant))
  }
}
