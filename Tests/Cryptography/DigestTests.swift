import Cryptography
import Testing

@Suite struct DigestTests {
  /// The first and the last are examples of FIPS 180-4; the empty message is from NIST's
  /// Cryptographic Algorithm Validation Program (SHA256ShortMsg, length 0).
  static let vectors: [(message: [UInt8], hex: String)] = [
    (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: vectors)
  func `SHA-256 gives the published digests`(message: [UInt8], hex: String) {
    let digest = Digest(of: message)
    #expect(digest.hex == hex)
    #expect(digest.bytes == bytes(hex))
  }

  @Test func `a digest made in pieces equals the one made at once`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of the random splits: \(seed)")
    var numbers = SeededNumbers(seed: seed)
    for _ in 0..<200 {
      let count = Int.random(in: 0...600, using: &numbers)
      let message = (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      var hasher = Hasher256()
      var start = 0
      while start < message.count {
        let end = Int.random(in: start...min(start + 150, message.count), using: &numbers)
        hasher.update(message.span.extracting(start..<end))
        start = end
      }
      #expect(hasher.finish() == Digest(of: message), "\(count) bytes")
    }
  }

  @Test func `a copied hasher goes its own way`() {
    var common = Hasher256()
    common.update(Array("ab".utf8).span)
    var other = common
    common.update(byte: UInt8(ascii: "c"))
    other.update(byte: UInt8(ascii: "d"))
    #expect(common.finish() == Digest(of: Array("abc".utf8)))
    #expect(other.finish() == Digest(of: Array("abd".utf8)))
  }

  @Test func `a digest is added as its thirty-two bytes`() {
    let child = Digest(of: Array("abc".utf8))
    var node = Hasher256()
    node.update(byte: 1)
    node.update(child)
    #expect(node.finish() == Digest(of: ([1] + child.bytes)))
  }

  @Test func `a stored digest is read back, and nothing else is taken for one`() {
    let digest = Digest(of: Array("abc".utf8))
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == digest)
    #expect(Digest(bytes: Array(digest.bytes.prefix(31))) == nil)
    #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
    #expect(Digest(hex: "g" + digest.hex.dropFirst()) == nil)
  }
}
