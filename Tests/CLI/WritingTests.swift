import Exchange
import Testing

@testable import CLI

@Suite struct WritingTests {
  @Test func `what a command did is told in one line`() throws {
    let session = try Session.inBook()
    let reply = session.run("account", "create", "--name", "Globex", "--industry", "Steel")
    #expect(reply.output == "A-1 Globex created: industry: Steel, name: Globex (event @4)\n")
    #expect(reply.errors == "")
    #expect(reply.status == .done)
  }

  @Test func `what a command did is told as JSON`() throws {
    let session = try Session.inBook()
    let reply = session.run("account", "create", "--name", "Globex", "--format", "json")
    #expect(
      reply.output == """
        {
          "subject": "A-1",
          "events": [
            {
              "position": 4,
              "subject": "A-1",
              "version": 1,
              "event": "created"
            }
          ],
          "warnings": [],
          "repeat": false
        }

        """)
  }

  @Test func `no option of a command has the name of another`() {
    for form in Forms.all {
      let names = Specification(form).parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(form.name): \(names)")
    }
  }

  @Test func `an activity takes a subject, which is not what the command is done to`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    let planned = session.run(
      "activity", "plan", "--type", "call", "--account", "A-1", "--subject", "Hammocks")
    #expect(planned.status == .done && planned.output.contains("Hammocks"), "\(planned)")
    let renamed = session.run("activity", "rename", "T-1", "--subject", "Nets")
    #expect(renamed.output.hasPrefix("T-1 Nets"), "\(renamed)")
    #expect(session.run("show", "T-1").output.contains("Nets"))
  }

  @Test func `a possible duplicate is warned of beside the answer`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    let reply = session.run("account", "create", "--name", "GLOBEX")
    #expect(reply.status == .done)
    #expect(reply.errors.contains("A-1 may be the same"))
  }

  @Test func `doing the same twice says that there was nothing to change`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    let reply = session.run("account", "rename", "A-1", "--name", "Globex")
    #expect(reply.output == "There was nothing to change.\n")
  }

  @Test func `the same command id writes once`() throws {
    let session = try Session.inBook()
    let create = [
      "account", "create", "--name", "Globex", "--command-id", "0123456789abcdef0123456789abcdef",
    ]
    let first = session.run(create)
    let head = try session.head()
    let second = session.run(create)
    #expect(second.output == "Done before: " + first.output)
    let other = session.run(
      "account", "create", "--name", "Initech", "--command-id", "0123456789abcdef0123456789abcdef")
    #expect(other.status == .refused)
    #expect(try session.head() == head)
  }

  @Test func `a version that somebody changed meanwhile is refused`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    session.run("account", "rename", "A-1", "--name", "Globex BV", "--expect", "1")
    let reply = session.run("account", "rename", "A-1", "--name", "Globex NV", "--expect", "1")
    #expect(reply.status == .refused)
    #expect(
      reply.errors
        == "rapport: A-1 was changed meanwhile: you saw version 1, it is at version 2\n")
  }

  @Test func `reason, beneficiary and the system's user are in the log`() throws {
    let session = try Session.inBook()
    session.run("user", "create", "--name", "Ben Bakker", "--role", "representative")
    session.run(
      "account", "create", "--name", "Globex", "--reason", "met at the fair", "--on-behalf-of",
      "Ben Bakker")
    let line = session.run("log", "--stream", "A-1").output
    #expect(line.contains("(because: met at the fair; for U-2 Ben Bakker)"))
    let json = session.run("log", "--stream", "A-1", "--json").output
    #expect(json.contains(#""channel":"command-line""#) && json.contains(#""system_user":"U-1""#))
  }

  @Test func `a reason of the form's own stands beside the common options`() throws {
    let session = try Session.inBook()
    session.run("opportunity", "open", "--name", "Big deal", "--amount", "100")
    let reply = session.run("opportunity", "lose", "O-1", "--reason", "too dear")
    #expect(reply.output.contains("lost: too dear") || reply.output.contains("reason: too dear"))
  }

  @Test func `a field gets back the value it had`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex", "--industry", "Steel")
    session.wait(hours: 48)
    session.run("account", "change", "A-1", "--industry", "Food")
    let reply = session.run("restore", "A-1", "industry", "--to", "2026-03-03")
    #expect(reply.output.contains("industry: Steel"))
    #expect(session.run("show", "A-1").output.contains("Steel"))
  }

  @Test func `what happened earlier is entered with its date`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    session.wait(hours: 48)
    let late = session.run("account", "create", "--name", "Initech", "--occurred", "2026-03-03")
    #expect(late.status == .done)
    #expect(session.run("log", "--stream", "A-2").output.contains("2026-03-03 23:59"))
    let future = session.run("account", "create", "--name", "X", "--occurred", "2026-04-03")
    #expect(future.errors == "rapport: it cannot have happened in the future\n")
  }
}
