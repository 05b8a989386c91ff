/// One page of a tree as it stands in the file, checked before anything in it is followed.
struct PageImage {
  static let headerBytes = 16

  enum Kind { case branch, leaf }

  let bytes: [UInt8]
  let number: UInt64
  let kind: Kind
  private let path: String

  /// Checks what one page alone can tell: its number, its kind, and that its nodes lie in it one
  /// behind the other and fill it.
  init(_ bytes: [UInt8], number: UInt64, path: String) throws(StoreFlaw) {
    self.bytes = bytes
    self.number = number
    self.path = path
    func require(_ holds: Bool, _ what: String) throws(StoreFlaw) {
      if !holds { throw StoreFlaw(path: path, page: number, what: what) }
    }
    try require(bytes.count == MetaPage.pageBytes, "the file ends within it")
    try require(bytes.number64(0) == number, "it bears another number")
    switch bytes.number16(10) {
    case 0x01: kind = .branch
    case 0x02: kind = .leaf
    default: throw StoreFlaw(path: path, page: number, what: "it is not a page of a tree")
    }
    let (lower, upper) = (bytes.number16(12), bytes.number16(14))
    try require(
      lower >= Self.headerBytes && lower % 2 == 0 && lower <= upper && upper <= bytes.count,
      "its bounds are wrong")
    try require(count >= (kind == .branch ? 2 : 1), "it has too few entries")
    try requireContiguous(from: upper)
  }

  /// How many entries it has.
  var count: Int { (bytes.number16(12) - Self.headerBytes) / 2 }

  /// The entry with this index.
  func node(_ index: Int) -> Node {
    Node(bytes, at: bytes.number16(Self.headerBytes + 2 * index), kind)
  }

  private func requireContiguous(from upper: Int) throws(StoreFlaw) {
    var ranges: [Range<Int>] = []
    for index in 0..<count {
      let offset = bytes.number16(Self.headerBytes + 2 * index)
      guard offset >= upper, offset % 2 == 0, offset + Node.headerBytes <= bytes.count else {
        throw flaw("entry \(index) lies outside")
      }
      let end = offset + Node(bytes, at: offset, kind).storedBytes
      guard end <= bytes.count else { throw flaw("entry \(index) is longer than the page") }
      ranges.append(offset..<end)
    }
    ranges.sort { $0.lowerBound < $1.lowerBound }
    var next = upper
    for range in ranges {
      guard range.lowerBound == next else { throw flaw("its entries overlap or leave a gap") }
      next = range.upperBound
    }
    guard next == bytes.count else { throw flaw("its entries do not fill it") }
  }

  func flaw(_ what: String) -> StoreFlaw { StoreFlaw(path: path, page: number, what: what) }
}

/// One entry of a page: `MDB_node`.
struct Node {
  static let headerBytes = 8

  let offset: Int
  let keyBytes: Int
  let flags: Int
  /// How long the value is; for a branch, 0.
  let valueBytes: Int
  /// The page a branch leads to.
  let child: UInt64

  init(_ bytes: [UInt8], at offset: Int, _ kind: PageImage.Kind) {
    self.offset = offset
    keyBytes = bytes.number16(offset + 6)
    let low = bytes.number32(offset)
    switch kind {
    case .branch:
      flags = 0
      valueBytes = 0
      child = UInt64(low) | UInt64(bytes.number16(offset + 4)) << 32
    case .leaf:
      flags = bytes.number16(offset + 4)
      valueBytes = low
      child = 0
    }
  }

  /// Whether the value stands on pages of its own (`F_BIGDATA`).
  var isBig: Bool { flags & 0x01 != 0 }

  /// Whether the value is a tree (`F_SUBDATA`).
  var isTree: Bool { flags & 0x02 != 0 }

  /// Where the key is.
  var key: Range<Int> { offset + Self.headerBytes..<offset + Self.headerBytes + keyBytes }

  /// Where the value, or the number of its first page, begins.
  var value: Int { offset + Self.headerBytes + keyBytes }

  /// What the entry takes in its page: an even number of bytes.
  var storedBytes: Int {
    let count = Self.headerBytes + keyBytes + (isBig ? 8 : valueBytes)
    return count + count % 2
  }
}
