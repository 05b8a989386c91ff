import Testing

@Suite struct BadCodeTests {
  @Test(arguments: [
    "let a = unsafe b", "let a = unsafe(b)", "var p: UnsafePointer<UInt8>",
    "let p: UnsafeMutableRawBufferPointer", "a.withUnsafeBytes { _ in }",
    "a.withUnsafeMutableBufferPointer { _ in }", "final class A: @unchecked Sendable {}",
    "nonisolated(unsafe) var a = 1", "let a = unsafeBitCast(b, to: Int.self)", "@unsafe func a()",
    "unowned(unsafe) let a: A", "let p: OpaquePointer", "@safe struct A {}",
    "let a = [Int](unsafeUninitializedCapacity: 3)", "let a = \"\\(unsafe b)\"",
    "let a = #\"\\#(unsafe b)\"#", "let a = \"//\"; unsafe b()", "/* /* */ */ unsafe a()",
    "let a = #\"\"\"#; unsafe b()", "let a = \"\\\"\"; unsafe b()",
    "let a = \"\\(b(\")\"))\"; unsafe c()", "let a = ##\"\"#\"##; unsafe b()",
    "let a = `b c`; unsafe d()",
  ])
  func `memory-unsafe code is found`(text: String) {
    let source = "let first = 1\n\(text)\n"
    let expected = [Expected(2, .memorySafety)]
    #expect(found("Sources/EventLog/Record.swift", source) == expected)
    #expect(found("Sources/LMDB/Record.swift", source).isEmpty)
    #expect(found("Sources/Cryptography/Record.swift", source).isEmpty)
    #expect(found("Tests/EventLog/RecordTests.swift", source).isEmpty)
  }

  @Test(arguments: [
    "// unsafe", "/* unsafe /* unsafe */ unsafe */", "/// An UnsafePointer would be faster.",
    "let a = \"unsafe\"", "let a = #\"unsafe \"quoted\" unsafe\"#", "let a = \"\\\" unsafe\"",
    "let a = \"\\(b) unsafe \\(c(\"unsafe\"))\"", "let a = ##\"\"# unsafe\"##",
    "let a = \"\"\"\n  unsafe \"\"\n  \\(b) unsafe\n  \"\"\"", "let a = #\"\\(unsafe)\"#",
    "func `an unsafe name`() {}", "let a = \"/*\"; let b = \"unsafe */\"",
  ])
  func `words about unsafe code are no code`(text: String) {
    #expect(found("Sources/EventLog/Record.swift", text).isEmpty)
  }

  @Test func `a line after a string of several lines has its right number`() {
    let text = "let a = \"\"\"\n  one\n  \"two\"\n  \"\"\"\nunsafe b()\n"
    #expect(found("Sources/Bytes/A.swift", text) == [Expected(5, .memorySafety)])
  }

  @Test func `a file that is too long is found`() {
    let line = "let a = 1\n"
    #expect(found("Tests/CRM/A.swift", String(repeating: line, count: 400)).isEmpty)
    let long = found("Tests/CRM/A.swift", String(repeating: line, count: 401))
    #expect(long == [Expected(401, .fileLength)])
  }

  @Test func `a line that is too long is found, what strings hold not counted`() {
    let name = String(repeating: "é", count: 92)
    let sound = "let a = \(name)\n"
    let long = "let ab = \(name)\n"
    #expect(found("Sources/CRM/A.swift", sound).isEmpty)
    #expect(found("Sources/CRM/A.swift", sound + long) == [Expected(2, .lineLength)])
    #expect(found("Benchmarks/A.swift", long) == [Expected(1, .lineLength)])
    #expect(found("Tests/CRM/A.swift", long).isEmpty)
    #expect(found("Tests/CRM/A.swift", "let a = \(name)\(name)") == [Expected(1, .lineLength)])
    #expect(found("Sources/CRM/A.swift", "let a = \"\(name)\(name)\"\n").isEmpty)
    #expect(found("Sources/CRM/A.swift", "// \(name)\(name)\n") == [Expected(1, .lineLength)])
  }

  @Test(arguments: [
    "public func a() {}", "public struct A {}", "@inlinable public var a: Int { 1 }",
    "public private(set) var a = 1", "public static func == (a: A, b: A) -> Bool { true }",
    "public class func a() {}", "open class A {}", "public @frozen struct A {}",
    "public nonisolated(nonsending) func a() async {}", "public init(a: Int) {}",
    "@inlinable\n  public func a() {}", "// No documentation.\npublic func a() {}",
    "let a = 1  /// Of something else.\npublic let b = 1", "/// Apart.\n\npublic let a = 1",
  ])
  func `a public declaration without documentation is found`(text: String) {
    let line = 1 + text.split(separator: "\n", omittingEmptySubsequences: false).count
    let source = "let before = 1\n\(text)\n"
    #expect(found("Sources/CRM/A.swift", source) == [Expected(line, .documentation)])
    #expect(found("Tests/CRM/A.swift", source).isEmpty)
  }

  @Test(arguments: [
    "/// What it is.\npublic func a() {}",
    "/// What it is.\n@inlinable\n@_lifetime(copy a)\npublic func a() {}",
    "public import Domain", "public extension A {}", "func open() {}", "file.open(a)",
    "internal func a() {}", "// public func a() {}", "public(set) var a = 1",
    "struct A {\n  /// What it is.\n  @usableFromInline public let a = 1\n}",
  ])
  func `a documented or unpublished declaration is let through`(text: String) {
    #expect(found("Sources/CRM/A.swift", text).isEmpty)
  }

  @Test(arguments: ["TODO", "FIXME", "XXX"])
  func `a mark of unfinished work is found in comments only`(mark: String) {
    #expect(found("Tests/CRM/A.swift", "let a = 1\n// \(mark): b\n") == [Expected(2, .unfinished)])
    #expect(found("Sources/CRM/A.swift", "/*\n  \(mark) b\n*/") == [Expected(2, .unfinished)])
    #expect(found("Sources/CRM/A.swift", "let a = 1  // \(mark)") == [Expected(1, .unfinished)])
    #expect(found("Sources/CRM/A.swift", "let a = \"\(mark)\"  // \(mark)H3").isEmpty)
  }

  @Test func `a default in evolve is found in the domain only`() {
    let text = """
      func evolve(_ event: Event) {
        switch event { case .a: break; default: break }
        if b { switch event { @unknown default : break } }
      }
      func decide(_ command: Command) { switch command { default: break } }
      """
    let expected = [Expected(2, .exhaustiveEvolve), Expected(3, .exhaustiveEvolve)]
    #expect(found("Sources/Domain/Accounts/A.swift", text) == expected)
    #expect(found("Sources/Projections/A.swift", text).isEmpty)
    let sound = "func evolve(a: Int = .default) { let b = \"default:\" /* default: */ }"
    #expect(found("Sources/Domain/A.swift", sound).isEmpty)
  }

  @Test func `a swallowed fault is found unless its line gives the reason`() {
    let text = "let a = try? b()\nlet c = try ?? d\nlet e = try? f()  // allowed: "
    #expect(found("Sources/CRM/A.swift", text) == (1...3).map { Expected($0, .swallowedFault) })
    let sound = "let a = try? b()  // allowed: the cache is only a help\nlet c = \"try?\"  // try?"
    #expect(found("Sources/CRM/A.swift", sound).isEmpty)
    #expect(found("Tests/CRM/A.swift", "let a = try? b()").isEmpty)
  }
}
