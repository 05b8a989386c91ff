import LMDB
import Subprocess
import Testing

/// kill -9 after any write, sync or change of a name of `rapport backup`: the book is unharmed, what is
/// half there is never taken for a backup, and the next attempt succeeds.
@Suite struct BackupKillTests {
  @Test func `a killed full backup is whole or not there, and can be repeated`() async throws {
    var shop = try await Safe(seed: Settings.seed)
    for round in 0..<(Settings.backupKills + 1) / 2 {
      try await shop.killFull("round \(round), seed \(Settings.seed)")
    }
    print("kill, full backup: \(shop.counts), seed \(Settings.seed)")
    #expect(shop.counts.kills > 0 && shop.counts.whole + shop.counts.absent > 0)
  }

  @Test func `a killed incremental backup is a sound older one, and can be repeated`()
    async throws
  {
    var shop = try await Safe(seed: Settings.seed &+ 1)
    for round in 0..<(Settings.backupKills + 1) / 2 {
      try await shop.killIncremental("kept", "round \(round), seed \(Settings.seed)")
    }
    print("kill, incremental backup: \(shop.counts), seed \(Settings.seed)")
    #expect(shop.counts.kills > 0)
  }

  @Test func `a killed restore is a whole book or none, and can be repeated`() async throws {
    var shop = try await Safe(seed: Settings.seed &+ 2)
    try await shop.backUp("kept")
    for round in 0..<(Settings.backupKills + 1) / 2 {
      try await shop.killRestore("kept", "round \(round), seed \(Settings.seed)")
    }
    print("kill, restore: \(shop.counts), seed \(Settings.seed)")
    #expect(shop.counts.kills > 0)
  }
}

/// A book that is backed up, and a place for its backups.
private struct Safe {
  private let scratch: Scratch
  private var random: SplitMix
  private var announcements: [String] = []
  /// The recorder, to be loaded into the command.
  private let library: String
  /// How many writes and the like the last backup took that was not killed.
  private var callCount = 0
  private(set) var counts = Counts()

  struct Counts: CustomStringConvertible {
    var (kills, whole, absent, partial, older, restored) = (0, 0, 0, 0, 0, 0)

    var description: String {
      """
      \(kills) kills, \(whole) backups whole all the same, \(absent) absent, \(partial) of them with \
      something partial that was refused, \(older) sound but older, \(restored) restored
      """
    }
  }

  init(seed: UInt64) async throws {
    scratch = try Scratch()
    library = try await Child.recorderLibrary(scratch)
    random = SplitMix(seed: seed)
    try FileSystem.makeDirectory(scratch.path("root"))
    try await grow("importing", commands: 4)
  }

  private var book: String { path("book") }
  private var keys: String { path("keys-copy") }

  private func path(_ name: String) -> String { scratch.path("root/" + name) }

  /// Adds to the book, announced.
  private mutating func grow(_ kind: String, commands: Int) async throws {
    let ended = try await Child.driver([kind, book, String(random.next()), String(commands)])
    try #require(ended.lines.last == "done", "\(ended.errors)")
    announcements += ended.lines
  }

  /// Backs up, undisturbed, and counts the calls.
  mutating func backUp(_ name: String, _ options: [String] = []) async throws {
    let reply = try await recorded(
      ["backup", path(name), "--book", book] + options + ["--keys", keys])
    #expect(reply.status == .exited(0), "\(reply)")
    callCount = try Trace(readFrom: scratch.path("trace")).operations.count
  }

  mutating func killFull(_ label: String) async throws {
    if callCount == 0 {
      try await backUp("first")
      try FileSystem.removeTree(path("first"))
    }
    let (target, partial) = (path("copy"), path("copy.partial"))
    try await kill(["backup", target, "--book", book, "--keys", keys])
    try await requireSoundBook(label)
    if FileSystem.exists(target) {
      counts.whole += 1
      #expect(!FileSystem.exists(partial), "\(label)")
    } else {
      counts.absent += 1
      try await requireRefusal(partial, label)
      try await backUp("copy")
      #expect(!FileSystem.exists(partial), "\(label)")
    }
    try await requireRestorable(target, label)
    try FileSystem.removeTree(target)
  }

  mutating func killIncremental(_ name: String, _ label: String) async throws {
    let target = path(name)
    if !FileSystem.exists(target) { try await backUp(name) }
    let before = try storedRecords(target).count
    try await grow(random.number(0...1) == 0 ? "single" : "concurrent", commands: 3)
    try await kill(["backup", target, "--incremental", "--book", book, "--keys", keys])
    let left = try storedRecords(target)
    #expect(left.count >= before, "\(label)")
    #expect(try storedRecords(book).starts(with: left), "\(label)")
    if try left.count < storedRecords(book).count { counts.older += 1 } else { counts.whole += 1 }
    try await requireRestorable(target, label)
    try await requireSoundBook(label)
    try await backUp(name, ["--incremental"])
    #expect(try storedRecords(target) == storedRecords(book), "\(label)")
    if before > 2_000 { try await startAnew(without: target) }
  }

  /// A long run goes on with a small book.
  private mutating func startAnew(without backup: String) async throws {
    for path in [backup, book, keys, keys + ".expires"] { try FileSystem.removeTree(path) }
    announcements = []
    try await grow("importing", commands: 4)
  }

  mutating func killRestore(_ name: String, _ label: String) async throws {
    let target = path("again")
    let arguments = ["restore-book", path(name), target, "--keys", keys]
    try await kill(arguments)
    if FileSystem.exists(target) {
      counts.whole += 1
      let again = try await Child.command(arguments, environment: [:])
      #expect(again.status == .exited(1), "\(label): \(again)")
    } else {
      counts.absent += 1
      let again = try await recorded(arguments)
      #expect(again.status == .exited(0), "\(label): \(again)")
      callCount = try Trace(readFrom: scratch.path("trace")).operations.count
    }
    #expect(!FileSystem.exists(target + ".partial"), "\(label)")
    #expect(try storedRecords(target) == storedRecords(book), "\(label)")
    let written = try await Child.command(
      ["account", "create", "--name", "Restored", "--book", target, "--as", "U-1"],
      environment: [:])
    #expect(written.status == .exited(0), "\(label): \(written)")
    try FileSystem.removeTree(target)
  }

  // MARK: - What is left

  /// What a killed run leaves beside the target is no backup, and no book either.
  private mutating func requireRefusal(_ partial: String, _ label: String) async throws {
    guard FileSystem.exists(partial) else { return }
    counts.partial += 1
    let restored = try await Child.command(
      ["restore-book", partial, path("never"), "--keys", keys], environment: [:])
    #expect(restored.status == .exited(1), "\(label): \(restored)")
    #expect(!FileSystem.exists(path("never")), "\(label)")
    let added = try await command(["backup", partial, "--incremental"])
    #expect(added.status == .exited(1), "\(label): \(added)")
  }

  /// The backup gives a book with the same events as the backup itself.
  private mutating func requireRestorable(_ target: String, _ label: String) async throws {
    let restored = path("restored")
    let reply = try await Child.command(
      ["restore-book", target, restored, "--keys", keys], environment: [:])
    #expect(reply.status == .exited(0), "\(label): \(reply)")
    #expect(try storedRecords(restored) == storedRecords(target), "\(label)")
    let contacts = try await Child.command(
      ["contacts", "--limit", "1", "--book", restored, "--as", "U-1"], environment: [:])
    #expect(contacts.status == .exited(0), "\(label): \(contacts)")
    try FileSystem.removeTree(restored)
    counts.restored += 1
  }

  private mutating func requireSoundBook(_ label: String) async throws {
    try scratch.save("announced", announcements.joined(separator: "\n") + "\n")
    let left = Verdict.Case(
      book: book, announcements: scratch.path("announced"),
      promises: announcements.count { Victim.isPromise($0) }, seed: random.next())
    let verdict = try await Verdict.all([left], scratch)[0]
    guard case .sound = verdict else {
      Issue.record("\(label): the book, \(verdict)")
      return
    }
  }

  // MARK: - The command

  private func command(_ arguments: [String]) async throws -> Child.Reply {
    try await Child.command(arguments + ["--book", book], environment: [:])
  }

  /// Runs the command with the recorder, which kills it after so many calls.
  private func recorded(_ arguments: [String], killAt: Int? = nil) async throws -> Child.Reply {
    if FileSystem.exists(scratch.path("trace")) { try FileSystem.remove(scratch.path("trace")) }
    return try await Child.command(
      arguments,
      environment: [
        "LD_PRELOAD": library, "RAPPORT_CRASH_TRACE": scratch.path("trace"),
        "RAPPORT_CRASH_ROOT": scratch.path("root"), "RAPPORT_KILL_AT": killAt.map(String.init),
      ])
  }

  /// Kills the command after any of its calls.
  private mutating func kill(_ arguments: [String]) async throws {
    let reply = try await recorded(arguments, killAt: random.number(1...callCount))
    if reply.status == .signaled(9) { counts.kills += 1 }
    #expect(reply.status == .signaled(9) || reply.status == .exited(0), "\(reply)")
  }
}

/// The stored bytes of every event of a book or backup.
private func storedRecords(_ directory: String) throws -> [[UInt8]] {
  let environment = try Environment(
    directory: directory + "/log", tables: [.positions("events")], readOnly: true, create: false)
  return try environment.read { transaction in
    var records: [[UInt8]] = []
    try transaction.scan(environment.table("events")) { _, bytes in
      records.append(bytes.indices.map { bytes[$0] })
      return true
    }
    return records
  }
}
