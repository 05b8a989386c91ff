import Bytes
import EventLog
import Synchronization
import Testing

/// One writer, many callers.
@Suite struct GroupWriterTests {
  @Test(arguments: LogKind.allCases)
  func `many callers share one commit and each is told its own result`(kind: LogKind) async throws {
    try await kind.withSharedLog { log in
      let counted = CountingLog(log)
      let writer = try GroupWriter(log: counted, state: Ledger(counted))
      let gate = Gate()
      let totals = try await withThrowingTaskGroup(of: Int.self) { group in
        await hold(writer, at: gate, in: &group)
        for _ in 0..<100 {
          group.addTask { try await writer.submit { $0.add(1) } }
        }
        while writer.waitingCount < 100 { await Task.yield() }
        gate.open()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(totals.sorted() == Array(0...100))
      #expect(try log.count() == 100)
      #expect(counted.commits == 1)
    }
  }

  @Test func `one who throws hurts nobody, and hears why`() async throws {
    let log = InMemoryLog()
    let writer = try GroupWriter(log: log, state: Ledger(log))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<30 {
        group.addTask {
          guard number % 3 == 0 else {
            _ = try await writer.submit { $0.add(1) }
            return
          }
          await #expect(throws: Overdrawn(by: 1)) {
            try await writer.submit { ledger in
              try ledger.withdraw(ledger.total + 1)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try log.count() == 20)
    #expect(try await writer.submit { $0.total } == 20)
  }

  @Test func `a command sees what those before it staged`() throws {
    let log = InMemoryLog()
    let writer = try GroupWriter(log: log, state: Ledger(log))
    #expect(try writer.submitAndWait { $0.add(5) } == 5)
    #expect(try writer.submitAndWait { $0.add(2) } == 7)
    #expect(throws: Overdrawn(by: 1)) { try writer.submitAndWait { try $0.withdraw(8) } }
    #expect(try writer.submitAndWait { $0.head.position } == Position(2))
  }

  @Test func `a caller is answered only after the commit`() throws {
    let counted = CountingLog(InMemoryLog())
    let writer = try GroupWriter(log: counted, state: Ledger(counted))
    for number in 1...20 {
      _ = try writer.submitAndWait { $0.add(1) }
      #expect(try counted.head.position == Position(UInt64(number)))
    }
    #expect(counted.commits == 20)
  }

  @Test func `a command that stages nothing commits nothing`() throws {
    let counted = CountingLog(InMemoryLog())
    let writer = try GroupWriter(log: counted, state: Ledger(counted))
    #expect(try writer.submitAndWait { $0.total } == 0)
    #expect(counted.commits == 0)
  }

  @Test(arguments: LogKind.allCases)
  func `when another wrote first the command is decided again`(kind: LogKind) throws {
    try kind.withLog { log in
      let writer = try GroupWriter(log: log, state: Ledger(log))
      _ = try writer.submitAndWait { $0.add(10) }
      let decisions = Mutex(0)
      let total = try writer.submitAndWait { ledger in
        let attempt = decisions.withLock { count in
          count += 1
          return count
        }
        if attempt == 1 { try Ledger.takeOverAnother(log, amount: 5) }
        return ledger.add(1)
      }
      #expect(total == 16)
      #expect(decisions.withLock { $0 } == 2)
      #expect(try log.count() == 3)
    }
  }

  @Test func `a refusal that rested on what was not written is decided again`() async throws {
    let log = InMemoryLog()
    let writer = try GroupWriter(log: log, state: Ledger(log))
    let gate = Gate()
    let isFirst = Mutex(true)
    let outcomes = try await withThrowingTaskGroup(of: Int.self) { group in
      await hold(writer, at: gate, in: &group)
      let commands: [@Sendable (inout Ledger) throws -> Int] = [
        { ledger in
          let interferes = isFirst.withLock { first in
            defer { first = false }
            return first
          }
          if interferes { try Ledger.takeOverAnother(log, amount: 3) }
          return ledger.add(1)
        },
        { try $0.withdraw(4) },
      ]
      for (index, command) in commands.enumerated() {
        group.addTask { try await writer.submit(command) }
        while writer.waitingCount <= index { await Task.yield() }
      }
      gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    // At first the withdrawal sees a total of 1 and refuses; with the other's 3 it is granted.
    #expect(outcomes.sorted() == [0, 0, 4])
    #expect(try log.count() == 3)
  }

  @Test func `two writers of one log agree in the end`() async throws {
    try await LogKind.onDisk.withSharedLog { log in
      let writers = try (0..<2).map { _ in try GroupWriter(log: log, state: Ledger(log)) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<60 {
          group.addTask { _ = try await writers[number % 2].submit { $0.add(1) } }
        }
        try await group.waitForAll()
      }
      #expect(try await writers[0].submit { $0.total } == 60)
      #expect(try await writers[1].submit { $0.total } == 60)
      #expect(try log.count() == 60)
    }
  }

  @Test func `a failed append is everybody's fault to hear, and the writer goes on`() throws {
    let counted = CountingLog(InMemoryLog())
    let writer = try GroupWriter(log: counted, state: Ledger(counted))
    _ = try writer.submitAndWait { $0.add(1) }
    counted.failNext()
    #expect(throws: DiskFull()) { try writer.submitAndWait { $0.add(1) } }
    #expect(try writer.submitAndWait { $0.total } == 1)
    #expect(try writer.submitAndWait { $0.add(1) } == 2)
    #expect(try counted.count() == 2)
  }

  @Test func `a batch is cut by its bytes, and nobody is forgotten`() async throws {
    let counted = CountingLog(InMemoryLog())
    let writer = try GroupWriter(log: counted, state: Ledger(counted))
    let gate = Gate()
    try await withThrowingTaskGroup(of: Int.self) { group in
      await hold(writer, at: gate, in: &group)
      for _ in 0..<7 {
        group.addTask { try await writer.submit { $0.add(1, padding: 6 << 20) } }
      }
      while writer.waitingCount < 7 { await Task.yield() }
      gate.open()
      try await group.waitForAll()
    }
    #expect(try counted.count() == 7)
    #expect(counted.commits == 3)
  }

  /// Keeps the writer's thread busy with a command that stages nothing until the gate opens, so
  /// that what is submitted meanwhile waits together.
  private func hold(
    _ writer: GroupWriter<Ledger>, at gate: Gate, in group: inout ThrowingTaskGroup<Int, any Error>
  ) async {
    group.addTask {
      try await writer.submit { _ in
        gate.wait()
        return 0
      }
    }
    while !gate.isReached { await Task.yield() }
  }
}
