internal import LMDB
internal import Synchronization

/// One thread that decides commands in order and appends what they decided in groups: many callers
/// share one commit, so that each need not wait for a sync of its own.
///
/// A command is a closure that looks at the state and stages records in it. It runs outside of any
/// transaction of the log. It must be repeatable, since it runs again when another process wrote
/// first; and **a command that throws must have staged nothing** (checked: it stops the program).
/// Every caller is answered once: after the append that holds its records is durable, be it with
/// the command's result or with what the command threw, since both may rest on records staged by
/// others; or with the fault that kept the batch from being appended.
public final class GroupWriter<State: WriterState>: Sendable {
  private let log: any EventLog
  private let core: Mutex<WriterCore<State>>
  private let queue = WriterQueue<State>()
  private let thread: WriterThread

  /// A writer to `log` whose state is `state`, which nobody else may hold.
  ///
  /// Throws `LMDBError.Kind.noMemory` when the operating system gives no thread.
  public init(log: any EventLog, state: sending State, name: String = "writer") throws {
    self.log = log
    core = Mutex(WriterCore(state: state, needsReload: false))
    thread = try WriterThread(name: name)
  }

  /// Decides a command, waits until what it staged is on disk, and answers with its result.
  public func submit<R: Sendable>(
    _ command: @escaping @Sendable (inout State) throws -> R
  ) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      enqueue(WriterCommand(command) { continuation.resume(with: $0) })
    }
  }

  /// The same for callers without a task; it blocks the calling thread, and must not be called
  /// from a task or from within a command.
  public func submitAndWait<R: Sendable>(
    _ command: @escaping @Sendable (inout State) throws -> R
  ) throws -> R {
    let answer = WriterAnswer<R>()
    enqueue(WriterCommand(command) { answer.give($0) })
    return try answer.wait()
  }

  /// How many commands wait to be decided; for metrics.
  public var waitingCount: Int { queue.count }
}

extension GroupWriter {
  private func enqueue(_ command: WriterCommand<State>) {
    guard queue.add(command) else { return }
    let isRunning = thread.submit { self.drain() }
    precondition(isRunning, "the writer's thread ends only with the writer")
  }

  /// Runs on the writer's thread until nobody waits.
  private func drain() {
    var answered = 0
    while let commands = queue.take(expecting: answered) {
      core.withLock { core in
        var rest = commands[...]
        while !rest.isEmpty { rest = rest.dropFirst(write(rest, &core)) }
      }
      answered = commands.count
    }
  }

  /// Writes one batch from the front of `commands`, answers its callers, and says how many.
  private func write(
    _ commands: ArraySlice<WriterCommand<State>>, _ core: inout WriterCore<State>
  ) -> Int {
    var answers: [WriterCommand<State>.Answering] = []
    do {
      try decideAndAppend(commands, &core, &answers)
      for answer in answers { answer() }
      return answers.count
    } catch {
      // Without answers the state could not catch up, and nobody was decided.
      let batch = answers.isEmpty ? commands : commands.prefix(answers.count)
      for command in batch { command.fail(error) }
      return batch.count
    }
  }

  /// Decides until the log takes what was decided; after a few lost races others have to wait.
  private func decideAndAppend(
    _ commands: ArraySlice<WriterCommand<State>>, _ core: inout WriterCore<State>,
    _ answers: inout [WriterCommand<State>.Answering]
  ) throws {
    var attempt = 1
    while true {
      do {
        if attempt <= BatchLimit.racesLost { return try decideOnce(commands, &core, &answers) }
        return try log.whileOthersWait { try decideOnce(commands, &core, &answers) }
      } catch AppendRefusal.headMoved where attempt < BatchLimit.attempts {
        attempt += 1
      }
    }
  }

  private func decideOnce(
    _ commands: ArraySlice<WriterCommand<State>>, _ core: inout WriterCore<State>,
    _ answers: inout [WriterCommand<State>.Answering]
  ) throws {
    answers = []
    try core.prepare()
    answers = core.decide(commands)
    try core.append(to: log)
  }
}
