internal import Dispatch

/// The state of a writer, and whether it can be trusted.
struct WriterCore<State: WriterState> {
  var state: State
  /// The state may be half folded, or hold what never reached the log.
  var needsReload = false

  /// Brings the state up to the log.
  mutating func prepare() throws {
    let wasSpoilt = needsReload
    needsReload = true
    if wasSpoilt { try state.reload() } else { try state.catchUp() }
    precondition(state.staged.isEmpty, "a state that caught up has nothing staged")
    needsReload = false
  }

  /// Decides commands in order until the batch is full; one answer for each that was decided.
  mutating func decide(
    _ commands: ArraySlice<WriterCommand<State>>
  ) -> [WriterCommand<State>.Answering] {
    var answers: [WriterCommand<State>.Answering] = []
    var stagedBytes = 0
    for command in commands {
      let before = state.staged.count
      answers.append(command.decide(&state))
      stagedBytes += state.staged[before...].reduce(0) { $0 + $1.storedByteCount }
      if stagedBytes >= BatchLimit.stagedBytes { break }
    }
    return answers
  }

  /// Appends what is staged, if anything.
  mutating func append(to log: any EventLog) throws {
    if state.staged.isEmpty { return }
    needsReload = true
    let head = try log.append(state.staged, expecting: state.head.position)
    state.committed(at: head)
    precondition(state.staged.isEmpty, "a committed record is not staged any more")
    needsReload = false
  }
}

/// How much is put into one commit at most. A single command may exceed the bytes alone.
enum BatchLimit {
  static let commands = 4_096
  static let stagedBytes = 16 << 20
  /// How long the writer waits for callers to come back.
  static let gathering = DispatchTimeInterval.microseconds(200)
  /// How often a batch is decided again because others wrote first, before its callers are told.
  static let attempts = 1_000
  /// How often it may lose the race for the head before other processes have to wait for it.
  static let racesLost = 3
}
