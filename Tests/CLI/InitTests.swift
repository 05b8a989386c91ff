import Testing

@testable import CLI

@Suite struct InitTests {
  @Test func `a new book has its founder, its zone and the usual pipeline`() throws {
    let session = try Session.inBook()
    #expect(session.run("show", "U-1").output.contains("Anna Smit"))
    let pipeline = session.run("show", "L-1", "--format", "csv").output
    #expect(pipeline.contains("stages,\"Qualification, Needs analysis, Proposal, Negotiation\""))
    #expect(pipeline.contains("stage-4-category,commit"))
    #expect(session.run("status", "--format", "csv").output.contains("time-zone,Europe/Amsterdam"))
  }

  @Test func `a book can be founded without a pipeline`() throws {
    let session = try Session()
    session.run("init", session.book, "--currency", "EUR", "--time-zone", "UTC", "--no-pipeline")
    let reply = session.run("show", "L-1", "--book", session.book)
    #expect(reply.status == .refused)
    #expect(reply.errors == "rapport: there is no pipeline L-1\n")
  }

  @Test func `founding tells what to do next`() throws {
    let session = try Session()
    let reply = session.run(
      "init", session.book, "--currency", "EUR", "--time-zone", "Europe/Amsterdam")
    #expect(reply.output.contains("export RAPPORT_BOOK=\(session.book)"))
  }

  @Test func `founding twice in one place is refused and changes nothing`() throws {
    let session = try Session.inBook()
    let head = try session.head()
    let reply = session.run(
      "init", session.book, "--currency", "EUR", "--time-zone", "Europe/Amsterdam")
    #expect(reply.status == .refused)
    #expect(reply.errors == "rapport: there is a book in \(session.book) already\n")
    #expect(try session.head() == head)
  }

  @Test(arguments: [
    (["--currency", "EURO"], "EURO"),
    (["--currency", "EUR", "--time-zone", "Mars/Olympus"], "Mars"),
    (["--currency", "EUR", "--time-zone", "../../etc/passwd"], "passwd"),
    (["--currency", "EUR", "--time-zone", "UTC", "--fiscal-year-start", "13"], "13"),
    (["--currency", "EUR", "--time-zone", "UTC", "--user", ""], "name"),
  ])
  func `a book that cannot be founded leaves nothing behind`(
    options: [String], culprit: String
  ) throws {
    let session = try Session()
    let reply = session.run(["init", session.book] + options)
    #expect(reply.status == .refused)
    #expect(reply.errors.hasPrefix("rapport: ") && reply.errors.contains(culprit), "\(reply)")
    #expect(session.run("status", "--book", session.book).errors.contains("there is no directory"))
  }
}
