import Cryptography
import LMDB
import Synchronization

/// The file `signing-key` of a book: the private key that signs its heads. Mode 0600.
///
/// A line of text a key, newest last, as golang.org/x/mod/sumdb/note writes private keys:
/// `PRIVATE+KEY+name+hash+key`, name and hash as in the public key, the key as base64 of the byte 1
/// and the 32 bytes of seed. There are two lines only while keys are being rotated. Which key is in
/// use is said by the log, `KeptHeads`.
final class SigningKeys: Sendable {
  /// Where the file is; nil when the book is in memory.
  let path: String?
  private let directory: String?
  private let memory = Mutex<[SigningKey]>([])

  init(files: BookFiles?) {
    path = files?.signingKey
    directory = files?.directory
  }

  /// The keys that are there, newest last; none when there is no file.
  func read(name: String) throws -> [SigningKey] {
    guard let path else { return memory.withLock { $0 } }
    guard FileSystem.exists(path) else { return [] }
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    return try text.split(separator: "\n").map { line in
      guard let key = Self.key(line, name: name) else {
        throw ProofFault.notASigningKey(path: path)
      }
      return key
    }
  }

  /// Replaces all keys, durably.
  func write(_ keys: [SigningKey], name: String) throws {
    guard let path else { return memory.withLock { $0 = keys } }
    let text = keys.map { Self.line($0, name: name) + "\n" }.joined()
    try FileSystem.replace(path: path, with: [Array(text.utf8)])
  }

  /// Keeps other processes from signing and from changing keys meanwhile: an exclusive `flock` of
  /// the book's directory.
  func withLock<R>(_ body: () throws -> R) throws -> R {
    guard let directory else { return try body() }
    let lock = try DurableFile(directory, .read)
    try lock.lockExclusive()
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }

  private static func key(_ line: Substring, name: String) -> SigningKey? {
    let parts = line.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", parts[2] == name,
      let bytes = Base64.decode(String(parts[4])), bytes.first == NoteKey.ed25519,
      let key = SigningKey(seed: bytes.span.extracting(1..<bytes.count)),
      Hex.text(NoteKey(name: name, publicKey: key.publicKey).id) == parts[3]
    else { return nil }
    return key
  }

  private static func line(_ key: SigningKey, name: String) -> String {
    let id = NoteKey(name: name, publicKey: key.publicKey).id
    let seed = Base64.text([NoteKey.ed25519] + key.exposedSeed)
    return "PRIVATE+KEY+\(name)+\(Hex.text(id))+\(seed)"
  }
}
