import Bytes
import CRM
import CRMTesting
import Domain
import EventLog
import LMDB
import Projections
import Testing

/// Keys files, checkpoint files and checkpointed states that were damaged: never a crash, never a
/// wrong answer, and an error that is typed and one line.
@Suite struct MutatedBookTests {
  static let rounds = 2_000

  /// A book of some size, and a generator that goes on from what made it.
  private func book(_ seed: UInt64, steps: Int) throws -> (TestBook, RandomBusiness) {
    var business = RandomBusiness(seed: seed)
    let book = try TestBook(onDisk: true)
    var refusals = 0
    for _ in 0..<steps { try business.step(book, refusals: &refusals) }
    return (book, business)
  }

  private func mutated(_ bytes: [UInt8], _ random: inout RandomBusiness) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<random.number(1...3) {
      // Headers are where the traps are: half of the injuries go there.
      let most = random.number(0...1) == 0 ? min(bytes.count, 100) : bytes.count
      let place = random.number(0...most)
      switch random.number(0...5) {
      case 0: bytes.removeLast(bytes.count - place)
      case 1: bytes.insert(UInt8(random.number(0...255)), at: place)
      case 2 where place < bytes.count: bytes.remove(at: place)
      case 3 where place < bytes.count: bytes[place] = [0, 0x7F, 0x80, 0xFF][random.number(0...3)]
      case _ where place < bytes.count: bytes[place] ^= 1 << UInt8(random.number(0...7))
      default: bytes.append(0)
      }
    }
    return bytes
  }

  @Test func `mutated keys files are used as they are or refused in one line`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    let (book, made) = try book(seed, steps: 60)
    var random = made
    let directory = try #require(book.directory)
    let path = directory + "/keys"
    let sound = try FileSystem.read(path)
    let bookID = try LMDBLog.open(directory: directory + "/log", readOnly: true).bookID
    var (taken, refused) = (0, 0)
    for _ in 0..<Self.rounds {
      try FileSystem.replace(path: path, with: [mutated(sound, &random)])
      do {
        let keys = try KeysFile.open(path: path, bookID: bookID)
        _ = try keys.lookupKey()
        for slot in [1, 2, 1_023, 1_024, UInt32.max] {
          _ = try oneLine(KeysFault.self) { try keys.key(KeySlot(slot)) }
        }
        taken += 1
      } catch {
        #expect(error is KeysFault || error is FileError, "\(error), seed \(seed)")
        #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"), "seed \(seed)")
        refused += 1
      }
    }
    print("mutated keys files: \(taken) taken, \(refused) refused, seed \(seed)")
    #expect(taken > 0 && refused > 0)
  }

  /// What `body` answers; nil when it fails as it may.
  private func oneLine<R, Failure: Error>(_ type: Failure.Type, _ body: () throws -> R) throws -> R? {
    do {
      return try body()
    } catch let error as Failure {
      #expect(!"\(error)".contains("\n"))
      return nil
    }
  }

  @Test func `a book with mutated keys tells the truth or says what is damaged`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    let (book, made) = try book(seed, steps: 80)
    var random = made
    let path = try #require(book.directory) + "/keys"
    let sound = try FileSystem.read(path)
    let before = try book.crm.source().entity(User.self, UserID(1))
    #expect(before.exists, "seed \(seed)")
    var (same, refused) = (0, 0)
    for _ in 0..<200 {
      var bytes = sound
      bytes[64 + random.number(0...(32 * 5))] ^= 1 << UInt8(random.number(0...7))
      try FileSystem.replace(path: path, with: [bytes])
      let fresh = try CRM.open(try #require(book.directory), now: { book.clock.now })
      if let user = try oneLine(LogFault.self, {
        try fresh.source().entity(User.self, UserID(1))
      }) {
        #expect("\(user)" == "\(before)", "seed \(seed)")
        same += 1
      } else {
        refused += 1
      }
    }
    print("books with a mutated key: \(same) unharmed, \(refused) refused, seed \(seed)")
    #expect(same > 0 && refused > 0)
  }

  @Test func `mutated checkpoint files never change an answer`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    let (book, made) = try book(seed, steps: 60)
    var random = made
    let directory = try #require(book.directory)
    _ = try book.crm.rebuild(every: 20)
    let folder = directory + "/derived/checkpoints"
    let names = try FileSystem.list(folder).filter { $0.hasSuffix(".checkpoint") }
    let files = try names.map { (folder + "/" + $0, try FileSystem.read(folder + "/" + $0)) }
    let whole = try book.crm.source().fromTheFirstEvent
    var problems = 0
    // Each round damages every file of the book, which then has some forty chances to be wrong.
    let rounds = Self.rounds / files.count + 1
    for _ in 0..<rounds {
      for (path, bytes) in files {
        try FileSystem.replace(path: path, with: [mutated(bytes, &random)])
      }
      let fresh = try CRM.open(directory, now: { book.clock.now })
      for type in ReadModels.all { try requireSame(type, fresh.source(), whole, seed) }
      problems += try fresh.status().problems.count
    }
    print("mutated checkpoints: \(rounds * files.count), \(problems) reported, seed \(seed)")
    #expect(problems > rounds)
  }

  private func requireSame<Model: ReadModel>(
    _ type: Model.Type, _ one: BookSource, _ other: BookSource, _ seed: UInt64
  ) throws {
    #expect(
      columns(try one.model(type)) == columns(try other.model(type)), "\(type.name), seed \(seed)")
  }

  private func columns(_ model: some ReadModel) -> [UInt8] {
    var coder = ColumnCoder()
    var copy = model
    copy.code(&coder)
    return coder.output
  }

  /// The checksums find damage first; this is what holds for a file another program wrote.
  @Test(arguments: ReadModels.all.map { $0.name })
  func `a mutated state of a model is read as something or not at all`(name: String) throws {
    let model = try #require(ReadModels.all.first { $0.name == name })
    let seed = UInt64.random(in: 0 ... .max)
    let (book, made) = try book(seed, steps: 80)
    var random = made
    func requireHarmless<Model: ReadModel>(_ type: Model.Type) throws -> (Int, Int) {
      let sound = columns(try book.crm.model(type))
      var (complete, incomplete) = (0, 0)
      for _ in 0..<(Self.rounds / ReadModels.all.count + 1) {
        let bytes = mutated(sound, &random)
        var coder = ColumnCoder(reading: bytes.span)
        var read = Model()
        read.code(&coder)
        if coder.isComplete { complete += 1 } else { incomplete += 1 }
      }
      return (complete, incomplete)
    }
    let (complete, incomplete) = try requireHarmless(model)
    print("mutated states of \(name): \(complete) read, \(incomplete) refused, seed \(seed)")
    #expect(incomplete > 0, "seed \(seed)")
  }
}
