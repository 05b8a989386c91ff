import Testing

/// Where and by which rule something must be found, for comparing with what was found.
struct Expected: Equatable, CustomStringConvertible {
  let line: Int
  let rule: Rule

  init(_ line: Int, _ rule: Rule) {
    self.line = line
    self.rule = rule
  }

  var description: String { "\(rule.rawValue) on line \(line)" }
}

/// What the rules say of a text, were it the file at `path`.
func found(_ path: String, _ text: String) -> [Expected] {
  let findings = Rules.all(SourceText(path: path, text))
  #expect(findings.allSatisfy { $0.file == path && !$0.message.isEmpty })
  return findings.map { Expected($0.line, $0.rule) }
}

/// A test that finds nothing proves nothing: here each rule meets what it is there for.
@Suite struct BadImportTests {
  @Test(arguments: [
    "import LMDB", "public import LMDB", "internal import LMDB", "@testable import LMDB",
    "@preconcurrency public import LMDB", "@_spi(Inner) import LMDB", "import struct LMDB.Cursor",
    "public import class LMDB.Environment", "import LMDB.Cursor", "import Bytes; import LMDB",
    "import /* the store */ LMDB", "  import LMDB  // why not", "import\tLMDB", "import Glibc",
    "import Testing", "import FoundationEssentials", "import Reports", "import Unheard",
  ])
  func `an import the room may not have is found`(text: String) {
    let source = "/// A file.\n\n\(text)\nimport Bytes\n"
    #expect(found("Sources/Domain/Accounts/Account.swift", source) == [Expected(3, .imports)])
  }

  @Test func `the finding says which room may not import what`() throws {
    let source = SourceText(path: "Sources/Domain/Money.swift", "import Bytes\nimport LMDB\n")
    let finding = try #require(ImportRules.imports(in: source).first)
    #expect("\(finding)" == "Sources/Domain/Money.swift:2: imports: Domain may not import LMDB")
  }

  @Test(arguments: [
    ("Sources/Domain/A.swift", "import Bytes\nimport Synchronization\nimport Dispatch"),
    ("Sources/LMDB/A.swift", "internal import CLMDB\nimport Glibc\nimport FoundationEssentials"),
    ("Sources/Cryptography/A.swift", "internal import CSodium\ninternal import CXXHash"),
    ("Sources/CRM/A.swift", "import Reports\nimport EventLog\nimport FoundationEssentials"),
    ("Sources/CLI/A.swift", "import ArgumentParser\npublic import struct CRM.Book"),
    ("Sources/CRMTesting/A.swift", "import Testing\nimport CRM"),
    ("Sources/Domain/A.swift", "// import LMDB\n/* import LMDB */ let text = \"import LMDB\""),
    ("Sources/Domain/A.swift", "let text = \"\"\"\n  import LMDB\n  \"\"\""),
    ("Tests/Domain/A.swift", "@testable import Domain\nimport LMDB\nimport Testing"),
  ])
  func `an import the room may have is let through`(path: String, text: String) {
    #expect(found(path, text).isEmpty)
  }

  @Test(arguments: [
    "Sources/CRM/A.swift", "Tests/CRM/A.swift", "Benchmarks/Sources/Scan/A.swift",
    "Sources/CRMTesting/A.swift",
  ])
  func `Foundation is let in nowhere`(path: String) {
    let text = "import Testing\nimport Foundation\nimport FoundationNetworking\n"
    let findings = found(path, text).filter { $0.line > 1 }
    #expect(findings == [Expected(2, .imports), Expected(3, .imports)])
  }

  @Test func `handing an import on is found`() {
    let text = "@_exported public import Bytes\n"
    #expect(found("Sources/Domain/A.swift", text) == [Expected(1, .imports)])
  }

  @Test func `a room that is not in the table is found, and so is code in a system library`() {
    #expect(found("Sources/Cellar/A.swift", "import Bytes") == [Expected(1, .imports)])
    let findings = ImportRules.rooms([
      "Cellar": ["A.swift"], "Domain": ["A.swift"],
      "CLMDB": ["module.modulemap", "shim.h", "more.c"],
    ])
    #expect(findings.map(\.file) == ["Sources/CLMDB/more.c", "Sources/Cellar"])
    #expect(findings.allSatisfy { $0.rule == .imports })
  }
}

@Suite struct BadManifestTests {
  func found(_ text: String) -> [String] {
    ManifestRules.dependencies(in: SourceText(path: "Package.swift", text)).map(\.description)
  }

  @Test func `a dependency the table forbids is found in every way of writing it`() {
    let manifest = """
      let parser = Target.Dependency.product(name: "ArgumentParser", package: "parser")
      func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: dependencies)
      }
      let targets = [
        room("Domain", ["Bytes", "LMDB"]),
        .target(name: "Bytes", dependencies: [.target(name: "Domain"), .byName(name: "CRM")]),
        .executableTarget(
          name: "CLI", dependencies: ["CRM", parser, .product(name: "Hummingbird", package: "h")]),
        .target(name: "Reports", dependencies: [parser], swiftSettings: ["x"]),
        room("Cellar"),
        room("EventLog", ["LMDB" /* "CRM" */]),  // "CRM"
        .systemLibrary(name: "CLMDB", providers: [.apt(["liblmdb-dev"])]),
      ]
      """
    #expect(
      found(manifest) == [
        "Package.swift:6: dependencies: Domain may not depend on LMDB",
        "Package.swift:7: dependencies: Bytes may not depend on Domain",
        "Package.swift:7: dependencies: Bytes may not depend on CRM",
        "Package.swift:9: dependencies: CLI may not depend on Hummingbird",
        "Package.swift:10: dependencies: Reports may not depend on ArgumentParser",
        "Package.swift:11: dependencies: room Cellar is not in the table of imports",
      ])
  }

  @Test func `what is too much or missing at the top level is found`() {
    let right = ["Package.swift", "Sources", "Tests", "Benchmarks", "docs", "README.md"]
    #expect(Repository.topLevelFindings(right + ["Package.resolved"]).isEmpty)
    let wrong = Repository.topLevelFindings(right.dropLast() + ["scripts"])
    #expect(wrong.map(\.file) == ["README.md", "scripts"])
    #expect(wrong.allSatisfy { $0.rule == .topLevel })
  }
}
