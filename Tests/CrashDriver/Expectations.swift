import Bytes
import CRM
import Cryptography
import EventLog
import LMDB

/// What a book must hold, from the lines of an `Announcer`.
struct Expectations {
  private(set) var promises = 0
  private(set) var isFounded = false
  private(set) var lastCommand: (CommandID, Position)?
  private var commands: [CommandID: (position: Position, count: Int)] = [:]
  private var imports: [UInt32: Int] = [:]
  private var heads: [(size: UInt64, root: String)] = []
  /// How many events each command that was tried would write; 0 when that was not known.
  private var tried: [CommandID: Int] = [:]

  /// The first promises of a file, and everything that was tried.
  init(readFrom path: String, promises most: Int) throws {
    for line in String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n") {
      try note(line.split(separator: " ").map(String.init), most)
    }
  }

  private mutating func note(_ words: [String], _ most: Int) throws {
    switch words[0] {
    case "try":
      guard words.count == 3, let id = CommandID(hexadecimal: words[1]), let count = Int(words[2])
      else { return }  // the last line of a killed process may be cut
      tried[id] = count
    case "founded", "ack", "written", "imported", "head":
      guard promises < most else { return }
      promises += 1
      try notePromise(words)
    default: return
    }
  }

  private mutating func notePromise(_ words: [String]) throws {
    if words[0] == "founded" {
      isFounded = true
    } else if words[0] == "imported", let number = UInt32(words[1]), let count = Int(words[2]) {
      imports[number] = count
    } else if words[0] == "head", let size = UInt64(words[1]) {
      heads.append((size, words[2]))
    } else if let id = CommandID(hexadecimal: words[1]), let position = UInt64(words[2]),
      let count = Int(words[3])
    {
      commands[id] = (Position(position), count)
      // What the command line wrote has a request of its own form, which is not repeated here.
      if words[0] == "ack" { lastCommand = (id, Position(position)) }
    } else {
      throw Broken("a promise cannot be read: \(words)")
    }
  }

  /// Throws when a head that was signed is not kept.
  func compare(with kept: [SignedHead]) throws {
    for (size, root) in heads
    where !kept.contains(where: { $0.head.size == size && $0.head.root.hex == root }) {
      throw Broken("the signed head of \(size) events is lost")
    }
  }

  /// Throws when something promised is missing or something is there in part; how many commands and
  /// imports are there that were not acknowledged.
  func compare(with log: LogSummary) throws -> Int {
    for (id, promise) in commands {
      guard let written = log.commands[id] else { throw Broken("command \(id.hexadecimal) is lost") }
      guard written.first == promise.position, written.count == promise.count else {
        throw Broken("command \(id.hexadecimal) is not what was acknowledged")
      }
    }
    for (number, count) in imports where log.jobs[number] != count {
      throw Broken("import \(number) is lost")
    }
    for (number, count) in log.imported where log.jobs[number] != count {
      throw Broken("import \(number) is there in part: \(count) events")
    }
    var tail = log.jobs.keys.count { imports[$0] == nil }
    for (id, count) in tried where commands[id] == nil {
      guard let written = log.commands[id] else { continue }
      if count > 0, written.count != count {
        throw Broken("\(written.count) of \(count) events of command \(id.hexadecimal)")
      }
      tail += 1
    }
    return tail
  }
}
