import LMDB
import Subprocess
import Testing

/// Making a book from a backup.
@Suite struct RestoreTests {
  private func backedUp(keysDays: Int = 30) async throws -> Workshop {
    let shop = try await Workshop.withBook()
    #expect(try await shop.inBook("head").status == .exited(0))
    try await shop.done(
      "backup", shop.path("copy"), "--keys", shop.path("safe.keys"), "--book", shop.path("acme"))
    return shop
  }

  @Test func `a restored book gives every answer the old one gave, and takes commands`()
    async throws
  {
    let shop = try await backedUp()
    let reply = try await shop.done(
      "restore-book", shop.path("copy"), shop.path("again"), "--keys", shop.path("safe.keys"))
    #expect(reply.output.contains("Restored 6 events"), "\(reply)")
    #expect(reply.errors.contains("no signing key"))
    #expect(try storedRecords(shop.path("again")) == storedRecords(shop.path("acme")))
    #expect(try await shop.log("again") == shop.log("acme"))
    let shown = try await shop.done("show", "C-1", "--book", shop.path("again"), "--as", "U-1")
    #expect(shown.output.contains("Gruber"))
    try await shop.done(
      "account", "create", "--name", "Next", "--book", shop.path("again"), "--as", "U-1")
    let names = try FileSystem.list(shop.path("again"))
    #expect(!names.contains("backup") && !names.contains("in-progress"))
  }

  @Test func `without keys nothing is restored unless that is wanted`() async throws {
    let shop = try await backedUp()
    let refused = try await shop.run("restore-book", shop.path("copy"), shop.path("again"))
    #expect(refused.status == .exited(1) && refused.errors.contains("no book opens"))
    #expect(!FileSystem.exists(shop.path("again")))
    let wanted = try await shop.done(
      "restore-book", shop.path("copy"), shop.path("again"), "--without-keys")
    #expect(wanted.errors.contains("can be verified, and not be opened"))
    #expect(try await shop.run("verify", "--book", shop.path("again")).status == .exited(0))
    #expect(try await shop.run("status", "--book", shop.path("again")).status == .exited(3))
  }

  @Test func `a directory that holds something is not restored over`() async throws {
    let shop = try await backedUp()
    for target in ["acme", "copy"] {
      let reply = try await shop.run(
        "restore-book", shop.path("copy"), shop.path(target), "--keys", shop.path("safe.keys"))
      #expect(reply.status == .exited(1), "\(reply)")
    }
    try FileSystem.makeDirectory(shop.path("empty"))
    try await shop.done(
      "restore-book", shop.path("copy"), shop.path("empty"), "--keys", shop.path("safe.keys"))
  }

  @Test func `keys of another book, and keys cut short, are refused`() async throws {
    let shop = try await backedUp()
    try await shop.found("other")
    let bytes = try FileSystem.read(shop.path("safe.keys"))
    try FileSystem.replace(path: shop.path("short.keys"), with: [Array(bytes.dropLast(40))])
    for (keys, reason) in [
      ("other/keys", "belongs to the book"), ("short.keys", "cut short"), ("none", "is missing"),
    ] {
      let reply = try await shop.run(
        "restore-book", shop.path("copy"), shop.path("again"), "--keys", shop.path(keys))
      #expect(reply.status == .exited(3) && reply.errors.contains(reason), "\(reply)")
      #expect(!FileSystem.exists(shop.path("again")))
    }
  }

  @Test func `who was erased after the keys were copied is erased again`() async throws {
    let shop = try await backedUp()
    let erased = try await shop.inBook("erase", "C-1", "--reason", "asked for it")
    #expect(erased.status == .exited(0), "\(erased)")
    try await shop.done(
      "backup", shop.path("copy"), "--incremental", "--book", shop.path("acme"))
    let keys = try FileSystem.read(shop.path("safe.keys"))
    try FileSystem.replace(path: shop.path("acme/keys"), with: [keys])
    let back = try await shop.run("check", "--book", shop.path("acme"))
    #expect(back.status == .exited(3) && back.output.contains("are there again"), "\(back)")
    try await shop.done(
      "restore-book", shop.path("copy"), shop.path("again"), "--keys", shop.path("safe.keys"))
    let slot = 64 + 32 * 2
    let stored = try FileSystem.read(shop.path("again/keys"))
    #expect(stored[slot..<slot + 32].allSatisfy { $0 == 0 } && keys != stored)
    let shown = try await shop.run("show", "C-1", "--book", shop.path("again"), "--as", "U-1")
    #expect(!shown.output.contains("Gruber"), "\(shown)")
    #expect(try await shop.run("check", "--book", shop.path("again")).status == .exited(0))
  }

  @Test func `a copy of the keys past its day is told of, and works`() async throws {
    let shop = try await backedUp()
    let note = "rapport keys 1\ntaken 2020-01-01T00:00:00Z\nexpires 2020-01-31T00:00:00Z\n"
    try FileSystem.replace(path: shop.path("safe.keys.expires"), with: [Array(note.utf8)])
    let reply = try await shop.done(
      "restore-book", shop.path("copy"), shop.path("again"), "--keys", shop.path("safe.keys"))
    #expect(reply.errors.contains("expired"), "\(reply)")
  }

  @Test func `a backup that lost its newest events, or was changed, is not restored`() async throws {
    let shop = try await backedUp()
    let environment = try Environment(
      directory: shop.path("copy/log"), tables: [.positions("events")], create: false)
    try environment.write { transaction in
      _ = try transaction.remove(environment.table("events"), position: 6)
    }
    let reply = try await shop.run(
      "restore-book", shop.path("copy"), shop.path("again"), "--keys", shop.path("safe.keys"))
    #expect(reply.status == .exited(3) && reply.errors.contains("not in it"), "\(reply)")
    #expect(!FileSystem.exists(shop.path("again")))
  }
}
