import Bytes
import CRM

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
  /// Rows set aside; nil when a bad row refuses the import.
  private var rejects: [RejectedPlace: ImportReject]?
  private var events: [String: Int] = [:]
  private var mapped: [MappedText: Int] = [:]
  private var skipped: [String: Int] = [:]

  /// What has no row any more, and how many there are.
  private var gone: [String] = []
  private var goneCount = 0

  /// New things that may be the same as others.
  private var duplicateCount = 0

  private static let warningLimit = 1_000

  init(setsAside: Bool = false) { rejects = setsAside ? [:] : nil }

  /// Whether bad rows are set aside.
  var setsAside: Bool { rejects != nil }

  /// Sets a row aside; what is wrong with it first is kept.
  mutating func reject(_ row: ImportRow, _ failure: ImportFailure) throws {
    let place = RejectedPlace(file: row.table.name, row: row.number)
    guard rejects?[place] == nil else { return }
    rejects?[place] = ImportReject(row, failure)
    guard rejects?.count ?? 0 > ImportReject.limit else { return }
    throw ImportFailure(
      reason: "more than \(ImportReject.limit) rows are bad: the recipe does not fit these files; "
        + "the last one: \(failure)")
  }

  mutating func count(_ entry: MappedText) { mapped[entry, default: 0] += 1 }

  mutating func skip(_ form: String, _ reason: String) {
    skipped["\(form): \(reason)", default: 0] += 1
  }

  mutating func warn(_ text: String) {
    if warnings.count < Self.warningLimit { warnings.append(text) }
  }

  /// Whether a row was set aside.
  var hasRejects: Bool { rejects?.isEmpty == false }

  mutating func noteGone(_ text: String) {
    goneCount += 1
    if gone.count < Self.warningLimit { gone.append(text) }
  }

  mutating func count(_ outcome: Outcome) {
    if !outcome.warnings.isEmpty { duplicateCount += 1 }
    if outcome.isRepeat { commands += 1 } else { count(outcome.events) }
  }

  mutating func count(_ events: [WrittenEvent]) {
    commands += 1
    for event in events {
      let kind = event.stream.kind
      let name = EntityKinds.eventName(event.type, kind: kind) ?? "event-\(event.type.number)"
      self.events["\(EntityKinds.noun(of: kind)).\(name)", default: 0] += 1
    }
  }

  func report(_ summary: ImportSummary, _ files: [ImportReport.File], isDryRun: Bool)
    -> ImportReport
  {
    ImportReport(
      summary: summary, isDryRun: isDryRun,
      files: files,
      commands: commands, events: Self.sorted(events),
      mapped: Self.sorted(
        Dictionary(
          mapped.map { ("\($0.key.map): \($0.key.from) → \($0.key.to)", $0.value) },
          uniquingKeysWith: +)),
      skipped: Self.sorted(skipped),
      rejects: (rejects ?? [:]).sorted { $0.key < $1.key }.map(\.value),
      gone: gone, goneCount: goneCount, duplicateCount: duplicateCount, warnings: warnings)
  }

  private static func sorted(_ counts: [String: Int]) -> [ImportReport.Count] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { ImportReport.Count(name: $0.key, count: $0.value) }
  }
}

/// Where a row that was set aside stands.
struct RejectedPlace: Hashable, Comparable {
  var file: String
  var row: Int

  static func < (first: RejectedPlace, second: RejectedPlace) -> Bool {
    (first.file, first.row) < (second.file, second.row)
  }
}
