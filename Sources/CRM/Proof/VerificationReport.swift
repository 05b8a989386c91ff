public import Bytes
public import Cryptography

/// What a verification has found.
public struct VerificationReport: Equatable, Sendable {
  /// The first event that was read; those before it were taken from the head it began with.
  public var first: Position
  /// The last event of the log.
  public var last: Position
  /// The root of the tree over all events; nil when a finding kept it from being computed.
  public var root: Digest?
  /// How many signed heads of the log were checked.
  public var headCount: Int
  /// How many of those, and of the heads given, the events were held against.
  public var comparedHeadCount: Int
  /// What is wrong, the first place first; empty when all is well.
  public var findings: [VerificationFinding]
  /// What is not wrong, and should be known.
  public var remarks: [String]

  /// The root as lower-case hexadecimal.
  public var rootHex: String? { root?.hex }

  /// Whether nothing is wrong.
  public var isSound: Bool { findings.isEmpty }
}

/// Something a verification has found wrong.
public struct VerificationFinding: Equatable, Sendable, CustomStringConvertible {
  /// The first event it concerns; nil when it is only about a head or a key.
  public var position: Position?
  /// The last event it may concern; nil when that is the first.
  public var through: Position?
  /// What is wrong, as a sentence without its full stop.
  public var what: String

  init(_ what: String, at position: Position? = nil, through: Position? = nil) {
    self.position = position
    self.through = through == position ? nil : through
    self.what = what
  }

  /// The place and what is wrong there.
  public var description: String {
    guard let position else { return what }
    guard let through else { return "@\(position.number): \(what)" }
    return "@\(position.number) to @\(through.number): \(what)"
  }
}

/// What a book is verified against, besides itself.
public struct VerificationRequest: Sendable {
  /// A head whose events are taken as verified: only later ones are read.
  public var since: ForeignHead?
  /// A head that a third party kept.
  public var head: ForeignHead?
  /// The key the heads must be signed with, known from elsewhere.
  public var key: NoteKey?

  /// Against itself alone.
  public init(since: ForeignHead? = nil, head: ForeignHead? = nil, key: NoteKey? = nil) {
    self.since = since
    self.head = head
    self.key = key
  }
}
