import Bytes
import CRM
import CRMTesting
import Cryptography
import Domain
import EventLog
import LMDB
import Testing

/// A book on disk with some events, and a hand that reaches into its log.
struct ProofBook: Sendable {
  let book: TestBook

  var crm: CRM { book.crm }
  var directory: String { book.directory ?? "" }
  var logDirectory: String { directory + "/log" }
  var size: UInt64 { get throws { try crm.head().position.number } }

  init(accounts: Int = 5, clock: TestClock = TestClock()) throws {
    book = try TestBook(onDisk: true, clock: clock)
    try grow(accounts)
  }

  /// Adds an account, and so an event, as often as said.
  func grow(_ count: Int) throws {
    for _ in 0..<count {
      try book.run(.account(nil, .create(NewAccount(name: "Account \(try size)"))))
    }
  }

  /// All records as they are stored, by position.
  func records() throws -> [UInt64: [UInt8]] { try table("events") }

  /// All entries beside the events, by number.
  func entries() throws -> [UInt64: [UInt8]] { try table("heads") }

  private func table(_ name: String) throws -> [UInt64: [UInt8]] {
    let environment = try Environment(directory: logDirectory, tables: [.positions(name)])
    var found: [UInt64: [UInt8]] = [:]
    try environment.read { transaction in
      try transaction.scan(environment.table(name)) { position, bytes in
        found[position] = bytes.indices.map { bytes[$0] }
        return true
      }
    }
    return found
  }

  /// Overwrites records or heads behind the book's back; nil removes.
  func tamper(_ changes: [UInt64: [UInt8]?], in name: String = "events") throws {
    let environment = try Environment(directory: logDirectory, tables: [.positions(name)])
    let table = environment.table(name)
    try environment.write { transaction in
      for (position, bytes) in changes {
        if let bytes {
          try transaction.put(table, position: position, bytes: bytes.span)
        } else {
          _ = try transaction.remove(table, position: position)
        }
      }
    }
  }

  /// Verifies the log of the directory alone, as the command does.
  func verify(
    _ request: VerificationRequest = VerificationRequest()
  ) throws -> VerificationReport {
    try CRM.verify(directory, request)
  }

  func foreign(_ head: SignedHead) throws -> ForeignHead {
    try ForeignHead(Array(head.note.utf8))
  }
}

/// What a forger does who knows the format: changes a record and puts its checksums right.
enum Forger {
  static func reseal(_ record: [UInt8], at position: UInt64) -> [UInt8] {
    var record = record
    write(Checksum.xxh3(Array(record[96...])), at: 80, &record)
    write(Checksum.xxh3(Array(record[..<88]), seed: position), at: 88, &record)
    return record
  }

  private static func write(_ number: UInt64, at offset: Int, _ record: inout [UInt8]) {
    for index in 0..<8 { record[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
  }
}

/// The checksum tiles carry.
enum Checksums {
  static func xxh3(_ bytes: [UInt8], seed: UInt64) -> UInt64 { Checksum.xxh3(bytes, seed: seed) }
}
