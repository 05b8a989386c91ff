import LMDB
import Synchronization
import Testing

struct TransactionTests {
  @Test func `entries are scanned in the order of their positions`() throws {
    let book = try Book()
    try book.append(1...300)
    try book.append(301...1_000)
    #expect(try book.positions() == Array(1...1_000))
    #expect(try book.value(300) == sample(300, 100))
    #expect(try book.value(1_001) == nil)
    let edges = try book.environment.read { transaction in
      let first = try transaction.firstPosition(book.events)
      let last = try transaction.lastPosition(book.events)
      return [first, last, UInt64(try transaction.count(book.events))]
    }
    #expect(edges == [1, 1_000, 1_000])
  }

  @Test func `a scan keeps to its bounds and stops when told`() throws {
    let book = try Book()
    try book.append(10...20)
    try book.environment.read { transaction in
      var seen: [UInt64] = []
      try transaction.scan(book.events, from: 5, through: 12) { position, value in
        seen.append(position)
        return value.count == 100
      }
      #expect(seen == [10, 11, 12])
      seen = []
      try transaction.scan(book.events, from: 15) { position, _ in
        seen.append(position)
        return position < 16
      }
      #expect(seen == [15, 16])
      seen = []
      try transaction.scan(book.events, from: 21) { _, _ in false }
      try transaction.scanBackward(book.events, from: 13, through: 11) { position, _ in
        seen.append(position)
        return true
      }
      try transaction.scanBackward(book.events) { position, _ in
        seen.append(position)
        return position > 19
      }
      #expect(seen == [13, 12, 11, 20, 19])
    }
  }

  @Test func `positions are ordered as numbers up to the greatest`() throws {
    let book = try Book()
    let positions: [UInt64] = [0, 1, 255, 256, 65_536, 1 << 32, .max - 1, .max]
    for position in positions { try book.append(position...position) }
    #expect(try book.positions() == positions)
  }

  @Test func `a write that throws leaves nothing`() throws {
    let book = try Book()
    try book.append(1...2)
    #expect(throws: Interruption()) {
      try book.environment.write { transaction in
        try transaction.append(book.events, position: 3, bytes: [1].span)
        try transaction.put(book.names, key: [1], value: [1])
        throw Interruption()
      }
    }
    #expect(try book.positions() == [1, 2])
    #expect(try book.environment.count(book.names) == 0)
  }

  @Test func `a position that is not behind the last one is refused and harms nothing`() throws {
    let book = try Book()
    try book.append(1...5)
    try book.environment.write { transaction in
      let error = #expect(throws: LMDBError.self) {
        try transaction.append(book.events, position: 5, bytes: [9].span)
      }
      #expect(error?.kind == .keyExists)
      try transaction.append(book.events, position: 6, bytes: [6].span)
    }
    #expect(try book.positions() == [1, 2, 3, 4, 5, 6])
    #expect(try book.value(5) == sample(5, 100))
  }

  @Test func `a reserved entry holds what was filled in`() throws {
    let book = try Book()
    let value = sample(1, 5_000)
    try book.environment.write { transaction in
      try transaction.append(book.events, position: 1, count: 5_000) { output in
        for byte in value { output.append(byte) }
      }
      try transaction.append(book.events, position: 2, count: 0) { _ in }
    }
    #expect(try book.value(1) == value)
    #expect(try book.value(2) == [])
  }

  @Test func `a reserved entry that could not be filled is never committed`() throws {
    let book = try Book()
    let error = #expect(throws: LMDBError.self) {
      try book.environment.write { transaction in
        #expect(throws: Interruption()) {
          try transaction.append(book.events, position: 1, count: 8) { _ in throw Interruption() }
        }
      }
    }
    #expect(error?.kind == .badTransaction)
    #expect(try book.positions() == [])
  }

  @Test func `byte keys are put, found, scanned in order, and removed`() throws {
    let book = try Book()
    try book.environment.write { transaction in
      for name in ["beta", "alpha", "gamma", "be"] {
        try transaction.put(book.names, key: Array(name.utf8), value: Array(name.utf8))
      }
      #expect(try transaction.remove(book.names, key: Array("gamma".utf8)))
      #expect(try transaction.remove(book.names, key: Array("delta".utf8)) == false)
      #expect(try transaction.get(book.names, key: Array("beta".utf8)) { $0.count } == 4)
    }
    for (start, expected) in [("", ["alpha", "be", "beta"]), ("b", ["be", "beta"]), ("c", [])] {
      let found = try book.environment.read { transaction in
        var found: [String] = []
        try transaction.scan(book.names, fromKey: Array(start.utf8)) { key, value in
          #expect(copy(key) == copy(value))
          found.append(String(decoding: copy(key), as: UTF8.self))
          return true
        }
        return found
      }
      #expect(found == expected)
    }
  }

  @Test func `a key without bytes or longer than 511 is refused`() throws {
    let book = try Book()
    for count in [0, 512] {
      let error = #expect(throws: LMDBError.self) {
        try book.environment.write { transaction in
          try transaction.put(book.names, key: [UInt8](repeating: 1, count: count), value: [])
        }
      }
      #expect(error?.kind == .badSize)
    }
  }

  @Test func `a table of positions is written, removed and emptied`() throws {
    let book = try Book()
    try book.append(1...3)
    try book.environment.write { transaction in
      try transaction.put(book.events, position: 2, bytes: [7].span)
      #expect(try transaction.remove(book.events, position: 1))
      #expect(try transaction.remove(book.events, position: 9) == false)
    }
    #expect(try book.positions() == [2, 3])
    #expect(try book.value(2) == [7])
    try book.environment.write { try $0.removeAll(book.events) }
    #expect(try book.positions() == [])
  }

  @Test func `readers see whole transactions while another thread writes`() async throws {
    let book = try Book(mapBytes: 1 << 20)
    let batches: UInt64 = 200
    let environment = book.environment
    let events = book.events
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask {
          var last: UInt64 = 0
          while last < batches * 10 {
            last = try environment.read { transaction in
              let end = try transaction.lastPosition(events) ?? 0
              #expect(try transaction.count(events) == Int(end))
              #expect(end % 10 == 0 && end >= last)
              return end
            }
            await Task.yield()
          }
        }
      }
      group.addTask {
        for batch in 0..<batches {
          try environment.write { transaction in
            for position in (batch * 10 + 1)...(batch * 10 + 10) {
              let value = sample(position, 1_000)
              try transaction.append(events, position: position, bytes: value.span)
            }
          }
          await Task.yield()
        }
      }
      try await group.waitForAll()
    }
    #expect(try environment.statistics().mapBytes > 1 << 20)
  }
}
