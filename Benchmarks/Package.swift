// swift-tools-version: 6.2
import PackageDescription

/// The rules of the house, as in the package that is measured.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .enableExperimentalFeature("SafeInteropWrappers"),
]

let package = Package(
  name: "rapport-benchmarks",
  products: [
    .executable(name: "rapport-benchmarks", targets: ["Benchmarks"]),
    .executable(name: "rapport-counts", targets: ["Counts"]),
  ],
  dependencies: [.package(name: "rapport", path: "..")],
  targets: [
    .target(
      name: "CReference",
      linkerSettings: [.linkedLibrary("lmdb"), .linkedLibrary("xxhash")]),
    .target(name: "Reference", dependencies: ["CReference"], swiftSettings: house),
    .target(
      name: "CSQLiteReference", dependencies: ["CReference"],
      linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("xxhash")]),
    .target(name: "SQLite", dependencies: ["CSQLiteReference"], swiftSettings: house),
    .target(
      name: "Synthetic", dependencies: [.product(name: "RapportCRM", package: "rapport")],
      swiftSettings: house),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Reference", "SQLite", "Synthetic", .product(name: "RapportCRM", package: "rapport"),
      ],
      swiftSettings: house),
    .target(name: "CCounting"),
    .executableTarget(
      name: "Counts",
      dependencies: [
        "CCounting", "Reference", "Synthetic", .product(name: "RapportCRM", package: "rapport"),
      ],
      swiftSettings: house,
      // Debian's valgrind (3.19) gives up on the debugging information of this compiler.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"])]),
  ]
)
