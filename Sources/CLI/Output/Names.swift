import Bytes
import CRM
import Domain

/// The names of entities, next to their numbers, as they are at one moment.
final class Names {
  private let source: BookSource
  private var known: [StreamID: String] = [:]

  init(source: BookSource) { self.source = source }

  /// Number and name, as in "A-1 Globex"; the number alone when there is no name.
  func text(_ stream: StreamID) throws -> String {
    let name = try name(stream)
    return name.isEmpty ? EntityKinds.text(of: stream) : EntityKinds.text(of: stream) + " " + name
  }

  /// The name; empty when there is none.
  func name(_ stream: StreamID) throws -> String {
    if let name = known[stream] { return name }
    let name = try read(stream)
    known[stream] = name
    return name
  }

  private func read(_ stream: StreamID) throws -> String {
    guard let type = EntityKinds.type(of: stream.kind) else { return "" }
    return try name(type, stream.number)
  }

  private func name<Kind: Entity>(_ type: Kind.Type, _ number: UInt32) throws -> String {
    let fields = try source.entity(type, Kind.ID(number)).fields
    let naming = ["name", "company", "subject", "label"]
    guard let field = fields.first(where: { naming.contains($0.name) }) else { return "" }
    switch field.value {
    case .text(let text): return text
    case .hidden: return "(erased)"
    default: return ""
    }
  }
}
