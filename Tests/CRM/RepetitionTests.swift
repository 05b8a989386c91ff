import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Testing

/// Any commands, from many callers at once, repeated as it happens.
@Suite struct RepetitionTests {
  /// One request of a caller.
  private struct Request: Sendable {
    var command: Command
    var context = CommandContext()
  }

  /// Requests with identities; what is asked under one never changes.
  private func requests(_ count: Int, _ business: inout RandomBusiness) throws -> [Request] {
    try (0..<count).map { _ in
      let command = try business.anyCommand()
      let id = CommandID(high: business.next(), low: business.next())
      var request = Request(command: command)
      request.context.identity = CommandIdentity(id: id, request: Array("\(command)".utf8))
      return request
    }
  }

  /// The outcome of a request; nil when it was refused.
  private func perform(_ request: Request, on crm: CRM) async throws -> Outcome? {
    do {
      return try await crm.perform(request.command, as: Principal(UserID(1)), request.context)
    } catch is any DomainRefusal {
      return nil
    }
  }

  private func columns(_ model: some ReadModel) -> [UInt8] {
    var coder = ColumnCoder()
    var copy = model
    copy.code(&coder)
    return coder.output
  }

  private func requireFolds(_ crm: CRM, seed: UInt64) throws {
    func require<Model: ReadModel>(_ type: Model.Type, _ source: BookSource) throws {
      let whole = try source.fromTheFirstEvent.model(type)
      #expect(try columns(source.model(type)) == columns(whole), "\(type.name), seed \(seed)")
    }
    let source = try crm.source()
    for type in ReadModels.all { try require(type, source) }
  }

  @Test(arguments: [2, 8, 32])
  func `commands of concurrent callers keep every model equal to a full fold`(
    callers: Int
  ) async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("concurrent callers: \(callers), seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook(onDisk: true)
    let crm = book.crm
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<callers {
        let mine = try requests(400 / callers, &business)
        group.addTask {
          var events = 0
          for request in mine {
            events += try await perform(request, on: crm)?.events.count ?? 0
          }
          return events
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.reduce(0, +) > 100, "seed \(seed)")
    try requireFolds(crm, seed: seed)
    // What the writer held and what a new process folds from the log are the same.
    try requireFolds(CRM.open(try #require(book.directory), now: { book.clock.now }), seed: seed)
  }

  @Test func `a command repeated under its id changes nothing, not even after reopening`()
    async throws
  {
    let seed = UInt64.random(in: 0 ... .max)
    print("repeated commands: seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook(onDisk: true)
    let done = try requests(250, &business)
    var written: [(Request, Outcome)] = []
    for request in done {
      guard let outcome = try await perform(request, on: book.crm) else { continue }
      guard !outcome.events.isEmpty else { continue }
      written.append((request, outcome))
      if business.number(0...2) == 0, let (earlier, first) = written.randomElement() {
        try await requireRepeat(earlier, first, on: book.crm, seed: seed)
      }
    }
    #expect(written.count > 25, "seed \(seed)")
    let reopened = try CRM.open(try #require(book.directory), now: { book.clock.now })
    for (request, outcome) in written {
      try await requireRepeat(request, outcome, on: reopened, seed: seed)
    }
    try requireFolds(reopened, seed: seed)
  }

  private func requireRepeat(
    _ request: Request, _ first: Outcome, on crm: CRM, seed: UInt64
  ) async throws {
    let head = try crm.head()
    let again = try await perform(request, on: crm)
    #expect(again?.isRepeat == true && again?.events == first.events, "seed \(seed)")
    #expect(try crm.head() == head, "seed \(seed)")
  }

  @Test func `the same command from two callers at once is carried out once`() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("the same command twice at once: seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook()
    let crm = book.crm
    var twice = 0
    for request in try requests(200, &business) {
      let before = try crm.head().position.number
      async let one = perform(request, on: crm)
      async let other = perform(request, on: crm)
      let outcomes = try await [one, other].compactMap(\.self)
      let grown = Int(try crm.head().position.number - before)
      let firsts = outcomes.filter { !$0.isRepeat && !$0.events.isEmpty }
      #expect(firsts.count <= 1 && grown == firsts.first?.events.count ?? 0, "seed \(seed)")
      guard let first = firsts.first else { continue }
      #expect(outcomes.allSatisfy { $0.events == first.events }, "seed \(seed)")
      twice += outcomes.count == 2 ? 1 : 0
    }
    #expect(twice > 20, "seed \(seed)")
    try requireFolds(crm, seed: seed)
  }

  @Test func `another command under a used id is refused and changes nothing`() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("another command under a used id: seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook()
    var refused = 0
    for request in try requests(300, &business) {
      guard let outcome = try await perform(request, on: book.crm), !outcome.events.isEmpty else {
        continue
      }
      let head = try book.crm.head()
      var other = request
      other.command = .account(nil, .create(NewAccount(name: "Never")))
      let identity = try #require(request.context.identity)
      other.context.identity = CommandIdentity(id: identity.id, request: [0])
      await #expect(throws: CommandRefusal.differentRequest(identity.id), "seed \(seed)") {
        try await book.crm.perform(other.command, as: Principal(UserID(1)), other.context)
      }
      #expect(try book.crm.head() == head, "seed \(seed)")
      refused += 1
    }
    #expect(refused > 10, "seed \(seed)")
  }
}
