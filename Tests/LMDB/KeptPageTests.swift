import Testing

@testable import LMDB

/// What a commit keeps of the first page it overwrites, and what becomes of an interrupted one.
@Suite struct KeptPageTests {
  /// A closed store of several transactions, and its two first pages: of before the last commit,
  /// and of after it.
  private struct Store {
    let directory: TemporaryDirectory
    let file: DurableFile
    let pageOfLast: Int
    let before: [UInt8]
    let after: [UInt8]

    init() throws {
      directory = try TemporaryDirectory()
      let environment = try Environment(
        directory: directory.path, tables: [.positions("events")])
      for position in UInt64(1)...4 { try Store.append(position, environment) }
      file = try DurableFile(directory.path + "/data.mdb", .readWrite)
      let newest = Int(try MetaPages(file).newest.transaction)
      // The last commit overwrites the page of the one before the newest.
      pageOfLast = (newest + 1) % 2 * MetaPage.pageBytes
      before = try file.read(at: pageOfLast, count: MetaPage.byteCount)
      try Store.append(5, environment)
      after = try file.read(at: pageOfLast, count: MetaPage.byteCount)
    }

    static func append(_ position: UInt64, _ environment: Environment) throws {
      try environment.write {
        try $0.append(environment.table("events"), position: position, bytes: [1, 2, 3].span)
      }
    }

    /// Leaves the page as a commit that was interrupted does.
    func leave(_ page: [UInt8], isOpen: Bool = true) throws {
      try file.write(page, at: pageOfLast)
      let mark = pageOfLast + KeptPage.offset + KeptPage.markOffset
      try file.write([isOpen ? 1 : 0], at: mark)
    }

    func open() throws -> Environment {
      try Environment(
        directory: directory.path, tables: [.positions("events")], create: false)
    }

    func positions(_ environment: Environment) throws -> [UInt64] {
      try environment.read { transaction in
        var found: [UInt64] = []
        try transaction.scan(environment.table("events")) { position, _ in
          found.append(position)
          return true
        }
        return found
      }
    }
  }

  @Test func `a commit keeps the page it overwrites, and notes that it was done`() throws {
    let store = try Store()
    let page = try store.file.read(at: store.pageOfLast, count: MetaPage.pageBytes)
    let kept = try #require(KeptPage(in: page))
    #expect(kept.page == store.before && !kept.isOpen)
    #expect(kept.transaction == store.after.number64(MetaPage.transactionOffset))
  }

  @Test func `a first page half written, at any byte, leaves the state before`() throws {
    for count in MetaPage.unchangedBytes...MetaPage.byteCount {
      let store = try Store()
      let torn = Array(store.after[..<count] + store.before[count...])
      try store.leave(torn)
      let isDone = torn == store.after
      _ = try StoreInspection.inspect(store.directory.path)
      let reader = try Environment(
        directory: store.directory.path, tables: [.positions("events")], readOnly: true,
        create: false)
      #expect(try store.positions(reader) == Array(1...(isDone ? 5 : 4)), "\(count) bytes")
    }
  }

  @Test func `a first page written back under its old number leaves the state before`() throws {
    let store = try Store()
    let old = MetaPage.transactionOffset - 8
    try store.leave(Array(store.after[..<old] + store.before[old...]))
    do {
      let environment = try store.open()
      #expect(try store.positions(environment) == [1, 2, 3, 4])
      for position in UInt64(5)...8 { try Store.append(position, environment) }
    }
    _ = try StoreInspection.inspect(store.directory.path)
    #expect(try store.positions(store.open()) == Array(1...8))
  }

  @Test func `a commit whose end nobody noted is written once more by who opens the store`() throws {
    let store = try Store()
    try store.leave(store.after)
    let environment = try store.open()
    let page = try store.file.read(at: store.pageOfLast, count: MetaPage.pageBytes)
    #expect(KeptPage(in: page)?.isOpen == false && page.starts(with: store.after))
    #expect(try store.positions(environment) == [1, 2, 3, 4, 5])
  }

  @Test func `the next commit keeps what the interrupted one kept`() throws {
    let store = try Store()
    let torn = Array(store.after[..<100] + store.before[100...])
    try store.leave(torn)
    try Store.append(5, store.open())
    let page = try store.file.read(at: store.pageOfLast, count: MetaPage.pageBytes)
    #expect(KeptPage(in: page)?.page == store.before)
  }

  @Test func `a page that differs once its commit was done is damage`() throws {
    let store = try Store()
    for count in [88, 100, 140, 144] {
      try store.leave(Array(store.after[..<count] + store.before[count...]), isOpen: false)
      let error = #expect(throws: LMDBError.self) { try store.open() }
      #expect(error?.kind == .corrupted)
    }
    try store.leave(store.after)
    #expect(try store.positions(store.open()) == [1, 2, 3, 4, 5])
  }

  @Test func `a flipped bit in what was kept changes nothing`() throws {
    let store = try Store()
    for place in KeptPage.offset..<KeptPage.endOffset {
      let byte = try store.file.read(at: store.pageOfLast + place, count: 1)
      for bit in 0..<8 {
        try store.file.write([byte[0] ^ 1 << UInt8(bit)], at: store.pageOfLast + place)
        try StoreInspection.glance(store.file)
      }
      try store.file.write(byte, at: store.pageOfLast + place)
    }
    #expect(try store.positions(store.open()) == [1, 2, 3, 4, 5])
  }
}
