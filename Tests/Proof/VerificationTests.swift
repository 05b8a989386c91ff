import Bytes
import CRMTesting
import Domain
import EventLog
import LMDB
import Testing

@testable import CRM

/// What somebody who reaches into the log leaves behind, and that it is found at its place.
@Suite struct VerificationTests {
  @Test func `an untouched book is sound, with a root its head agrees with`() throws {
    let book = try ProofBook()
    let head = try book.crm.signHead()
    let report = try book.verify(VerificationRequest(head: try book.foreign(head), key: head.key))
    #expect(report.isSound && report.remarks == [])
    #expect(report.root == head.head.root)
    #expect(report.last.number == head.head.size && report.first == Position(1))
    #expect(report.headCount == 1 && report.comparedHeadCount == 2)
    #expect(try book.crm.verify() == book.verify())
  }

  @Test func `a flipped bit in any byte of any record is found at its position`() throws {
    let book = try ProofBook(accounts: 2)
    try book.crm.signHead()
    var cases = 0
    for (position, record) in try book.records().sorted(by: { $0.key < $1.key }) {
      for offset in record.indices {
        var changed = record
        changed[offset] ^= 1 << UInt8((offset + Int(position)) % 8)
        try book.tamper([position: changed])
        let first = try book.verify().findings.first
        #expect(first?.position == Position(position) && first?.through == nil, "byte \(offset)")
        cases += 1
      }
      try book.tamper([position: record])
    }
    #expect(try book.verify().isSound)
    #expect(cases > 500)
  }

  @Test func `of two damaged records the first is named`() throws {
    let book = try ProofBook()
    try book.crm.signHead()
    var changes: [UInt64: [UInt8]?] = [:]
    for position: UInt64 in [4, 6] {
      var record = try #require(try book.records()[position])
      record[100] ^= 1
      changes[position] = record
    }
    try book.tamper(changes)
    #expect(try book.verify().findings.first?.position == Position(4))
  }

  @Test func `swapped, missing, cut and lengthened records are found at the first of them`() throws {
    let book = try ProofBook()
    try book.crm.signHead()
    let sound = try book.records()
    let (third, fifth) = (try #require(sound[3]), try #require(sound[5]))
    let changes: [[UInt64: [UInt8]?]] = [
      [3: fifth, 5: third], [3: nil], [3: Array(third.dropLast())], [3: third + [0]],
      [3: []],
    ]
    for change in changes {
      try book.tamper(change)
      #expect(try book.verify().findings.first?.position == Position(3))
      try book.tamper([3: third, 5: fifth])
      #expect(try book.verify().isSound)
    }
  }

  @Test func `a forged record with right checksums is found between two heads`() throws {
    let book = try ProofBook()
    let early = try book.crm.signHead()
    try book.grow(4)
    let late = try book.crm.signHead()
    let position = early.head.size + 2
    var record = try #require(try book.records()[position])
    record[record.count - 1] ^= 1
    try book.tamper([position: Forger.reseal(record, at: position)])
    let report = try book.verify()
    let first = try #require(report.findings.first)
    #expect(report.findings.count == 1)
    #expect(first.position == Position(early.head.size + 1))
    #expect(first.through == Position(late.head.size))
    #expect(first.what.contains("head \(late.number)"))
  }

  @Test func `tiles that have the signed root name the very record that was forged`() throws {
    let book = try ProofBook(accounts: 600)
    try book.crm.signHead()
    // The last record of a tile, which is its anchor, and others.
    for position: UInt64 in [2, 256, 300, 512] {
      let sound = try #require(try book.records()[position])
      var forged = sound
      forged[forged.count - 1] ^= 1
      try book.tamper([position: Forger.reseal(forged, at: position)])
      let first = try book.verify().findings.first
      #expect(first?.position == Position(position) && first?.through == nil)
      try book.tamper([position: sound])
    }
    #expect(try book.verify().isSound)
  }

  @Test func `forged streams and times are found even without a head`() throws {
    let book = try ProofBook()
    let sound = try book.records()
    // Version, back-pointer and time line of event 6, one after the other.
    let forgeries: [(offset: Int, bytes: [UInt8])] = [
      (12, [2, 0, 0, 0]), (16, [5, 0, 0, 0, 0, 0, 0, 0]), (32, [0, 0, 0, 0, 0, 0, 0, 0x80]),
      (48, [200, 0, 0, 0, 0, 0, 0, 0]), (8, [1, 0, 0, 0]),
    ]
    for forgery in forgeries {
      var record = try #require(sound[6])
      record.replaceSubrange(forgery.offset..<forgery.offset + forgery.bytes.count, with: forgery.bytes)
      try book.tamper([6: Forger.reseal(record, at: 6)])
      #expect(try book.verify().findings.first?.position == Position(6), "offset \(forgery.offset)")
      try book.tamper([6: sound[6]])
    }
  }

  @Test func `a cut tail is found by the head over it`() throws {
    let book = try ProofBook()
    let head = try book.crm.signHead()
    let size = head.head.size
    try book.tamper([size: nil, size - 1: nil])
    let first = try #require(try book.verify().findings.first)
    #expect(first.position == Position(size - 1) && first.through == Position(size))
    // The heads are cut as well: only a head that somebody else kept shows it.
    try book.tamper([1: nil, 2: nil], in: "heads")
    #expect(try book.verify().isSound)
    let report = try book.verify(VerificationRequest(head: try book.foreign(head), key: head.key))
    #expect(report.findings.contains { $0.position == Position(size - 1) })
  }

  @Test func `a log rebuilt with the same content at another time is not the one that was signed`()
    throws
  {
    let book = try ProofBook()
    let head = try book.crm.signHead()
    let clock = TestClock(Instant(microseconds: 1_767_603_600_000_001))
    let rebuilt = try ProofBook(clock: clock)
    // The book's name and signing key are carried over too, so that only the events differ.
    try rebuilt.adoptIdentity(of: book)
    let other = try CRM.open(rebuilt.directory)
    try other.signHead()
    #expect(try rebuilt.verify().isSound)
    let report = try rebuilt.verify(VerificationRequest(head: try book.foreign(head)))
    let first = try #require(report.findings.first)
    #expect(first.position == Position(1) && first.through == Position(head.head.size))
  }

  @Test func `removed and altered heads are found`() throws {
    let book = try ProofBook()
    try book.crm.signHead()
    try book.grow(1)
    let second = try book.crm.signHead()
    let sound = try book.entries()
    #expect(sound.count == 3)
    for number in sound.keys {
      let entry = try #require(sound[number])
      for offset in entry.indices where entry[offset] < 0x80 {
        var changed = entry
        changed[offset] ^= 0x02
        try book.tamper([number: changed], in: "heads")
        #expect(try !book.verify().isSound, "entry \(number), byte \(offset)")
      }
      try book.tamper([number: entry], in: "heads")
      #expect(try book.verify().isSound)
    }
    for number in sound.keys where number < 3 {
      try book.tamper([number: nil], in: "heads")
      #expect(try !book.verify().isSound)
      try book.tamper([number: sound[number]], in: "heads")
    }
    // The newest head alone: by whoever kept it.
    try book.tamper([3: nil], in: "heads")
    #expect(try book.verify().isSound)
    #expect(try !book.verify(VerificationRequest(head: try book.foreign(second))).isSound)
  }

  @Test func `heads signed with another key do not pass`() throws {
    let (book, other) = (try ProofBook(), try ProofBook())
    let head = try book.crm.signHead()
    let foreign = try other.crm.signHead()
    #expect(try !book.verify(VerificationRequest(key: foreign.key)).isSound)
    #expect(throws: NoteRefusal.otherBook(foreign.head.origin)) {
      try book.verify(VerificationRequest(head: try book.foreign(foreign)))
    }
    let changed = head.note.replacing("\n\(head.head.size)\n", with: "\n\(head.head.size - 1)\n")
    let report = try book.verify(
      VerificationRequest(head: try ForeignHead(Array(changed.utf8))))
    #expect(!report.isSound)
  }

  @Test func `verifying since a head reads the later events only, and finds what is wrong there`()
    throws
  {
    let book = try ProofBook(accounts: 600)
    let early = try book.crm.signHead()
    try book.grow(30)
    try book.crm.signHead()
    let request = VerificationRequest(since: try book.foreign(early))
    let report = try book.verify(request)
    #expect(report.isSound && report.first == Position(513))
    #expect(report.root == (try book.verify()).root)
    let records = try book.records()
    let old = try #require(records[10])
    let new = try #require(records[620])
    try book.tamper([10: changed(old)])
    #expect(try book.verify(request).isSound, "what lies before is not read")
    #expect(try book.verify().findings.first?.position == Position(10))
    try book.tamper([620: changed(new)])
    #expect(try book.verify(request).findings.first?.position == Position(620))
    // Without tiles the records are hashed, and then the damage before is found.
    try book.tamper([620: new])
    try FileSystem.removeTree(book.directory + "/derived/tiles")
    #expect(try !book.verify(request).isSound)
  }

  private func changed(_ record: [UInt8]) -> [UInt8] {
    var record = record
    record[100] ^= 1
    return record
  }
}

extension ProofBook {
  /// Takes another book's identity and keys, as somebody would who passes a log off as another.
  func adoptIdentity(of other: ProofBook) throws {
    let meta = try Environment(directory: other.logDirectory, tables: [.bytes("meta")])
    let identity = try #require(
      try meta.read { transaction in
        try transaction.get(meta.table("meta"), key: Array("book".utf8)) { bytes in
          bytes.indices.map { bytes[$0] }
        }
      })
    let own = try Environment(directory: logDirectory, tables: [.bytes("meta")])
    try own.write { transaction in
      try transaction.put(own.table("meta"), key: Array("book".utf8), value: identity)
    }
    for file in ["keys", "signing-key"] {
      try FileSystem.replace(
        path: directory + "/" + file,
        with: [try FileSystem.read(other.directory + "/" + file)])
    }
    let introduction: [UInt8] = try #require(try other.entries()[1])
    try tamper([1: introduction], in: "heads")
  }
}
