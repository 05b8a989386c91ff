extension TreeWalk {
  /// Looks at a page and all below it. Keys are at least `above` and less than `below`.
  mutating func page(
    _ number: UInt64, depth: Int, above: [UInt8]?, below: [UInt8]?, _ tally: inout Tally
  ) throws {
    try claim(number)
    let bytes = try file.read(
      at: Int(number) * MetaPage.pageBytes, upTo: MetaPage.pageBytes)
    let image = try PageImage(bytes, number: number, path: file.path)
    guard (image.kind == .leaf) == (depth == tally.root.depth) else {
      throw image.flaw("it is not as deep in its tree as the tree is")
    }
    try requireOrder(image, above, below, tally)
    switch image.kind {
    case .branch:
      tally.branchPages += 1
      if looksAtRootsOnly, !tally.isMain { return }
      for index in 0..<image.count {
        let next = index + 1 < image.count ? key(image, index + 1) : below
        try page(
          image.node(index).child, depth: depth + 1, above: index > 0 ? key(image, index) : above,
          below: next, &tally)
      }
    case .leaf:
      tally.leafPages += 1
      if looksAtRootsOnly, !tally.isMain { return }
      for index in 0..<image.count { try entry(image.node(index), image, &tally) }
    }
  }

  private mutating func entry(
    _ node: Node, _ image: PageImage, _ tally: inout Tally
  ) throws {
    tally.entries += 1
    guard node.flags & ~0x03 == 0, !node.isTree || tally.isMain, !(node.isBig && node.isTree)
    else { throw image.flaw("an entry is of a kind that is not used here") }
    if node.isTree {
      guard node.valueBytes == TreeRoot.byteCount else {
        throw image.flaw("the root of a table is cut short")
      }
      let root = TreeRoot(image.bytes, at: node.value)
      guard root.flags & ~0x08 == 0, root.pad == 0, root.depth <= 32 else {
        throw image.flaw("a table is of a kind that is not used here")
      }
      let name = String(decoding: image.bytes[node.key], as: UTF8.self)
      return try tree(root, name: "'\(name)'")
    }
    if tally.isMain { throw image.flaw("an entry of the list of tables is no table") }
    var value = image.bytes
    var start = node.value
    if node.isBig {
      value = try bigValue(image.bytes.number64(node.value), byteCount: node.valueBytes, &tally)
      start = PageImage.headerBytes
    }
    if tally.collects {
      tally.lastKey = image.bytes.number64(node.key.lowerBound)
      try collect(value, start, node.valueBytes, image, &tally)
    }
  }

  /// The pages of a long value: one header, then the bytes over as many pages as they need.
  private mutating func bigValue(
    _ first: UInt64, byteCount: Int, _ tally: inout Tally
  ) throws -> [UInt8] {
    let count = (PageImage.headerBytes + byteCount + MetaPage.pageBytes - 1) / MetaPage.pageBytes
    for page in 0..<UInt64(count) { try claim(first &+ page) }
    tally.overflowPages += UInt64(count)
    let wanted = tally.collects ? count * MetaPage.pageBytes : PageImage.headerBytes
    let bytes = try file.read(at: Int(first) * MetaPage.pageBytes, upTo: wanted)
    guard bytes.count == wanted, bytes.number64(0) == first, bytes.number16(10) == 0x04,
      bytes.number32(12) == count
    else {
      throw StoreFlaw(
        path: file.path, page: first, what: "it is not the beginning of the long value it should be")
    }
    return bytes
  }

  /// A record of the free pages: how many there are, then their numbers, 8 bytes each.
  private func collect(
    _ bytes: [UInt8], _ start: Int, _ byteCount: Int, _ image: PageImage, _ tally: inout Tally
  ) throws(StoreFlaw) {
    guard byteCount >= 8, let count = Int(exactly: bytes.number64(start)),
      count <= byteCount / 8 - 1
    else { throw image.flaw("a list of free pages is cut short") }
    for index in 1..<(count + 1) { tally.collected.append(bytes.number64(start + 8 * index)) }
  }

  private func key(_ image: PageImage, _ index: Int) -> [UInt8] {
    Array(image.bytes[image.node(index).key])
  }

  private func requireOrder(
    _ image: PageImage, _ above: [UInt8]?, _ below: [UInt8]?, _ tally: Tally
  ) throws(StoreFlaw) {
    let isNumber = tally.root.hasIntegerKeys
    func precedes(_ first: [UInt8], _ second: [UInt8]) -> Bool {
      isNumber
        ? first.number64(0) < second.number64(0) : first.lexicographicallyPrecedes(second)
    }
    var last: [UInt8]?
    // The first key of a branch stands for everything before the second, and is never looked at.
    for index in (image.kind == .branch ? 1 : 0)..<image.count {
      let key = key(image, index)
      guard isNumber ? key.count == 8 : (1...511).contains(key.count) else {
        throw image.flaw("a key has \(key.count) bytes")
      }
      let holds =
        last.map { precedes($0, key) } ?? above.map { !precedes(key, $0) } ?? true
      guard holds, below.map({ precedes(key, $0) }) ?? true else {
        throw image.flaw("its keys are out of order")
      }
      last = key
    }
  }
}
