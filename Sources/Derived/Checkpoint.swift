public import Bytes

/// Which read model a checkpoint is of, and which definition of it.
public struct CheckpointKey: Hashable, Sendable {
  /// The stable name of the model: ASCII letters, digits, "-" and "_", as in `opportunities`.
  public let model: String
  /// The version of the model's definition.
  public let version: UInt32
  /// What the rows look like and what a golden log folds to, as one number.
  public let fingerprint: UInt64

  /// The key of a model; its name becomes part of a file's name.
  public init(model: String, version: UInt32, fingerprint: UInt64) {
    precondition(
      CheckpointName.isModel(model), "the name of a model has a character no file name should have")
    self.model = model
    self.version = version
    self.fingerprint = fingerprint
  }
}

/// Where in which log a checkpoint stands.
///
/// The checksum ties it to the very record: a checkpoint of another book, or of a tail that was cut
/// and written anew, does not match.
public struct Anchor: Hashable, Sendable {
  /// The 16 bytes that name the book.
  public let bookID: [UInt8]
  /// The last position the state has seen.
  public let position: Position
  /// The checksum in the header of the record at that position; 0 at position 0.
  public let recordChecksum: UInt64

  /// An anchor at this record of this book; `bookID` has 16 bytes.
  public init(bookID: [UInt8], position: Position, recordChecksum: UInt64) {
    precondition(bookID.count == 16, "a book is named by 16 bytes")
    self.bookID = bookID
    self.position = position
    self.recordChecksum = recordChecksum
  }
}

/// One checkpoint file, by its name and size; its content was not looked at.
public struct CheckpointInfo: Hashable, Sendable {
  /// The name of the model.
  public let model: String
  /// The version of the model's definition.
  public let version: UInt32
  /// The last position the state has seen.
  public let position: Position
  /// The size of the file in bytes.
  public let bytes: Int
}

/// A checkpoint file that is passed over, and why. The state can be folded from the log anew.
public struct CheckpointProblem: Hashable, Sendable, CustomStringConvertible {
  /// The name of the file in the directory of checkpoints.
  public let name: String
  /// What is wrong with it.
  public let flaw: CheckpointFlaw

  /// One line for the status of a book.
  public var description: String { "\(name): \(flaw)" }
}

/// Why a checkpoint file cannot be used.
public enum CheckpointFlaw: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operating system does not hand out the bytes; its own words.
  case unreadable(String)
  /// The file does not begin as a checkpoint does.
  case notACheckpoint
  /// The checksum of the header does not fit.
  case damagedHeader
  /// The checksum of the state does not fit.
  case damagedState
  /// The file is shorter or longer than it says.
  case wrongLength
  /// The file has a format that this version does not know.
  case unknownFormat(UInt32)
  /// The content is of another model, version or position than the file's name says.
  case misnamed
  /// The model's definition has changed without a new version.
  case otherFingerprint
  /// It belongs to another book, or to a tail of the log that is no longer there.
  case otherLog

  /// What is wrong, as the end of a sentence.
  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .notACheckpoint: "is not a checkpoint"
    case .damagedHeader: "the header is damaged"
    case .damagedState: "the state is damaged"
    case .wrongLength: "the file is shorter or longer than it says"
    case .unknownFormat(let format): "has format \(format), which this version does not know"
    case .misnamed: "holds another model, version or position than its name says"
    case .otherFingerprint: "was written by another definition of the model"
    case .otherLog: "belongs to another book, or to a part of the log that was replaced"
    }
  }
}
