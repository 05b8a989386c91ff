import Bytes
public import CRM

/// What an import did, or, after a dry run, would do.
public struct ImportReport: Sendable, Equatable {
  /// The number of the job, its events and rows.
  public var summary: ImportSummary
  /// Whether everything was taken back again.
  public var isDryRun: Bool
  /// The files, in the order of the recipe.
  public var files: [File]
  /// How many commands were carried out, those that changed nothing included.
  public var commands: Int
  /// How many events of each kind were written, by names such as `opportunity.won`; most first.
  public var events: [Count]
  /// How many rows had a value that a map of the recipe replaced.
  public var mapped: [Count]
  /// What was left out, and why.
  public var skipped: [Count]
  /// Rows that were set aside because they could not be carried out.
  public var rejects: [ImportReject] = []
  /// What earlier imports brought in and no row stands for any more; at most 1,000 are kept.
  public var gone: [String] = []
  /// How many that are.
  public var goneCount = 0
  /// How many new things may be the same as others, of the book or of the import itself.
  public var duplicateCount = 0
  /// What somebody should look at, one line each; at most 1,000 are kept.
  public var warnings: [String]

  /// A file that was read.
  public struct File: Sendable, Equatable {
    /// Its name, without the folder.
    public var name: String
    /// What the recipe calls it.
    public var key: String
    /// Its rows, the header not counted.
    public var rows: Int
  }

  /// How often something occurred.
  public struct Count: Sendable, Equatable {
    /// What.
    public var name: String
    /// How often.
    public var count: Int
  }
}

/// How far an import is.
public struct ImportProgress: Sendable, Equatable {
  /// What it is doing.
  public var phase: Phase
  /// Rows done: read, or carried out, those of every step counted.
  public var done: Int
  /// Rows there are to do; nil while files are read.
  public var total: Int?

  /// A part of the work.
  public enum Phase: Sendable, Equatable {
    /// Files are read and their rows put in order.
    case reading
    /// Rows are carried out.
    case writing
  }
}
