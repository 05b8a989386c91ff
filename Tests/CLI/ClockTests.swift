import Bytes
import Testing

@testable import CLI

/// A clock that jumps, at the command line.
@Suite struct ClockTests {
  @Test func `a clock that went back refuses to write, and reading goes on`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    let head = try session.head()
    session.wait(hours: -3)
    let refused = session.run("account", "create", "--name", "Initech")
    #expect(refused.status == .refused && refused.errors.contains("clock"), "\(refused)")
    #expect(session.run("accounts").output.contains("Globex"))
    let check = session.run("check")
    #expect(check.status == .fault && check.output.contains("nothing can be written"), "\(check)")
    session.wait(hours: 3)
    #expect(session.run("account", "create", "--name", "Initech").status == .done)
    #expect(try session.head() == head.next)
  }

  @Test func `a clock that jumped ahead must be confirmed, once`() throws {
    let session = try Session.inBook()
    session.wait(hours: 24 * 900)
    let refused = session.run("account", "create", "--name", "Globex")
    #expect(refused.status == .refused && refused.errors.contains("clock"), "\(refused)")
    #expect(session.run("account", "create", "--name", "Globex", "--confirm-clock").status == .done)
    #expect(session.run("account", "create", "--name", "Initech").status == .done)
  }
}
