import FoundationEssentials
import Testing

@testable import Domain

/// The zones of this machine: TZif files in `$TZDIR` or /usr/share/zoneinfo.
enum SystemZones {
  struct Missing: Error, CustomStringConvertible {
    var path: String
    var description: String { "\(path) cannot be read: these tests need the package tzdata" }
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    let directory = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
    let path = directory + "/" + name
    guard let data = FileManager.default.contents(atPath: path) else { throw Missing(path: path) }
    return Array(data)
  }

  static func zone(_ name: String) throws -> Zone {
    try Zone(name: name, tzif: bytes(name))
  }

  /// Each named zone of a table, read once.
  static func zones(of rows: [[Substring]]) throws -> [Substring: Zone] {
    var zones: [Substring: Zone] = [:]
    for row in rows where zones[row[0]] == nil { zones[row[0]] = try zone(String(row[0])) }
    return zones
  }
}
