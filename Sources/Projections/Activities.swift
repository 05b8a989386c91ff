public import Bytes
public import Domain

/// Every activity as plain numbers, and every stretch of work there was; no words but labels.
public struct Activities: AliasedModel {
  public static let name = "activities"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.activity)

  /// One row an activity.
  public private(set) var rows = EntityRows<ActivityID, ActivityRow>()
  private var noted: [Effort] = []
  /// The labels activities have.
  public private(set) var labels = Words()

  public init() {}

  /// Every stretch of work and every completion, in no order but that of each activity's own.
  public var efforts: some Sequence<Effort> { noted.lazy.filter { $0.activity > 0 } }

  /// Folds one event.
  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.numbers(as: ActivityEvent.self) else { return }
    let number = event.header.stream.number
    let time = event.time
    switch what {
    case .planned(let planned):
      let label = labels.number(of: try event.activityLabel())
      rows.change(number) { row in
        row.begin(planned.about, label, time)
        row.due = planned.due
      }
    case .logged(let logged):
      let label = labels.number(of: try event.activityLabel())
      rows.change(number) { $0.begin(logged.about, label, time) }
      complete(number, logged.result, time)
    case .completed(let completed): complete(number, completed.result, time)
    case .stopped: endWork(number, time, completes: false)
    case .started(let by): start(number, by.id, time)
    case .reopened: reopen(number)
    case .cancelled:
      rows.change(number) { row in
        if row.isUnderWay { row.unpairedCount += 1 }
        row.endWork()
        (row.status, row.closedAt) = (.cancelled, time.known)
      }
    case .rescheduled(let changed): rows.change(number) { $0.due = changed.due }
    case .ownerChanged(let changed): rows.change(number) { $0.owner = changed.id ?? $0.owner }
    case .linked(let links):
      rows.change(number) { ($0.account, $0.opportunity) = (links.account, links.opportunity) }
    case .renamed, .noted, .referenced, .custom: break
    }
  }

  private mutating func start(_ number: UInt32, _ user: UserID?, _ time: EventTime) {
    rows.change(number) { row in
      if row.isUnderWay { row.unpairedCount += 1 }
      row.isUnderWay = true
      (row.workSince, row.workBy) = (time.known, user)
    }
  }

  private mutating func complete(
    _ number: UInt32, _ result: ActivityResult, _ time: EventTime
  ) {
    if let microseconds = result.durationMicroseconds(endedAt: time.occurredAt) {
      var effort = Effort(number, time)
      effort.user = rows[ActivityID(number)].owner
      effort.microseconds = microseconds
      effort.isTimed = true
      add(effort, completes: true)
    } else {
      endWork(number, time, completes: true)
    }
    rows.change(number) { row in
      row.endWork()
      (row.status, row.outcome, row.closedAt) = (.completed, result.outcome, time.known)
    }
  }

  /// Ends the work under way; without one, notes an end without a start, or a completion that
  /// nobody said took any time.
  private mutating func endWork(_ number: UInt32, _ time: EventTime, completes: Bool) {
    let row = rows[ActivityID(number)]
    var effort = Effort(number, time)
    effort.user = row.isUnderWay ? row.workBy : row.owner
    if row.isUnderWay, let since = row.workSince, let end = time.known {
      effort.microseconds = max(0, end.microseconds - since.microseconds)
      effort.isTimed = true
    }
    if row.isUnderWay || completes {
      add(effort, completes: completes)
    } else {
      rows.change(number) { $0.unpairedCount += 1 }
    }
    rows.change(number) { $0.endWork() }
  }

  private mutating func add(_ effort: Effort, completes: Bool) {
    var effort = effort
    effort.completes = completes
    effort.previous = rows[ActivityID(effort.activity)].lastEffort
    noted.append(effort)
    let place = UInt32(noted.count)
    rows.change(effort.activity) { row in
      row.lastEffort = place
      if completes { row.completion = place }
    }
  }

  /// The time that was worked stays; the completion does not count any more.
  private mutating func reopen(_ number: UInt32) {
    let completion = Int(rows[ActivityID(number)].completion)
    if completion > 0 { noted[completion - 1].completes = false }
    rows.change(number) { row in
      (row.status, row.outcome, row.closedAt, row.completion) = (.open, nil, nil, 0)
    }
  }

  /// Lets rows be read with merges resolved.
  public mutating func resolve(_ aliases: Aliases) { rows.resolve(aliases) }
  /// The streams whose rows name what was merged.
  public func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    rows.namingMerged(aliases)
  }

  /// Takes the row out; the places of its efforts stay, and hold nothing.
  public mutating func forget(_ stream: StreamID) {
    var place = Int(rows[ActivityID(stream.number)].lastEffort)
    while place > 0 {
      let previous = Int(noted[place - 1].previous)
      noted[place - 1] = Effort()
      place = previous
    }
    rows.clear(stream.number)
  }

  /// Orders the efforts by activity, without the places that hold nothing: stored so, the state
  /// does not depend on which stream was folded anew.
  private mutating func compact() {
    var ordered: [Effort] = []
    ordered.reserveCapacity(noted.count)
    for number in 0..<UInt32(rows.count) {
      let row = rows[ActivityID(number + 1)]
      guard row.lastEffort > 0 else { continue }
      var places: [Int] = []
      var place = Int(row.lastEffort)
      while place > 0 {
        places.append(place)
        place = Int(noted[place - 1].previous)
      }
      var (previous, completion): (UInt32, UInt32) = (0, 0)
      for place in places.reversed() {
        ordered.append(noted[place - 1])
        ordered[ordered.count - 1].previous = previous
        previous = UInt32(ordered.count)
        if place == row.completion { completion = previous }
      }
      rows.change(number + 1) { ($0.lastEffort, $0.completion) = (previous, completion) }
    }
    noted = ordered
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    if !coder.isReading { compact() }
    rows.code(&coder)
    coder.rows(&noted)
    labels.code(&coder)
  }
}

extension FoldEvent {
  /// The label of an activity that was planned or logged; nil when it has none.
  fileprivate func activityLabel() throws(WireError) -> String? {
    var coder = FieldCoder(reading: payload)
    var label = ""
    coder.text(20, &label)
    if let failure = coder.failure { throw failure }
    return label.isEmpty ? nil : label
  }
}
