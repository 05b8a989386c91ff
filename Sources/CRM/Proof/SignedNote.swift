public import Cryptography
public import Domain
import FoundationEssentials

/// The key with which anybody checks the notes of one signer: C2SP signed-note, "Verifier keys".
///
/// Written `name+hash+key`: the hash as eight hexadecimal digits, the key as base64 of a byte that
/// names the algorithm (1, Ed25519) and the 32 bytes.
public struct NoteKey: Hashable, Sendable, CustomStringConvertible {
  /// Whose key it is.
  public let name: String
  /// The Ed25519 key.
  public let publicKey: PublicKey

  static let ed25519: UInt8 = 1

  init(name: String, publicKey: PublicKey) {
    precondition(Self.isName(name), "the name of a key has no blanks and no plus sign")
    self.name = name
    self.publicKey = publicKey
  }

  /// Reads the written form; blanks around it are dropped.
  public init(_ text: String) throws(NoteRefusal) {
    let trimmed = String(text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace })
    let rest = text.drop(while: \.isWhitespace).drop { !$0.isWhitespace }
    let parts = trimmed.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard rest.allSatisfy(\.isWhitespace), parts.count == 3, Self.isName(String(parts[0])),
      let bytes = Base64.decode(String(parts[2])), bytes.first == Self.ed25519,
      let key = PublicKey(bytes.span.extracting(1..<bytes.count))
    else { throw .notAKey }
    name = String(parts[0])
    publicKey = key
    guard Hex.text(id) == parts[1] else { throw .notAKey }
  }

  /// The four bytes by which signatures name the key: the beginning of SHA-256 of the name, a line
  /// feed, the algorithm's byte and the key.
  public var id: [UInt8] {
    let bytes = Array(name.utf8) + [0x0A, Self.ed25519] + publicKey.bytes
    return Array(Digest(of: bytes.span).bytes.prefix(4))
  }

  /// The written form.
  public var description: String {
    "\(name)+\(Hex.text(id))+\(Base64.text([Self.ed25519] + publicKey.bytes))"
  }

  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy { !$0.isWhitespace && $0 != "+" }
  }
}

/// A text with signatures: C2SP signed-note.
///
/// The text ends in a line feed; then an empty line; then a line for each signature, `— name
/// base64`, of the key's four bytes and the 64 of the signature over the text.
struct SignedNote: Equatable, Sendable {
  let text: String
  let signatures: [NoteSignature]

  private static let longestByteCount = 1 << 20

  /// Signs a text.
  init(_ text: String, signedBy key: SigningKey, name: String) {
    let bytes = Array(text.utf8)
    self.text = text
    let id = NoteKey(name: name, publicKey: key.publicKey).id
    signatures = [
      NoteSignature(name: name, keyID: id, bytes: key.sign(bytes.span).bytes)
    ]
  }

  /// Reads a stored note.
  init(_ bytes: [UInt8]) throws(NoteRefusal) {
    guard bytes.count <= Self.longestByteCount, bytes.last == 0x0A,
      bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }),
      String(validating: bytes, as: UTF8.self) != nil,
      let end = Self.lastEmptyLine(bytes)
    else { throw .notANote }
    text = String(decoding: bytes[..<end], as: UTF8.self)
    var signatures: [NoteSignature] = []
    let lines = bytes[(end + 1)...].dropLast().split(
      separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines {
      signatures.append(try NoteSignature(String(decoding: line, as: UTF8.self)))
    }
    self.signatures = signatures
  }

  /// The note as it is stored and handed out.
  var bytes: [UInt8] {
    Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
  }

  /// Whether the key signed the note: there is a signature under its name and bytes, and all such
  /// signatures are right.
  func isSigned(by key: NoteKey) -> Bool {
    let message = Array(text.utf8)
    let own = signatures.filter { $0.name == key.name && $0.keyID == key.id }
    return !own.isEmpty
      && own.allSatisfy { signature in
        guard let signature = Signature(signature.bytes.span) else { return false }
        return key.publicKey.verifies(signature, of: message.span)
      }
  }

  /// Where the text ends: behind the line feed that the last empty line follows.
  private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
    var index = bytes.count - 2
    while index > 0 {
      if bytes[index] == 0x0A, bytes[index - 1] == 0x0A { return index }
      index -= 1
    }
    return nil
  }
}

/// One signature of a note.
struct NoteSignature: Equatable, Sendable {
  let name: String
  let keyID: [UInt8]
  let bytes: [UInt8]

  init(name: String, keyID: [UInt8], bytes: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.bytes = bytes
  }

  init(_ line: String) throws(NoteRefusal) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "\u{2014}", NoteKey.isName(String(parts[1])),
      let bytes = Base64.decode(String(parts[2])), bytes.count > 4
    else { throw .notANote }
    self.init(
      name: String(parts[1]), keyID: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
  }

  var line: String { "\u{2014} \(name) \(Base64.text(keyID + bytes))" }
}

/// Why a file from outside is no note, head or key.
public enum NoteRefusal: DomainRefusal {
  /// The bytes are not a signed note.
  case notANote
  /// The note is signed, and is no head of a log.
  case notAHead
  /// The text is not a public key.
  case notAKey
  /// The head is one of another book.
  case otherBook(String)

  /// One sentence for the person who reads it.
  public var description: String {
    switch self {
    case .notANote:
      "that is not a signed note: a text, an empty line, and lines that begin with a dash"
    case .notAHead: "that note is not a head: name of the log, number of events, hash"
    case .notAKey: "that is not a public key, written name+hash+base64 as 'rapport key' prints it"
    case .otherBook(let origin): "that head is one of another book, \(origin)"
    }
  }
}

/// Base64 with padding (RFC 4648, section 4), in its one canonical form.
enum Base64 {
  static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  static func decode(_ text: String) -> [UInt8]? {
    guard let data = Data(base64Encoded: text) else { return nil }
    let bytes = Array(data)
    return self.text(bytes) == text ? bytes : nil
  }
}

/// Lower-case hexadecimal, two digits a byte.
enum Hex {
  static func text(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
