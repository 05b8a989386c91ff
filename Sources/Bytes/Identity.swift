/// The place of an event in the log: 1, 2, 3 … without gaps; 0 stands for "before the first".
@frozen
public struct Position: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The number of the event, counted from 1.
  public var number: UInt64

  /// The position with this number.
  @inlinable
  public init(_ number: UInt64) {
    self.number = number
  }

  /// Before the first event: the head of an empty log, the back-pointer of a stream's first event.
  public static let none = Position(0)

  /// The next position.
  @inlinable
  public var next: Position { Position(number + 1) }

  /// Whether the first position comes before the second.
  @inlinable
  public static func < (first: Position, second: Position) -> Bool {
    first.number < second.number
  }
}

/// What kind of thing a stream is about. The numbers are stored in every header: never reused.
///
/// The log gives them no meaning; the domain names its own.
@frozen
public struct StreamKind: Hashable, Sendable, BitwiseCopyable {
  /// The stored number, 1 to 255.
  public var number: UInt8

  /// The kind with this number.
  @inlinable
  public init(_ number: UInt8) {
    self.number = number
  }
}

/// One stream: a kind and a dense number, from 1, within the kind.
@frozen
public struct StreamID: Hashable, Sendable, BitwiseCopyable {
  /// What kind of thing the stream is about.
  public var kind: StreamKind
  /// The dense number within the kind, counted from 1.
  public var number: UInt32

  /// The stream of this kind with this number.
  @inlinable
  public init(_ kind: StreamKind, _ number: UInt32) {
    self.kind = kind
    self.number = number
  }
}

/// What happened, within a kind of stream. The numbers are stored in every header: never reused.
@frozen
public struct EventType: Hashable, Sendable, BitwiseCopyable {
  /// The stored number, 1 to 65,535.
  public var number: UInt16

  /// The type with this number.
  @inlinable
  public init(_ number: UInt16) {
    self.number = number
  }
}

/// The 16 bytes that name one command; all events of the command carry them.
@frozen
public struct CommandID: Hashable, Sendable, BitwiseCopyable {
  /// The first eight bytes, most significant first.
  public var high: UInt64
  /// The last eight bytes, most significant first.
  public var low: UInt64

  /// The identity made of these two halves.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The identity written as 32 hexadecimal digits, hyphens allowed (as in a UUID); nil otherwise.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 32 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    for (index, digit) in digits.enumerated() {
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
      if index < 16 {
        halves.0 = halves.0 << 4 | UInt64(value)
      } else {
        halves.1 = halves.1 << 4 | UInt64(value)
      }
    }
    self.init(high: halves.0, low: halves.1)
  }

  /// The identity as 32 lower-case hexadecimal digits.
  public var hexadecimal: String {
    let digits = [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return digits.joined()
  }
}

/// The slot of a person's sealing key in the keys file; slot 0 is the book's own lookup key.
@frozen
public struct KeySlot: Hashable, Sendable, BitwiseCopyable {
  /// The number of the slot.
  public var number: UInt32

  /// The slot with this number.
  @inlinable
  public init(_ number: UInt32) {
    self.number = number
  }
}
