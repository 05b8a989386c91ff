import LMDB

/// Fills a store that was opened with a small map, one durable record of 64 KiB after the other, until
/// so many are there or the map can grow no more.
///
/// Says `ack POSITION` of each, then `fault SENTENCE` if there was one, then `address-space KIB`.
enum MapFilling {
  private static let recordBytes = 1 << 16

  static func fill(_ directory: String, _ count: String) throws {
    let announcer = Announcer()
    do {
      try fill(directory, UInt64(count) ?? 0, announcer)
    } catch let error as LMDBError {
      announcer.say("fault \(error)")
    }
    announcer.say("address-space \(try addressSpaceKiB())")
  }

  private static func fill(_ directory: String, _ count: UInt64, _ announcer: Announcer) throws {
    let environment = try Environment(
      directory: directory, tables: [.positions("events")], mapBytes: 1 << 20)
    let table = environment.table("events")
    let last = try environment.read { try $0.lastPosition(table) } ?? 0
    let record = [UInt8](repeating: 7, count: recordBytes)
    for position in (last + 1)...(last + count) {
      try environment.write { try $0.append(table, position: position, bytes: record.span) }
      announcer.say("ack \(position)")
    }
  }

  /// The most address space this process has had so far.
  private static func addressSpaceKiB() throws -> Int {
    let status = String(decoding: try FileSystem.read("/proc/self/status"), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmPeak:") } ?? ""
    return line.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0
  }
}
