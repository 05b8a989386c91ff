public import Cryptography

/// What a head says: how many events a log has, and the root of the Merkle tree over them.
///
/// Its text is that of a C2SP tlog-checkpoint: the origin, the number of events and the root in
/// base64, a line each; no extension lines.
public struct TreeHead: Hashable, Sendable {
  /// Which log it is, as in `rapport/` and the book's identity.
  public let origin: String
  /// How many events there are.
  public let size: UInt64
  /// The root of the tree over them, RFC 6962.
  public let root: Digest

  init(origin: String, size: UInt64, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Reads the text of a note.
  init(text: String) throws(NoteRefusal) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, !lines[0].isEmpty, lines[3].isEmpty, let size = UInt64(lines[1]),
      String(size) == lines[1], let bytes = Base64.decode(String(lines[2])),
      let root = Digest(bytes: bytes.span)
    else { throw .notAHead }
    self.init(origin: String(lines[0]), size: size, root: root)
  }

  /// The root as lower-case hexadecimal.
  public var rootHex: String { root.hex }

  /// The text that is signed.
  var text: String { "\(origin)\n\(size)\n\(Base64.text(root.bytes))\n" }
}

/// A head that the book's key has signed, as it is kept in the log.
public struct SignedHead: Equatable, Sendable {
  /// Its number among what the log keeps beside the events, from 1.
  public let number: Int
  /// What it says.
  public let head: TreeHead
  /// The key that signed it.
  public let key: NoteKey
  /// The signed note, to be left with a third party; it ends in a line feed.
  public let note: String
}

/// A head from outside, such as one that a third party kept.
public struct ForeignHead: Sendable {
  /// What it says.
  public let head: TreeHead
  let note: SignedNote

  /// Reads a signed note; who signed it is looked at later.
  public init(_ bytes: [UInt8]) throws(NoteRefusal) {
    note = try SignedNote(bytes)
    head = try TreeHead(text: note.text)
  }
}
