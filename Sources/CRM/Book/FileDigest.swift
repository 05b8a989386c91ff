import Cryptography

/// The digest by which a file is recognised.
public enum FileDigest {
  /// SHA-256 of these bytes (FIPS 180-4): 32 bytes, as `sha256sum` prints them in hexadecimal.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Digest(of: bytes.span).bytes }
}

/// SHA-256 over a file that is read piece by piece.
public struct FileHasher: Sendable {
  private var hasher = Hasher256()

  /// Starts with no bytes.
  public init() {}

  /// Adds the next piece of the file.
  public mutating func update(_ bytes: Span<UInt8>) { hasher.update(bytes) }

  /// The 32 bytes of the digest of everything added so far.
  public func finish() -> [UInt8] { hasher.finish().bytes }
}
