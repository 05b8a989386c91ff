import Bytes
import CRMTesting
import Domain
import LMDB
import Testing

@testable import CRM

/// The files of the access record: lines, damage, rotation, age.
@Suite struct AccessFileTests {
  private func record(_ day: Int64, contacts: [UInt32] = [1]) -> AccessRecord {
    AccessRecord(
      at: Instant(microseconds: day * 86_400_000_000), user: UserID(7), channel: .web,
      purpose: "contacts", contacts: NumberRanges(contacts), users: NumberRanges([UInt32]()))
  }

  private func log() throws -> (log: AccessLog, directory: String) {
    let directory = TestBook.temporaryDirectory()
    return (AccessLog(directory: directory), directory)
  }

  @Test func `a line is for ever`() {
    #expect(
      record(20_000, contacts: [3, 4, 5, 9]).line
        == "1\t1728000000000000\t7\t2\tcontacts\t3-5,9\t-\t" + "d4a5bdccaf1e9d98\n")
  }

  @Test func `a line comes back, and a changed one does not`() {
    let line = String(record(20_000, contacts: [3, 4, 5, 9]).line.dropLast())
    #expect(AccessRecord(line: line) == record(20_000, contacts: [3, 4, 5, 9]))
    for index in line.indices {
      var damaged = line
      damaged.replaceSubrange(index...index, with: line[index] == "5" ? "6" : "5")
      #expect(AccessRecord(line: damaged) == nil, "\(damaged)")
    }
  }

  @Test func `long lists are widened and stay one short line`() throws {
    let odd = (0..<5_000).map { UInt32($0 * 2 + 1) }
    let ranges = NumberRanges(odd)
    #expect(!ranges.isExact && ranges.count == 5_000)
    #expect(ranges.description == "~1-9999:5000")
    #expect(NumberRanges(text: ranges.description) == ranges)
    #expect(ranges.contains(4) && !ranges.contains(10_000))
    let few = NumberRanges([9, 1, 2, 2])
    #expect(few.description == "1-2,9" && few.count == 3 && few.isExact)
    for bad in ["", "0", "3-2", "2,1", "1-2-3", "~1-2", "a", "1,,2", "~1-2:x"] {
      #expect(NumberRanges(text: bad) == nil, "\(bad)")
    }
  }

  @Test func `damaged lines are counted and the others read`() throws {
    let (log, directory) = try log()
    defer { remove(directory) }
    for day in 1...3 { try log.append(record(Int64(day))) }
    let path = directory + "/0000000001.access"
    let file = try DurableFile(path, .readWrite)
    let size = try file.size()
    try file.write([0xFF], at: 3)
    try file.truncate(to: size - 4)
    try log.append(record(4))
    let found = try log.all()
    #expect(found.records.map(\.at) == [record(2).at, record(4).at])
    #expect(found.damagedCount == 2)
  }

  @Test func `a month makes a file, and thirteen of them are kept`() throws {
    let (log, directory) = try log()
    defer { remove(directory) }
    for day in stride(from: Int64(0), through: 800, by: 4) { try log.append(record(day)) }
    let days = try log.all().records.map { $0.at.microseconds / 86_400_000_000 }
    let first = try #require(days.first)
    #expect(days.last == 800)
    #expect((396...396 + 2 * 32).contains(800 - first), "kept \(800 - first) days")
    #expect(try FileSystem.list(directory).count <= 15)
  }

  @Test func `the book may say how many days are kept`() throws {
    let (log, directory) = try log()
    defer { remove(directory) }
    try log.append(record(0))
    let file = try DurableFile(directory + "/keep-days", .createNew)
    try file.write(Array("40\n".utf8), at: 0)
    for day in stride(from: Int64(4), through: 400, by: 4) { try log.append(record(day)) }
    let first = try #require(try log.all().records.first).at.microseconds / 86_400_000_000
    #expect((40...40 + 2 * 36).contains(400 - first), "kept \(400 - first) days")
    try file.write(Array("no".utf8), at: 0)
    #expect(throws: AccessFault.self) {
      for day in Int64(401)...500 { try log.append(record(day)) }
    }
  }

  @Test func `two writers of one directory lose nothing`() throws {
    let (one, directory) = try log()
    defer { remove(directory) }
    let other = AccessLog(directory: directory)
    for day in 1...50 {
      try one.append(record(1, contacts: [UInt32(day)]))
      try other.append(record(1, contacts: [UInt32(day + 100)]))
    }
    let found = try one.all()
    #expect(found.records.count == 100 && found.damagedCount == 0)
  }

  private func remove(_ directory: String) {
    // A directory that cannot be removed is no reason to fail.
    try? FileSystem.removeTree(directory)  // allowed: only tidying up
  }
}
