import LMDB
import Subprocess
import Testing

/// Backing up a book that is in use, whole and by what is new.
@Suite struct BackupTests {
  @Test func `a backup holds the same bytes, and opens once its keys are there`() async throws {
    let shop = try await Workshop.withBook()
    let reply = try await shop.asOperator("backup", shop.path("copy"))
    #expect(reply.status == .exited(0), "\(reply)")
    #expect(reply.output.contains("verified") && reply.output.contains("keys are not in it"))
    #expect(try storedRecords(shop.path("copy")) == storedRecords(shop.path("acme")))
    #expect(!FileSystem.exists(shop.path("copy/keys")))
    #expect(!FileSystem.exists(shop.path("copy/signing-key")))
    #expect(!FileSystem.exists(shop.path("copy/derived")))
    let closed = try await shop.run("accounts", "--book", shop.path("copy"), "--as", "U-1")
    #expect(closed.status == .exited(3) && closed.errors.contains("keys is missing"))
    let bytes = try FileSystem.read(shop.path("acme/keys"))
    try FileSystem.replace(path: shop.path("copy/keys"), with: [bytes])
    #expect(try await shop.log("copy") == shop.log("acme"))
  }

  @Test func `an incremental backup adds the same bytes, and only what is new`() async throws {
    let shop = try await Workshop.withBook()
    try await shop.done("backup", shop.path("copy"), "--book", shop.path("acme"))
    let before = try storedRecords(shop.path("copy"))
    for name in ["Initech", "Umbrella", "Tyrell"] {
      #expect(try await shop.inBook("account", "create", "--name", name).status == .exited(0))
    }
    #expect(try await shop.inBook("head").status == .exited(0))
    let reply = try await shop.done(
      "backup", shop.path("copy"), "--incremental", "--book", shop.path("acme"))
    #expect(reply.output.contains("3 of them new"), "\(reply)")
    let after = try storedRecords(shop.path("copy"))
    #expect(try after == storedRecords(shop.path("acme")) && after.starts(with: before))
    let verified = try await shop.run("verify", "--book", shop.path("copy"))
    #expect(try await verified.output == shop.run("verify", "--book", shop.path("acme")).output)
    let again = try await shop.done(
      "backup", shop.path("copy"), "--incremental", "--book", shop.path("acme"))
    #expect(again.output.contains("0 of them new"))
  }

  @Test func `what is no earlier state of this book is refused and left as it is`() async throws {
    let shop = try await Workshop.withBook()
    try await shop.found("other")
    try await shop.done("backup", shop.path("copy"), "--book", shop.path("acme"))
    let bytes = try FileSystem.read(shop.path("copy/log/data.mdb"))
    let refusals = [
      ("other", "copy", "--incremental", "another book"),
      ("acme", "copy", "--keys-days=30", "something in"),
      ("acme", "acme", "--incremental", "the book itself"),
      ("acme", "other", "--incremental", "not a backup"),
      ("acme", "nowhere/copy", "--keys-days=30", "cannot be made"),
      ("acme", "new", "--keys=\(shop.path("acme/more-keys"))", "kept apart"),
      ("acme", "copy", "--keys=\(shop.path("copy/more-keys"))", "kept apart"),
    ]
    for (book, target, option, reason) in refusals {
      let reply = try await shop.run(
        "backup", shop.path(target), option, "--book", shop.path(book))
      #expect(reply.status == .exited(1) && reply.errors.contains(reason), "\(reason): \(reply)")
    }
    #expect(try FileSystem.read(shop.path("copy/log/data.mdb")) == bytes)
  }

  @Test func `a backup that went its own way, or further than the book, is refused`() async throws {
    let shop = try await Workshop.withBook()
    let keys = try FileSystem.read(shop.path("acme/keys"))
    for name in ["ahead", "apart"] {
      try await shop.done("backup", shop.path(name), "--book", shop.path("acme"))
      try FileSystem.replace(path: shop.path(name + "/keys"), with: [keys])
      try await shop.done(
        "account", "create", "--name", name, "--book", shop.path(name), "--as", "U-1")
    }
    let ahead = try await shop.run(
      "backup", shop.path("ahead"), "--incremental", "--book", shop.path("acme"))
    #expect(ahead.status == .exited(1) && ahead.errors.contains("the book was cut"), "\(ahead)")
    #expect(try await shop.inBook("account", "create", "--name", "Real").status == .exited(0))
    let apart = try await shop.run(
      "backup", shop.path("apart"), "--incremental", "--book", shop.path("acme"))
    #expect(apart.status == .exited(1) && apart.errors.contains("differ at @"), "\(apart)")
  }

  @Test func `backups taken while others write are all whole`() async throws {
    let shop = try await Workshop.withBook()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...2 {
        group.addTask {
          for number in 1...12 {
            let reply = try await shop.inBook(
              "account", "create", "--name", "Account \(writer) \(number)")
            #expect(reply.status == .exited(0), "\(reply)")
          }
        }
      }
      group.addTask {
        try await shop.done("backup", shop.path("hot"), "--book", shop.path("acme"))
        for _ in 1...6 {
          try await shop.done(
            "backup", shop.path("hot"), "--incremental", "--book", shop.path("acme"))
        }
      }
      try await group.waitForAll()
    }
    let (copy, book) = (
      try storedRecords(shop.path("hot")), try storedRecords(shop.path("acme"))
    )
    #expect(book.count == 6 + 24 && book.starts(with: copy))
  }

  @Test func `a damaged book is not backed up, and nothing is left behind`() async throws {
    let shop = try await Workshop.withBook()
    let path = shop.path("acme/log/data.mdb")
    let bytes = try FileSystem.read(path)
    let place = try #require(firstIndex(of: Array("Globex".utf8), in: bytes))
    try overwrite(path, at: place) { $0[0] ^= 1 }
    let reply = try await shop.run("backup", shop.path("copy"), "--book", shop.path("acme"))
    #expect(reply.status == .exited(3) && reply.errors.contains("cannot be used"), "\(reply)")
    #expect(try FileSystem.list(shop.directory) == ["acme"])
  }

  @Test func `what an interrupted backup left is cleared away by the next`() async throws {
    let shop = try await Workshop.withBook()
    try FileSystem.makeDirectory(shop.path("copy.partial"))
    try FileSystem.replace(path: shop.path("copy.partial/in-progress"), with: [[]])
    try FileSystem.makeDirectory(shop.path("copy.partial/log"))
    try await shop.done("backup", shop.path("copy"), "--book", shop.path("acme"))
    #expect(try FileSystem.list(shop.directory) == ["acme", "copy"])
  }
}

extension Workshop {
  /// Runs the command on the book `acme`, in nobody's name.
  func asOperator(_ arguments: String...) async throws -> Reply {
    try await run(arguments + ["--book", path("acme")])
  }
}

/// Where bytes first occur in others.
func firstIndex(of part: [UInt8], in whole: [UInt8]) -> Int? {
  (0...(whole.count - part.count)).first { whole[$0..<$0 + part.count].elementsEqual(part) }
}
