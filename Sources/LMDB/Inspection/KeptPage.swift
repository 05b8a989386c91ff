/// What stood in one of the two first pages before a commit overwrote it, kept in that same page
/// behind the bytes liblmdb uses.
///
/// liblmdb syncs the file before it writes a first page: what was kept is on disk by then. A page
/// that was left half written is known by it, and what stood there before takes its place.
struct KeptPage: Equatable {
  /// Where it stands in the page: the second sector, so that no write of liblmdb touches it.
  static let offset = 512
  static let byteCount = markOffset + 8
  /// How much of a page must be read to find it.
  static let endOffset = offset + byteCount
  /// Where the mark stands that says whether the commit may still be under way.
  static let markOffset = 24 + MetaPage.byteCount

  private static let letters = Array("RPTKEPT1".utf8)

  /// The transaction the page was kept for, which is the one that overwrites it.
  let transaction: UInt64
  /// The first `MetaPage.byteCount` bytes of the page.
  let page: [UInt8]
  /// False once the transaction is known to be committed: what differs then is damage.
  var isOpen = true

  init(_ page: [UInt8], before transaction: UInt64) {
    self.page = Array(page.prefix(MetaPage.byteCount))
    self.transaction = transaction
  }

  /// Finds it in a first page; nil when there is none, or none that is whole.
  init?(in page: [UInt8]) {
    guard page.count >= Self.endOffset else { return nil }
    let bytes = Array(page[Self.offset..<Self.endOffset])
    let content = Self.letters.count + 8
    self.init(
      Array(bytes[content..<content + MetaPage.byteCount]), before: bytes.number64(8))
    isOpen = bytes.number64(Self.markOffset) == 1
    guard bytes == self.bytes(mark: bytes.number64(Self.markOffset)) else { return nil }
  }

  /// The stored form.
  var bytes: [UInt8] { bytes(mark: isOpen ? 1 : 0) }

  /// What a first page holds when a commit of it was interrupted: what was kept; nil when it was
  /// not, which is so nearly always.
  ///
  /// liblmdb writes the page from front to back, the number of the transaction last; when that
  /// fails it may write everything again under the old number. So a page that was interrupted
  /// differs from what was kept, but has not yet the number of the transaction it was kept for.
  func instead(of found: [UInt8], before transaction: UInt64) -> [UInt8]? {
    let found = Array(found.prefix(MetaPage.byteCount))
    guard isOpen, self.transaction == transaction, found != page,
      found[..<MetaPage.unchangedBytes] == page[..<MetaPage.unchangedBytes]
    else { return nil }
    let number = found.number64(MetaPage.transactionOffset)
    let old = page.number64(MetaPage.transactionOffset)
    let isInterrupted = (0..<UInt64(8)).contains { written in
      let mask = (UInt64(1) << (8 * written)) - 1
      return number == (transaction & mask | old & ~mask)
    }
    return isInterrupted && number != transaction ? page : nil
  }

  private func bytes(mark: UInt64) -> [UInt8] {
    var bytes = Self.letters + Self.littleEndian(transaction) + page
    bytes += Self.littleEndian(Self.checksum(bytes))
    return bytes + Self.littleEndian(mark)
  }

  private static func littleEndian(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// FNV-1a of 64 bits (Fowler, Noll, Vo): any change of one byte changes it.
  private static func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
