import Testing

@testable import LMDB

/// Looking at the file of a store without liblmdb.
@Suite struct InspectionTests {
  /// A store that has grown trees of several levels, long values, and free pages.
  private func grown() throws -> Book {
    let book = try Book()
    try book.append(1...3_000)
    try book.append(3_001...3_020, bytes: 9_000)
    try book.environment.write { transaction in
      for number in 1...400 {
        try transaction.put(
          book.names, key: Array("name \(number)".utf8), value: [UInt8](repeating: 1, count: 90))
      }
    }
    try book.environment.write { transaction in
      for position in stride(from: UInt64(2), through: 3_000, by: 3) {
        _ = try transaction.remove(book.events, position: position)
      }
    }
    try book.append(4_000...4_100)
    return book
  }

  @Test func `a store that was written by liblmdb is sound`() throws {
    let book = try grown()
    let found = try StoreInspection.inspect(book.directory.path + "/log")
    #expect(found.pagesInUse > 80 && found.freePages > 0)
    let empty = try Book()
    #expect(try StoreInspection.inspect(empty.directory.path + "/log").pagesInUse > 0)
    let copy = try TemporaryDirectory()
    try book.environment.copy(to: copy.path, compact: true)
    #expect(try StoreInspection.inspect(copy.path).freePages == 0)
  }

  @Test func `a flipped bit in the structure of any page in use is found`() throws {
    let book = try grown()
    let directory = book.directory.path + "/log"
    let file = try DurableFile(directory + "/data.mdb", .readWrite)
    let newest = try MetaPages(file).newest
    let free = try freePages(file, newest)
    for page in 2...Int(newest.lastPage) where !free.contains(UInt64(page)) {
      // The number, the kind, and where the entries begin and end; of a long value, its length.
      let kind = try file.read(at: page * 4_096 + 10, count: 1)[0]
      guard [1, 2].contains(kind), try file.read(at: page * 4_096, count: 8)[0] == page & 0xFF
      else { continue }
      for offset in [0, 1, 7, 10, 11, 12, 13, 14, 15, 16, 17] {
        let place = page * 4_096 + offset
        let byte = try file.read(at: place, count: 1)[0]
        try file.write([byte ^ 4], at: place)
        #expect(throws: StoreFlaw.self, "page \(page), byte \(offset)") {
          try StoreInspection.inspect(directory)
        }
        try file.write([byte], at: place)
      }
    }
    _ = try StoreInspection.inspect(directory)
  }

  @Test func `a changed number of a transaction does not make an old state the newest`() throws {
    let book = try grown()
    let directory = book.directory.path + "/log"
    let file = try DurableFile(directory + "/data.mdb", .readWrite)
    for page in 0...1 {
      for bit in 0..<64 {
        let place = page * 4_096 + 144 + bit / 8
        let byte = try file.read(at: place, count: 1)[0]
        try file.write([byte ^ (1 << UInt8(bit % 8))], at: place)
        #expect(throws: StoreFlaw.self, "page \(page), bit \(bit)") {
          try StoreInspection.glance(file)
        }
        try file.write([byte], at: place)
      }
    }
    try StoreInspection.glance(file)
  }

  private func freePages(_ file: DurableFile, _ meta: MetaPage) throws -> Set<UInt64> {
    var walk = TreeWalk(file: file, lastPage: meta.lastPage)
    return Set(try walk.freePages(meta.free, of: meta.transaction))
  }
}
