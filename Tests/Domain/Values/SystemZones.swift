import FoundationEssentials
import Testing

@testable import Domain

/// Time zones for tests: those facts were computed for, kept beside the tests as Debian's tzdata
/// 2026f had them, so that a newer tzdata changes no fact; and whatever this machine has, in
/// `$TZDIR` or /usr/share/zoneinfo.
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

  /// A zone as it is kept beside the tests.
  static func zone(_ name: String) throws -> Zone {
    try Zone(name: name, tzif: keptBytes(name))
  }

  /// The TZif file of a zone as it is kept beside the tests.
  static func keptBytes(_ name: String) throws -> [UInt8] {
    let file = String(name.map { $0 == "/" ? "_" : $0 }) + ".tzif"
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/" + folder + "/Zones/" + file
    guard let data = FileManager.default.contents(atPath: path) else { throw Missing(path: path) }
    return Array(data)
  }

  /// Each named zone of a table, read once.
  static func zones(of rows: [[Substring]]) throws -> [Substring: Zone] {
    var zones: [Substring: Zone] = [:]
    for row in rows where zones[row[0]] == nil { zones[row[0]] = try zone(String(row[0])) }
    return zones
  }
}
