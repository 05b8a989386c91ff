import Cryptography
import Testing

@Suite struct SigningTests {
  /// RFC 8032, section 7.1, tests 1 and 2.
  static let vectors: [(seed: String, publicKey: String, message: String, signature: String)] = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "",
      """
      e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
      5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
      """
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      "72",
      """
      92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
      085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
      """
    ),
  ]

  @Test(arguments: vectors)
  func `Ed25519 gives the published keys and signatures`(
    seed: String, publicKey: String, message: String, signature: String
  ) throws {
    let key = try #require(SigningKey(seed: bytes(seed)))
    #expect(key.publicKey.bytes == bytes(publicKey))
    #expect(key.sign(bytes(message)).bytes == bytes(signature))
    let known = try #require(PublicKey(bytes(publicKey)))
    let given = try #require(Signature(bytes(signature)))
    #expect(known.verifies(given, of: bytes(message)))
  }

  @Test func `a signature holds for its message and its key only`() throws {
    let key = SigningKey.random()
    let message = Array("head 4711".utf8)
    let signature = key.sign(message)
    #expect(key.publicKey.verifies(signature, of: message))
    #expect(!key.publicKey.verifies(signature, of: Array("head 4712".utf8)))
    #expect(!SigningKey.random().publicKey.verifies(signature, of: message))
    for index in signature.bytes.indices {
      var altered = signature.bytes
      altered[index] ^= 1
      let other = try #require(Signature(altered))
      #expect(!key.publicKey.verifies(other, of: message), "byte \(index)")
    }
  }

  @Test func `a signing key comes back from its seed and is not printed`() throws {
    let key = SigningKey.random()
    let again = try #require(SigningKey(seed: key.exposedSeed))
    #expect(again.publicKey == key.publicKey)
    #expect(SigningKey(seed: [1]) == nil)
    #expect(PublicKey([1]) == nil)
    #expect(Signature([1]) == nil)
    #expect("\(key)" == "SigningKey")
  }
}

@Suite struct PasswordTests {
  @Test func `a password is recognised and others are not`() throws {
    let stored = try Passwords.hash("correct horse")
    #expect(stored.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
    #expect(Passwords.verify("correct horse", against: stored))
    #expect(!Passwords.verify("correct hors", against: stored))
    #expect(!Passwords.verify("", against: stored))
  }

  @Test func `what is no hash matches no password`() {
    #expect(!Passwords.verify("", against: ""))
    #expect(!Passwords.verify("x", against: "x"))
    #expect(!Passwords.verify("x", against: String(repeating: "$argon2id$", count: 100)))
    #expect(!Passwords.verify("x", against: "$argon2id\u{0}$"))
  }
}
