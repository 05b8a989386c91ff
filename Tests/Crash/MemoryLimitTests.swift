import LMDB
import Subprocess
import Testing

/// Processes that may have little address space (`ulimit -v`): a map that cannot grow is a clear
/// error, and the book is unharmed.
@Suite struct MemoryLimitTests {
  @Test func `a map that cannot grow refuses, and grows without the limit`() async throws {
    let scratch = try Scratch()
    let store = scratch.path("store")
    let first = try await Child.limited(
      "CrashDriver", ["fill", store, "1"], addressSpaceKiB: 1 << 30)
    let needed = try #require(number(after: "address-space ", in: first), "\(first)")
    // Room for the headroom a map leaves, for what a process needs besides, and 24 MiB of records.
    let limit = needed + (48 + 24) << 10
    let filled = try await Child.limited(
      "CrashDriver", ["fill", store, "4000"], addressSpaceKiB: limit)
    #expect(filled.status == .exited(0), "\(filled.errors)")
    let fault = filled.output.split(separator: "\n").filter { $0.hasPrefix("fault ") }
    #expect(fault.count == 1 && fault[0].contains("cannot grow"), "\(fault)")
    let acknowledged = try #require(number(after: "ack ", in: filled))
    #expect(acknowledged > 1 && acknowledged < 4_001)
    #expect(try records(store) == acknowledged)
    _ = try StoreInspection.inspect(store)
    let again = try await Child.limited(
      "CrashDriver", ["fill", store, "10"], addressSpaceKiB: 1 << 30)
    #expect(again.status == .exited(0) && !again.output.contains("fault"), "\(again)")
    #expect(try records(store) == acknowledged + 10)
  }

  @Test func `the command says that it lacks memory, whatever little it has`() async throws {
    let scratch = try Scratch()
    let founded = try await Child.driver(["importing", scratch.path("book"), "1", "6"])
    try #require(founded.lines.last == "done", "\(founded.errors)")
    let book = ["--book", scratch.path("book"), "--as", "U-1"]
    let before = try records(scratch.path("book/log"))
    var (done, refused) = (0, 0)
    for mebibytes in stride(from: 24, through: 232, by: 8) {
      let reply = try await Child.limited(
        "rapport", ["user", "create", "--name", "User \(mebibytes)"] + book,
        addressSpaceKiB: mebibytes << 10)
      switch reply.status {
      case .exited(0): done += 1
      // The loader's own refusal: the program has not begun.
      case .exited(127): #expect(reply.errors.contains("loading shared libraries"), "\(reply)")
      default:
        refused += 1
        #expect(reply.status == .exited(3), "\(mebibytes) MiB: \(reply)")
        #expect(reply.errors.contains("memory"), "\(mebibytes) MiB: \(reply)")
      }
      #expect(try records(scratch.path("book/log")) == before + done, "\(mebibytes) MiB")
    }
    print("little memory: \(done) commands done, \(refused) refused")
    #expect(done > 0 && refused > 0)
    _ = try StoreInspection.inspect(scratch.path("book/log"))
    let after = try await Child.command(
      ["user", "create", "--name", "Unlimited"] + book, environment: [:])
    #expect(after.status == .exited(0), "\(after)")
  }

  private func number(after word: String, in reply: Child.Reply) -> Int? {
    reply.output.split(separator: "\n").last { $0.hasPrefix(word) }
      .flatMap { Int($0.dropFirst(word.count)) }
  }

  /// How many events there are, the last of which has their number.
  private func records(_ directory: String) throws -> Int {
    let environment = try Environment(
      directory: directory, tables: [.positions("events")], readOnly: true, create: false)
    let table = environment.table("events")
    let last = try environment.read { try $0.lastPosition(table) } ?? 0
    let count = try environment.read { try $0.count(table) }
    #expect(Int(last) == count)
    return count
  }
}
