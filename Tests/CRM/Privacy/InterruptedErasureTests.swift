import CRM
import CRMTesting
import Domain
import LMDB
import Testing

/// A process that is killed between overwriting a person's key and removing what was folded from
/// the person's opened boxes: the next opening finishes the erasure.
@Suite struct InterruptedErasureTests {
  @Test func `checkpoints from before an erasure do not outlive the next opening`() throws {
    let book = try TestBook(onDisk: true)
    let person = NewContact(name: PersonName(parsing: "Nadia Erased"))
    for _ in 1...3 { try book.run(.contact(nil, .create(person))) }
    _ = try book.crm.rebuild(every: 2)
    let folder = try #require(book.directory) + "/derived/checkpoints"
    let lookups = try FileSystem.list(folder).filter { $0.hasPrefix("lookups-") }
    #expect(lookups.count > 1)
    let kept = try lookups.map { try FileSystem.read(folder + "/" + $0) }
    try book.run(.contact(ContactID(1), .erase(reason: "asked")))
    #expect(try FileSystem.list(folder).allSatisfy { !$0.hasPrefix("lookups-") })

    // As if the kill had come just before they were removed.
    for (name, bytes) in zip(lookups, kept) {
      try FileSystem.replace(path: folder + "/" + name, with: [bytes])
    }
    _ = try CRM.open(try #require(book.directory), now: { book.clock.now })
    #expect(try FileSystem.list(folder).allSatisfy { !$0.hasPrefix("lookups-") })
  }
}
