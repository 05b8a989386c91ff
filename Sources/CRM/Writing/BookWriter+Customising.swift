import Bytes
import Domain
import EventLog
import Projections

// Custom fields and labels that come with another command, and fields that must have a value.

extension BookWriter {
  /// The events of a command, and those of what it says of custom fields and labels; refused when a
  /// required field has no value after it. What nothing changes is never refused.
  func customised<Kind: Entity>(
    _ entity: Kind, _ events: [Kind.Event], _ stamp: Stamp
  ) throws -> [Kind.Event] {
    guard !stamp.custom.isEmpty || stamp.requiresFields, let entity = entity as? any Customisable
    else { return events }
    func all<Thing: Customisable>(_ thing: Thing) throws -> [Kind.Event] {
      guard let own = events as? [Thing.Event],
        let all = try customised(thing: thing, own, stamp) as? [Kind.Event]
      else { preconditionFailure("an entity decides on its own kind of events") }
      return all
    }
    return try all(entity)
  }

  private func customised<Thing: Customisable>(
    thing: Thing, _ events: [Thing.Event], _ stamp: Stamp
  ) throws -> [Thing.Event] {
    let time = EventTime(
      position: nextPosition, timelineAt: stamp.instants.timelineAt, occurredAt: stamp.occurredAt)
    var (after, all) = (thing, events)
    for event in events { after.evolve(event, time) }
    for command in stamp.custom {
      let more = try decisions(after, .custom(command), stamp)
      for event in more { after.evolve(event, time) }
      all += more
    }
    guard stamp.requiresFields, !all.isEmpty else { return all }
    try withFacts(stamp) { try after.requireFields($0) }
    return all
  }
}

extension Command {
  /// Whether required custom fields must have a value after it: it enters something, or changes
  /// what is known of it. What moves a thing along (a stage, a win, another owner, a label) is not
  /// held up by a field that is missing.
  var requiresFields: Bool {
    switch self {
    case .account(_, .create), .account(_, .change), .account(_, .rename): true
    case .contact(_, .create), .contact(_, .rename): true
    case .lead(_, .capture), .lead(_, .change): true
    case .opportunity(_, .open), .opportunity(_, .rename): true
    case .activity(_, .plan), .activity(_, .log), .activity(_, .rename): true
    case .order(_, .place), .order(_, .change): true
    case .product(_, .create), .product(_, .rename): true
    case .account(_, .custom(.set)), .contact(_, .custom(.set)), .lead(_, .custom(.set)),
      .opportunity(_, .custom(.set)), .activity(_, .custom(.set)), .order(_, .custom(.set)),
      .product(_, .custom(.set)):
      true
    case .customised(let base, _): base.requiresFields
    default: false
    }
  }
}
