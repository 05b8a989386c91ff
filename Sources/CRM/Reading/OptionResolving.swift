import Bytes
import Domain
import Projections
public import Reports

extension CRM {
  /// The values of a report's options with every entity named by its number.
  ///
  /// An option whose placeholder is a number such as `U-1` takes a number or a name. A number that
  /// nothing had at the moment of the source, and a name that nothing or several things have, are
  /// refused.
  public func resolved(
    _ values: [String: String], of report: any Report.Type, at source: BookSource
  ) throws -> OptionValues {
    var resolved = values
    for option in report.options {
      if option.isPositional {
        // The history of what was merged is still its own; all else is about what it goes on as.
        guard option.name == "customer", let stream = values[option.name]
          .flatMap(EntityKinds.stream(named:))
        else { continue }
        resolved[option.name] = EntityKinds.text(of: try source.merges().survivor(of: stream))
        continue
      }
      guard let text = values[option.name],
        let kind = EntityKinds.stream(named: option.placeholder)?.kind
      else { continue }
      let stream = try stream(text, kind, source)
      resolved[option.name] = EntityKinds.text(of: try source.merges().survivor(of: stream))
    }
    return OptionValues(resolved)
  }

  private func stream(
    _ text: String, _ kind: StreamKind, _ source: BookSource
  ) throws -> StreamID {
    if let stream = EntityKinds.stream(named: text), stream.kind == kind {
      guard try source.exists(stream) else {
        throw ReportRefusal.unknown("\(EntityKinds.noun(of: kind)) \(text)")
      }
      return stream
    }
    return try resolve(text, kind: kind)
  }
}

extension BookSource {
  /// Whether anything had happened to an entity at the moment.
  func exists(_ stream: StreamID) throws -> Bool {
    guard let type = EntityKinds.type(of: stream.kind) else { return false }
    return try exists(type, stream.number)
  }

  private func exists<Kind: Entity>(_ type: Kind.Type, _ number: UInt32) throws -> Bool {
    try entity(type, Kind.ID(number)).exists
  }
}
