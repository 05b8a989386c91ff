public import Bytes
public import Cryptography
internal import Synchronization

/// The keys of a book, by slot: one for each person whose values are sealed, and in slot 0 the key
/// of the book's lookup hashes.
public protocol KeyStore: Sendable {
  /// The key under which values become lookup hashes.
  func lookupKey() throws -> LookupKey

  /// The person's key; nil when it was erased. `KeysFault.missingSlot` when there never was one.
  func key(_ slot: KeySlot) throws -> SealingKey?

  /// Overwrites the person's key for good; on disk when this returns. Erasing twice is harmless.
  func erase(_ slot: KeySlot) throws

  /// Makes sure that the slot has a key, on disk, before anything is sealed under it.
  func ensure(_ slot: KeySlot) throws
}

/// What is wrong with a book's keys. Each is a sentence.
public enum KeysFault: Error, Equatable, CustomStringConvertible {
  /// There is no keys file.
  case missing(path: String)
  /// There is a keys file already.
  case alreadyExists(path: String)
  /// The file does not begin like a keys file, or its header is damaged.
  case notAKeysFile(path: String)
  /// A newer program wrote the file.
  case newerFormat(path: String, format: UInt32, known: UInt32)
  /// The file belongs to another book.
  case otherBook(path: String, expected: BookID, found: BookID)
  /// The file is shorter than its header says.
  case truncated(path: String, expectedBytes: Int, actualBytes: Int)
  /// The file ends before the slot: it is older than the log.
  case missingSlot(KeySlot)
  /// Slot 0 holds the book's lookup key and is nobody's.
  case reservedSlot
  /// The person was erased; nothing can be sealed for them any more.
  case erased(KeySlot)

  /// One sentence for the person who reads it.
  public var description: String {
    switch self {
    case .missing(let path):
      "the keys file \(path) is missing; restore it from its backup"
    case .alreadyExists(let path):
      "there is a keys file \(path) already"
    case .notAKeysFile(let path):
      "\(path) is not a keys file, or its beginning is damaged; restore it from its backup"
    case .newerFormat(let path, let format, let known):
      """
      the keys file \(path) has format \(format), and this version of Rapport knows up to \
      \(known); use a newer version
      """
    case .otherBook(let path, let expected, let found):
      "the keys file \(path) belongs to the book \(found), not to this one, \(expected)"
    case .truncated(let path, let expected, let actual):
      """
      the keys file \(path) was cut short: it has \(actual) of \(expected) bytes; restore it from \
      its backup
      """
    case .missingSlot(let slot):
      """
      the keys file has no slot \(slot.number): it is older than the log; restore a newer backup \
      of it
      """
    case .reservedSlot: "slot 0 of the keys file holds the book's lookup key, nobody's own"
    case .erased(let slot): "the person of key slot \(slot.number) was erased"
    }
  }
}

/// Keys that are forgotten with the process, to go with `InMemoryLog`.
public final class InMemoryKeys: KeyStore {
  private let secret = LookupKey.random()
  private let keys = Mutex<[SealingKey?]>([])

  /// A store with no keys but the lookup key.
  public init() {}

  /// The key of the lookup hashes, made with the store.
  public func lookupKey() throws -> LookupKey { secret }

  /// The person's key; nil when it was erased.
  public func key(_ slot: KeySlot) throws -> SealingKey? {
    try keys.withLock { try $0[index(slot, in: $0)] }
  }

  /// Forgets the person's key.
  public func erase(_ slot: KeySlot) throws {
    try keys.withLock { try $0[index(slot, in: $0)] = nil }
  }

  /// Makes random keys up to the slot's, unless they are there.
  public func ensure(_ slot: KeySlot) throws {
    if slot.number == 0 { throw KeysFault.reservedSlot }
    keys.withLock { keys in
      while keys.count < Int(slot.number) { keys.append(SealingKey.random()) }
    }
  }

  private func index(_ slot: KeySlot, in keys: [SealingKey?]) throws(KeysFault) -> Int {
    guard slot.number > 0 else { throw .reservedSlot }
    guard Int(slot.number) <= keys.count else { throw .missingSlot(slot) }
    return Int(slot.number) - 1
  }
}
