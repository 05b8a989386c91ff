/// One run of an import, folded from its events.
public struct ImportJob: Entity {
  /// Its number.
  public let id: ImportID
  /// What it read and wrote; nil before it ran.
  public private(set) var run: ImportRun?

  /// Whether it ran.
  public var exists: Bool { run != nil }

  /// The job before its first event.
  public init(id: ImportID) {
    self.id = id
  }

  /// Folds one event.
  public mutating func evolve(_ event: ImportEvent, _ time: EventTime) {
    switch event {
    case .ran(let run): self.run = run
    }
  }

  /// What happens when the command is carried out; nothing when it changes nothing.
  public func decide(
    _ command: ImportCommand, _ facts: some Facts
  ) throws(ImportRefusal) -> [ImportEvent] {
    switch command {
    case .record(let run):
      let checked = try checked(run)
      if checked == self.run { return [] }
      if exists { throw .exists(id) }
      return [.ran(checked)]
    }
  }

  private func checked(_ run: ImportRun) throws(ImportRefusal) -> ImportRun {
    var checked = run
    checked.recipe = try line(run.recipe, "name of the recipe", limit: 200)
    if !run.source.isEmpty { checked.source = try line(run.source, "source", limit: 60) }
    try requireDigest(run.recipeDigest, of: run.recipe)
    if run.files.isEmpty { throw .noFiles }
    for index in run.files.indices {
      checked.files[index].name = try line(run.files[index].name, "name of the file", limit: 255)
      try requireDigest(run.files[index].digest, of: run.files[index].name)
    }
    return checked
  }

  private func requireDigest(_ digest: [UInt8], of name: String) throws(ImportRefusal) {
    if digest.count != 32 { throw .notADigest(of: name, count: digest.count) }
  }

  /// What people see of it, in the order it is shown.
  public var fields: [Field] {
    guard let run else { return [] }
    var fields = [
      Field("recipe", .text(run.recipe)),
      Field("rows", .number(Int64(clamping: run.rows))),
      Field("events", .number(Int64(clamping: run.events))),
      Field("history", .flag(run.isHistory)),
    ]
    if !run.source.isEmpty { fields.append(Field("source", .text(run.source))) }
    fields.append(Field("files", .list(run.files.map(\.name))))
    return fields
  }

  /// What ran cannot be changed: no field can be restored.
  public func restoring(_ field: String, from older: ImportJob) -> [ImportCommand]? { nil }
}
