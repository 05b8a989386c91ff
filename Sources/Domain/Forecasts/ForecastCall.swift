public import Bytes

/// What somebody says will be won in a period, folded from its events.
public struct ForecastCall: Entity {
  /// Its number.
  public let id: ForecastCallID
  /// Whether it was submitted.
  public private(set) var exists = false
  /// Whose it is.
  public private(set) var owner = UserID(0)
  /// About the owner's own business or the team's.
  public private(set) var scope = PlanScope.own
  /// For when.
  public private(set) var period: Period?
  /// What it says.
  public private(set) var figures = ForecastFigures()
  /// When it was submitted first.
  public private(set) var submittedAt: Instant?
  /// When its figures were last said.
  public private(set) var revisedAt: Instant?
  /// Whether it was taken back.
  public private(set) var isWithdrawn = false

  /// The forecast before its first event.
  public init(id: ForecastCallID) {
    self.id = id
  }

  /// Whose it is, about what, for when; nil before it exists.
  public var key: PlanKey? { period.map { PlanKey(owner, scope, $0) } }

  public mutating func evolve(_ event: ForecastCallEvent, _ time: EventTime) {
    let when = time.undated ? nil : time.occurredAt
    switch event {
    case .submitted(let submitted):
      if !exists { submittedAt = when }
      (exists, isWithdrawn) = (true, false)
      (owner, scope, period) = (submitted.owner, submitted.scope, submitted.period)
      (figures, revisedAt) = (submitted.figures, when)
    case .revised(let new): (figures, revisedAt) = (new, when)
    case .withdrawn: isWithdrawn = true
    }
  }

  public var fields: [Field] {
    var fields = [
      Field("owner", .reference(owner.stream)), Field("scope", .text(scope.description)),
    ]
    func add(_ name: String, _ value: FieldValue?) {
      if let value { fields.append(Field(name, value)) }
    }
    add("period", period.map { .text($0.label) })
    add("amount", figures.amount.map { .money($0) })
    add("commit", figures.commit.map { .money($0) })
    add("best-case", figures.bestCase.map { .money($0) })
    add("pipeline", figures.pipeline.map { .money($0) })
    add("note", figures.note.isEmpty ? nil : .text(figures.note))
    add("submitted", submittedAt.map { .instant($0) })
    add("revised", revisedAt == submittedAt ? nil : revisedAt.map { .instant($0) })
    add("withdrawn", isWithdrawn ? .flag(true) : nil)
    return fields
  }

  public func restoring(_ field: String, from older: ForecastCall) -> [ForecastCallCommand]? {
    var changes = ForecastCallChanges()
    changes.note = figures.note
    switch field {
    case "amount": changes.amount = older.figures.amount
    case "commit": changes.commit = Change(to: older.figures.commit)
    case "best-case": changes.bestCase = Change(to: older.figures.bestCase)
    case "pipeline": changes.pipeline = Change(to: older.figures.pipeline)
    case "note": changes.note = older.figures.note
    default: return nil
    }
    return [.revise(changes)]
  }
}
