import CRM
import Dispatch
import Domain
import LMDB
import Synchronization
import Synthetic

/// Many callers who share commits, against one caller alone.
struct CallerBenchmarks {
  let bench: Workbench
  private static let commandsEach = 100

  func run() throws {
    let path = bench.freshPath()
    let small = try SyntheticBook(directory: path, events: 10_000)
    let crm = try small.open()
    let sales = try OpenSales(crm)
    for (callers, target) in [(16, 8.0), (256, 50.0)] {
      bench.add(
        try bench.runner.compare(
          "\(callers) concurrent callers: CRM.perform", count: 1, unit: "command",
          against: "one caller", .rateRatio(atLeast: target),
          ours: { try perform(callers: callers, crm, sales) },
          reference: { try perform(callers: 1, crm, sales) }))
    }
    try FileSystem.removeTree(path)
  }

  /// Seconds a command takes on average while so many callers work.
  private func perform(callers: Int, _ crm: CRM, _ sales: OpenSales) throws -> Double {
    try CallerBenchmarks.perform(
      callers: callers, each: CallerBenchmarks.commandsEach, crm, sales)
  }

  /// Seconds a command takes on average while so many callers work, each with so many commands.
  static func perform(
    callers: Int, each: Int, _ crm: CRM, _ sales: OpenSales
  ) throws -> Double {
    let took = try seconds {
      try waitFor {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for caller in 0..<callers {
            group.addTask {
              var amounts = Seeded(UInt64.random(in: 0 ... .max))
              for _ in 0..<each {
                try await crm.perform(
                  sales.revision(caller, &amounts), as: Principal(UserID(1)))
              }
            }
          }
          try await group.waitForAll()
        }
      }
    }
    return took / Double(callers * each)
  }
}

/// Runs a task from the main thread, which waits for it.
private func waitFor(_ body: @escaping @Sendable () async throws -> Void) throws {
  let outcome = Waiting()
  Task {
    do {
      try await body()
      outcome.finish(.success(()))
    } catch {
      outcome.finish(.failure(error))
    }
  }
  try outcome.wait()
}

private final class Waiting: Sendable {
  private let result = Mutex<Result<Void, any Error>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func finish(_ result: Result<Void, any Error>) {
    self.result.withLock { $0 = result }
    isThere.signal()
  }

  func wait() throws {
    isThere.wait()
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("an outcome was announced but not given")
    }
    try result.get()
  }
}
