/// The contents of a TZif file (RFC 8536), versions 1 to 4: the transitions of one time zone.
///
/// From version 2 on the second block, with 64-bit times, is used, and the rule in the footer for
/// all instants after the last transition. Leap seconds are refused.
struct TimeZoneFile: Hashable, Sendable {
  /// One way of local time: what RFC 8536 §3.2 calls a local time type record.
  struct LocalTime: Hashable, Sendable {
    /// Seconds to add to UTC.
    var offset: Int
    /// Such as `CEST`.
    var abbreviation: String
  }

  /// Seconds since 1970-01-01T00:00:00Z at which local time changes, ascending.
  private(set) var transitions: [Int64] = []
  /// For each transition the index of the local time that begins with it.
  private(set) var kinds: [UInt8] = []
  /// The local times; the first holds before the first transition.
  private(set) var localTimes: [LocalTime] = []
  /// The rule after the last transition; nil if local time changes no more.
  private(set) var rule: TimeZoneRule?

  init(_ bytes: [UInt8]) throws(TimeZoneFault) {
    guard bytes.count <= 1 << 20 else { throw TimeZoneFault("it is larger than a mebibyte") }
    var reader = BigEndianReader(bytes)
    let first = try Header(&reader)
    guard first.version >= 2 else {
      try readBlock(first, timeSize: 4, &reader)
      guard reader.isAtEnd else { throw TimeZoneFault("bytes follow its end") }
      return
    }
    try reader.skip(first.blockSize(timeSize: 4))
    try readBlock(try Header(&reader), timeSize: 8, &reader)
    try readFooter(version: first.version, &reader)
  }

  private mutating func readFooter(
    version: Int, _ reader: inout BigEndianReader
  ) throws(TimeZoneFault) {
    let footer = reader.rest
    guard footer.count >= 2, footer.first == 0x0A, footer.last == 0x0A else {
      throw TimeZoneFault("its footer does not stand between two newlines")
    }
    let text = footer.dropFirst().dropLast()
    if !text.isEmpty {
      rule = try TimeZoneRule(Array(text), allowsExtendedHours: version >= 3)
    }
  }

  private mutating func readBlock(
    _ header: Header, timeSize: Int, _ reader: inout BigEndianReader
  ) throws(TimeZoneFault) {
    guard reader.remaining >= header.blockSize(timeSize: timeSize) else {
      throw TimeZoneFault("it ends before its data")
    }
    for _ in 0..<header.timeCount {
      let time = timeSize == 8 ? try reader.int64() : Int64(try reader.int32())
      guard transitions.last.map({ $0 < time }) ?? true, time >= -(1 << 59), time <= 1 << 59
      else { throw TimeZoneFault("its transitions are not in ascending order") }
      transitions.append(time)
    }
    for _ in 0..<header.timeCount {
      let kind = try reader.byte()
      guard kind < header.typeCount else { throw TimeZoneFault("a transition has no local time") }
      kinds.append(kind)
    }
    let records = try readRecords(header, &reader)
    let names = try reader.bytes(header.characterCount)
    for record in records {
      let name = names[record.name...]
      guard let end = name.firstIndex(of: 0) else {
        throw TimeZoneFault("an abbreviation has no end")
      }
      guard let text = Self.abbreviation(name[..<end]) else {
        throw TimeZoneFault("an abbreviation is not plain text")
      }
      localTimes.append(LocalTime(offset: record.offset, abbreviation: text))
    }
    for count in [header.standardCount, header.universalCount] {
      for _ in 0..<count where try reader.byte() > 1 {
        throw TimeZoneFault("an indicator is neither 0 nor 1")
      }
    }
  }

  private func readRecords(
    _ header: Header, _ reader: inout BigEndianReader
  ) throws(TimeZoneFault) -> [(offset: Int, name: Int)] {
    var records: [(offset: Int, name: Int)] = []
    for _ in 0..<header.typeCount {
      let offset = Int(try reader.int32())
      let isDaylightSaving = try reader.byte()
      let name = Int(try reader.byte())
      // RFC 8536 §3.2: more than -25 hours and less than 26 hours
      guard offset > -90_000, offset < 93_600 else {
        throw TimeZoneFault("an offset of \(offset) seconds is impossible")
      }
      guard isDaylightSaving <= 1, name < header.characterCount else {
        throw TimeZoneFault("a local time is not well formed")
      }
      records.append((offset, name))
    }
    return records
  }

  private static func abbreviation(_ bytes: ArraySlice<UInt8>) -> String? {
    bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? String(decoding: bytes, as: UTF8.self) : nil
  }
}

/// What is wrong with a TZif file; `Zone` adds the name of the zone.
struct TimeZoneFault: Error {
  var reason: String
  var hasLeapSeconds = false

  init(_ reason: String) { self.reason = reason }
}

extension TimeZoneFile {
  /// The header of a block: RFC 8536 §3.1, 44 bytes.
  struct Header {
    var version: Int
    var universalCount, standardCount, timeCount, typeCount, characterCount: Int

    init(_ reader: inout BigEndianReader) throws(TimeZoneFault) {
      guard try reader.bytes(4).elementsEqual("TZif".utf8) else {
        throw TimeZoneFault("it does not begin with TZif")
      }
      switch try reader.byte() {
      case 0: version = 1
      case UInt8(ascii: "2"): version = 2
      case UInt8(ascii: "3"): version = 3
      case UInt8(ascii: "4"): version = 4
      default: throw TimeZoneFault("its version is none of 1 to 4")
      }
      try reader.skip(15)
      universalCount = Int(try reader.uint32())
      standardCount = Int(try reader.uint32())
      let leapCount = try reader.uint32()
      timeCount = Int(try reader.uint32())
      typeCount = Int(try reader.uint32())
      characterCount = Int(try reader.uint32())
      guard leapCount == 0 else {
        var fault = TimeZoneFault("it counts leap seconds")
        fault.hasLeapSeconds = true
        throw fault
      }
      guard typeCount >= 1, typeCount <= 256, characterCount >= 1,
        universalCount == 0 || universalCount == typeCount,
        standardCount == 0 || standardCount == typeCount
      else { throw TimeZoneFault("its counts contradict each other") }
    }

    /// The bytes of the data block that follows; the counts have 32 bits, so nothing overflows.
    func blockSize(timeSize: Int) -> Int {
      timeCount * (timeSize + 1) + typeCount * 6 + characterCount + universalCount + standardCount
    }
  }
}
