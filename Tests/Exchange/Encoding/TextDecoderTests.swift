import Testing

@testable import Exchange

@Suite struct TextDecoderTests {
  /// Decodes in pieces of every length, which must not matter.
  private func decoded(_ bytes: [UInt8], _ encoding: TextEncoding) -> [[UInt8]] {
    [1, 2, 3, 7, bytes.count + 1].map { count in
      var decoder = TextDecoder(encoding)
      var output: [UInt8] = []
      var start = 0
      while start < bytes.count {
        let end = min(start + count, bytes.count)
        decoder.decode(bytes.span.extracting(start..<end), into: &output)
        start = end
      }
      decoder.finish(into: &output)
      return output
    }
  }

  private func expect(
    _ bytes: [UInt8], _ encoding: TextEncoding, _ text: [UInt8],
    at location: SourceLocation = #_sourceLocation
  ) {
    for output in decoded(bytes, encoding) {
      #expect(output == text, sourceLocation: location)
    }
  }

  @Test func `code pages become the characters they stand for`() {
    // Facts of https://encoding.spec.whatwg.org/index-windows-1252.txt and ISO 8859-15.
    expect([0x41, 0x80, 0xE9, 0x99], .windows1252, Array("A€é™".utf8))
    expect([0xE9, 0xA4], .latin1, Array("é¤".utf8))
    expect([0xE9, 0xA4, 0xBD], .latin9, Array("é€œ".utf8))
  }

  @Test func `a byte that stands for nothing becomes one that is no UTF-8`() {
    expect([0x41, 0x81, 0x42], .windows1252, [0x41, 0xFF, 0x42])
    // A high surrogate without its low one, and half a unit at the end.
    expect([0x3D, 0xD8, 0x41, 0x00], .utf16LittleEndian, [0xFF, 0x41])
    expect([0x41, 0x00, 0x42], .utf16LittleEndian, [0x41, 0xFF])
    expect([0x00, 0xDC], .utf16LittleEndian, [0xFF])
  }

  @Test func `UTF-16 of either order is read, characters beyond 65,535 too`() {
    expect([0x41, 0x00, 0xAC, 0x20, 0x3D, 0xD8, 0x00, 0xDE], .utf16, Array("A€😀".utf8))
    expect([0x00, 0x41, 0x20, 0xAC], .utf16BigEndian, Array("A€".utf8))
  }

  @Test func `a byte-order mark wins over what was declared, and is passed over`() {
    expect([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], .windows1252, Array("é".utf8))
    expect([0xFE, 0xFF, 0x00, 0x41], .utf8, Array("A".utf8))
    expect([0xFF, 0xFE, 0x41, 0x00], .utf16BigEndian, Array("A".utf8))
    expect([0xEF, 0xBB], .utf8, [0xEF, 0xBB])
    expect([], .utf8, [])
  }

  @Test func `how a file is written is found out by the stated rule`() {
    func guess(_ bytes: [UInt8]) -> TextEncoding {
      var guess = EncodingGuess()
      guess.feed(bytes.span)
      return guess.encoding()
    }
    #expect(guess(Array("naïve".utf8)) == .utf8)
    #expect(guess([0x6E, 0x61, 0xEF, 0x76, 0x65]) == .windows1252)
    #expect(guess([0x41, 0x00, 0x42, 0x00]) == .utf16LittleEndian)
    #expect(guess([0x00, 0x41, 0x00, 0x42]) == .utf16BigEndian)
    #expect(guess([0xFF, 0xFE, 0x41, 0x00]) == .utf16LittleEndian)
    #expect(guess(Array("cut ".utf8) + [0xC3]) == .windows1252)
    #expect(guess([]) == .utf8)
  }

  @Test func `names of encodings are taken as people write them`() {
    #expect(TextEncoding(name: "Windows-1252") == .windows1252)
    #expect(TextEncoding(name: "cp1252") == .windows1252)
    #expect(TextEncoding(name: "ISO_8859-15") == .latin9)
    #expect(TextEncoding(name: "ebcdic") == nil)
  }
}
