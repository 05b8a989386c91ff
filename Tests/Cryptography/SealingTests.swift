import Cryptography
import Testing

@Suite struct SealingTests {
  let key = SealingKey.random()
  let place = Array("C-17 version 3".utf8)

  /// The example of draft-irtf-cfrg-xchacha-03, appendix A.3.1.
  @Test func `a box assembled from the published example opens`() throws {
    let key = try #require(
      SealingKey(bytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")))
    let nonce = bytes("404142434445464748494a4b4c4d4e4f5051525354555657")
    let ciphertext = bytes(
      """
      bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb
      731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452
      2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9
      21f9664c97637da9768812f615c68b13b52e
      """)
    let tag = bytes("c0875924c1c7987947deafd8780acf49")
    let box = nonce + ciphertext + tag
    let associated = bytes("50515253c0c1c2c3c4c5c6c7")
    let plain = try SealedBox.open(box, key: key, associated: associated)
    #expect(
      String(decoding: plain, as: UTF8.self)
        == "Ladies and Gentlemen of the class of '99: If I could offer you "
        + "only one tip for the future, sunscreen would be it.")
  }

  @Test(arguments: [0, 1, 15, 16, 17, 63, 64, 65, 2000])
  func `what was sealed comes back`(count: Int) throws {
    let plain = Randomness.bytes(count)
    let box = SealedBox.seal(plain, key: key, associated: place)
    #expect(box.count == count + SealedBox.overhead)
    #expect(try SealedBox.open(box, key: key, associated: place) == plain)
  }

  @Test func `a change of any byte is noticed`() {
    let box = SealedBox.seal(Array("Ann Peters".utf8), key: key, associated: place)
    for index in box.indices {
      var altered = box
      altered[index] ^= 0x20
      #expect(throws: OpeningFailure.notAuthentic, "byte \(index)") {
        try SealedBox.open(altered, key: key, associated: place)
      }
    }
  }

  @Test func `a box cut short does not open`() {
    let box = SealedBox.seal(Array("Ann".utf8), key: key, associated: place)
    for count in box.indices {
      let expected: OpeningFailure = count < SealedBox.overhead ? .tooShort : .notAuthentic
      #expect(throws: expected, "\(count) bytes") {
        try SealedBox.open(
          Array(box.prefix(count)), key: key, associated: place)
      }
    }
  }

  @Test func `another place or another key does not open a box`() {
    let box = SealedBox.seal(Array("Ann".utf8), key: key, associated: place)
    for other in [[], Array("C-17 version 4".utf8), place + [0]] {
      #expect(throws: OpeningFailure.notAuthentic) {
        try SealedBox.open(box, key: key, associated: other)
      }
    }
    #expect(throws: OpeningFailure.notAuthentic) {
      try SealedBox.open(box, key: .random(), associated: place)
    }
  }

  @Test func `the same value sealed twice looks different`() {
    let plain = Array("Ann".utf8)
    let one = SealedBox.seal(plain, key: key, associated: place)
    #expect(one != SealedBox.seal(plain, key: key, associated: place))
  }

  @Test func `a key has thirty-two bytes and comes back from its stored form`() throws {
    let again = try #require(SealingKey(key.exposedBytes))
    let box = SealedBox.seal(Array("Ann".utf8), key: key, associated: [])
    #expect(try SealedBox.open(box, key: again, associated: []) == Array("Ann".utf8))
    #expect(SealingKey(Randomness.bytes(31)) == nil)
    #expect(SealingKey(Randomness.bytes(33)) == nil)
  }

  @Test func `printing or dumping a key shows none of its bytes`() {
    var dumped = ""
    dump(key, to: &dumped)
    #expect("\(key) \(String(reflecting: key))" == "SealingKey SealingKey")
    #expect(dumped == "- SealingKey\n")
  }
}
