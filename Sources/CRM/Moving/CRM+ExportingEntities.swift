public import Bytes
package import Domain
import EventLog
import Projections
package import Reports

extension CRM {
  /// Puts on record that a user gets the whole book, as of a moment; for analysts, managers,
  /// auditors and administrators. Answers whether the user may see the events, too.
  public func beginWholeExport(
    as principal: Principal, through channel: Origin.Channel, purpose: String
  ) throws -> Bool {
    let rights = try rights(of: principal)
    try rights.requireWholeExport()
    try recordExport(as: principal, through: channel, purpose: purpose)
    return rights.mayReadLog
  }

  /// Every event up to a position, for our own rooms, which have asked for rights before.
  package func visitEvents(
    through end: Position, _ body: (EventRecord) throws -> Void
  ) throws {
    guard end > .none else { return }
    try core.log.scan(from: Position(1), through: end) { record in
      let payload = try record.verifiedPayload()
      let header = record.header
      let personal = try core.secrets.personal(
        in: payload, header: header, at: record.position)
      var bytes: [UInt8] = []
      bytes.append(copying: payload)
      if personal != nil { bytes = try PayloadBox.removed(from: bytes) }
      try body(
        EventRecord(
          position: record.position, header: header, payload: bytes, personal: personal))
      return true
    }
  }
}

extension BookSource {
  /// Every entity of a kind that exists at the moment, by number, one at a time and none kept.
  package func visitEntities<Kind: Entity>(
    _ type: Kind.Type, _ body: (Kind) throws -> Void
  ) throws {
    let streams = try crm.core.store.model(Streams.self, through: crm.core.log.head.position)
    let count = streams.count(of: Kind.ID.kind)
    guard count > 0 else { return }
    for number in 1...count {
      let id = Kind.ID(number)
      let entity = try crm.core.entity(
        type, id, from: streams[id.stream].position, within: Horizon(moment))
      if entity.exists { try body(entity) }
    }
  }

  /// Every entity of a kind with all that happened to it up to the moment, one at a time.
  package func visitHistories<Kind: Entity>(
    _ type: Kind.Type, _ body: ([HistoryStep<Kind>], Kind) throws -> Void
  ) throws {
    let streams = try crm.core.store.model(Streams.self, through: crm.core.log.head.position)
    let count = streams.count(of: Kind.ID.kind)
    guard count > 0 else { return }
    for number in 1...count {
      var entity = Kind(id: Kind.ID(number))
      let steps = try crm.core.history(
        type, entity.id, from: streams[entity.id.stream].position, within: Horizon(moment)
      ).map { recorded in
        let before = entity
        if let event = recorded.event { entity.evolve(event, recorded.time) }
        return HistoryStep(
          position: recorded.position, header: recorded.header, envelope: recorded.envelope,
          event: recorded.event, before: before, after: entity)
      }
      if entity.exists { try body(steps, entity) }
    }
  }
}
