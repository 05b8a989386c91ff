/// Which room of `Sources` may import what: the table of the architecture, as code.
///
/// SwiftPM lets a target import whatever its dependencies happen to bring along; this does not.
/// A new room is allowed nothing until it stands here.
enum ImportTable {
  struct Row {
    /// Rooms, and products of other packages.
    let rooms: Set<String>
    /// Modules of the toolchain beyond those every room may have.
    let system: Set<String>
  }

  static let rows: [String: Row] = [
    "CLMDB": row([]),
    "CSodium": row([]),
    "CXXHash": row([]),
    "CZlib": row([]),
    "CXLSXWriter": row([]),
    "CSQLite": row([]),
    "Spreadsheet": row(["CXLSXWriter"]),
    "Database": row(["CSQLite"]),
    "LMDB": row(["CLMDB"], system: ["FoundationEssentials", "Glibc"]),
    "Cryptography": row(["CSodium", "CXXHash"], system: ["Glibc"]),
    "Files": row(["CZlib"], system: ["Glibc"]),
    "Bytes": row([]),
    "EventLog": row(["LMDB", "Cryptography", "Bytes"]),
    "Derived": row(["EventLog", "LMDB", "Cryptography", "Bytes"]),
    "Domain": row(["Bytes"]),
    "Projections": row(["Domain", "Bytes"]),
    "Reports": row(["Projections", "Domain", "Bytes"]),
    "CRM": row(
      [
        "Reports", "Projections", "Domain", "Derived", "EventLog", "LMDB", "Cryptography", "Bytes",
      ], system: ["FoundationEssentials"]),
    "Simulator": row(["CRM", "Domain", "Bytes"]),
    "Exchange": row(
      ["Spreadsheet", "Database", "CRM", "Reports", "Projections", "Domain", "Bytes", "Files"],
      system: ["FoundationEssentials"]),
    "Plot": row(["Reports", "Domain", "Bytes"]),
    "CLI": row(
      ["Simulator", "Exchange", "Plot", "CRM", "Reports", "Domain", "Bytes", "ArgumentParser"],
      system: ["FoundationEssentials"]),
    "CRMTesting": row(
      [
        "CRM", "Reports", "Projections", "Domain", "Derived", "EventLog", "LMDB", "Cryptography",
        "Bytes", "Exchange",
      ], system: ["FoundationEssentials", "Testing"]),
  ]

  /// Modules of the toolchain that any room may import.
  static let systemForAll: Set<String> = ["Dispatch", "Synchronization"]

  /// Rooms that are a system library: a module map and a shim.
  static let systemLibraries: Set<String> = [
    "CLMDB", "CSodium", "CXXHash", "CZlib", "CXLSXWriter", "CSQLite",
  ]

  /// The rooms that may hold memory-unsafe code, since they wrap C.
  static let wrappersOfC: Set<String> = ["LMDB", "Cryptography", "Files", "Spreadsheet", "Database"]

  /// Foundation and its parts bring ICU and start-up time; only the essentials are let in.
  static func isFoundation(_ module: String) -> Bool {
    module.hasPrefix("Foundation") && module != "FoundationEssentials"
  }

  private static func row(_ rooms: Set<String>, system: Set<String> = []) -> Row {
    Row(rooms: rooms, system: system)
  }
}
