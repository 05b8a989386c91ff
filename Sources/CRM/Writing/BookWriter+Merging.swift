import Bytes
import Domain
import EventLog
import Projections

/// What a repeated import did to one thing.
public struct ImportMerge: Equatable, Sendable {
  /// What was written.
  public var events: [WrittenEvent] = []
  /// The fields that both the file and a user changed since the last import; they stay as the user
  /// left them.
  public var kept: [String] = []
}

// Bringing what was imported before to what its file says now.

extension BookWriter {
  /// Carries out what a file says of a thing that an import brought in before: the fields that the
  /// file changed since then, except those that a user changed as well.
  ///
  /// `isOwn` tells whether an event came with an import from the same source. What no such import
  /// ever touched is simply brought to what the file says.
  mutating func merge(
    _ stream: StreamID, _ commands: [Command], _ context: CommandContext, _ stamp: inout Stamp,
    isOwn: (Position, Envelope) -> Bool
  ) throws -> ImportMerge? {
    // What was merged is compared with what was imported as it, and what changed goes to what it
    // goes on as.
    switch stream.kind {
    case .user:
      let commands = commands.compactMap { if case .user(_, let own) = $0 { own } else { nil } }
      return try merge(User.self, UserID(stream.number), commands, context, &stamp, isOwn)
    case .account:
      let commands = commands.compactMap { if case .account(_, let own) = $0 { own } else { nil } }
      return try merge(Account.self, AccountID(stream.number), commands, context, &stamp, isOwn)
    case .contact:
      let commands = commands.compactMap { if case .contact(_, let own) = $0 { own } else { nil } }
      return try merge(Contact.self, ContactID(stream.number), commands, context, &stamp, isOwn)
    case .product:
      let commands = commands.compactMap { if case .product(_, let own) = $0 { own } else { nil } }
      return try merge(Product.self, ProductID(stream.number), commands, context, &stamp, isOwn)
    case .opportunity:
      let commands = commands.compactMap {
        if case .opportunity(_, let own) = $0 { own } else { nil }
      }
      return try merge(
        Opportunity.self, OpportunityID(stream.number), commands, context, &stamp, isOwn
      ) { deal, command in deal.status == .open || !command.needsOpen }
    case .lead:
      let commands = commands.compactMap { if case .lead(_, let own) = $0 { own } else { nil } }
      return try merge(Lead.self, LeadID(stream.number), commands, context, &stamp, isOwn)
    case .order: return try mergeCustom(Order.self, stream, commands, context, &stamp, isOwn)
    case .activity: return try mergeCustom(Activity.self, stream, commands, context, &stamp, isOwn)
    default: return nil
    }
  }

  /// Merges custom fields and labels; nil when the commands are about something else.
  private mutating func mergeCustom<Kind: Customisable>(
    _ type: Kind.Type, _ stream: StreamID, _ commands: [Command], _ context: CommandContext,
    _ stamp: inout Stamp, _ isOwn: (Position, Envelope) -> Bool
  ) throws -> ImportMerge? {
    let custom = commands.compactMap(\.customCommand).map { Kind.Command.custom($0) }
    guard custom.count == commands.count else { return nil }
    return try merge(type, Kind.ID(stream.number), custom, context, &stamp, isOwn)
  }

  private mutating func merge<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, _ commands: [Kind.Command], _ context: CommandContext,
    _ stamp: inout Stamp, _ isOwn: (Position, Envelope) -> Bool,
    applies: (Kind, Kind.Command) -> Bool = { _, _ in true }
  ) throws -> ImportMerge {
    let imported = try history(type, id).filter { isOwn($0.position, $0.envelope) }
      .entity(type, id)
    let survivor = Kind.ID(models.merges.survivor(of: id.stream).number)
    let current = try entity(type, survivor)
    let base = imported.exists ? imported : try entity(type, id)
    let wanted = try outcome(of: commands.filter { applies(base, $0) }, on: base, stamp)
    var merge = ImportMerge()
    let (wishes, before, values) = (wanted.values, base.values, current.values)
    for name in Set(wishes.keys).union(before.keys).sorted() where before[name] != wishes[name] {
      let now = values[name]
      if now == wishes[name] { continue }
      if now != before[name] {
        merge.kept.append(shownName(name))
        continue
      }
      // The fields set one after another may bring this one along.
      let entity = try entity(type, survivor)
      let changes = entity.restoring(name, from: wanted) ?? []
      guard changes.allSatisfy({ applies(entity, $0) }) else {
        merge.kept.append(name)
        continue
      }
      for command in changes {
        merge.events += try decide(type, survivor, command, context, &stamp)
      }
    }
    return merge
  }

  /// The name people know a field by: that of a custom field is its code.
  private func shownName(_ name: String) -> String {
    CustomFieldID(text: name).flatMap { models.customFields[$0]?.code } ?? name
  }

  /// The entity as it would be after commands.
  private func outcome<Kind: Entity>(
    of commands: [Kind.Command], on base: Kind, _ stamp: Stamp
  ) throws -> Kind {
    var wanted = base
    let time = EventTime(
      position: nextPosition, timelineAt: stamp.instants.timelineAt,
      occurredAt: stamp.occurredAt)
    for command in commands {
      for event in try decisions(wanted, command, stamp) { wanted.evolve(event, time) }
    }
    return wanted
  }
}

extension Entity {
  /// Every field that has a value, by its name.
  fileprivate var values: [String: FieldValue] {
    Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
  }
}

extension OpportunityCommand {
  /// Whether only an open opportunity takes it; of a closed one an import leaves that as it is.
  fileprivate var needsOpen: Bool {
    switch self {
    case .advance, .moveBack, .move, .reviseAmount, .reviseProbability, .reviseExpectedClose: true
    case .open, .win, .lose, .reopen, .assign, .setProduct, .setAccount, .setContact, .rename,
      .reference, .custom:
      false
    }
  }
}
