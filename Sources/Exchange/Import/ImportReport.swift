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
  /// Rows done, those of every step counted.
  public var done: Int
  /// Rows there are to do.
  public var total: Int
}

/// A text that a map replaced by another.
struct MappedText: Hashable, Sendable {
  var map: String
  var from: String
  var to: String
}

/// What an import counts on its way.
struct ImportTally: Sendable {
  private(set) var commands = 0
  private(set) var warnings: [String] = []
  private var events: [String: Int] = [:]
  private var mapped: [MappedText: Int] = [:]
  private var skipped: [String: Int] = [:]

  private static let warningLimit = 1_000

  mutating func count(_ entry: MappedText) { mapped[entry, default: 0] += 1 }

  mutating func skip(_ form: String, _ reason: String) {
    skipped["\(form): \(reason)", default: 0] += 1
  }

  mutating func warn(_ text: String) {
    if warnings.count < Self.warningLimit { warnings.append(text) }
  }

  mutating func count(_ outcome: Outcome) {
    commands += 1
    if outcome.isRepeat { return }
    for event in outcome.events {
      let kind = event.stream.kind
      let name = EntityKinds.eventName(event.type, kind: kind) ?? "event-\(event.type.number)"
      events["\(EntityKinds.noun(of: kind)).\(name)", default: 0] += 1
    }
  }

  func report(_ summary: ImportSummary, _ tables: [RowTable], isDryRun: Bool) -> ImportReport {
    ImportReport(
      summary: summary, isDryRun: isDryRun,
      files: tables.map { .init(name: $0.name, key: $0.file.key, rows: $0.count) },
      commands: commands, events: Self.sorted(events),
      mapped: Self.sorted(
        Dictionary(
          mapped.map { ("\($0.key.map): \($0.key.from) → \($0.key.to)", $0.value) },
          uniquingKeysWith: +)),
      skipped: Self.sorted(skipped), warnings: warnings)
  }

  private static func sorted(_ counts: [String: Int]) -> [ImportReport.Count] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ImportReport.Count(name: $0.key, count: $0.value) }
  }
}
