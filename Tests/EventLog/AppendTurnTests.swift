import Bytes
import Dispatch
import EventLog
import Synchronization
import Testing

/// A long command beside others who write all the time.
@Suite struct AppendTurnTests {
  @Test func `who lost the race a few times makes the others wait, and is decided`() throws {
    try withTemporaryDirectory { directory in
      let log = try LMDBLog.create(directory: directory + "/log", bookID: .random())
      let others = try LMDBLog.open(directory: directory + "/log")
      let writer = try GroupWriter(log: log, state: Ledger(log))
      let attempts = Mutex(0)
      let intruder = Intruder(others)
      let total = try writer.submitAndWait { ledger in
        let attempt = attempts.withLock { count in
          count += 1
          return count
        }
        if attempt <= 3 { try Ledger.takeOverAnother(others, amount: 1) } else { intruder.start() }
        // Longer than an append takes: without a turn the intruder would be first.
        #expect(attempt <= 3 || !intruder.finishes(within: .milliseconds(200)))
        return ledger.add(5)
      }
      #expect(attempts.withLock { $0 } == 4)
      #expect(total == 8)
      #expect(intruder.finishes(within: .seconds(60)))
      #expect(try writer.submitAndWait { $0.total } == 9)
    }
  }

  @Test func `the turn is given back when what it was held for fails`() throws {
    try withTemporaryDirectory { directory in
      let log = try LMDBLog.create(directory: directory + "/log", bookID: .random())
      let others = try LMDBLog.open(directory: directory + "/log")
      #expect(throws: DiskFull.self) { try log.whileOthersWait { throw DiskFull() } }
      try Ledger.takeOverAnother(others, amount: 1)
      try Ledger.takeOverAnother(log, amount: 1)
      #expect(try log.head.position == Position(2))
    }
  }
}

/// Another process that writes one event when it is let.
private final class Intruder: Sendable {
  private let log: LMDBLog
  private let isDone = DispatchSemaphore(value: 0)

  init(_ log: LMDBLog) { self.log = log }

  func start() {
    DispatchQueue(label: "intruder").async {
      do {
        while true {
          do { try Ledger.takeOverAnother(self.log, amount: 1) } catch AppendRefusal.headMoved {
            continue
          }
          break
        }
        self.isDone.signal()
      } catch {
        Issue.record(error)
      }
    }
  }

  func finishes(within time: DispatchTimeInterval) -> Bool {
    isDone.wait(timeout: .now() + time) == .success
  }
}
