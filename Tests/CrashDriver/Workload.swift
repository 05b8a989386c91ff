import Bytes
import CRM
import Cryptography
import Domain
import Projections

/// Seeded work with one book, all of it announced.
struct Workload: Sendable {
  private let crm: CRM
  private let announcer: Announcer
  private let administrator = Principal(UserID(1))
  private var random: SplitMix
  /// How many commands are left to do.
  private var left: Int

  init(crm: CRM, announcer: Announcer, seed: UInt64, most: Int) {
    self.crm = crm
    self.announcer = announcer
    random = SplitMix(state: seed)
    left = most
  }

  mutating func run(_ kind: CrashDriver.Kind) async throws {
    switch kind {
    case .single: try again { try $0.one() }
    case .concurrent: try await concurrent()
    case .importing: try again { try $0.bringIn(rows: $0.random.number(1...60), contacts: true) }
    case .handOver: try handOvers()
    case .erasing: try again { try $0.erase() }
    case .checkpointing: try again { try $0.checkpoint() }
    case .signing: try again { try $0.sign() }
    case .mixed: try await mixed()
    case .persons: try persons()
    }
  }

  /// Does it until the commands are used up, whatever fails for the disk's sake.
  private mutating func again(_ body: (inout Workload) throws -> Void) throws {
    while goesOn() { try announcer.surviving { try body(&self) } }
  }

  private mutating func goesOn() -> Bool {
    left -= 1
    return left >= 0
  }

  /// A bit of everything, for a trace.
  private mutating func mixed() async throws {
    try bringIn(rows: 12, contacts: true)
    try prepareHandOvers(accounts: 8)
    while goesOn() {
      switch random.number(0...11) {
      case 11: try sign()
      case 10: try erase()
      case 0: try handOver()
      case 1: try checkpoint()
      case 2: try await concurrentBatch(callers: 6, each: 2)
      default: try one()
      }
    }
  }

  /// So many persons that the keys file must grow, then some more.
  private mutating func persons() throws {
    try announcer.surviving { try bringIn(rows: 1_350, contacts: true) }
    try again { try $0.one(command: $0.person()) }
  }

  // MARK: - One command

  private mutating func one(command: Command? = nil) throws {
    let command = try command ?? random.command()
    try announced(random.id(), count: command.isNew ? 1 : 0) { context in
      try crm.execute(command, as: administrator, context)
    }
  }

  private func announced(
    _ id: CommandID, count: Int, _ body: (CommandContext) throws -> Outcome
  ) throws {
    var context = CommandContext()
    context.identity = CommandIdentity(id: id, request: Array(id.hexadecimal.utf8))
    announcer.say("try \(id.hexadecimal) \(count)")
    do {
      announcer.promise(try body(context), of: id)
    } catch is any DomainRefusal {
      announcer.say("refused \(id.hexadecimal)")
    }
  }

  private mutating func person() throws -> Command {
    .contact(nil, .create(NewContact(name: PersonName(parsing: "Person \(random.number(1...999))"))))
  }

  // MARK: - Erasure

  /// A person comes, and some person goes.
  private mutating func erase() throws {
    try one(command: person())
    if random.number(0...3) == 0 { _ = try crm.rebuild() }
    let last = try crm.model(Contacts.self).rows.count
    let contact = ContactID(UInt32(random.number(1...last)))
    try announced(random.id(), count: 0) { context in
      try crm.execute(.contact(contact, .erase(reason: "asked")), as: administrator, context)
    }
  }

  // MARK: - Signing

  /// Something is written, and a head signed, now and then with a new key.
  private mutating func sign() throws {
    for _ in 0..<random.number(1...3) { try one() }
    if random.number(0...5) == 0 {
      promise(try crm.rotateKey(as: administrator).head)
    } else {
      promise(try crm.signHead())
    }
  }

  private func promise(_ signed: SignedHead) {
    announcer.promise("head \(signed.head.size) \(signed.head.root.hex)")
  }

  // MARK: - Many at once

  private mutating func concurrent() async throws {
    while goesOn() { try await concurrentBatch(callers: 12, each: 8) }
  }

  private mutating func concurrentBatch(callers: Int, each: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<callers {
        let (crm, announcer, administrator) = (crm, announcer, administrator)
        var random = SplitMix(state: random.next())
        group.addTask {
          for _ in 0..<each {
            let (command, id) = (try random.command(), random.id())
            var context = CommandContext()
            context.identity = CommandIdentity(id: id, request: Array(id.hexadecimal.utf8))
            announcer.say("try \(id.hexadecimal) \(command.isNew ? 1 : 0)")
            do {
              announcer.promise(
                try await crm.perform(command, as: administrator, context), of: id)
            } catch is any DomainRefusal {
              announcer.say("refused \(id.hexadecimal)")
            } catch {
              try announcer.tell(error)
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  // MARK: - Commands of many events

  private mutating func bringIn(rows: Int, contacts: Bool, owner: UserID? = nil) throws {
    var run = ImportRun()
    run.recipe = "crash"
    run.recipeDigest = Array(0..<32)
    run.files = [ImportedFile(name: "rows.csv", rows: UInt64(rows), digest: Array(0..<32))]
    let request = ImportRequest(isHistory: contacts, isDryRun: false, run: run)
    let label = random.number(1...9_999)
    announcer.say("importing")
    let summary = try crm.importJob(request, as: administrator) { session in
      for row in 1...rows {
        let account = NewAccount(name: "Imported \(label) \(row)", owner: owner)
        let contact = NewContact(name: PersonName(parsing: "Person \(label) \(row)"))
        let moment: ImportMoment = contacts ? .undatedFirst : .undatedLast
        let command: Command =
          contacts && row % 4 != 0 ? .contact(nil, .create(contact)) : .account(nil, .create(account))
        _ = try session.execute(command, at: moment, file: 1, row: UInt64(row))
      }
      return UInt64(rows)
    }
    announcer.promise("imported \(summary.number.number) \(summary.events)")
  }

  private mutating func handOvers() throws {
    try announcer.surviving { try prepareHandOvers(accounts: 60) }
    try again { try $0.handOver() }
  }

  private mutating func prepareHandOvers(accounts: Int) throws {
    for name in ["Rita", "Sam"].dropFirst(max(0, try crm.model(Team.self).rows.count - 1)) {
      let user = NewUser(name: name, role: .representative)
      try one(command: .user(nil, .register(user)))
    }
    let owners = try crm.model(Accounts.self).rows.all.map(\.1.owner)
    if owners.contains(UserID(2)) || owners.contains(UserID(3)) { return }
    try bringIn(rows: accounts, contacts: false, owner: UserID(2))
  }

  /// Everything goes from the one who has more to the other.
  private mutating func handOver() throws {
    let accounts = try crm.model(Accounts.self).rows.all.map(\.1.owner)
    let deals = try crm.model(Opportunities.self).rows.all
      .filter { $0.1.status == .open }.map(\.1.owner)
    let contacts = try crm.model(Contacts.self).rows.all.map(\.1.owner)
    let owners = accounts + deals + contacts
    let (rita, sam) = (UserID(2), UserID(3))
    let counts = (owners.count { $0 == rita }, owners.count { $0 == sam })
    let isRita = counts.0 >= counts.1
    let handOver = HandOver(from: isRita ? rita : sam, to: [isRita ? sam : rita])
    try announced(random.id(), count: max(counts.0, counts.1)) { context in
      try crm.execute(.handOver(handOver), as: administrator, context)
    }
  }

  // MARK: - Checkpoints

  private mutating func checkpoint() throws {
    for _ in 0..<random.number(1...4) { try one() }
    let written = try crm.rebuild(every: UInt64(random.number(10...90)))
    announcer.say("rebuilt \(written)")
  }
}
