import Bytes
import LMDB
import Subprocess
import SystemPackage
import Testing

/// Disks, permissions and processes that fail: a clear error, and the book unharmed.
@Suite struct FaultTests {
  private static let isRoot = FileSystem.currentUser == 0

  @Test func `a full disk refuses, harms nothing, and writing goes on when there is room`()
    async throws
  {
    let shop = try Workshop()
    guard Self.isRoot else {
      return print("not run: a full disk needs root, to mount a small tmpfs")
    }
    try FileSystem.makeDirectory(shop.path("disk"))
    let mounted = try await shop.run(
      .name("mount"), ["-t", "tmpfs", "-o", "size=1m", "tmpfs", shop.path("disk")])
    guard mounted.status == .exited(0) else {
      return print("not run: no tmpfs can be mounted here: \(mounted.errors)")
    }
    do {
      try await fillDisk(shop)
    } catch {
      _ = try await shop.run(.name("umount"), [shop.path("disk")])
      throw error
    }
    let unmounted = try await shop.run(.name("umount"), [shop.path("disk")])
    #expect(unmounted.status == .exited(0), "\(unmounted)")
  }

  private func fillDisk(_ shop: Workshop) async throws {
    try await shop.found("disk/acme")
    let book = ["--book", shop.path("disk/acme"), "--as", "U-1"]
    let filler = try DurableFile(shop.path("disk/filler"), .createNew)
    var written = 0
    do throws(FileError) {
      while true {
        try filler.write([UInt8](repeating: 1, count: 4_096), at: written)
        written += 4_096
      }
    } catch {
      #expect(error.kind == .diskFull)
    }
    var acknowledged = 0
    var refused: Workshop.Reply?
    for number in 1...40 where refused == nil {
      let reply = try await shop.run(["account", "create", "--name", "Account \(number)"] + book)
      if reply.status == .exited(0) { acknowledged += 1 } else { refused = reply }
    }
    let reply = try #require(refused, "the disk never filled")
    #expect(
      reply.status == .exited(3) && reply.errors.contains("disk is full")
        || reply.errors.contains("No space left"), "\(reply)")
    #expect(try storedRecords(shop.path("disk/acme")).count == 6 + acknowledged)
    let backup = try await shop.run(
      "backup", shop.path("disk/copy"), "--book", shop.path("disk/acme"))
    #expect(backup.status == .exited(3) && !FileSystem.exists(shop.path("disk/copy")))
    try filler.truncate(to: 0)
    try await shop.done(["account", "create", "--name", "Room again"] + book)
    try await shop.done("verify", "--book", shop.path("disk/acme"))
    #expect(try storedRecords(shop.path("disk/acme")).count == 7 + acknowledged)
  }

  @Test func `a book on a filesystem mounted for reading only is read, and not written`()
    async throws
  {
    let shop = try await Workshop.withBook()
    guard Self.isRoot else {
      return print("not run: mounting for reading only needs root")
    }
    try FileSystem.makeDirectory(shop.path("view"))
    let steps = [
      ["--bind", shop.path("acme"), shop.path("view")],
      ["-o", "remount,ro,bind", shop.path("view")],
    ]
    for step in steps {
      let mounted = try await shop.run(.name("mount"), step)
      guard mounted.status == .exited(0) else {
        return print("not run: nothing can be mounted here: \(mounted.errors)")
      }
    }
    let view = ["--book", shop.path("view"), "--as", "U-1"]
    let read = try await shop.run(["accounts", "--format", "csv"] + view)
    let write = try await shop.run(["account", "create", "--name", "Initech"] + view)
    let verified = try await shop.run("verify", "--book", shop.path("view"))
    let backup = try await shop.run("backup", shop.path("copy"), "--book", shop.path("view"))
    let unmounted = try await shop.run(.name("umount"), [shop.path("view")])
    #expect(unmounted.status == .exited(0))
    #expect(read.status == .exited(0) && read.output.contains("Globex"), "\(read)")
    #expect(write.status == .exited(3) && write.errors.contains("read"), "\(write)")
    #expect(verified.status == .exited(0), "\(verified)")
    #expect(backup.status == .exited(0) && backup.errors.contains("could not note"), "\(backup)")
  }

  @Test func `another user gets a clear error and changes nothing`() async throws {
    let shop = try await Workshop.withBook()
    guard Self.isRoot else { return print("not run: becoming another user needs root") }
    let before = try storedRecords(shop.path("acme"))
    try FileSystem.setMode(shop.directory, 0o755)
    let questions = [
      ["accounts"], ["account", "create", "--name", "Initech"], ["check"], ["verify"],
      ["backup", "/tmp/never-made"],
    ]
    // The command may lie where nobody else may look: then it cannot even be started.
    let probe = try await shop.run(
      .name("setpriv"), ["--reuid=65534", "--clear-groups", Workshop.command.string, "--version"])
    guard probe.status == .exited(0) else {
      return print("not run: user 65534 cannot start the command: \(probe.errors)")
    }
    for question in questions {
      let reply = try await shop.run(
        .name("setpriv"),
        ["--reuid=65534", "--clear-groups", Workshop.command.string] + question
          + ["--book", shop.path("acme")])
      #expect([.exited(1), .exited(3)].contains(reply.status), "\(reply)")
      #expect(reply.errors.hasPrefix("rapport: "), "\(reply)")
    }
    #expect(try storedRecords(shop.path("acme")) == before)
  }

  @Test func `a reader that was killed stands in nobody's way`() async throws {
    let shop = try await Workshop.withBook()
    let arguments = [
      "log", "--follow", "--limit", "1", "--book", shop.path("acme"), "--as", "U-1",
    ]
    for _ in 1...4 {
      let result = try await Subprocess.run(
        .path(Workshop.command), arguments: Arguments(arguments), input: .none, output: .sequence,
        error: .discarded
      ) { execution in
        for try await _ in execution.standardOutput.strings() {
          try execution.send(signal: .kill)
        }
      }
      #expect(result.terminationStatus == .signaled(SIGKILLNumber))
    }
    for number in 1...20 {
      #expect(
        try await shop.inBook("account", "create", "--name", "After \(number)").status
          == .exited(0))
    }
    let environment = try Environment(
      directory: shop.path("acme/log"), tables: [.positions("events")], create: false)
    #expect(try environment.checkReaders() == 0)
    #expect(try await shop.run("check", "--book", shop.path("acme")).status == .exited(0))
  }

  @Test func `two processes that write and make checkpoints at once leave a sound book`()
    async throws
  {
    let shop = try await Workshop.withBook()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for process in 1...2 {
        group.addTask {
          for number in 1...10 {
            let written = try await shop.inBook(
              "account", "create", "--name", "Account \(process) \(number)")
            #expect(written.status == .exited(0), "\(written)")
            let rebuilt = try await shop.inBook("rebuild", "--every", "5")
            #expect(rebuilt.status == .exited(0), "\(rebuilt)")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try storedRecords(shop.path("acme")).count == 26)
    let kept = try await shop.inBook("accounts", "--format", "csv")
    let folded = try await shop.inBook("accounts", "--format", "csv", "--no-checkpoints")
    #expect(kept.output == folded.output && kept.status == .exited(0))
    #expect(try await shop.run("check", "--book", shop.path("acme")).status == .exited(0))
  }

  @Test func `a data file cut anywhere is an error, never another answer`() async throws {
    let shop = try await Workshop.withBook()
    let path = shop.path("acme/log/data.mdb")
    let bytes = try FileSystem.read(path)
    let whole = try await shop.inBook("accounts", "--format", "csv", "--no-checkpoints")
    for pages in 0..<bytes.count / 4_096 {
      for extra in [0, 100] {
        try FileSystem.replace(path: path, with: [Array(bytes.prefix(pages * 4_096 + extra))])
        for question in ["accounts", "verify", "check"] {
          let reply = try await shop.inBookAs([question])
          let isSame = reply.status == .exited(0) && pages > 2
          #expect(reply.status == .exited(3) || isSame, "\(question), \(pages) pages: \(reply)")
        }
      }
    }
    try FileSystem.replace(path: path, with: [bytes])
    let after = try await shop.inBook("accounts", "--format", "csv", "--no-checkpoints")
    #expect(after.output == whole.output)
  }

  @Test func `keys, derived files and logs swapped between books change no answer`() async throws {
    let shop = try await Workshop.withBook()
    try await shop.found("other")
    for book in ["acme", "other"] {
      try await shop.done(
        "account", "create", "--name", "Only \(book)", "--book", shop.path(book), "--as", "U-1")
      try await shop.done("rebuild", "--every", "2", "--book", shop.path(book), "--as", "U-1")
    }
    let right = try await shop.inBook("accounts", "--format", "csv")
    #expect(right.output.contains("Only acme"))
    try FileSystem.removeTree(shop.path("acme/derived"))
    try FileSystem.rename(shop.path("other/derived"), to: shop.path("acme/derived"))
    #expect(try await shop.inBook("accounts", "--format", "csv").output == right.output)
    let check = try await shop.run("check", "--book", shop.path("acme"))
    #expect(check.status == .exited(0) && check.output.contains("rapport rebuild"), "\(check)")
    try FileSystem.rename(shop.path("acme/log"), to: shop.path("kept"))
    try FileSystem.rename(shop.path("other/log"), to: shop.path("acme/log"))
    let swapped = try await shop.inBook("accounts")
    #expect(swapped.status == .exited(3) && swapped.errors.contains("belongs to the book"))
  }
}

/// The number of the signal nobody can catch.
let SIGKILLNumber: CInt = 9
