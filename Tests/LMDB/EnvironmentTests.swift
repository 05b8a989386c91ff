import LMDB
import Testing

struct EnvironmentTests {
  @Test func `the library is the version the wall was written for`() {
    #expect(Environment.libraryVersion.hasPrefix("0.9."))
  }

  @Test func `a map that is full grows and nothing is lost`() throws {
    let book = try Book(mapBytes: 1 << 20)
    var attempts = 0
    try book.environment.write { transaction in
      attempts += 1
      for position in UInt64(1)...20_000 {
        let value = sample(position, 200)
        try transaction.append(book.events, position: position, bytes: value.span)
      }
    }
    #expect(attempts > 1)
    #expect(try book.positions() == Array(1...20_000))
    #expect(try book.value(20_000) == sample(20_000, 200))
    #expect(try book.environment.statistics().mapBytes > 1 << 20)
  }

  @Test func `a full map grows even when the caller swallows the error`() throws {
    let book = try Book(mapBytes: 1 << 20)
    try book.environment.write { transaction in
      for position in UInt64(1)...2_000 {
        let value = sample(position, 2_000)
        do {
          try transaction.append(book.events, position: position, bytes: value.span)
        } catch {
          return
        }
      }
    }
    #expect(try book.positions().count == 2_000)
  }

  @Test func `a map cannot grow while the same thread reads it`() throws {
    let book = try Book(mapBytes: 1 << 20)
    let error = #expect(throws: LMDBError.self) {
      try book.environment.read { _ in try book.append(1...20_000) }
    }
    #expect(error?.kind == .mapFull)
    #expect(try book.positions().isEmpty)
    try book.append(1...20_000)
    #expect(try book.positions().count == 20_000)
  }

  @Test func `opening a directory twice shares one environment until the last one goes`() throws {
    let book = try Book()
    try book.append(1...3)
    do {
      let second = try Environment(
        directory: book.directory.path + "/./log", tables: [.positions("events"), .bytes("more")])
      #expect(second.table("events") == book.events)
      try second.write { transaction in
        try transaction.put(second.table("more"), key: [1], value: [2])
        let value = sample(4, 10)
        try transaction.append(book.events, position: 4, bytes: value.span)
      }
    }
    #expect(try book.positions() == [1, 2, 3, 4])
    try book.append(5...5)
    #expect(try book.environment.statistics().readersUsed > 0)
  }

  @Test func `what was committed is there after closing and opening`() throws {
    let directory = try TemporaryDirectory()
    let tables: [TableDefinition] = [.positions("events")]
    do {
      let first = try Environment(directory: directory.path, tables: tables)
      try first.write { try $0.append(first.table("events"), position: 7, bytes: [1, 2, 3].span) }
    }
    let again = try Environment(directory: directory.path, tables: tables, create: false)
    let value = try again.read { try $0.get(again.table("events"), position: 7) { copy($0) } }
    #expect(value == [1, 2, 3])
  }

  @Test func `an environment opened read-only refuses to write and cannot be upgraded`() throws {
    let directory = try TemporaryDirectory()
    let tables: [TableDefinition] = [.positions("events")]
    _ = try Environment(directory: directory.path, tables: tables)
    let reader = try Environment(directory: directory.path, tables: tables, readOnly: true)
    let refusal = #expect(throws: LMDBError.self) { try reader.write { _ in } }
    #expect(refusal?.kind == .readOnly)
    let upgrade = #expect(throws: LMDBError.self) {
      try Environment(directory: directory.path, tables: tables)
    }
    #expect(upgrade?.kind == .readOnly)
  }

  @Test func `a directory without an environment is not found unless it may be made`() throws {
    let directory = try TemporaryDirectory()
    for place in [directory.path, directory.path + "/missing"] {
      let error = #expect(throws: LMDBError.self) {
        try Environment(directory: place, tables: [.bytes("names")], create: false)
      }
      #expect(error?.kind == .notFound)
    }
    #expect(try FileSystem.list(directory.path) == [])
  }

  @Test func `a directory that does not allow new files is a clear error`() {
    // Not even the administrator may make a file there.
    let error = #expect(throws: LMDBError.self) {
      try Environment(directory: "/sys", tables: [.bytes("names")])
    }
    #expect(error?.kind == .permission || error?.kind == .readOnly)
    #expect(error?.description.contains("/sys") == true)
  }

  @Test func `a file that is no LMDB file is a clear error`() throws {
    let directory = try TemporaryDirectory()
    let garbage = [UInt8](repeating: 0xA5, count: 16_384)
    try FileSystem.replace(path: directory.path + "/data.mdb", with: [garbage])
    let error = #expect(throws: LMDBError.self) {
      try Environment(directory: directory.path, tables: [.bytes("names")])
    }
    #expect(error?.kind == .invalid)
    #expect(error?.description.hasSuffix("data.mdb is not an LMDB file") == true)
  }

  @Test func `a file that was cut short is refused and left as it is`() throws {
    let book = try Book()
    try book.append(1...2_000)
    let whole = try DurableFile(book.environment.directory + "/data.mdb", .read).size()
    for length in stride(from: 8_192, to: whole, by: 20_480) {
      let directory = "\(book.directory.path)/cut-\(length)"
      try FileSystem.makeDirectory(directory)
      try book.environment.copy(to: directory, compact: false)
      let file = try DurableFile(directory + "/data.mdb", .readWrite)
      try file.truncate(to: length)
      for readOnly in [false, true] {
        let error = #expect(throws: LMDBError.self) {
          try Environment(directory: directory, tables: [.positions("events")], readOnly: readOnly)
        }
        #expect(error?.kind == .corrupted)
        #expect(try file.size() == length)
      }
    }
  }

  @Test func `a file that ends before its last free page is whole`() throws {
    let directory = try TemporaryDirectory()
    let tables: [TableDefinition] = [.positions("events")]
    do {
      let first = try Environment(directory: directory.path, tables: tables)
      let events = first.table("events")
      // Free pages of earlier transactions let liblmdb take pages back without writing them.
      for count in 1...5 {
        try first.write { try $0.put(events, position: 1, bytes: sample(1, count * 9_000).span) }
      }
      try first.write { transaction in
        try transaction.put(events, position: 1, bytes: [1].span)
        try transaction.put(events, position: 2, bytes: sample(2, 1 << 20).span)
        #expect(try transaction.remove(events, position: 2))
      }
      let length = try DurableFile(directory.path + "/data.mdb", .read).size()
      #expect(try length < first.statistics().usedBytes, "the test needs pages never written")
    }
    let again = try Environment(directory: directory.path, tables: tables)
    #expect(try again.count(again.table("events")) == 1)
  }

  @Test func `an empty file is not taken for a new environment`() throws {
    let directory = try TemporaryDirectory()
    try FileSystem.replace(path: directory.path + "/data.mdb", with: [])
    let error = #expect(throws: LMDBError.self) {
      try Environment(directory: directory.path, tables: [.bytes("names")], create: false)
    }
    #expect(error?.kind == .corrupted)
  }

  @Test func `a table opened with another kind of key is refused`() throws {
    let book = try Book()
    let error = #expect(throws: LMDBError.self) {
      try Environment(directory: book.environment.directory, tables: [.bytes("events")])
    }
    #expect(error?.kind == .incompatible)
    try book.append(1...1)
  }

  @Test func `no descriptor of an environment is inherited by another program`() throws {
    let book = try Book()
    let path = try FileSystem.absolutePath(book.environment.directory)
    let descriptors = try openDescriptors(under: path)
    #expect(descriptors.count >= 2)
    for descriptor in descriptors {
      let text = try FileSystem.read("/proc/self/fdinfo/\(descriptor)")
      #expect(isClosedOnExecute(String(decoding: text, as: UTF8.self)))
    }
  }

  @Test func `a copy holds everything and opens by itself`() throws {
    let book = try Book()
    try book.append(1...1_000)
    for compact in [true, false] {
      let target = book.directory.path + "/copy-\(compact)"
      try FileSystem.makeDirectory(target)
      try book.environment.copy(to: target, compact: compact)
      let copied = try Environment(directory: target, tables: [.positions("events")])
      #expect(try copied.count(copied.table("events")) == 1_000)
    }
  }

  @Test func `as many readers as allowed may read at once and no more`() throws {
    let directory = try TemporaryDirectory()
    let environment = try Environment(
      directory: directory.path, tables: [.bytes("names")], maxReaders: 2)
    let error = #expect(throws: LMDBError.self) {
      try environment.read { _ in
        try environment.read { _ in
          try environment.read { _ in }
        }
      }
    }
    #expect(error?.kind == .readersFull)
    #expect(try environment.checkReaders() == 0)
  }

  /// The numbers in /proc whose link leads below the directory, found by comparing what opens.
  private func openDescriptors(under directory: String) throws -> [String] {
    try FileSystem.list("/proc/self/fd").filter { name in
      do {
        let file = try FileSystem.absolutePath("/proc/self/fd/\(name)")
        return file.hasPrefix(directory + "/")
      } catch let error as FileError where error.kind == .notFound {
        return false  // a pipe or socket, which no path leads to, or closed by now
      }
    }
  }

  /// Whether the octal flags in a text of /proc/self/fdinfo have O_CLOEXEC, 02000000.
  private func isClosedOnExecute(_ text: String) -> Bool {
    for line in text.split(separator: "\n") where line.hasPrefix("flags:") {
      let octal = line.dropFirst(6).drop { !$0.isNumber }
      return UInt64(octal, radix: 8).map { $0 & 0o2000000 != 0 } ?? false
    }
    return false
  }
}
