package import Bytes
package import CRM
import Domain
package import EventLog
import LMDB

/// A book on disk with so many events over five years.
///
/// Its foundation, users and products come through the door, the sales straight into the log: the
/// same records, only faster.
package struct SyntheticBook {
  package let directory: String
  package let events: Int

  /// When the sales begin: 2021-01-01T00:00:00Z.
  package static let start: Int64 = 1_609_459_200_000_000
  /// When they end: 2026-01-01T00:00:00Z.
  package static let end: Int64 = 1_767_225_600_000_000

  package var log: String { directory + "/log" }

  /// Makes the book in a directory that does not exist yet.
  package init(directory: String, events: Int) throws {
    self.directory = directory
    self.events = events
    try SyntheticBook.found(directory)
    let log = try LMDBLog.open(directory: directory + "/log")
    var records = SyntheticRecords(total: events, after: try log.head.position)
    while records.made < events {
      let batch = records.next(min(5_000, events - records.made))
      try log.append(batch, expecting: Position(records.position.number - UInt64(batch.count)))
    }
  }

  /// Opens the book; its clock stands where the sales end.
  package func open() throws -> CRM { try SyntheticBook.open(directory) }

  package static func open(_ directory: String) throws -> CRM {
    try CRM.open(directory, now: { Instant(microseconds: SyntheticBook.end) })
  }

  package static func remove(_ directory: String) throws {
    if FileSystem.exists(directory) { try FileSystem.removeTree(directory) }
  }

  private static func found(_ directory: String) throws {
    let stages = (1...SyntheticEvents.stages).map { number in
      NewStage(
        name: "Stage \(number)",
        probability: SyntheticNames.probability(percent: Int(number) * 18))
    }
    let foundation = Foundation(
      company: "Synthetic", currency: .euro, zone: .utc, administrator: "Ada Admin",
      login: "ada", pipeline: NewPipeline(name: "Sales", stages: stages))
    let crm = try CRM.found(
      foundation, in: directory, now: { Instant(microseconds: SyntheticBook.start) })
    let administrator = Principal(UserID(1))
    for number in 2...SyntheticEvents.users {
      let user = NewUser(name: "User \(number)", role: .representative)
      try crm.execute(.user(nil, .register(user)), as: administrator)
    }
    for number in 1...SyntheticEvents.products {
      let price = SyntheticNames.money(units: Int64(number) * 99_900)
      let product = NewProduct(name: "Product \(number)", listPrice: price)
      try crm.execute(.product(nil, .create(product)), as: administrator)
    }
  }
}

/// The synthetic events as records for the log.
package struct SyntheticRecords {
  /// The position of the last record made.
  package private(set) var position: Position
  /// How many were made.
  package private(set) var made = 0

  private let total: Int
  private var events: SyntheticEvents
  private var random = Seeded(7)

  package init(total: Int, after position: Position) {
    self.total = total
    self.position = position
    events = SyntheticEvents(total: total)
  }

  /// An event with its header, its payload not yet encoded. A class, so that taking one out of an
  /// array copies nothing: who really writes has the event at hand.
  package final class Draft {
    let header: EventHeader
    let content: SyntheticEvents.Content
    let envelope: Envelope

    init(header: EventHeader, content: SyntheticEvents.Content, envelope: Envelope) {
      self.header = header
      self.content = content
      self.envelope = envelope
    }

    /// Encodes the payload.
    package var record: NewRecord {
      let payload =
        switch content {
        case .account(let event): event.payloadBytes(envelope)
        case .opportunity(let event): event.payloadBytes(envelope)
        }
      return NewRecord(header: header, payload: payload)
    }

    /// Encodes the payload behind what is in `bytes`.
    package func appendPayload(to bytes: inout [UInt8]) {
      switch content {
      case .account(let event): event.appendPayload(envelope, to: &bytes)
      case .opportunity(let event): event.appendPayload(envelope, to: &bytes)
      }
    }
  }

  /// The next so many records.
  package mutating func next(_ count: Int) -> [NewRecord] { drafts(count).map(\.record) }

  /// The next so many events, not yet encoded.
  package mutating func drafts(_ count: Int) -> [Draft] { (0..<count).map { _ in draft() } }

  private mutating func draft() -> Draft {
    position = position.next
    let event = events.next(at: position)
    let span = SyntheticBook.end - SyntheticBook.start
    let instant = Instant(
      microseconds: SyntheticBook.start + span / Int64(total) * Int64(made))
    made += 1
    var envelope = Envelope()
    envelope.origin.channel = .web
    envelope.reason = event.reason
    let type =
      switch event.content {
      case .account(let content): content.type
      case .opportunity(let content): content.type
      }
    let header = EventHeader(
      type: type, stream: event.stream, flags: .commandStart, version: event.version,
      previous: event.previous, recordedAt: instant, timelineAt: instant, occurredAt: instant,
      actor: UInt32(1 + random.below(SyntheticEvents.users)),
      command: CommandID(high: random.next(), low: random.next()), payloadCount: 0,
      payloadChecksum: 0)
    return Draft(header: header, content: event.content, envelope: envelope)
  }
}
