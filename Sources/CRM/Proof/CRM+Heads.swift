import Bytes
import Cryptography
import Derived
import EventLog

extension CRM {
  /// Signs what the log holds now, and keeps the signed head in the log.
  ///
  /// Before it signs, the tree is held against the newest head, and every event since is read and
  /// hashed: a log that was altered before that head is not signed again but a `ProofFault`. When
  /// nothing was added since the newest head, that one is answered. `progress` is told how many
  /// events are done.
  @discardableResult
  public func signHead(progress: ((UInt64) throws -> Void)? = nil) throws -> SignedHead {
    let size = try core.log.head.position.number
    let kept = try soundHeads()
    if let newest = kept.heads.last, newest.head.size == size, newest.key == kept.currentKey {
      return newest
    }
    let root = try freshRoot(size: size, since: kept.heads.last, progress)
    return try signingKeys.withLock { try keep(size: size, root: root) }
  }

  /// Signs a head when the last event of the newest one was written down a day ago or earlier and
  /// there are later events, or when there is no head; nil when none is due.
  ///
  /// Looking whether one is due costs a short read, and no signature is verified for it.
  @discardableResult
  public func signHeadIfDue() throws -> SignedHead? {
    let end = try core.log.head.position
    guard let newest = try newestSize() else { return try signHead() }
    guard newest > 0, newest < end.number else { return nil }
    let since = try core.log.record(at: Position(newest)) { $0.header.recordedAt }
    let day: Int64 = 86_400_000_000
    return core.now().microseconds - since.microseconds >= day ? try signHead() : nil
  }

  /// The heads that were signed, oldest first.
  public func heads() throws -> [SignedHead] { try soundHeads().heads }

  /// The key with which others check the heads; made when the book has none yet.
  public func headKey() throws -> NoteKey {
    if let key = try keptHeads().currentKey { return key }
    return try signingKeys.withLock {
      let kept = try soundHeads()
      return NoteKey(name: logName, publicKey: try currentKey(kept).key.publicKey)
    }
  }

  /// Replaces the signing key, for an administrator, and signs a head with the new one; the private
  /// key before it is gone afterwards. The old key signs the new one.
  ///
  /// With `lost`, the old private key is not there to do so: then the new key speaks for itself,
  /// and whoever checks must be told.
  @discardableResult
  public func rotateKey(
    lost: Bool = false, as principal: Principal
  ) throws -> (key: NoteKey, head: SignedHead) {
    try rights(of: principal).requireSetUp("changing the signing key")
    let key = try signingKeys.withLock { try replaceKey(lost: lost) }
    return (key, try signHead())
  }
}

extension CRM {
  /// The name of the log in its heads, and of its keys.
  var logName: String { Self.logName(bookID) }

  static func logName(_ bookID: [UInt8]) -> String { "rapport/" + Hex.text(bookID) }

  func keptHeads() throws -> KeptHeads { KeptHeads(try core.log.heads(), name: logName) }

  /// How many events the newest kept head says it covers; nil when there is none.
  private func newestSize() throws -> UInt64? {
    for entry in try core.log.heads().reversed() {
      do throws(NoteRefusal) {
        return try TreeHead(text: SignedNote(entry).text).size
      } catch {
        continue  // it introduces a key
      }
    }
    return nil
  }

  private func soundHeads() throws -> KeptHeads {
    let kept = try keptHeads()
    if let flaw = kept.flaws.first {
      throw ProofFault.damagedHead(flaw.number, what: flaw.what)
    }
    return kept
  }

  /// The root over the first `size` events, those behind the trusted head hashed anew.
  private func freshRoot(
    size: UInt64, since trusted: SignedHead?, _ progress: ((UInt64) throws -> Void)?
  ) throws -> Digest {
    guard let trusted else {
      let tree = MerkleTree(log: core.log, store: tiles, size: size)
      try tree.refresh(after: 0) { try progress?($0.number) }
      return try tree.root()
    }
    let tree = try tree(size: size, anchoredIn: trusted)
    try tree.refresh(after: trusted.head.size) { try progress?($0.number) }
    return try tree.root()
  }

  /// A tree whose first events are those over which the head was signed. Tiles that say otherwise
  /// are made anew; when the records themselves do, it is a `ProofFault`.
  func tree(size: UInt64, anchoredIn trusted: SignedHead) throws -> MerkleTree {
    guard trusted.head.size <= size else {
      throw ProofFault.shorter(head: trusted.number, size: trusted.head.size, events: size)
    }
    let tree = MerkleTree(log: core.log, store: tiles, size: size)
    if try tree.root(of: trusted.head.size) == trusted.head.root { return tree }
    try tiles?.removeAll()
    let again = MerkleTree(log: core.log, store: tiles, size: size)
    try again.refresh(after: 0)
    if try again.root(of: trusted.head.size) == trusted.head.root { return again }
    throw ProofFault.altered(head: trusted.number, size: trusted.head.size)
  }

  private func keep(size: UInt64, root: Digest) throws -> SignedHead {
    var kept = try soundHeads()
    let signer = try currentKey(kept)
    kept = try soundHeads()
    // Another process may have signed a longer log while this one was hashing.
    if let newest = kept.heads.last,
      newest.head.size > size || (newest.head.size == size && newest.key == kept.currentKey)
    {
      return newest
    }
    let head = TreeHead(origin: logName, size: size, root: root)
    let note = SignedNote(head.text, signedBy: signer.key, name: logName)
    try core.log.appendHead(note.bytes, expecting: kept.count)
    return SignedHead(
      number: kept.count + 1, head: head,
      key: NoteKey(name: logName, publicKey: signer.key.publicKey),
      note: String(decoding: note.bytes, as: UTF8.self))
  }

  /// The private key the log names; the first one is made and introduced here. Under the lock.
  private func currentKey(_ kept: KeptHeads) throws -> (key: SigningKey, all: [SigningKey]) {
    let keys = try signingKeys.read(name: logName)
    if let named = kept.currentKey {
      guard let key = keys.first(where: { $0.publicKey == named.publicKey }) else {
        throw ProofRefusal.keyMissing(path: signingKeys.path ?? "")
      }
      return (key, keys)
    }
    let key = keys.last ?? .random()
    if keys.isEmpty { try signingKeys.write([key], name: logName) }
    try introduce(key, signedBy: key, behind: kept.count)
    return (key, [key])
  }

  private func replaceKey(lost: Bool) throws -> NoteKey {
    var kept = try soundHeads()
    let keys = try signingKeys.read(name: logName)
    let hasKey = keys.contains { $0.publicKey == kept.currentKey?.publicKey }
    if lost, hasKey || kept.currentKey == nil {
      throw ProofRefusal.keyNotLost(path: signingKeys.path ?? "")
    }
    let new = SigningKey.random()
    let old = lost ? nil : try currentKey(kept).key
    kept = try soundHeads()
    // Both are on disk before the log names the new one, so that the named one always is.
    try signingKeys.write([old, new].compactMap { $0 }, name: logName)
    try introduce(new, signedBy: old ?? new, behind: kept.count)
    try signingKeys.write([new], name: logName)
    return NoteKey(name: logName, publicKey: new.publicKey)
  }

  private func introduce(_ key: SigningKey, signedBy signer: SigningKey, behind count: Int) throws {
    let note = KeptHeads.introduction(
      of: NoteKey(name: logName, publicKey: key.publicKey), signedBy: signer, name: logName)
    try core.log.appendHead(note.bytes, expecting: count)
  }
}
