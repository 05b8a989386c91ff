internal import Dispatch
internal import Synchronization

/// A submitted command, its result's type forgotten.
struct WriterCommand<State: WriterState>: Sendable {
  /// Tells the caller what was decided.
  typealias Answering = @Sendable () -> Void

  /// Runs the command; the answer is to be called once its records are durable.
  let decide: @Sendable (inout State) -> Answering
  /// Tells the caller that the batch was not appended.
  let fail: @Sendable (any Error) -> Void

  init<R: Sendable>(
    _ command: @escaping @Sendable (inout State) throws -> R,
    answer: @escaping @Sendable (Result<R, any Error>) -> Void
  ) {
    decide = { state in
      let before = state.staged.count
      do {
        let result = try command(&state)
        return { answer(.success(result)) }
      } catch {
        precondition(state.staged.count == before, "a command that throws must stage nothing")
        return { answer(.failure(error)) }
      }
    }
    fail = { answer(.failure($0)) }
  }
}

/// The place where a blocked caller waits for its answer.
final class WriterAnswer<R: Sendable>: Sendable {
  private let result = Mutex<Result<R, any Error>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func give(_ result: Result<R, any Error>) {
    self.result.withLock { $0 = result }
    isThere.signal()
  }

  func wait() throws -> R {
    isThere.wait()
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("an answer was announced but not given")
    }
    return try result.get()
  }
}
