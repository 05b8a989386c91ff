import Bytes
import Domain
import LMDB
import Synchronization

/// The files of the access record: `access/0000000001.access` and on, lines that are only appended.
///
/// A line is written before what it tells of is shown, in one write under a lock of the file, and
/// is not synced: it outlives the process, and the last half minute may be lost with the power. A
/// file is followed by the next one when it is 1 MiB long or its first line a month old, and is
/// synced then. It is removed when its last line is older than 396 days (13 months), or than the
/// number of days in the file `access/keep-days`.
final class AccessLog: Sendable {
  static let fileByteLimit = 1 << 20
  static let fileDays: Int64 = 31
  static let keptDays: Int64 = 396

  /// Where the files are; nil keeps the records in memory, for a book that is there as well.
  private let directory: String?
  private let records = Mutex<[AccessRecord]>([])

  init(directory: String?) {
    self.directory = directory
  }

  /// Writes a record behind the others.
  func append(_ record: AccessRecord) throws {
    guard let directory else { return records.withLock { $0.append(record) } }
    // One thread of this process at a time: the lock on the file is for other processes.
    try records.withLock { _ in
      if !FileSystem.exists(directory) { try FileSystem.makeDirectory(directory) }
      try append(Array(record.line.utf8), in: directory, at: record.at)
    }
  }

  /// Every record that can be read, oldest first, and how many lines are damaged.
  func all() throws -> (records: [AccessRecord], damagedCount: Int) {
    guard let directory else { return (records.withLock { $0 }, 0) }
    var records: [AccessRecord] = []
    var damagedCount = 0
    for number in try AccessLog.numbers(in: directory) {
      for line in try AccessLog.lines(of: AccessLog.path(number, directory)) {
        if let record = AccessRecord(line: line) {
          records.append(record)
        } else {
          damagedCount += 1
        }
      }
    }
    return (records, damagedCount)
  }
}

extension AccessLog {
  private func append(_ line: [UInt8], in directory: String, at now: Instant) throws {
    let numbers = try AccessLog.numbers(in: directory)
    let newest = numbers.last ?? 1
    let file = try DurableFile(AccessLog.path(newest, directory), .readWriteCreating)
    try file.lockExclusive()
    let size = try file.size()
    if size > 0, try isFull(file, size, now) {
      try file.sync()
      let next = try DurableFile(AccessLog.path(newest + 1, directory), .readWriteCreating)
      try next.lockExclusive()
      try write(line, behind: try next.size(), next)
      try FileSystem.syncDirectory(directory)
      return try removeOld(numbers, directory, now)
    }
    try write(line, behind: size, file)
  }

  /// Writes at the end; the rest of a write that was cut short becomes a damaged line of its own.
  private func write(_ line: [UInt8], behind size: Int, _ file: DurableFile) throws {
    let feed = UInt8(ascii: "\n")
    let isTorn = try size > 0 && file.read(at: size - 1, count: 1) != [feed]
    try file.write(isTorn ? [feed] + line : line, at: size)
  }

  private func isFull(_ file: DurableFile, _ size: Int, _ now: Instant) throws -> Bool {
    if size >= AccessLog.fileByteLimit { return true }
    let start = String(decoding: try file.read(at: 0, upTo: 64), as: UTF8.self)
    let fields = start.split(separator: "\t")
    guard fields.count > 1, let first = Int64(fields[1]) else { return false }
    return now.microseconds - first > AccessLog.microseconds(days: AccessLog.fileDays)
  }

  private func removeOld(_ numbers: [UInt32], _ directory: String, _ now: Instant) throws {
    let oldest = now.microseconds - AccessLog.microseconds(days: try keptDays(directory))
    for number in numbers.dropLast() {
      let path = AccessLog.path(number, directory)
      let last = try AccessLog.lines(of: path).compactMap { AccessRecord(line: $0) }.last
      if let last, last.at.microseconds >= oldest { return }
      try FileSystem.remove(path)
    }
  }

  /// How long records are kept, in days.
  private func keptDays(_ directory: String) throws -> Int64 {
    let path = directory + "/keep-days"
    guard FileSystem.exists(path) else { return AccessLog.keptDays }
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    guard let days = Int64(text.filter { !$0.isWhitespace }), (1...36_500).contains(days) else {
      throw AccessFault.badKeepDays(path)
    }
    return days
  }

  private static func microseconds(days: Int64) -> Int64 { days * 86_400_000_000 }

  private static func lines(of path: String) throws -> [Substring] {
    String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n")
  }

  private static func path(_ number: UInt32, _ directory: String) -> String {
    let digits = String(number)
    return directory + "/" + String(repeating: "0", count: 10 - digits.count) + digits + suffix
  }

  private static let suffix = ".access"

  /// The numbers of the files there are, ascending; names that are none of ours are left alone.
  private static func numbers(in directory: String) throws -> [UInt32] {
    guard FileSystem.exists(directory) else { return [] }
    return try FileSystem.list(directory).compactMap { name in
      name.hasSuffix(suffix) ? UInt32(name.dropLast(suffix.count)) : nil
    }.sorted()
  }
}

/// Why personal data are not shown: nobody could tell later who saw them.
public enum AccessFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The access record cannot be written.
  case notRecorded(String)
  /// The file that says how long records are kept makes no sense.
  case badKeepDays(String)

  public var description: String {
    switch self {
    case .notRecorded(let reason):
      "nothing personal is shown, since the access cannot be put on record: \(reason)"
    case .badKeepDays(let path): "\(path) must hold a number of days from 1 to 36500"
    }
  }
}
