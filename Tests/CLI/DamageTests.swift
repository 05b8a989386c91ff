import LMDB
import Testing

@testable import CLI

/// Books that something happened to from outside: a fault, told in one line.
@Suite struct DamageTests {
  @Test func `a missing keys file is a fault that names the file`() throws {
    let session = try Session.inBook()
    try FileSystem.remove(session.book + "/keys")
    let reply = session.run("status")
    #expect(reply.status == .fault)
    #expect(reply.errors.contains("\(session.book)/keys is missing"))
  }

  @Test func `a book of a newer format is left alone`() throws {
    let session = try Session.inBook()
    try tamper(session) { transaction, environment in
      try transaction.put(
        environment.table("meta"), key: Array("format".utf8), value: [9, 0, 0, 0])
    }
    let reply = session.run("account", "create", "--name", "Globex")
    #expect(reply.status == .fault)
    #expect(reply.errors.contains("has format 9") && reply.errors.contains("use a newer version"))
    #expect(reply.errors.filter(\.isNewline).count == 1)
  }

  @Test func `a damaged record is a fault that names its position`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    try tamper(session) { transaction, environment in
      let table = environment.table("events")
      let record = try transaction.get(table, position: 4) { value in
        value.indices.map { value[$0] }
      }
      var bytes = try #require(record)
      bytes[16] ^= 1
      try transaction.put(table, position: 4, bytes: bytes.span)
    }
    let reply = session.run("accounts")
    #expect(reply.status == .fault)
    #expect(reply.errors.contains("the record at position 4 is damaged"), "\(reply)")
    let writing = session.run("account", "rename", "A-1", "--name", "Initech")
    #expect(writing.status == .fault)
  }

  private func tamper(
    _ session: Session, _ body: (inout WriteTransaction, Environment) throws -> Void
  ) throws {
    let environment = try Environment(
      directory: session.book + "/log", tables: [.positions("events"), .bytes("meta")],
      create: false)
    try environment.write { transaction in try body(&transaction, environment) }
  }
}
