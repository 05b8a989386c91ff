import Bytes
import CRM
import CRMTesting
import Exchange
import LMDB
import Testing

/// Our heads and proofs before a checker that knows the documents and nothing of our code, and
/// falsified ones, which it must reject: a checker that accepts everything would prove nothing.
@Suite struct CheckerTests {
  private let book: ProofBook
  private let early: SignedHead
  private let late: SignedHead

  init() throws {
    book = try ProofBook(accounts: 300)
    early = try book.crm.signHead()
    try book.grow(25)
    late = try book.crm.signHead()
  }

  @Test func `a signed head is right, and with anything changed wrong`() async throws {
    let key = late.key.description
    let file = try write(late.note, "head")
    #expect(try await Checker.run("head", file, "--key", key).isRight)
    for changed in [
      late.note.replacing("rapport/", with: "rapporT/"),
      late.note.replacing("\n\(late.head.size)\n", with: "\n\(late.head.size + 1)\n"),
      late.note.replacing("=\n\n", with: "=\nmore\n\n"), String(late.note.dropLast()),
      early.note.split(separator: "\n\n")[0] + "\n\n" + late.note.split(separator: "\n\n")[1],
    ] {
      #expect(changed != late.note)
      let verdict = try await Checker.run("head", try write(changed, "changed"), "--key", key)
      #expect(!verdict.isRight, "\(changed)")
    }
    let other = try ProofBook()
    let otherKey = try other.crm.headKey().description
    #expect(try await !Checker.run("head", file, "--key", otherKey).isRight)
  }

  @Test func `proofs of events are right for several events, and falsified ones are not`()
    async throws
  {
    let key = late.key.description
    for position in [1, 2, 256, 257, late.head.size] {
      let proof = try proveEvent(position)
      let verdict = try await Checker.run("event", try write(proof, "event"), "--key", key)
      #expect(verdict.isRight, "\(verdict.text)")
    }
    let proof = try proveEvent(300)
    for (title, changed) in try falsified(proof) {
      let verdict = try await Checker.run("event", try write(changed, "changed"), "--key", key)
      #expect(!verdict.isRight, "\(title)")
    }
  }

  @Test func `a proof at the size of an earlier head carries that head`() async throws {
    let proof = try book.crm.proveEvent(
      Position(7), size: early.head.size, as: book.book.administrator)
    #expect(proof.signedHead == early)
    let file = try write(String(decoding: ProofJSON.bytes(proof), as: UTF8.self), "event")
    #expect(try await Checker.run("event", file, "--key", early.key.description).isRight)
    let head = try write(late.note, "head")
    let wrong = try await Checker.run(
      "event", file, "--key", early.key.description, "--head", head)
    #expect(!wrong.isRight, "that head has another size")
  }

  @Test func `proofs of extensions are right, and falsified ones are not`() async throws {
    let key = late.key.description
    let proof = try text(
      book.crm.proveExtension(from: early.head.size, to: late.head.size))
    let verdict = try await Checker.run("extension", try write(proof, "extension"), "--key", key)
    #expect(verdict.isRight, "\(verdict.text)")
    for (title, changed) in try falsified(proof) {
      let verdict = try await Checker.run("extension", try write(changed, "changed"), "--key", key)
      #expect(!verdict.isRight, "\(title)")
    }
  }

  @Test func `proofs for sizes without a signed head are made, and say so`() throws {
    let proof = try book.crm.proveExtension(from: 17, to: 290)
    #expect(proof.fromHead == nil && proof.toHead == nil)
    #expect(throws: ProofRefusal.noHeadCovers(late.head.size + 1)) {
      try book.crm.proveExtension(from: 1, to: late.head.size + 1)
    }
    #expect(throws: ProofRefusal.notAnExtension(from: 9, to: 8)) {
      try book.crm.proveExtension(from: 9, to: 8)
    }
    #expect(throws: ProofRefusal.noSuchEvent(9, of: 8)) {
      try book.crm.proveEvent(Position(9), size: 8, as: book.book.administrator)
    }
  }

  // MARK: - Falsifying

  /// The proof with one value changed, for every value in it, and with a step more and less.
  private func falsified(_ proof: String) throws -> [(title: String, text: String)] {
    guard case .object(let object) = try JSONValue(parsing: proof) else { return [] }
    var found: [(String, String)] = []
    for (index, member) in object.members.enumerated() {
      // That the key is named in the file at all is only a courtesy.
      let isCourtesy = member.name.hasSuffix("key")
      for (title, value) in Self.falsified(member.value) where !(isCourtesy && value == .null) {
        var members = object.members
        members[index].value = value
        var writer = JSONWriter(pretty: true)
        writer.value(.object(JSONObject(members)))
        found.append((member.name + " " + title, String(decoding: writer.bytes, as: UTF8.self)))
      }
    }
    #expect(found.count > object.members.count)
    return found
  }

  private static func falsified(_ value: JSONValue) -> [(String, JSONValue)] {
    switch value {
    case .number(let text): return [("one more", .number(String((UInt64(text) ?? 0) + 1)))]
    case .string(let text):
      let middle = text.index(text.startIndex, offsetBy: text.count / 2)
      let digit = text[middle] == "0" ? "1" : "0"
      return [
        ("changed", .string(text.replacingCharacter(at: middle, with: digit))),
        ("cut", .string(String(text.dropLast(2)))), ("removed", .null),
      ]
    case .array(let steps):
      guard case .string(let first)? = steps.first else { return [] }
      let end = first.index(before: first.endIndex)
      let digit = first[end] == "0" ? "1" : "0"
      return [
        ("first changed", .array([.string(first.replacingCharacter(at: end, with: digit))] + steps.dropFirst())),
        ("shorter", .array(Array(steps.dropLast()))), ("longer", .array(steps + steps.prefix(1))),
        ("turned round", .array(steps.reversed())), ("no list", .string(first)),
      ]
    case .null, .bool, .object: return []
    }
  }

  private func proveEvent(_ position: UInt64) throws -> String {
    let proof = try book.crm.proveEvent(Position(position), as: book.book.administrator)
    return String(decoding: ProofJSON.bytes(proof), as: UTF8.self)
  }

  private func text(_ proof: ExtensionProof) -> String {
    String(decoding: ProofJSON.bytes(proof), as: UTF8.self)
  }

  private func write(_ text: String, _ name: String) throws -> String {
    let path = book.directory + "/" + name
    try FileSystem.replace(path: path, with: [Array(text.utf8)])
    return path
  }
}

extension String {
  fileprivate func replacingCharacter(at index: Index, with other: String) -> String {
    self[..<index] + other + self[self.index(after: index)...]
  }
}
