import Bytes
import CRMTesting
import Domain
import EventLog
import LMDB
import Testing

@testable import CRM

/// Signing heads, and the key that does.
@Suite struct HeadTests {
  @Test func `a head is signed once, kept, and signed anew when there are more events`() throws {
    let book = try ProofBook()
    let first = try book.crm.signHead()
    #expect(try first.head.size == book.size)
    #expect(try book.crm.signHead() == first)
    try book.grow(3)
    let second = try book.crm.signHead()
    #expect(second.head.size == first.head.size + 3)
    #expect(try book.crm.heads() == [first, second])
    #expect(try SignedNote(Array(second.note.utf8)).isSigned(by: try book.crm.headKey()))
    let reopened = try CRM.open(book.directory)
    #expect(try reopened.heads() == [first, second])
    #expect(try reopened.headKey() == first.key)
  }

  @Test func `the private key is readable by its owner alone`() throws {
    let book = try ProofBook()
    try book.crm.signHead()
    let listing = try FileSystem.list(book.directory)
    #expect(listing.contains("signing-key"))
    let text = String(
      decoding: try FileSystem.read(book.directory + "/signing-key"), as: UTF8.self)
    #expect(text.hasPrefix("PRIVATE+KEY+" + book.crm.logName + "+"))
  }

  @Test func `a book in memory signs as well`() throws {
    let book = try TestBook()
    let head = try book.crm.signHead()
    #expect(try book.crm.verify().isSound)
    #expect(try book.crm.heads() == [head])
  }

  @Test func `a head is due without one, and when a day has passed since the last`() throws {
    let book = try ProofBook()
    let first = try #require(try book.crm.signHeadIfDue())
    try book.grow(1)
    #expect(try book.crm.signHeadIfDue() == nil)
    book.book.clock.advance(days: 1, seconds: 1)
    #expect(try book.crm.signHeadIfDue()?.head.size == first.head.size + 1)
    book.book.clock.advance(days: 2)
    #expect(try book.crm.signHeadIfDue() == nil, "nothing was written since")
  }

  @Test func `a rotated key signs what follows, and both are good`() throws {
    let book = try ProofBook()
    let first = try book.crm.signHead()
    let (key, head) = try book.crm.rotateKey(as: book.book.administrator)
    #expect(key != first.key && head.key == key && head.head == first.head)
    try book.grow(2)
    #expect(try book.crm.signHead().key == key)
    let report = try book.verify()
    #expect(report.isSound && report.remarks == [] && report.headCount == 3)
    for trusted in [first.key, key] {
      #expect(try book.verify(VerificationRequest(key: trusted)).isSound)
    }
  }

  @Test func `many who sign and write at once leave heads that all verify`() async throws {
    let book = try ProofBook()
    let other = try CRM.open(book.directory, now: { book.book.clock.now })
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<12 {
        group.addTask {
          let crm = number.isMultiple(of: 2) ? book.crm : other
          try await crm.perform(
            .account(nil, .create(NewAccount(name: "Racer \(number)"))),
            as: book.book.administrator)
          try crm.signHead()
        }
      }
      try await group.waitForAll()
    }
    let report = try book.verify()
    #expect(report.isSound, "\(report.findings)")
    #expect(try book.crm.heads().last?.head.size == book.size)
  }

  @Test func `only administrators rotate keys`() throws {
    let book = try ProofBook()
    try book.crm.signHead()
    try book.book.run(.user(nil, .register(NewUser(name: "Rep", role: .representative))))
    #expect(throws: CommandRefusal.self) {
      try book.crm.rotateKey(as: Principal(UserID(2)))
    }
  }

  @Test func `a lost key is never replaced silently`() throws {
    let book = try ProofBook()
    let first = try book.crm.signHead()
    let path = book.directory + "/signing-key"
    #expect(throws: ProofRefusal.keyNotLost(path: path)) {
      try book.crm.rotateKey(lost: true, as: book.book.administrator)
    }
    try FileSystem.remove(path)
    try book.grow(1)
    #expect(throws: ProofRefusal.keyMissing(path: path)) { try book.crm.signHead() }
    #expect(throws: ProofRefusal.keyMissing(path: path)) {
      try book.crm.rotateKey(as: book.book.administrator)
    }
    #expect(!FileSystem.exists(path))
    let (key, _) = try book.crm.rotateKey(lost: true, as: book.book.administrator)
    let report = try book.verify()
    #expect(report.isSound && report.remarks.count == 1)
    #expect(try !book.verify(VerificationRequest(key: first.key)).isSound)
    #expect(try !book.verify(VerificationRequest(key: key)).isSound)
  }

  @Test func `a file that is no key of this book is a fault`() throws {
    let (book, other) = (try ProofBook(), try ProofBook())
    try book.crm.signHead()
    try other.crm.signHead()
    let path = book.directory + "/signing-key"
    let foreign = try FileSystem.read(other.directory + "/signing-key")
    for bytes in [foreign, Array("nonsense\n".utf8)] {
      try FileSystem.replace(path: path, with: [bytes])
      try book.grow(1)
      #expect(throws: ProofFault.notASigningKey(path: path)) { try book.crm.signHead() }
    }
  }

  @Test func `an interrupted rotation leaves the key that the log names in use`() throws {
    let book = try ProofBook()
    let first = try book.crm.signHead()
    let path = book.directory + "/signing-key"
    let old = try FileSystem.read(path)
    let entries = try book.entries()
    try book.crm.rotateKey(as: book.book.administrator)
    // Stopped after both keys were written, before the log named the new one.
    try FileSystem.replace(path: path, with: [old, try FileSystem.read(path)])
    var changes: [UInt64: [UInt8]?] = [:]
    for number in try book.entries().keys where entries[number] == nil {
      changes[number] = .some(nil)
    }
    try book.tamper(changes, in: "heads")
    try book.grow(1)
    #expect(try book.crm.signHead().key == first.key)
  }

  @Test func `what was altered before the last head is not signed again`() throws {
    let book = try ProofBook()
    let head = try book.crm.signHead()
    try book.grow(1)
    var record = try #require(try book.records()[3])
    record[record.count - 1] ^= 1
    try book.tamper([3: Forger.reseal(record, at: 3)])
    #expect(throws: ProofFault.altered(head: head.number, size: head.head.size)) {
      try book.crm.signHead()
    }
  }

  @Test func `forged tiles are noticed and made anew before anything is signed or proved`() throws {
    let book = try ProofBook(accounts: 600)
    let first = try book.crm.signHead()
    let path = book.directory + "/derived/tiles/level-0"
    let sound = try FileSystem.read(path)
    // Tile 0 with other hashes and a right checksum.
    var forged = sound
    forged[40 + 64] ^= 1
    let sum = Checksums.xxh3(Array(forged[40..<40 + 8_200]), seed: 0)
    for index in 0..<8 { forged[8_240 + index] = UInt8(truncatingIfNeeded: sum >> (8 * index)) }
    try FileSystem.replace(path: path, with: [forged])
    let proof = try book.crm.proveEvent(Position(5), as: book.book.administrator)
    #expect(proof.root == first.head.root)
    #expect(try FileSystem.read(path) == sound)
    try FileSystem.replace(path: path, with: [forged])
    try book.grow(1)
    try book.crm.signHead()
    #expect(try book.verify().isSound)
    #expect(try FileSystem.read(path) == sound)
  }
}
