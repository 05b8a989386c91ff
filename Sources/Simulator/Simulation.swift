public import Bytes
public import CRM
public import Domain
import Synchronization

/// A believable firm: it founds a book and lets its years pass in it, by the commands users give.
///
/// Everything is history, written down in import jobs of some ten thousand events each, so that
/// memory stays bounded however long the history is.
public struct Simulation: Sendable {
  /// How large, how long, by which chance.
  public let plan: SimulationPlan

  /// A simulation of this plan.
  public init(_ plan: SimulationPlan) { self.plan = plan }

  /// Founds the firm's book in a directory; nothing has happened in it yet.
  public static func found(
    in directory: String, administrator: String, login: String?,
    now: @escaping @Sendable () -> Instant
  ) throws -> CRM {
    let zone = try SystemZones.zone(named: "Europe/Amsterdam")
    return try CRM.found(
      foundation(zone, administrator: administrator, login: login), in: directory, now: now)
  }

  /// What the firm's book is founded with.
  public static func foundation(
    _ zone: Zone, administrator: String = "You", login: String? = nil
  ) throws -> Foundation {
    func stage(_ name: String, _ percent: Int, _ category: ForecastCategory) throws -> NewStage {
      NewStage(
        name: name, probability: try Probability(basisPoints: percent * 100), category: category)
    }
    return Foundation(
      company: FirmNames.company, currency: .euro, zone: zone, administrator: administrator,
      login: login,
      pipeline: NewPipeline(
        name: "Sales",
        stages: [
          try stage("Qualification", 15, .pipeline), try stage("Needs analysis", 25, .pipeline),
          try stage("Proposal", 40, .bestCase), try stage("Negotiation", 60, .commit),
        ]))
  }

  /// Lets the years pass in a book that was just founded; `progress` is told how many events there
  /// are so far.
  public func run(
    _ crm: CRM, as principal: Principal, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> SimulationSummary {
    var firm = try Firm(plan, zone: crm.settings().zone)
    // The plan stands in the place of the recipe and of the file it is read from.
    let digest = FileDigest.sha256(Array("\(plan)".utf8))
    while !firm.isOver {
      let held = Held(firm)
      let start = firm
      var run = ImportRun()
      run.recipe = "simulator"
      run.source = "simulator, seed \(plan.seed)"
      run.recipeDigest = digest
      run.files = [ImportedFile(name: "plan", rows: 1, digest: digest)]
      let request = ImportRequest(isHistory: true, isDryRun: false, run: run)
      // A job may run again when another process wrote meanwhile: it always begins at `start`.
      _ = try crm.importJob(request, as: principal) { session in
        var working = start
        try working.work(&session, events: Self.eventsPerJob, progress: progress)
        held.firm.withLock { $0 = working }
        return 1
      }
      firm = held.firm.withLock { $0 }
    }
    return firm.closingSummary
  }

  private static let eventsPerJob = 50_000
}

/// The firm as a job left it.
private final class Held: Sendable {
  let firm: Mutex<Firm>

  init(_ firm: Firm) { self.firm = Mutex(firm) }
}
