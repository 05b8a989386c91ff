public import Bytes

/// What can happen to an import job. Stored form: docs/schema/import.proto.
public enum ImportEvent: StoredEvent {
  /// The job ran and everything in it was taken.
  case ran(ImportRun)

  /// The kind of stream these events belong to.
  public static let kind = StreamKind.importJob

  /// The stored number of the case; never reused.
  public var type: EventType {
    switch self {
    case .ran: EventType(1)
    }
  }

  /// The case with this number, its fields absent; nil when there is no such case.
  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .ran(ImportRun())
    default: return nil
    }
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .ran(var fields):
      fields.code(&coder)
      self = .ran(fields)
    }
  }
}

/// What an import job read and wrote: message `ImportRan`.
public struct ImportRun: WireMessage {
  /// Rows read, headers not counted.
  public var rows: UInt64 = 0
  /// Events written, this one not counted.
  public var events: UInt64 = 0
  /// Whether it filled the history of a new book.
  public var isHistory = false
  /// The name of the recipe.
  public var recipe = ""
  /// SHA-256 of the recipe file, 32 bytes.
  public var recipeDigest: [UInt8] = []
  /// The system the data come from, as external references name it; empty when not said.
  public var source = ""
  /// The files, in the order of the recipe.
  public var files: [ImportedFile] = []

  /// The message all of whose fields are absent.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &rows)
    coder.number(2, &events)
    coder.flag(3, &isHistory)
    coder.text(20, &recipe)
    coder.bytes(21, &recipeDigest)
    coder.text(22, &source)
    coder.messages(30, &files)
  }
}

/// One file of an import job: message `ImportedFile`.
public struct ImportedFile: WireMessage {
  /// Rows read, headers not counted.
  public var rows: UInt64 = 0
  /// The name of the file, without its folder.
  public var name = ""
  /// SHA-256 of the file, 32 bytes.
  public var digest: [UInt8] = []

  /// The message all of whose fields are absent.
  public init() {}

  /// A file with these rows.
  public init(name: String, rows: UInt64, digest: [UInt8]) {
    self.name = name
    self.rows = rows
    self.digest = digest
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &rows)
    coder.text(20, &name)
    coder.bytes(21, &digest)
  }
}
