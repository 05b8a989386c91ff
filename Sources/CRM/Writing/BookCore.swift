import Bytes
import Domain
import EventLog
import Projections

/// What reading and writing one book share: its log, its secrets, its models.
final class BookCore: Sendable {
  let log: any EventLog
  let secrets: BookSecrets
  let store: ModelStore
  let now: @Sendable () -> Instant

  init(
    log: any EventLog, secrets: BookSecrets, store: ModelStore,
    now: @escaping @Sendable () -> Instant
  ) {
    self.log = log
    self.secrets = secrets
    self.store = store
    self.now = now
  }

  /// Everything that happened to an entity within the horizon, in the order in which it happened.
  func history<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, from last: Position, within horizon: Horizon
  ) throws -> [RecordedEvent<Kind.Event>] {
    guard last > .none else { return [] }
    var events: [RecordedEvent<Kind.Event>] = []
    try log.streamBackwards(from: last) { record in
      if horizon.admits(record.header, at: record.position) {
        events.append(try recorded(record))
      }
      return true
    }
    return events.reversed().inOrder(sortsAll: horizon.isHindsight)
  }

  /// An entity as it stood at the horizon, folded from its stream.
  func entity<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, from last: Position, within horizon: Horizon
  ) throws -> Kind {
    try history(type, id, from: last, within: horizon).entity(type, id)
  }

  /// A record with everything in it that was not erased.
  func recorded<Event: StoredEvent>(
    _ record: borrowing RecordView
  ) throws -> RecordedEvent<Event> {
    let (position, header) = (record.position, record.header)
    let payload = try record.verifiedPayload()
    do {
      var envelope = Envelope()
      var coder = FieldCoder(reading: payload)
      envelope.code(&coder)
      try coder.finish()
      let personal =
        header.flags.contains(.sealed)
        ? try secrets.personal(in: payload, header: header, at: position) : nil
      try envelope.open(personal)
      return RecordedEvent(
        position: position, header: header, envelope: envelope,
        event: try Event.read(type: header.type, payload: payload, personal: personal))
    } catch let error as WireError {
      throw LogFault.damaged(position, what: error.description)
    }
  }
}

/// An event as it was read back, with what its header and envelope say.
struct RecordedEvent<Event: StoredEvent>: Sendable {
  let position: Position
  let header: EventHeader
  let envelope: Envelope
  /// The event; nil when this version does not know it.
  let event: Event?

  var time: EventTime { EventTime(header, at: position) }
}

extension Array {
  /// The events of one stream, which come as they were recorded, in the order in which they
  /// happened; nothing is moved unless an event says that it is out of order, or `sortsAll` is set.
  func inOrder<Event>(sortsAll: Bool = false) -> [Element]
  where Element == RecordedEvent<Event> {
    guard sortsAll || contains(where: { $0.header.flags.contains(.outOfOrder) }) else {
      return self
    }
    return sorted {
      HappenedOrder($0.header, at: $0.position) < HappenedOrder($1.header, at: $1.position)
    }
  }

  /// The entity that events make, in the order in which they come.
  func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) -> Kind
  where Element == RecordedEvent<Kind.Event> {
    reduce(into: Kind(id: id)) { entity, recorded in
      if let event = recorded.event { entity.evolve(event, recorded.time) }
    }
  }
}
