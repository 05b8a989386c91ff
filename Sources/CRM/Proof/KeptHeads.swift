import Cryptography

/// What a log keeps beside its events to prove them: signed heads, and the keys that sign them.
///
/// Every entry is a signed note. The first introduces the first key, signed by that key itself. A
/// new key is introduced by a note that the key before it signed; by one that it signed itself,
/// when the one before was lost. A head is signed by the newest key before it. The text of a note
/// that introduces a key is `rapport/…/key` and the key, a line each.
struct KeptHeads {
  /// The name of the log and of its keys.
  let name: String
  /// How many entries there are.
  let count: Int
  /// The keys, oldest first.
  private(set) var keys: [Introduction] = []
  /// The heads that are in order.
  private(set) var heads: [SignedHead] = []
  /// The entries that are not, by number, and what is wrong.
  private(set) var flaws: [(number: Int, what: String)] = []

  /// A key, and who speaks for it.
  struct Introduction {
    let number: Int
    let key: NoteKey
    /// Whether the key before it did; the first key speaks for itself.
    let isEndorsed: Bool
  }

  init(_ entries: [[UInt8]], name: String) {
    self.name = name
    count = entries.count
    for (index, entry) in entries.enumerated() { read(entry, number: index + 1) }
  }

  var currentKey: NoteKey? { keys.last?.key }

  /// The note that introduces a key.
  static func introduction(
    of key: NoteKey, signedBy signer: SigningKey, name: String
  ) -> SignedNote {
    SignedNote("\(name)/key\n\(key)\n", signedBy: signer, name: name)
  }

  private mutating func read(_ entry: [UInt8], number: Int) {
    do throws(NoteRefusal) {
      let note = try SignedNote(entry)
      if note.text.hasPrefix(name + "/key\n") {
        try readKey(note, number)
      } else {
        try readHead(note, number)
      }
    } catch {
      flaws.append((number, "it is not a signed head or key of this book"))
    }
  }

  private mutating func readKey(_ note: SignedNote, _ number: Int) throws(NoteRefusal) {
    let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 3, lines[2].isEmpty else { throw .notAKey }
    let key = try NoteKey(String(lines[1]))
    guard key.name == name else { throw .notAKey }
    if let current = currentKey, note.isSigned(by: current) {
      keys.append(Introduction(number: number, key: key, isEndorsed: true))
    } else if note.isSigned(by: key) {
      keys.append(Introduction(number: number, key: key, isEndorsed: keys.isEmpty))
    } else {
      flaws.append((number, "the signature of a key does not verify"))
    }
  }

  private mutating func readHead(_ note: SignedNote, _ number: Int) throws(NoteRefusal) {
    let head = try TreeHead(text: note.text)
    guard head.origin == name else { throw .notAHead }
    guard let key = currentKey, note.isSigned(by: key) else {
      return flaws.append((number, "the signature of the head does not verify"))
    }
    if let last = heads.last, last.head.size > head.size {
      return flaws.append((number, "it covers fewer events than the head before it"))
    }
    heads.append(
      SignedHead(
        number: number, head: head, key: key,
        note: String(decoding: note.bytes, as: UTF8.self)))
  }
}
