internal import CSodium

/// Why a password could not be hashed: a fault of the machine, not of the password.
public enum PasswordFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The memory that hashing takes (64 MiB) was not to be had.
  case outOfMemory

  /// One line for the person who reads it.
  public var description: String {
    switch self {
    case .outOfMemory: "there is not enough memory to hash a password"
    }
  }
}

/// Passwords as they may be stored: argon2id (RFC 9106) with libsodium's "interactive" limits,
/// 64 MiB and two passes, about 0.14 s on one core.
///
/// Blocking and dear on purpose: keep it off threads that serve others, and run few at once.
public enum Passwords {
  /// A line of text to store, holding the parameters, a random salt and the hash; no two are alike.
  /// The corresponding C function is `crypto_pwhash_str`.
  public static func hash(_ password: String) throws(PasswordFault) -> String {
    Sodium.start()
    var line = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let secret = password.utf8.map(CChar.init(bitPattern:))
    // SAFETY: the line has the room the function documents; the password is lent with its count.
    let outcome = unsafe crypto_pwhash_str(
      &line, secret, UInt64(secret.count), UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE),
      Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))
    guard outcome == 0 else { throw .outOfMemory }
    return String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
  }

  /// Whether `password` is the one `stored` was made from; false for a line that is no hash.
  /// The corresponding C function is `crypto_pwhash_str_verify`.
  public static func verify(_ password: String, against stored: String) -> Bool {
    Sodium.start()
    // The C function takes a line that ends in a zero byte; longer ones are none of ours.
    guard stored.utf8.count < Int(crypto_pwhash_STRBYTES), !stored.utf8.contains(0) else {
      return false
    }
    let secret = password.utf8.map(CChar.init(bitPattern:))
    // SAFETY: the line is zero-terminated by the conversion; the password is lent with its count.
    return unsafe crypto_pwhash_str_verify(stored, secret, UInt64(secret.count)) == 0
  }
}
