import Bytes
import CRMTesting
import Cryptography
import Domain
import EventLog
import LMDB
import Projections
import Reports
import Synchronization
import Testing

@testable import CRM

/// Keys whose next erasure fails, as when the process is killed before it.
private final class FailingKeys: KeyStore {
  struct Killed: Error {}

  let keys = InMemoryKeys()
  let fails = Mutex(false)

  func lookupKey() throws -> LookupKey { try keys.lookupKey() }
  func key(_ slot: KeySlot) throws -> SealingKey? { try keys.key(slot) }
  func ensure(_ slot: KeySlot) throws { try keys.ensure(slot) }
  var erasureCount: UInt32 { keys.erasureCount }

  func erase(_ slot: KeySlot) throws {
    let fails = fails.withLock { fails in
      defer { fails = false }
      return fails
    }
    if fails { throw Killed() }
    try keys.erase(slot)
  }
}

/// Who may erase whom, how often, and what a kill in the middle leaves.
@Suite struct ErasureRuleTests {
  @Test func `only administrators erase, and say why`() throws {
    let book = try TestBook()
    try book.run(.user(nil, .register(NewUser(name: "Mia", role: .manager))))
    try book.run(.contact(nil, .create(NewContact(name: PersonName(full: "A")))))
    let erase = Command.contact(ContactID(1), .erase(reason: "asked"))
    #expect(throws: CommandRefusal.self) { try book.run(erase, as: Principal(UserID(2))) }
    #expect(throws: ContactRefusal.erasureReasonMissing) {
      try book.run(.contact(ContactID(1), .erase(reason: " ")))
    }
    #expect(throws: ContactRefusal.unknown(ContactID(7))) {
      try book.run(.contact(ContactID(7), .erase(reason: "asked")))
    }
    #expect(try book.run(erase).events.count == 1)
  }

  @Test func `a user is deactivated first, and stays so`() throws {
    let book = try TestBook()
    try book.run(.user(nil, .register(NewUser(name: "Mia", role: .manager))))
    let erase = Command.user(UserID(2), .erase(reason: "asked"))
    #expect(throws: UserRefusal.stillActive(UserID(2))) { try book.run(erase) }
    #expect(throws: UserRefusal.stillActive(UserID(1))) {
      try book.run(.user(UserID(1), .erase(reason: "asked")))
    }
    try book.run(.user(UserID(2), .deactivate))
    try book.run(erase)
    #expect(throws: UserRefusal.erased(UserID(2))) { try book.run(.user(UserID(2), .reactivate)) }
    #expect(throws: UserRefusal.erased(UserID(2))) { try book.run(.user(UserID(2), .rename("M"))) }
  }

  @Test func `erasing twice changes nothing`() throws {
    let book = try TestBook(onDisk: true)
    try book.run(.contact(nil, .create(NewContact(name: PersonName(full: "A")))))
    let erase = Command.contact(ContactID(1), .erase(reason: "asked"))
    try book.run(erase)
    let (head, keys) = (try book.crm.head(), try keyBytes(book))
    #expect(try book.run(erase).events.isEmpty)
    #expect(try book.crm.head() == head)
    #expect(try keyBytes(book) == keys)
  }

  private func keyBytes(_ book: TestBook) throws -> [UInt8] {
    try FileSystem.read(try #require(book.directory) + "/keys")
  }

  @Test func `the key is overwritten with zeros, and no other`() throws {
    let book = try TestBook(onDisk: true)
    for name in ["A", "B"] {
      try book.run(.contact(nil, .create(NewContact(name: PersonName(full: name)))))
    }
    let slot = Int(try book.crm.model(Contacts.self).rows[ContactID(1)].keySlot)
    let before = try keyBytes(book)
    try book.run(.contact(ContactID(1), .erase(reason: "asked")))
    let after = try keyBytes(book)
    let range = 64 + 32 * slot..<64 + 32 * (slot + 1)
    #expect(after[range].allSatisfy { $0 == 0 })
    #expect(before[range].contains { $0 != 0 })
    #expect(before[64..<range.lowerBound] == after[64..<range.lowerBound])
    #expect(before[range.upperBound...] == after[range.upperBound...])
    #expect(Array(after[36..<40]) == [1, 0, 0, 0], "one erasure was begun")
  }

  @Test func `a kill between event and key is made good by the next opening`() throws {
    let (log, keys) = (InMemoryLog(), FailingKeys())
    func open() throws -> CRM {
      try CRM(log: log, keys: keys, files: nil, now: { TestClock().now })
    }
    let crm = try open()
    try crm.writer.submitAndWait { writer in
      try writer.found(
        NewBook(company: "T", currency: .euro, zone: .utc, identity: Array(repeating: 1, count: 16)),
        firstUser: NewUser(name: "Ada", role: .administrator), pipeline: nil)
    }
    let admin = Principal(UserID(1))
    try crm.execute(.contact(nil, .create(NewContact(name: PersonName(full: "A")))), as: admin)
    keys.fails.withLock { $0 = true }
    #expect(throws: FailingKeys.Killed.self) {
      try crm.execute(.contact(ContactID(1), .erase(reason: "asked")), as: admin)
    }
    let slot = KeySlot(try crm.model(Contacts.self).rows[ContactID(1)].keySlot)
    #expect(try keys.key(slot) != nil)
    let next = try open()
    try next.completeErasures()
    #expect(try keys.key(slot) == nil)
  }

  @Test func `an older keys file that is put back is erased again by the next opening`() throws {
    let book = try TestBook(onDisk: true)
    try book.run(.contact(nil, .create(NewContact(name: PersonName(full: "A")))))
    let path = try #require(book.directory) + "/keys"
    let before = try FileSystem.read(path)
    try book.run(.contact(ContactID(1), .erase(reason: "asked")))
    try DurableFile(path, .readWrite).write(before, at: 0)
    let slot = KeySlot(try book.crm.model(Contacts.self).rows[ContactID(1)].keySlot)
    #expect(try book.crm.core.secrets.keys.key(slot) != nil)
    _ = try CRM.open(try #require(book.directory), now: { book.clock.now })
    #expect(try book.crm.core.secrets.keys.key(slot) == nil)
  }

  @Test func `a login is kept as the number of its user, another name as it is`() throws {
    let book = try TestBook()
    var context = CommandContext()
    context.origin.systemUser = "ada"
    try book.run(.account(nil, .create(NewAccount(name: "A"))), as: nil, context)
    context.origin.systemUser = "root"
    try book.run(.account(nil, .create(NewAccount(name: "B"))), as: nil, context)
    let source = try book.crm.source()
    let first = try source.history(Account.self, AccountID(1))[0].envelope.origin
    #expect(first.systemUser.isEmpty && first.systemUserID == 1)
    let second = try source.history(Account.self, AccountID(2))[0].envelope.origin
    #expect(second.systemUser == "root" && second.systemUserID == 0)
  }

  @Test func `an import erases nobody`() throws {
    let book = try TestBook()
    try book.run(.contact(nil, .create(NewContact(name: PersonName(full: "A")))))
    let request = ImportRequest(isHistory: false, isDryRun: false, run: ImportRun())
    #expect(throws: CommandRefusal.notInImports("erasing a person")) {
      try book.crm.importJob(request, as: book.administrator) { session in
        _ = try session.execute(
          .contact(ContactID(1), .erase(reason: "asked")), at: .undatedLast, file: 1, row: 1)
        return 1
      }
    }
  }
}
