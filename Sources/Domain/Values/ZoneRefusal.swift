/// Why bytes are not the rules of a time zone.
public enum ZoneRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes break the format at the place that the reason tells.
  case malformed(zone: String, reason: String)
  /// The file counts leap seconds (a zone below `right/`), which Rapport's instants do not.
  case leapSeconds(zone: String)

  /// The reason, in one sentence.
  public var description: String {
    switch self {
    case .malformed(let zone, let reason):
      "the rules of the time zone \(Quoted(zone)) cannot be read: \(reason)"
    case .leapSeconds(let zone):
      "the rules of the time zone \(Quoted(zone)) count leap seconds; use the zone without 'right/'"
    }
  }
}
