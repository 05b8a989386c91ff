import Bytes
import CRM
import Domain
import Reports

/// Which events were asked for, as words.
struct LogQuestion {
  var streams: [String]
  var event: String?
  var kind: String?
  var actor: String?
  var since: String?
  var until: String?

  /// The question as the log understands it.
  func filter(_ crm: CRM) throws -> LogFilter {
    var filter = LogFilter()
    filter.streams = Set(try streams.map { text in try EntityText.stream(text) })
    if let event, !Self.isEvent(event) { throw EntityTextRefusal.unknownEvent(event) }
    filter.event = event
    if let kind {
      guard let known = EntityKinds.kind(named: kind) else {
        throw EntityTextRefusal.unknownKind(kind)
      }
      filter.kind = known
    }
    if let actor { filter.actor = try crm.principal(named: actor).user }
    if let since { filter.after = try positionBefore(try Moment(since), crm) }
    if let until { filter.through = try crm.moment(try Moment(until)).position }
    return filter
  }

  /// Whether anything that can happen is called so; no kind numbers its events beyond 200.
  private static func isEvent(_ name: String) -> Bool {
    EntityKinds.nouns.compactMap(EntityKinds.kind(named:)).contains { kind in
      (1...200).contains { EntityKinds.eventName(EventType($0), kind: kind) == name }
    }
  }

  /// The last position before a moment begins.
  private func positionBefore(_ moment: Moment, _ crm: CRM) throws -> Position {
    switch moment {
    case .day(let day): return try crm.moment(.day(day.adding(days: -1))).position
    case .today:
      let day = try crm.settings().zone.day(of: Console.current.now())
      return try crm.moment(.day(day.adding(days: -1))).position
    case .position(let number): return Position(number == 0 ? 0 : number - 1)
    case .local, .instant, .now: return try crm.moment(moment).position
    }
  }
}
