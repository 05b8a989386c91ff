import Bytes
import Domain
import EventLog
import Projections

// Two accounts or contacts that are one: one command, the streams of both.

extension BookWriter {
  /// Merges, unmerges, or tells apart. The version the caller saw is that of the first one named.
  mutating func carryOut(
    _ merging: MergingCommand, _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    switch merging.stream.kind {
    case .account: try carryOut(merging, Account.self, context, &stamp)
    case .contact: try carryOut(merging, Contact.self, context, &stamp)
    default: throw notAlike(merging)
    }
  }

  private func notAlike(_ merging: MergingCommand) -> MergeRefusal {
    switch merging {
    case .merge(let one, let other, _), .distinguish(let one, let other, _):
      .notAlike(EntityKinds.text(of: one), EntityKinds.text(of: other))
    case .unmerge(let stream): .notMerged(EntityKinds.text(of: stream))
    }
  }

  private mutating func carryOut<Kind: Mergeable>(
    _ merging: MergingCommand, _ type: Kind.Type, _ context: CommandContext,
    _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    try requireVersion(of: merging.stream, context)
    let id = Kind.ID(merging.stream.number)
    switch merging {
    case .merge(_, let into, let keep):
      guard into.kind == Kind.ID.kind else { throw notAlike(merging) }
      return try merge(type, id, into: Kind.ID(into.number), keep, context, &stamp)
    case .unmerge: return try unmerge(type, id, context, &stamp)
    case .distinguish(_, let other, _):
      guard other.kind == Kind.ID.kind else { throw notAlike(merging) }
      return try distinguish(type, id, Kind.ID(other.number), context, &stamp)
    }
  }

  private mutating func merge<Kind: Mergeable>(
    _ type: Kind.Type, _ id: Kind.ID, into: Kind.ID, _ keep: [KeptField],
    _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    if id == into { throw MergeRefusal.same("\(id)") }
    let now = try (merged: known(type, id), survivor: known(type, into))
    if let before = now.merged.mergedInto {
      if models.merges.survivor(of: id.stream) == into.stream { return [] }
      throw MergeRefusal.mergedBefore("\(id)", into: "\(before)")
    }
    try requireUnmerged(into.stream)
    try requireReadable([now.merged, now.survivor])
    try requireOrder(of: [id.stream, into.stream], context, stamp)
    let merged = try entity(type, id, at: stamp.occurredAt)
    let survivor = try entity(type, into, at: stamp.occurredAt)
    let sides = try survivor.sides(keep, merging: merged)
    let absorbed = try withFacts(stamp) { try survivor.absorbing(merged, keep: sides, $0) }
    return try stage([absorbed], on: survivor, &stamp)
      + stage([Kind.merged(into: into)], on: merged, &stamp)
  }

  private mutating func unmerge<Kind: Mergeable>(
    _ type: Kind.Type, _ id: Kind.ID, _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    let now = try known(type, id)
    guard let into = now.mergedInto else { throw MergeRefusal.notMerged("\(id)") }
    let owner = try known(type, into)
    if let next = owner.mergedInto { throw MergeRefusal.survivorMerged("\(into)", into: "\(next)") }
    try requireReadable([now, owner])
    try requireOrder(of: [id.stream, into.stream], context, stamp)
    let merged = try entity(type, id, at: stamp.occurredAt)
    let survivor = try entity(type, into, at: stamp.occurredAt)
    let released = try withFacts(stamp) { try survivor.releasing(id, $0) }
    return try stage([released], on: survivor, &stamp)
      + stage([Kind.unmerged()], on: merged, &stamp)
  }

  /// Notes on the one entered first that it is not the other.
  private mutating func distinguish<Kind: Mergeable>(
    _ type: Kind.Type, _ id: Kind.ID, _ other: Kind.ID, _ context: CommandContext,
    _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    if id == other { throw MergeRefusal.same("\(id)") }
    _ = try (known(type, id), known(type, other))
    for id in [id, other] { try requireUnmerged(id.stream) }
    let (first, second) = (min(id, other), max(id, other))
    if try entity(type, first).distinctFrom.contains(second) { return [] }
    if context.reason.allSatisfy(\.isWhitespace) { throw MergeRefusal.reasonMissing }
    try requireOrder(of: [first.stream], context, stamp)
    let entity = try entity(type, first, at: stamp.occurredAt)
    return try stage([Kind.distinguished(from: second)], on: entity, &stamp)
  }

  private func known<Kind: Mergeable>(_ type: Kind.Type, _ id: Kind.ID) throws -> Kind {
    guard models.streams[id.stream].version > 0 else {
      throw MergeRefusal.unknown("\(Kind.ID.noun) \(id)")
    }
    return try entity(type, id)
  }

  private func requireReadable(_ entities: [any Entity]) throws {
    for case let person as any Person in entities where person.isErased {
      throw MergeRefusal.erased(person.number)
    }
  }

  /// Refuses what happened before the last change of either stream, unless it corrects an event of
  /// one of them.
  private func requireOrder(
    of streams: [StreamID], _ context: CommandContext, _ stamp: Stamp
  ) throws {
    guard let position = context.corrects else {
      for stream in streams { try requireOrder(of: stream, context, stamp) }
      return
    }
    guard position > .none, position < nextPosition,
      streams.contains(try header(at: position).stream)
    else { throw CommandRefusal.notCorrectable(position) }
  }
}

// MARK: - What others need to know of merges

extension BookWriter {
  /// Whoever may write both may say that they are one, or not.
  func requireMerging(_ merging: MergingCommand, _ rights: Rights) throws(CommandRefusal) {
    let streams: [StreamID] =
      switch merging {
      case .merge(let one, let other, _), .distinguish(let one, let other, _): [one, other]
      case .unmerge(let stream): [stream, models.merges.survivor(of: stream)]
      }
    for stream in streams {
      switch stream.kind {
      case .account:
        try rights.requireWrite(
          models.accounts.rows[AccountID(stream.number)].owner, "the account")
      case .contact:
        try rights.requireWrite(
          models.contacts.rows[ContactID(stream.number)].owner, "the contact")
      default: break
      }
    }
  }

  /// Refuses a command to what goes on as another one.
  func requireUnmerged(_ command: Command) throws(CommandRefusal) {
    switch command {
    // Erasing a person erases all that was ever entered of them.
    case .contact(_, .erase): break
    case .account(let id?, _): try requireUnmerged(id.stream)
    case .contact(let id?, _): try requireUnmerged(id.stream)
    case .restore(let stream, _, _): try requireUnmerged(stream)
    case .customised(let base, _): try requireUnmerged(base)
    default: break
    }
  }

  private func requireUnmerged(_ stream: StreamID) throws(CommandRefusal) {
    let row = models.merges.row(of: stream)
    guard row.into != 0 else { return }
    let day = row.since.map { " on \(models.settings.book.zone.day(of: $0))" } ?? ""
    throw .merged(stream, into: models.merges.survivor(of: stream), on: day)
  }

  /// Erases one human: every contact that was merged into one with the named one.
  mutating func erase(
    _ id: ContactID, _ reason: String, _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    var rest = context
    var written: [WrittenEvent] = []
    for stream in models.merges.group(of: id.stream) {
      let member = ContactID(stream.number)
      if member != id { rest.expectedVersion = nil } else { rest = context }
      written += try decide(Contact.self, member, .erase(reason: reason), rest, &stamp)
    }
    return written
  }
}

extension Merges {
  /// What it goes on as, and everybody else who does; itself alone when nobody was merged.
  func group(of stream: StreamID) -> [StreamID] {
    let survivor = survivor(of: stream)
    return [survivor] + members(of: survivor)
  }
}

extension Person {
  fileprivate var number: String { "\(id)" }
}
