public import Bytes
public import Cryptography

/// The proof that an event is in the log, as it stood when it had `size` events.
public struct EventProof: Equatable, Sendable {
  /// Which log it is, as in `rapport/` and the book's identity.
  public var origin: String
  /// Where the event stands, from 1; its leaf is one less.
  public var position: Position
  /// The record as it is stored: header and payload, sealed parts sealed.
  public var record: [UInt8]
  /// How many events the tree has.
  public var size: UInt64
  /// The root of the tree.
  public var root: Digest
  /// The audit path, lowest hash first; RFC 6962, 2.1.1.
  public var path: [Digest]
  /// The signed head of that size; nil when none was signed.
  public var signedHead: SignedHead?
}

/// The proof that the log of `toSize` events begins with the log of `fromSize` events.
public struct ExtensionProof: Equatable, Sendable {
  /// Which log it is, as in `rapport/` and the book's identity.
  public var origin: String
  /// How many events the earlier tree has.
  public var fromSize: UInt64
  /// The root of the earlier tree.
  public var fromRoot: Digest
  /// The signed head of the earlier tree; nil when none was signed at that size.
  public var fromHead: SignedHead?
  /// How many events the later tree has.
  public var toSize: UInt64
  /// The root of the later tree.
  public var toRoot: Digest
  /// The signed head of the later tree; nil when none was signed at that size.
  public var toHead: SignedHead?
  /// The consistency proof, RFC 6962, 2.1.2.
  public var path: [Digest]
}

extension EventProof {
  /// The record as lower-case hexadecimal.
  public var recordHex: String { Hex.text(record) }
  /// The root as lower-case hexadecimal.
  public var rootHex: String { root.hex }
  /// The audit path as lower-case hexadecimal, lowest hash first.
  public var pathHex: [String] { path.map(\.hex) }
}

extension ExtensionProof {
  /// The root of the earlier tree as lower-case hexadecimal.
  public var fromRootHex: String { fromRoot.hex }
  /// The root of the later tree as lower-case hexadecimal.
  public var toRootHex: String { toRoot.hex }
  /// The consistency proof as lower-case hexadecimal.
  public var pathHex: [String] { path.map(\.hex) }
}
