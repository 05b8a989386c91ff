public import Domain

/// Why a book cannot sign or prove: it is not what it was, or its key is not what it should be.
public enum ProofFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The events up to this one are not those over which the head was signed.
  case altered(head: Int, size: UInt64)
  /// The log is shorter than when the head was signed.
  case shorter(head: Int, size: UInt64, events: UInt64)
  /// An entry among the signed heads is damaged.
  case damagedHead(Int, what: String)
  /// The file is no signing key of this book.
  case notASigningKey(path: String)

  /// One sentence for the person who reads it.
  public var description: String {
    switch self {
    case .altered(let head, let size):
      """
      the first \(size) events are not those over which head \(head) was signed: find the place \
      with 'rapport verify'
      """
    case .shorter(let head, let size, let events):
      "the log has \(events) events, and head \(head) was signed over \(size): events were removed"
    case .damagedHead(let number, let what): "entry \(number) of the signed heads: \(what)"
    case .notASigningKey(let path): "\(path) is not the signing key of this book"
    }
  }
}

/// Why nothing is signed or proved, though nothing is wrong with the log.
public enum ProofRefusal: DomainRefusal {
  /// The private key is not there.
  case keyMissing(path: String)
  /// There is a key, so that it cannot be replaced as lost.
  case keyNotLost(path: String)
  /// No signed head covers so many events.
  case noHeadCovers(UInt64)
  /// The log has no such event, or it is not among those asked about.
  case noSuchEvent(UInt64, of: UInt64)
  /// The sizes of an extension are the wrong way round, or one is 0.
  case notAnExtension(from: UInt64, to: UInt64)

  /// One sentence for the person who reads it.
  public var description: String {
    switch self {
    case .keyMissing(let path):
      """
      the signing key \(path) is missing: put it back from a copy, or see "A lost signing key" in \
      docs/OPERATIONS.md
      """
    case .keyNotLost(let path):
      "the signing key \(path) is there: change it with 'rapport key rotate'"
    case .noHeadCovers(let size):
      "no signed head covers the first \(size) events yet: sign one with 'rapport head'"
    case .noSuchEvent(let position, let size):
      "there is no event @\(position) among the first \(size)"
    case .notAnExtension(let from, let to):
      "a log of \(to) events does not extend one of \(from): --from is at least 1 and at most --to"
    }
  }
}
