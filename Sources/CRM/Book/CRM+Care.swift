public import Bytes
import Derived
import EventLog
import LMDB
import Projections

/// How a book is doing.
public struct BookStatus: Equatable, Sendable {
  /// The directory.
  public var directory: String
  /// Where the log ends.
  public var head: BookHead
  /// How many entities there are, by what they are called.
  public var counts: [Count]
  /// Bytes of the log on disk.
  public var logBytes: Int
  /// The checkpoints there are.
  public var checkpoints: [Checkpoint]
  /// Checkpoints that cannot be used, and why; harmless, since they are made anew.
  public var problems: [String]
  /// Whether history can still be brought in.
  public var isInHistoryPhase: Bool

  /// How many there are of a kind.
  public struct Count: Equatable, Sendable {
    /// What they are called.
    public var noun: String
    /// How many.
    public var count: Int
  }

  /// One checkpoint file.
  public struct Checkpoint: Equatable, Sendable {
    /// The model.
    public var model: String
    /// Up to which event it is true.
    public var position: Position
    /// Its size on disk.
    public var bytes: Int
  }
}

extension CRM {
  /// How the book is doing. With `wholly`, every checkpoint is read to its end; else a damaged
  /// state below a sound header is found only when it is loaded, and by `check`.
  public func status(wholly: Bool = true) throws -> BookStatus {
    let streams = try model(Streams.self)
    let head = try head()
    let flags =
      head.position == .none
      ? EventFlags.history : try core.log.record(at: head.position) { $0.header.flags }
    let checkpoints = try checkpoints?.list() ?? []
    return BookStatus(
      directory: directory ?? "", head: head,
      counts: EntityKinds.all.map {
        BookStatus.Count(noun: $0.noun, count: Int(streams.count(of: $0.kind)))
      },
      logBytes: try files.map { try DurableFile($0.log + "/data.mdb", .read).size() } ?? 0,
      checkpoints: checkpoints.map {
        BookStatus.Checkpoint(model: $0.model, position: $0.position, bytes: $0.bytes)
      },
      problems: try core.store.checkpointProblems(wholly: wholly),
      isInHistoryPhase: flags.contains(.history))
  }

  /// Makes everything in `derived` anew from the log; answers how many checkpoints were written.
  ///
  /// With `interval`, a checkpoint also stands at every so many events, so that past moments are
  /// near one.
  public func rebuild(
    every interval: UInt64? = nil, progress: ((Position) -> Void)? = nil
  ) throws -> Int {
    core.store.forget()
    return try core.store.writeCheckpoints(
      through: core.log.head.position, every: interval, progress: progress)
  }
}
