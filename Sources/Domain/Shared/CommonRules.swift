import Bytes

// Rules that several slices share, each with its own small refusal.

/// Why somebody may not own a thing.
public enum OwnerRefusal: DomainRefusal {
  /// There is no such user.
  case unknown(UserID)
  /// The user was deactivated.
  case inactive(UserID)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no user \(id)"
    case .inactive(let id): "user \(id) is deactivated and cannot be given anything"
    }
  }
}

/// Why a name in another system cannot be noted.
public enum ReferenceRefusal: DomainRefusal {
  /// Another entity of the kind has that name.
  case taken(ExternalReference, by: String)

  public var description: String {
    switch self {
    case .taken(let reference, let holder):
      "\(holder) is already what \(reference.source) calls '\(reference.identifier)'"
    }
  }
}

/// A refusal of a slice that takes texts.
public protocol TextualRefusal: DomainRefusal {
  /// A text cannot be taken.
  static func text(_ refusal: TextRefusal) -> Self
}

/// A refusal of a slice whose entities other systems know by names of their own.
public protocol ReferringRefusal: TextualRefusal {
  /// A reference cannot be taken.
  static func reference(_ refusal: ReferenceRefusal) -> Self
}

/// A refusal of a slice that uses all shared rules: three of its cases carry theirs.
public protocol CommonRefusal: ReferringRefusal {
  /// An owner cannot be taken.
  static func owner(_ refusal: OwnerRefusal) -> Self
}

extension Entity where Refusal: TextualRefusal {
  /// A checked line of text: trimmed, not empty, no control characters, at most `limit` characters.
  func line(_ text: String, _ field: String, limit: Int = 500) throws(Refusal) -> String {
    do throws(TextRefusal) {
      return try Text.line(text, field: field, limit: limit)
    } catch {
      throw .text(error)
    }
  }
}

extension Entity where Refusal: CommonRefusal {
  /// Refuses an owner who does not exist or is deactivated; nobody is fine.
  func requireOwner(_ id: UserID?, _ facts: some Facts) throws(Refusal) {
    guard let id else { return }
    guard let user = facts.user(id) else { throw .owner(.unknown(id)) }
    if !user.isActive { throw .owner(.inactive(id)) }
  }
}

extension Entity where Refusal: ReferringRefusal {
  /// The references worth noting: checked, and without those it holds already.
  func newReferences(
    _ references: [ExternalReference], held: [ExternalReference], _ facts: some Facts
  ) throws(Refusal) -> [ExternalReference] {
    var new: [ExternalReference] = []
    for raw in references {
      let reference = ExternalReference(
        source: try line(raw.source, "source of the reference", limit: 60),
        identifier: try line(raw.identifier, "reference", limit: 200))
      if held.contains(reference) || new.contains(reference) { continue }
      if let holder = facts.holder(of: reference, kind: ID.kind), holder != id.stream {
        throw .reference(.taken(reference, by: ID(holder.number).description))
      }
      new.append(reference)
    }
    return new
  }
}
