import LMDB
import Synchronization
import Testing

private final class Order: Sendable {
  let numbers = Mutex<[Int]>([])
}

struct WriterThreadTests {
  @Test func `work runs in the order it was submitted and is done when stopped`() throws {
    let thread = try WriterThread(name: "writer")
    let order = Order()
    for number in 0..<1_000 {
      #expect(thread.submit { order.numbers.withLock { $0.append(number) } })
    }
    thread.stop()
    #expect(order.numbers.withLock { $0 } == Array(0..<1_000))
    #expect(thread.submit {} == false)
  }

  @Test func `a thread whose last reference goes away finishes its work`() async throws {
    var thread: WriterThread? = try WriterThread(name: "a name longer than the system shows")
    let answer = await withCheckedContinuation { continuation in
      #expect(thread?.submit { continuation.resume(returning: 42) } == true)
      thread = nil
    }
    #expect(answer == 42)
  }

  @Test func `an environment is written from the thread while tasks wait`() async throws {
    let book = try Book()
    let thread = try WriterThread(name: "writer")
    let environment = book.environment
    let events = book.events
    for position in UInt64(1)...5 {
      let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
        let isRunning = thread.submit {
          continuation.resume(
            returning: Result {
              try environment.write { transaction in
                try transaction.append(events, position: position, bytes: [1].span)
              }
            })
        }
        #expect(isRunning)
      }
      try result.get()
    }
    #expect(try book.positions() == [1, 2, 3, 4, 5])
  }
}
