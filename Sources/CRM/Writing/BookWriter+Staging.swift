import Bytes
import Cryptography
import Domain
import EventLog
import Projections

/// The instants, the actor and the common words of the events of one command.
struct Stamp {
  var instants: WritingInstants
  var occurredAt: Instant
  var actor: UserID
  var command: CommandID
  var flags: EventFlags
  var envelope: Envelope
  var causation: Position
  /// What the command says of custom fields and labels besides.
  var custom: [CustomCommand] = []
  /// Whether required fields must have a value after the command.
  var requiresFields = false
}

extension BookWriter {
  /// Turns decided events into records behind what is staged, and folds them into the entity.
  mutating func stage<Kind: Entity>(
    _ events: [Kind.Event], on entity: Kind, _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    var entity = entity
    let isOutOfOrder = stamp.occurredAt < models.streams[entity.id.stream].occurredAt
    var written: [WrittenEvent] = []
    for event in events {
      let position = nextPosition
      let holder = Kind.ID.kind.mayBeSealed ? entity as? any Sealing : nil
      let slot = holder.flatMap { $0.isHidden ? nil : $0.sealingSlot }
      let header = try stage(event, of: entity.id, slot: slot, &stamp)
      entity.evolve(event, EventTime(header, at: position))
      written.append(
        WrittenEvent(
          position: position, stream: entity.id.stream, version: header.version,
          type: event.type))
    }
    // Events that belong before others leave the entity to be folded anew, in order.
    models.entities[entity.id.stream] = isOutOfOrder ? nil : entity
    return written
  }

  /// What goes into the box of an event, and under which key: its own personal part, and on a
  /// stream about a person why it happened and what was asked. Why a person was erased stays open.
  private func personalPart(
    of event: some StoredEvent, slot: KeySlot?, _ envelope: inout Envelope
  ) -> ([UInt8], KeySlot)? {
    let own = event.personalBytes()
    guard let slot = event.keySlot ?? slot, !event.isErasure else { return nil }
    let common = envelope.takePersonalBytes()
    if own == nil, common.isEmpty { return nil }
    return ((own ?? []) + common, slot)
  }

  private mutating func stage<Event: StoredEvent, ID: EntityID>(
    _ event: Event, of id: ID, slot: KeySlot?, _ stamp: inout Stamp
  ) throws -> EventHeader {
    let last = models.streams[id.stream]
    let version = last.version + 1
    var envelope = stamp.envelope
    var flags = stamp.flags
    if let (plain, slot) = personalPart(of: event, slot: slot, &envelope) {
      envelope.keySlot = slot.number
      envelope.box = try core.secrets.sealed(
        plain, slot: slot, stream: id.stream, version: version)
      flags.insert(.sealed)
    }
    if stamp.occurredAt < last.occurredAt { flags.insert(.outOfOrder) }
    let header = EventHeader(
      type: event.type, stream: id.stream, flags: flags, version: version,
      previous: last.position, recordedAt: stamp.instants.recordedAt,
      timelineAt: stamp.instants.timelineAt, occurredAt: stamp.occurredAt,
      causation: stamp.causation, actor: stamp.actor.number, command: stamp.command,
      payloadCount: 0, payloadChecksum: 0)
    try stage(NewRecord(header: header, payload: event.payloadBytes(envelope)))
    // Only the first event of a command is its start and holds the hash of the request.
    stamp.flags.remove(.commandStart)
    stamp.envelope.requestHash = []
    return header
  }
}

extension CommandID {
  /// An id nobody has chosen.
  static func random() -> CommandID {
    CommandID(high: Randomness.uint64(), low: Randomness.uint64())
  }
}
