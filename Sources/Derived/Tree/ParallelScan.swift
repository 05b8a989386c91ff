public import Bytes
public import Cryptography
internal import Dispatch
public import EventLog
internal import Synchronization

/// What a record says of its place in its stream and in time: what `ParallelScan` hands on, since
/// records die with the read.
public struct RecordLink: Sendable {
  /// The stream it belongs to.
  public let stream: StreamID
  /// Its number in the stream.
  public let version: UInt32
  /// The position of the stream's event before it.
  public let previous: Position
  /// Its moment on the time line.
  public let timelineAt: Instant
}

/// Some neighbouring records, read, verified and hashed.
public struct ScannedChunk: Sendable {
  /// The position of the first.
  public let first: Position
  /// Their hashes as leaves of the tree.
  public fileprivate(set) var leaves: [Digest] = []
  /// Their places, one for each leaf.
  public fileprivate(set) var links: [RecordLink] = []
  /// The roots of the complete groups of 256 leaves.
  public fileprivate(set) var groups: [Digest] = []
  /// The checksum in the header of each group's last record.
  public fileprivate(set) var anchors: [UInt64] = []
  /// What is wrong with the record that follows the last leaf; nil when the chunk is whole.
  public fileprivate(set) var fault: (any Error)?
}

/// Reads the log and hashes its records on all cores.
///
/// Every header and payload checksum is verified, and what a header says of itself (its version and
/// back-pointer, its causation, its times) must make sense.
public enum ParallelScan {
  /// How many records one piece of work has; a multiple of a tile.
  static let chunkCount: UInt64 = 8_192
  /// How many pieces are worked on before their results are handed over in order.
  static let chunksInWave: UInt64 = 16

  /// Hands over the records from `first`, which begins a group of 256 (1, 257 …), through `last`,
  /// in order, until `body` answers false. A faulty record ends the chunk it is in.
  public static func run(
    _ log: any EventLog, from first: Position, through last: Position,
    _ body: (ScannedChunk) throws -> Bool
  ) throws {
    precondition(first.number % 256 == 1, "a scan begins with a group of 256 records")
    var start = first.number
    while start <= last.number {
      let left = last.number - start + 1
      let count = min(chunksInWave, (left + chunkCount - 1) / chunkCount)
      for chunk in wave(log, start, count, last.number) {
        guard try body(chunk), chunk.fault == nil else { return }
      }
      start += count * chunkCount
    }
  }

  private static func wave(
    _ log: any EventLog, _ start: UInt64, _ count: UInt64, _ last: UInt64
  ) -> [ScannedChunk] {
    let results = Mutex<[ScannedChunk?]>(Array(repeating: nil, count: Int(count)))
    DispatchQueue.concurrentPerform(iterations: Int(count)) { index in
      let first = start + UInt64(index) * chunkCount
      let chunk = scan(log, first, min(last, first + chunkCount - 1))
      results.withLock { $0[index] = chunk }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  private static func scan(_ log: any EventLog, _ first: UInt64, _ last: UInt64) -> ScannedChunk {
    var chunk = ScannedChunk(first: Position(first))
    chunk.leaves.reserveCapacity(Int(last - first + 1))
    chunk.links.reserveCapacity(Int(last - first + 1))
    do {
      try log.scan(from: Position(first), through: Position(last)) { record in
        try chunk.add(record)
        return true
      }
      let next = first + UInt64(chunk.leaves.count)
      if next <= last { throw LogFault.missing(Position(next)) }
    } catch {
      chunk.fault = error
    }
    return chunk
  }
}

extension ScannedChunk {
  fileprivate mutating func add(_ record: borrowing RecordView) throws {
    let header = record.header
    let payload = try record.verifiedPayload()
    _ = payload.count
    try Self.requireSense(header, at: record.position)
    leaves.append(MerkleHash.leaf(record.storedBytes))
    links.append(
      RecordLink(
        stream: header.stream, version: header.version, previous: header.previous,
        timelineAt: header.timelineAt))
    if leaves.count.isMultiple(of: 256) {
      groups.append(MerkleHash.root(ofPowerOfTwo: leaves[(leaves.count - 256)...]))
      anchors.append(record.headerChecksum)
    }
  }

  private static func requireSense(
    _ header: EventHeader, at position: Position
  ) throws(LogFault) {
    guard header.version >= 1, (header.version == 1) == (header.previous == .none),
      header.previous < position
    else { throw .damaged(position, what: "its back-pointer does not fit its version") }
    guard header.causation < position else {
      throw .damaged(position, what: "it is caused by an event that is not before it")
    }
    guard header.occurredAt <= header.timelineAt else {
      throw .damaged(position, what: "it occurred after it came to be known")
    }
  }
}
