public import Bytes

/// What is wrong with a log. Each is a sentence; none is ever passed over.
public enum LogFault: Error, Equatable, CustomStringConvertible {
  /// The record at this position is not what was written; `what` says how it is known.
  case damaged(Position, what: String)
  /// There is no record at this position.
  case missing(Position)
  /// The entry with this number, from 1, among the kept heads is gone, and later ones are there.
  case missingHead(Int)
  /// The record at this position has a format this program does not know.
  case newerFormat(Position, format: UInt8)
  /// The whole log has a format this program does not know.
  case newerLog(directory: String, format: UInt32, known: UInt32)
  /// The log ends at `last`, and says that it has another number of records.
  case miscounted(last: Position, UInt64)
  /// The directory holds no log.
  case notALog(directory: String)
  /// The directory holds a log already.
  case alreadyALog(directory: String)

  /// One sentence for the person who reads it.
  public var description: String {
    switch self {
    case .damaged(let position, let what):
      "the record at position \(position.number) is damaged: \(what)"
    case .missing(let position):
      "the log has no record at position \(position.number)"
    case .missingHead(let number):
      "entry \(number) of the signed heads is missing from the log"
    case .newerFormat(let position, let format):
      """
      the record at position \(position.number) has format \(format), and this version of Rapport \
      knows up to \(EventHeader.currentFormat)
      """
    case .newerLog(let directory, let format, let known):
      """
      the log in \(directory) has format \(format), and this version of Rapport knows up to \
      \(known); use a newer version
      """
    case .miscounted(let last, let count):
      """
      the log ends at position \(last.number) and counts \(count) records: a page of its file is \
      damaged ('rapport check' looks closer)
      """
    case .notALog(let directory): "\(directory) holds no log"
    case .alreadyALog(let directory): "\(directory) holds a log already"
    }
  }
}

/// Why a batch was not appended; the log is as it was.
public enum AppendRefusal: Error, Equatable, CustomStringConvertible {
  /// Somebody else appended: the log ends at `actual`. Catch up, decide again.
  case headMoved(expected: Position, actual: Position)
  /// Somebody else kept a head meanwhile: there are `actual` of them. Look again.
  case headsMoved(expected: Int, actual: Int)
  /// A record breaks a rule of the log; the sentence says which.
  case invalid(String)

  /// One sentence for the person who reads it.
  public var description: String {
    switch self {
    case .headMoved(let expected, let actual):
      """
      the log was expected to end at position \(expected.number), and ends at \(actual.number)
      """
    case .headsMoved(let expected, let actual):
      "\(expected) signed heads were expected in the log, and there are \(actual)"
    case .invalid(let sentence): sentence
    }
  }
}
