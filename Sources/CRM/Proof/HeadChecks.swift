import Bytes
import Cryptography
import EventLog

/// A head the events are held against.
struct HeadComparison {
  let head: TreeHead
  /// How findings name it, as in "head 3".
  let title: String
}

/// Looks at the signatures of the heads a log keeps and of those given from outside.
struct HeadChecks {
  private(set) var comparisons: [HeadComparison] = []
  private(set) var findings: [VerificationFinding] = []
  private(set) var remarks: [String] = []
  private(set) var keptCount = 0
  private let kept: KeptHeads

  init(log: any EventLog, name: String, request: VerificationRequest) throws {
    var entries: [[UInt8]] = []
    do {
      entries = try log.heads()
    } catch let fault as LogFault {
      findings.append(VerificationFinding("\(fault)"))
    }
    kept = KeptHeads(entries, name: name)
    keptCount = kept.heads.count
    findings += kept.flaws.map {
      VerificationFinding("entry \($0.number) of the signed heads: \($0.what)")
    }
    comparisons = kept.heads.map {
      HeadComparison(head: $0.head, title: "head \($0.number)")
    }
    check(request)
    comparisons.sort { $0.head.size < $1.head.size }
  }

  private mutating func check(_ request: VerificationRequest) {
    let trusted = trustedKeys(request.key)
    for kept in kept.heads where !trusted.contains(kept.key) {
      findings.append(
        VerificationFinding("head \(kept.number) is signed with a key the key given does not name"))
    }
    let titled = [(request.since, "the head to begin with"), (request.head, "the head given")]
    for (given, title) in titled {
      guard let given else { continue }
      guard trusted.contains(where: given.note.isSigned) else {
        findings.append(
          VerificationFinding("the signature of \(title) is by none of the keys it may be by"))
        continue
      }
      comparisons.append(HeadComparison(head: given.head, title: title))
      if !kept.heads.contains(where: { $0.head == given.head }) {
        findings.append(
          VerificationFinding(
            "\(title), of \(given.head.size) events, is not among those the log keeps: heads were "
              + "removed, or it was signed elsewhere"))
      }
    }
  }

  /// The keys that may have signed: all of the log's, or with a key given, that one and those it
  /// leads to.
  private mutating func trustedKeys(_ given: NoteKey?) -> Set<NoteKey> {
    for key in kept.keys where !key.isEndorsed && key.number > 1 {
      remarks.append(
        "entry \(key.number) of the signed heads is a key that the one before it did not sign: "
          + "ask whether the signing key was lost")
    }
    guard let given else { return Set(kept.keys.map(\.key)) }
    var trusted: Set<NoteKey> = [given]
    guard let start = kept.keys.firstIndex(where: { $0.key == given }) else {
      findings.append(VerificationFinding("the log knows nothing of the key given"))
      return trusted
    }
    for key in kept.keys[(start + 1)...] {
      guard key.isEndorsed else { break }
      trusted.insert(key.key)
    }
    // The keys before it led to it: each signed the next.
    for index in stride(from: start, to: 0, by: -1) {
      guard kept.keys[index].isEndorsed else { break }
      trusted.insert(kept.keys[index - 1].key)
    }
    return trusted
  }
}
