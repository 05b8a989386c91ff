import Cryptography

/// The digest by which the log remembers files that were imported.
public enum FileDigest {
  /// SHA-256 of these bytes (FIPS 180-4): 32 bytes, as `sha256sum` prints them in hexadecimal.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Digest(of: bytes.span).bytes }
}
