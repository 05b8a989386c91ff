// Fixed-width numbers as they lie in a record: least significant byte first. Written out by hand
// over `Span`, so that no unsafe load is needed; the optimiser merges the bytes into one load.

extension Span<UInt8> {
  /// The two bytes at `offset`, least significant first. Stops the program when out of bounds.
  @inlinable @inline(__always)
  public func littleEndian16(at offset: Int) -> UInt16 {
    UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  /// The four bytes at `offset`, least significant first. Stops the program when out of bounds.
  @inlinable @inline(__always)
  public func littleEndian32(at offset: Int) -> UInt32 {
    UInt32(littleEndian16(at: offset)) | UInt32(littleEndian16(at: offset + 2)) << 16
  }

  /// The eight bytes at `offset`, least significant first. Stops the program when out of bounds.
  @inlinable @inline(__always)
  public func littleEndian64(at offset: Int) -> UInt64 {
    UInt64(littleEndian32(at: offset)) | UInt64(littleEndian32(at: offset + 4)) << 32
  }
}

extension MutableSpan<UInt8> {
  /// Overwrites the bytes from `offset` on with those of a number, least significant first; with a
  /// constant offset the optimiser makes one store of it. Stops the program when out of bounds.
  @inlinable @inline(__always)
  public mutating func store<Number: FixedWidthInteger>(
    littleEndian number: Number, at offset: Int
  ) {
    var rest = number
    for index in 0..<(Number.bitWidth / 8) {
      self[offset + index] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
    }
  }
}

extension [UInt8] {
  /// Appends the bytes of a number, least significant first.
  @inlinable
  public mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    var rest = number
    for _ in 0..<(Number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Overwrites the bytes from `offset` on with those of a number, least significant first.
  @inlinable
  public mutating func store<Number: FixedWidthInteger>(
    littleEndian number: Number, at offset: Int
  ) {
    var rest = number
    for index in 0..<(Number.bitWidth / 8) {
      self[offset + index] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
    }
  }

  /// An array with the bytes of `span`.
  public init(copying span: Span<UInt8>) {
    self.init()
    append(copying: span)
  }

  /// Appends the bytes of `span`; the optimiser makes one copy of it.
  public mutating func append(copying span: Span<UInt8>) {
    append(addingCapacity: span.count) { output in
      for index in span.indices { output.append(span[index]) }
    }
  }
}
