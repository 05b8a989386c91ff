import Cryptography
import Testing

@Suite struct KeyedHashTests {
  /// The expected values come from another implementation: `hashlib.blake2b(message, key=…,
  /// digest_size=16)` of Python 3.11, with the key 00 01 … 1f.
  @Test func `a keyed hash is BLAKE2b with sixteen bytes`() throws {
    let key = try #require(LookupKey((0..<32).map { UInt8($0) }))
    let empty = KeyedHash.of([], key: key)
    #expect(empty == KeyedHash(high: 0x3DAF_97BC_E788_8FD5, low: 0x9773_C66B_F647_459C))
    let address = KeyedHash.of(Array("ann@example.org".utf8), key: key)
    #expect(address == KeyedHash(high: 0xAD4B_A72E_8D4F_65DE, low: 0x8FE1_50A1_98B0_0F92))
  }

  @Test func `another key gives another hash of the same value`() {
    let address = Array("ann@example.org".utf8)
    let key = LookupKey.random()
    #expect(KeyedHash.of(address, key: key) == KeyedHash.of(address, key: key))
    #expect(KeyedHash.of(address, key: key) != KeyedHash.of(address, key: .random()))
  }

  @Test func `a lookup key comes back from its stored form and is not printed`() throws {
    let key = LookupKey.random()
    let again = try #require(LookupKey(key.exposedBytes))
    #expect(KeyedHash.of([1], key: key) == KeyedHash.of([1], key: again))
    #expect(LookupKey(Randomness.bytes(31)) == nil)
    #expect("\(key)" == "LookupKey")
  }
}

@Suite struct RandomnessTests {
  @Test func `random bytes are as many as asked for and do not repeat`() {
    #expect(Randomness.bytes(0).isEmpty)
    #expect(Randomness.bytes(33).count == 33)
    #expect(Randomness.bytes(16) != Randomness.bytes(16))
    #expect(Set((0..<1000).map { _ in Randomness.uint64() }).count == 1000)
  }

  @Test func `many threads may start at once`() async {
    await withTaskGroup(of: SealingKey.self) { group in
      for _ in 0..<64 { group.addTask { SealingKey.random() } }
      var seen: Set<[UInt8]> = []
      for await key in group { seen.insert(key.exposedBytes) }
      #expect(seen.count == 64)
    }
  }
}
