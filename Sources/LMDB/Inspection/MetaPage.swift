// The layout is that of LMDB 0.9, data format 1, on a machine of 64 bits with little-endian
// numbers: `MDB_page`, `MDB_meta`, `MDB_db` and `MDB_node` in liblmdb's mdb.c.

/// A number of the file, little endian.
extension Array where Element == UInt8 {
  func number16(_ offset: Int) -> Int { Int(self[offset]) | Int(self[offset + 1]) << 8 }

  func number32(_ offset: Int) -> Int { number16(offset) | number16(offset + 2) << 16 }

  func number64(_ offset: Int) -> UInt64 {
    UInt64(number32(offset)) | UInt64(number32(offset + 4)) << 32
  }
}

/// Why the file of a store cannot be what was written to it.
public struct StoreFlaw: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// The page it concerns, from 0; nil when it is about the whole file.
  public let page: UInt64?
  /// What is wrong, as a sentence without its full stop.
  public let what: String

  /// The place and what is wrong there.
  public var description: String {
    "the file \(path) is damaged\(page.map { " in page \($0)" } ?? ""): \(what)"
  }
}

/// What the file says of one tree: `MDB_db`, 48 bytes.
struct TreeRoot: Equatable {
  static let byteCount = 48
  /// "No page": the root of an empty tree.
  static let none = UInt64.max

  let pad: Int
  let flags: Int
  let depth: Int
  let branchPages: UInt64
  let leafPages: UInt64
  let overflowPages: UInt64
  let entries: UInt64
  let root: UInt64

  init(_ bytes: [UInt8], at offset: Int) {
    pad = bytes.number32(offset)
    flags = bytes.number16(offset + 4)
    depth = bytes.number16(offset + 6)
    branchPages = bytes.number64(offset + 8)
    leafPages = bytes.number64(offset + 16)
    overflowPages = bytes.number64(offset + 24)
    entries = bytes.number64(offset + 32)
    root = bytes.number64(offset + 40)
  }

  /// Whether keys are numbers (`MDB_INTEGERKEY`).
  var hasIntegerKeys: Bool { flags & 0x08 != 0 }
}

/// One of the two first pages, which say in turns where a transaction has left everything.
struct MetaPage: Equatable {
  static let byteCount = 152
  static let pageBytes = 4_096
  /// How many bytes at its beginning no commit ever writes.
  static let unchangedBytes = 32
  static let transactionOffset = 144
  /// The four bytes at offset 16 of both pages.
  static let magic = 0xBEEF_C0DE

  let free: TreeRoot
  let main: TreeRoot
  let lastPage: UInt64
  let transaction: UInt64

  /// Reads one of the two; a `StoreFlaw` when it cannot be one.
  init(_ bytes: [UInt8], number: Int, path: String) throws(StoreFlaw) {
    func require(_ holds: Bool, _ what: String) throws(StoreFlaw) {
      if !holds { throw StoreFlaw(path: path, page: UInt64(number), what: what) }
    }
    try require(bytes.count >= Self.byteCount, "it is cut short")
    try require(bytes.number64(0) == UInt64(number), "its number is wrong")
    try require(bytes.number16(10) == 0x08, "it is not marked as one of the first pages")
    try require(bytes.number32(16) == Self.magic, "it does not begin like a store")
    try require(bytes.number32(20) == 1, "it has another version of the file format")
    free = TreeRoot(bytes, at: 40)
    main = TreeRoot(bytes, at: 88)
    lastPage = bytes.number64(136)
    transaction = bytes.number64(Self.transactionOffset)
    try require(free.pad == Self.pageBytes, "pages of \(free.pad) bytes are not used here")
    try require(bytes.number64(24) == 0, "it asks for a fixed address")
    try require(free.flags == 0x08 && main.flags == 0, "the kinds of its trees are wrong")
    try require(lastPage >= 1 && lastPage < 1 << 40, "its last page is out of reach")
    for tree in [free, main] {
      try require(
        tree.root == TreeRoot.none
          ? tree.depth == 0 && tree.entries == 0 : tree.root > 1 && tree.root <= lastPage,
        "the root of one of its trees is out of reach")
      try require(tree.depth <= 32, "a tree is too deep")
    }
    try require(transaction % 2 == UInt64(number), "its transaction belongs on the other page")
  }
}

/// Both first pages, read without liblmdb.
struct MetaPages: Equatable {
  let pages: [MetaPage]

  /// Reads and compares them.
  ///
  /// A transaction writes the page its number is even or odd for, so that the two are always one
  /// apart: a changed number would make liblmdb take an old state for the newest, without a word.
  /// Of a page that a commit was overwriting when it failed, what was kept is taken.
  init(_ file: DurableFile) throws {
    let bytes = try file.read(at: 0, upTo: 2 * MetaPage.pageBytes)
    guard bytes.count == 2 * MetaPage.pageBytes else {
      throw StoreFlaw(path: file.path, page: nil, what: "it has no two first pages")
    }
    let path = file.path
    let found = [Array(bytes[..<MetaPage.pageBytes]), Array(bytes[MetaPage.pageBytes...])]
    let (first, second) = (
      try MetaPage(Self.before(found, 0), number: 0, path: path),
      try MetaPage(Self.before(found, 1), number: 1, path: path)
    )
    pages = [first, second]
    let (low, high) = (
      min(first.transaction, second.transaction), max(first.transaction, second.transaction)
    )
    guard high - low == 1 else {
      throw StoreFlaw(
        path: path, page: nil,
        what: "its two first pages are \(high - low) transactions apart, and can only be one")
    }
  }

  /// The page with this number; what it held before, when a commit that overwrites it was
  /// interrupted. Such a commit is the next one after that of the other page.
  private static func before(_ found: [[UInt8]], _ number: Int) -> [UInt8] {
    let other = found[1 - number].number64(MetaPage.transactionOffset)
    return KeptPage(in: found[number])?.instead(of: found[number], before: other &+ 1)
      ?? found[number]
  }

  /// The one that counts.
  var newest: MetaPage { pages[pages[0].transaction > pages[1].transaction ? 0 : 1] }
}
