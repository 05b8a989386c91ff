import LMDB
import Subprocess
import Testing

/// What `rapport check` says of books, sound and not.
@Suite struct CheckTests {
  private func states(_ shop: Workshop) async throws -> (reply: Workshop.Reply, lines: [String]) {
    let reply = try await shop.run("check", "--format", "csv", "--book", shop.path("acme"))
    return (reply, reply.output.split(whereSeparator: \.isNewline).map(String.init))
  }

  @Test func `a book that is backed up and signed has nothing to complain of`() async throws {
    let shop = try await Workshop.withBook()
    #expect(try await shop.inBook("head").status == .exited(0))
    try await shop.done(
      "backup", shop.path("copy"), "--keys", shop.path("safe.keys"), "--book", shop.path("acme"))
    let (reply, lines) = try await states(shop)
    #expect(reply.status == .exited(0), "\(reply)")
    let parts = [
      "disk", "permissions", "pages", "events", "store", "readers", "keys", "clock", "derived",
      "backup", "keys-backup",
    ]
    for part in parts {
      #expect(lines.contains { $0.hasPrefix(part + ",ok,") }, "\(part): \(lines)")
    }
  }

  @Test func `what is missing or open to others is a warning with advice`() async throws {
    let shop = try await Workshop.withBook()
    try FileSystem.setMode(shop.path("acme/keys"), 0o644)
    let (reply, lines) = try await states(shop)
    #expect(reply.status == .exited(0), "\(reply)")
    for part in ["permissions", "backup"] {
      #expect(lines.contains { $0.hasPrefix(part + ",warning,") }, "\(part): \(lines)")
    }
    #expect(reply.output.contains("chmod 600 \(shop.path("acme/keys"))"))
  }

  @Test func `keys that are missing, cut or another book's are a fault`() async throws {
    let shop = try await Workshop.withBook()
    try await shop.found("other")
    let keys = try FileSystem.read(shop.path("acme/keys"))
    let damages: [() throws -> Void] = [
      { try FileSystem.remove(shop.path("acme/keys")) },
      {
        try FileSystem.replace(path: shop.path("acme/keys"), with: [Array(keys.prefix(5_000))])
      },
      {
        let bytes = try FileSystem.read(shop.path("other/keys"))
        try FileSystem.replace(path: shop.path("acme/keys"), with: [bytes])
      },
    ]
    for damage in damages {
      try damage()
      let (reply, lines) = try await states(shop)
      #expect(reply.status == .exited(3) && reply.errors.contains("one thing is broken"))
      #expect(lines.contains { $0.hasPrefix("keys,fault,") }, "\(lines)")
      try FileSystem.replace(path: shop.path("acme/keys"), with: [keys])
    }
    #expect(try await states(shop).reply.status == .exited(0))
  }

  @Test func `a damaged page or event is a fault that says where`() async throws {
    let shop = try await Workshop.withBook()
    let path = shop.path("acme/log/data.mdb")
    let bytes = try FileSystem.read(path)
    let place = try #require(firstIndex(of: Array("Globex".utf8), in: bytes))
    try overwrite(path, at: place) { $0[0] ^= 1 }
    let event = try await states(shop)
    #expect(event.reply.status == .exited(3))
    #expect(event.lines.contains { $0.hasPrefix("events,fault,@4:") }, "\(event.lines)")
    try overwrite(path, at: place / 4_096 * 4_096 + 12) { $0[0] ^= 2 }
    let page = try await states(shop)
    #expect(page.reply.status == .exited(3))
    #expect(
      page.lines.contains { $0.hasPrefix("pages,fault,") && $0.contains("page \(place / 4_096)") },
      "\(page.lines)")
  }

  @Test func `a head that somebody kept shows a book that was cut`() async throws {
    let shop = try await Workshop.withBook()
    try await shop.done("backup", shop.path("copy"), "--book", shop.path("acme"))
    #expect(try await shop.inBook("account", "create", "--name", "Late").status == .exited(0))
    #expect(
      try await shop.inBook("head", "--out", shop.path("head.txt")).status == .exited(0))
    let reply = try await shop.run(
      "check", "--head", shop.path("head.txt"), "--book", shop.path("copy"))
    #expect(reply.status == .exited(3) && reply.output.contains("gone"), "\(reply)")
  }
}
