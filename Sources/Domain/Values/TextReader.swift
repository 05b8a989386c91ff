/// Reads a short text from front to back, byte by byte; every step either takes something or
/// answers nil and stays where it is.
struct TextReader {
  private let bytes: [UInt8]
  /// How many bytes have been taken.
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  var next: UInt8? { isAtEnd ? nil : bytes[position] }

  /// Takes that ASCII character if it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Takes those bytes if they come next.
  mutating func take(bytes wanted: [UInt8]) -> Bool {
    guard bytes[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  /// Takes a number of exactly so many ASCII digits, at most 18.
  mutating func number(digits: Int) -> Int? { number(digits: digits...digits)?.value }

  /// Takes as many ASCII digits as come next, up to the upper bound (at most 18).
  mutating func number(digits: ClosedRange<Int>) -> (value: Int, count: Int)? {
    var value = 0
    var count = 0
    while count < digits.upperBound, position + count < bytes.count,
      let digit = Digits.value(of: bytes[position + count])
    {
      value = value * 10 + digit
      count += 1
    }
    guard count >= digits.lowerBound else { return nil }
    position += count
    return (value, count)
  }

  /// Takes so many ASCII letters.
  mutating func letters(_ count: Int) -> String? {
    guard position + count <= bytes.count else { return nil }
    let taken = bytes[position..<position + count]
    guard taken.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }) else { return nil }
    position += count
    return String(decoding: taken, as: UTF8.self)
  }

  /// Takes the bytes for which the condition holds.
  mutating func prefix(while condition: (UInt8) -> Bool) -> [UInt8] {
    let start = position
    while let byte = next, condition(byte) { position += 1 }
    return Array(bytes[start..<position])
  }
}
