// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same rules; see docs/ARCHITECTURE.md, "Rules the compiler holds".
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

/// A room of the house: a target that imports only what stands before it (Tests/Tidy holds the table).
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], excluding files: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies, path: "Tests/" + name, exclude: files,
    swiftSettings: house)
}

/// A program or a C library that only tests use; no room of the house.
func testProgram(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Tests/" + name, swiftSettings: house)
}

func testLibrary(_ name: String) -> Target { .target(name: name, path: "Tests/" + name) }

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
  name: "rapport",
  products: [
    .executable(name: "rapport", targets: ["CLI"]),
    .library(name: "RapportCRM", targets: ["CRM", "Reports", "Projections", "Domain"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // For tests that run a child process; its default trait would bring Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    room("LMDB", ["CLMDB"]),
    room("Cryptography", ["CSodium", "CXXHash"]),
    room("Files", ["CZlib"]),
    room("Bytes"),
    room("EventLog", ["LMDB", "Cryptography", "Bytes"]),
    room("Derived", ["EventLog", "LMDB", "Cryptography", "Bytes"]),
    room("Domain", ["Bytes"]),
    room("Projections", ["Domain", "Bytes"]),
    room("Reports", ["Projections", "Domain", "Bytes"]),
    room(
      "CRM",
      ["Reports", "Projections", "Domain", "Derived", "EventLog", "LMDB", "Cryptography", "Bytes"]),
    room("Simulator", ["CRM", "Domain", "Bytes"]),
    room("Spreadsheet", ["CXLSXWriter"]),
    room("Database", ["CSQLite"]),
    room("Exchange", ["Spreadsheet", "Database", "Projections", "CRM", "Reports", "Domain", "Bytes", "Files"]),
    room("Plot", ["Reports", "Domain", "Bytes"]),
    room("CRMTesting", ["CRM", "Domain", "Bytes"]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Simulator", "Exchange", "Plot", "CRM", "Reports", "Domain", "Bytes", argumentParser,
      ],
      swiftSettings: house),
    tests("Tidy"),
    tests("LMDB", ["LMDB"]),
    tests("Cryptography", ["Cryptography"]),
    tests("Files", ["Files", subprocess]),
    tests("Bytes", ["Bytes"]),
    tests("EventLog", ["EventLog", "LMDB", "Cryptography", "Bytes"]),
    tests("Derived", ["Derived", "EventLog", "LMDB", "Cryptography", "Bytes"]),
    tests("Acceptance", ["Exchange", "CRM", "Reports", "Domain", "Bytes"], excluding: ["Recipes"]),
    tests("Domain", ["Domain", "Bytes"], excluding: ["Zones"]),
    tests(
      "CRM",
      ["CRMTesting", "CRM", "Reports", "Projections", "Domain", "EventLog", "Bytes", "LMDB"]),
    tests(
      "Golden", ["CRM", "CRMTesting", "Projections", "Domain", "EventLog", "Bytes", subprocess],
      excluding: ["Records"]),
    tests(
      "Proof",
      [
        "CRMTesting", "Exchange", "CRM", "Domain", "Derived", "EventLog", "Bytes", "LMDB",
        "Cryptography", subprocess,
      ], excluding: ["check_proof.py"]),
    tests(
      "Backup",
      ["CLI", "CRMTesting", "CRM", "Domain", "EventLog", "Bytes", "LMDB", subprocess],
      excluding: ["Books"]),
    tests("Spreadsheet", ["Spreadsheet", subprocess], excluding: ["read_xlsx.py"]),
    tests("Exchange", ["Exchange", "CRM", "Domain", "Reports", "Bytes", subprocess]),
    tests("Plot", ["Plot", "Reports", "Domain", "Bytes"], excluding: ["Pictures"]),
    tests("Reports", ["Reports", "Projections", "Domain", "Bytes"]),
    tests("Simulator", ["Simulator", "CRM", "Reports", "Projections", "Domain", "Bytes"]),
    testLibrary("CrashRecorder"),
    testProgram(
      "CrashDriver",
      ["CRM", "Projections", "Domain", "EventLog", "Cryptography", "Bytes", "LMDB", "CrashRecorder"]),
    tests("Crash", ["LMDB", subprocess]),
    tests("CLI", ["CLI", "Exchange", "CRM", "Reports", "Domain", "Bytes", "LMDB", subprocess]),
  ]
)
