import Bytes
import Synchronization
import Testing

@testable import CLI

@Suite struct ConsoleTests {
  @Test func `headings are bold on a terminal only`() throws {
    let session = try Session.inBook()
    #expect(!session.run("users").output.contains("\u{1B}"))
    session.change { $0.hasColor = true }
    #expect(session.run("users").output.contains("\u{1B}[1m"))
  }

  @Test func `a table keeps to the width of the terminal`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", String(repeating: "long ", count: 60))
    session.change { $0.width = 100 }
    let lines = session.run("show", "A-1").output.split(separator: "\n").dropFirst()
    #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.map(\.count))")
  }

  @Test func `progress is shown after a second, once a second, and taken away`() {
    let shown = Mutex<[String]>([])
    let clock = Mutex(Int64(0))
    var console = Console(
      writeOutput: { _ in },
      writeErrors: { bytes in shown.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
      },
      environment: [:], systemUser: "anna")
    console.showsProgress = true
    console.now = { Instant(microseconds: clock.withLock { $0 }) }
    Console.$current.withValue(console) {
      let progress = ProgressLine("importing")
      for step in 0..<UInt64(25) {
        clock.withLock { $0 = Int64(step) * 100_000 }
        progress.show(step * 1_000, of: 25_000)
      }
      progress.clear()
    }
    #expect(
      shown.withLock { $0 } == [
        "\r\u{1B}[Kimporting: 10,000 (40 %)", "\r\u{1B}[Kimporting: 20,000 (80 %)", "\r\u{1B}[K",
      ])
  }

  @Test func `where nobody watches there is no progress`() {
    let shown = Mutex(0)
    let console = Console(
      writeOutput: { _ in }, writeErrors: { _ in shown.withLock { $0 += 1 } }, environment: [:],
      systemUser: "anna")
    Console.$current.withValue(console) {
      let progress = ProgressLine("importing")
      for step in 0..<UInt64(1_000) { progress.show(step) }
      progress.clear()
    }
    #expect(shown.withLock { $0 } == 0)
  }

  @Test func `control characters and endless texts do not reach a terminal`() {
    #expect(VisibleLine.of("a\u{1B}[31mb\nc") == "a\\u{1B}[31mb\\nc")
    #expect(VisibleLine.of(String(repeating: "x", count: 1_000)).count == 401)
  }
}
