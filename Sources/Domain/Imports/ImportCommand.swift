/// What may be asked of an import job.
public enum ImportCommand: Equatable, Sendable {
  /// Put on record what the job read and wrote.
  case record(ImportRun)
}

/// Why an import job says no.
public enum ImportRefusal: TextualRefusal {
  /// The job is on record already.
  case exists(ImportID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// It read no file.
  case noFiles
  /// What should be a SHA-256 has another length, in bytes.
  case notADigest(of: String, count: Int)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .exists(let id): "import \(id) is on record already"
    case .text(let refusal): refusal.description
    case .noFiles: "an import reads at least one file"
    case .notADigest(let name, let count):
      "the SHA-256 of '\(name)' has \(count) bytes instead of 32"
    }
  }
}
