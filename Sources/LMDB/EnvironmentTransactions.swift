internal import CLMDB

/// How one attempt to write ended, unless it threw.
enum WriteOutcome<R> {
  case committed(R)
  case mapIsFull(LMDBError)
}

extension EnvironmentCore {
  /// Begins a transaction and enters the gate. When another process has enlarged the store, its
  /// size is adopted first.
  func begin(flags: UInt32) throws(LMDBError) -> OpaquePointer {
    let writing = flags == 0
    let operation: StaticString = writing ? "begin to write" : "begin to read"
    while true {
      gate.enter(writing: writing)
      do {
        try requireUsable(operation)
        var transaction: OpaquePointer?
        let code = unsafe mdb_txn_begin(handle, nil, flags, &transaction)
        try check(code, operation, place: directory)
        return unsafe transaction!
      } catch {
        gate.leave(writing: writing)
        guard error.kind == .mapResized else { throw error }
        try enlarge(because: error)
      }
    }
  }

  func beginRead() throws(LMDBError) -> OpaquePointer {
    unsafe try begin(flags: UInt32(MDB_RDONLY))
  }

  func endRead(_ transaction: OpaquePointer) {
    unsafe mdb_txn_abort(transaction)
    gate.leave(writing: false)
  }

  /// One attempt: commits when `body` returned and nothing failed, else undoes everything.
  func attemptWrite<R>(_ body: (inout WriteTransaction) throws -> R) throws -> WriteOutcome<R> {
    let handle = unsafe try begin(flags: 0)
    defer { gate.leave(writing: true) }
    let (outcome, failure) = unsafe perform(handle, body)
    let result: R
    do {
      result = try outcome.get()
      if let failure { throw failure }
      try requireUsable("commit")
    } catch {
      // In a forked child the transaction, and the lock it holds, belong to the parent.
      if !isForked { unsafe mdb_txn_abort(handle) }
      if let failure, failure.kind == .mapFull { return .mapIsFull(failure) }
      throw error
    }
    do {
      unsafe try commit(handle, "commit")
    } catch  where error.kind == .mapFull {
      return .mapIsFull(error)
    }
    return .committed(result)
  }

  /// What `body` answered, and what failed in the transaction, whether or not it told.
  private func perform<R>(
    _ handle: OpaquePointer, _ body: (inout WriteTransaction) throws -> R
  ) -> (Result<R, any Error>, LMDBError?) {
    var transaction = unsafe WriteTransaction(handle: handle, environment: self)
    do {
      return (.success(try body(&transaction)), transaction.failure)
    } catch {
      return (.failure(error), transaction.failure)
    }
  }

  /// Gives the map more room, once no transaction of this process is open: twice as much, or as
  /// much more as the process may reserve, and at least what the file uses by now.
  ///
  /// `error` is thrown when there is no room, or when this thread has a transaction open.
  func enlarge(because error: LMDBError) throws(LMDBError) {
    guard gate.close() else { throw error }
    defer { gate.open() }
    try replaceMap(because: error)
  }

  private func replaceMap(because error: LMDBError) throws(LMDBError) {
    try requireUsable("enlarge the map")
    var information = unsafe MDB_envinfo()
    var figures = MDB_stat()
    try check(unsafe mdb_env_info(handle, &information), "enlarge the map", place: directory)
    try check(unsafe mdb_env_stat(handle, &figures), "enlarge the map", place: directory)
    let current = unsafe information.me_mapsize
    let used = unsafe (information.me_last_pgno + 1) * Int(figures.ms_psize)
    let smallest = max(current + AddressSpace.smallestStepBytes, used)
    let largest = max(current * 2, used * 2)
    guard let size = AddressSpace.growth(from: current, smallest: smallest, largest: largest)
    else { throw error }
    do {
      try check(unsafe mdb_env_set_mapsize(handle, size), "enlarge the map", place: directory)
    } catch {
      // liblmdb has dropped the old map by then and would follow stale pointers.
      markLost()
      throw error
    }
  }
}
