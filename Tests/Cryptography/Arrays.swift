import Cryptography

// `#expect` and `#require` cannot hold a `Span`, so the tests say the same with arrays.

extension Digest {
  init(of bytes: [UInt8]) { self.init(of: bytes.span) }
  init?(bytes: [UInt8]) { self.init(bytes: bytes.span) }
}

extension SealingKey {
  init?(_ bytes: [UInt8]) { self.init(bytes.span) }
}

extension SealedBox {
  static func seal(_ plain: [UInt8], key: SealingKey, associated: [UInt8]) -> [UInt8] {
    seal(plain.span, key: key, associated: associated.span)
  }

  static func open(
    _ box: [UInt8], key: SealingKey, associated: [UInt8]
  ) throws(OpeningFailure) -> [UInt8] {
    try open(box.span, key: key, associated: associated.span)
  }
}

extension LookupKey {
  init?(_ bytes: [UInt8]) { self.init(bytes.span) }
}

extension KeyedHash {
  static func of(_ bytes: [UInt8], key: LookupKey) -> KeyedHash { of(bytes.span, key: key) }
}

extension SigningKey {
  init?(seed: [UInt8]) { self.init(seed: seed.span) }
  func sign(_ message: [UInt8]) -> Signature { sign(message.span) }
}

extension PublicKey {
  init?(_ bytes: [UInt8]) { self.init(bytes.span) }

  func verifies(_ signature: Signature, of message: [UInt8]) -> Bool {
    verifies(signature, of: message.span)
  }
}

extension Signature {
  init?(_ bytes: [UInt8]) { self.init(bytes.span) }
}
