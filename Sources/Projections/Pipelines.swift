public import Bytes
public import Domain

/// Every pipeline with its stages: configuration, small, kept whole.
public struct Pipelines: ReadModel {
  public static let name = "pipelines"
  public static let version: UInt32 = 2
  public static let kinds = StreamKinds(.pipeline)

  /// The pipelines, in the order of their numbers.
  public private(set) var all: [Pipeline] = []
  private var log: [StoredConfiguration] = []

  public init() {}

  /// The pipeline of this number; nil when there is none.
  public subscript(id: PipelineID) -> Pipeline? {
    all.first { $0.id == id && $0.exists }
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let stored = StoredConfiguration(event)
    try replay(stored)
    // By pipeline, each in the order in which its events are folded.
    let place = log.lastIndex { $0.number <= stored.number }.map { $0 + 1 } ?? 0
    log.insert(stored, at: place)
  }

  private mutating func replay(_ stored: StoredConfiguration) throws {
    let event = try PipelineEvent.read(
      type: EventType(stored.type), payload: stored.payload.span)
    guard let event else { return }
    let id = PipelineID(stored.number)
    let place = all.firstIndex { $0.id >= id } ?? all.endIndex
    if place == all.endIndex || all[place].id != id { all.insert(Pipeline(id: id), at: place) }
    all[place].evolve(event, stored.time)
  }

  public mutating func forget(_ stream: StreamID) {
    log.removeAll { $0.number == stream.number }
    all.removeAll { $0.id.number == stream.number }
  }

  /// The checkpoint keeps the configuration events themselves, and folds them again when read.
  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&log)
    guard coder.isReading else { return }
    all = []
    for stored in log {
      do { try replay(stored) } catch { return coder.fail() }
    }
  }
}

/// An event of the configuration, kept as it is stored.
struct StoredConfiguration: ColumnRow, Sendable {
  var position = Position.none
  var number: UInt32 = 0
  var type: UInt16 = 0
  var timelineAt = Instant.beginning
  var occurredAt = Instant.beginning
  var undated = false
  var payload: [UInt8] = []

  init() {}

  init(_ event: borrowing FoldEvent) {
    position = event.position
    number = event.header.stream.number
    type = event.header.type.number
    timelineAt = event.header.timelineAt
    occurredAt = event.header.occurredAt
    undated = event.header.flags.contains(.undated)
    payload = [UInt8](copying: event.payload)
  }

  var time: EventTime {
    EventTime(
      position: position, timelineAt: timelineAt, occurredAt: occurredAt, undated: undated)
  }

  mutating func code(_ coder: inout ColumnCoder) {
    coder.position(&position)
    coder.number(&number)
    coder.number(&type)
    coder.instant(&timelineAt)
    coder.instant(&occurredAt)
    coder.flag(&undated)
    coder.bytes(&payload)
  }
}
