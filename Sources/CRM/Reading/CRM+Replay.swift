public import Domain
public import Projections
public import Reports

extension CRM {
  /// The answers of a report at every day of a plan, as one, for a user; the log is read once.
  public func replay(
    _ report: some Report, _ plan: ReplayPlan, as principal: Principal, from source: BookSource,
    progress: ((Int, Int) -> Void)? = nil
  ) throws -> Answer {
    try requireReading(report, principal)
    let answer = try source.completed(plan.answer(report, from: source, progress: progress))
    return try recorded(answer, source, principal)
  }

  /// A read model as it stood at the end of every day, week, month … from one day to another, the
  /// oldest first; the log is read once.
  ///
  /// ```swift
  /// try crm.replay(Opportunities.self, every: .week, from: a, to: b, as: me) { day, deals in … }
  /// ```
  ///
  /// `body` must not keep the model: one that is held elsewhere is copied before it is folded on.
  public func replay<Model: ReadModel>(
    _ type: Model.Type, every interval: ReplayPlan.Interval, from: Day, to: Day,
    inHindsight isHindsight: Bool = false, as principal: Principal,
    _ body: (Day, Model) throws -> Void
  ) throws {
    let plan = ReplayPlan(every: interval, from: from, to: to)
    let days = plan.days
    var source = try self.source(as: principal)
    if isHindsight { source = try source.inHindsight(of: source) }
    try source.visit(plan.moments, folding: [type]) { place, then in
      try body(days[place], then.model(type))
    }
  }
}
