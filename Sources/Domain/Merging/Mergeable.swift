public import Bytes

/// A thing that may have been entered twice, and is then merged: the one becomes another name of
/// the other. Nothing of either stream is moved; the alias is resolved when reading.
public protocol Mergeable: Entity {
  /// Into which one it was merged; nil when it stands for itself.
  var mergedInto: ID? { get }
  /// When that happened; nil when it stands for itself.
  var mergedAt: Instant? { get }
  /// Those that were merged into it, each once, in order.
  var absorbed: [ID] { get }
  /// Those it is known not to be the same as, although it looks so.
  var distinctFrom: [ID] { get }
  /// The fields a merge chooses a value of, by the names people see.
  static var mergeFields: [String] { get }
  /// It goes on as the other one.
  static func merged(into survivor: ID) -> Event
  /// It stands for itself again.
  static func unmerged() -> Event
  /// It is not the same as another one, although it looks so.
  static func distinguished(from other: ID) -> Event
  /// What it takes over from another one: for each field the value of the side that is to be kept;
  /// its own where it has one, when nothing was said.
  func absorbing(
    _ other: Self, keep: [String: MergeSide], _ facts: some Facts
  ) throws(MergeRefusal) -> Event
  /// What goes back when another one stands for itself again: values that came with it and are
  /// unchanged since.
  func releasing(_ other: ID, _ facts: some Facts) throws(MergeRefusal) -> Event
}

/// One of the two that are merged.
public enum MergeSide: Sendable, Equatable {
  /// The one that stays.
  case survivor
  /// The one that goes on as the other.
  case merged
}

/// Which value of a field a merge keeps, as people say it: `phone=A-7`.
public struct KeptField: Equatable, Sendable {
  /// The name of the field, as in `postal-code`.
  public var field: String
  /// Whose value stays, as in `A-7`.
  public var holder: String

  /// The value of this holder.
  public init(_ field: String, of holder: String) { (self.field, self.holder) = (field, holder) }

  /// Reads `phone=A-7`; nil when it is something else.
  public init?(text: String) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      .map { Text.trimmed(String($0)) }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(parts[0], of: parts[1])
  }
}

/// What people may ask about two things that may be one.
public enum MergingCommand: Equatable, Sendable {
  /// Let the first go on as the second.
  case merge(StreamID, into: StreamID, keep: [KeptField] = [])
  /// Let it stand for itself again.
  case unmerge(StreamID)
  /// Note that the two are not the same, and how one knows.
  case distinguish(StreamID, from: StreamID, reason: String)

  /// What it is done to first.
  public var stream: StreamID {
    switch self {
    case .merge(let stream, _, _), .unmerge(let stream), .distinguish(let stream, _, _): stream
    }
  }
}

/// Why two are not merged, or not unmerged.
public enum MergeRefusal: DomainRefusal {
  /// There is none of this number.
  case unknown(String)
  /// They are not of one kind, or of a kind that cannot be merged.
  case notAlike(String, String)
  /// It is one and the same.
  case same(String)
  /// It was merged before.
  case mergedBefore(String, into: String)
  /// It is not merged.
  case notMerged(String)
  /// What it was merged into was itself merged.
  case survivorMerged(String, into: String)
  /// What is personal was erased.
  case erased(String)
  /// The survivor belongs to the one that would go.
  case below(String, String)
  /// There is no such field to choose.
  case unknownField(String, known: [String])
  /// The value of somebody else was asked for.
  case unknownHolder(String, field: String)
  /// The chosen side has no value in the field.
  case nothingToKeep(String, field: String)
  /// Together they have more entries than one may have.
  case tooMany(String, limit: Int)
  /// They are told apart without a reason.
  case reasonMissing

  public var description: String {
    switch self {
    case .unknown(let what): "there is no \(what)"
    case .notAlike(let one, let other):
      "\(one) and \(other) cannot be merged: give two accounts or two contacts"
    case .same(let id): "\(id) cannot be merged with itself"
    case .mergedBefore(let id, let survivor):
      "\(id) was merged into \(survivor) before; unmerge it first"
    case .notMerged(let id): "\(id) is not merged into another"
    case .survivorMerged(let id, let survivor):
      "\(id) was itself merged into \(survivor); unmerge \(id) first"
    case .erased(let id):
      "the personal data of \(id) was erased: it can be neither merged nor unmerged any more"
    case .below(let id, let above):
      "\(id) belongs to \(above): give it another parent before \(above) is merged into it"
    case .unknownField(let field, let known):
      "there is no field \(Quoted(field)) to keep; there are: \(known.joined(separator: ", "))"
    case .unknownHolder(let holder, let field):
      "\(Quoted(field)) can be kept of one of the two only, not of \(Quoted(holder))"
    case .nothingToKeep(let id, let field): "\(id) has no value in \(Quoted(field)) to keep"
    case .tooMany(let what, let limit):
      "together they have more than \(limit) \(what); remove some first"
    case .reasonMissing: "say how you know that they are not the same, with --reason"
    }
  }
}

extension Mergeable {
  /// Which side each field is kept of; refused when a field or a holder is none.
  public func sides(
    _ kept: [KeptField], merging other: Self
  ) throws(MergeRefusal) -> [String: MergeSide] {
    var sides: [String: MergeSide] = [:]
    for choice in kept {
      guard Self.mergeFields.contains(choice.field) else {
        throw .unknownField(choice.field, known: Self.mergeFields)
      }
      switch ID(text: choice.holder) {
      case id: sides[choice.field] = .survivor
      case other.id: sides[choice.field] = .merged
      default: throw .unknownHolder(choice.holder, field: choice.field)
      }
    }
    return sides
  }
}

extension Optional where Wrapped: EntityID {
  /// What this one goes on as.
  func following(_ survivor: (StreamID) -> StreamID) -> Wrapped? {
    map { Wrapped(survivor($0.stream).number) }
  }
}

extension [ExternalReference] {
  /// A field for each other system: the name there, or the names of all that were merged.
  var fields: [Field] {
    var sources: [String] = []
    for reference in self where !sources.contains(reference.source) {
      sources.append(reference.source)
    }
    return sources.map { source in
      let names = filter { $0.source == source }.map(\.identifier)
      return Field("reference-\(source)", names.count == 1 ? .text(names[0]) : .list(names))
    }
  }
}
