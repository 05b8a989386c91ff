import Reference

/// Seconds of processor time `body` takes on this thread: for work that waits for nothing, since
/// others who use the machine disturb it less than the clock on the wall.
func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
  let before = Reference.processorSeconds
  try body()
  return Reference.processorSeconds - before
}

/// Seconds `body` takes by the clock on the wall.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let took = try ContinuousClock().measure(body)
  return Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
}

/// Seconds of processor time that the programs use which `body` runs to their ends.
func childSeconds(_ body: () throws -> Void) rethrows -> Double {
  let before = Reference.childrenSeconds
  try body()
  return Reference.childrenSeconds - before
}

/// Which clock a figure is taken by.
enum MeasuringClock {
  /// The clock on the wall.
  case wall
  /// The processor time of this thread.
  case processor

  /// The seconds that `body` takes by it.
  func seconds(_ body: () throws -> Void) rethrows -> Double {
    switch self {
    case .wall: try Benchmarks.seconds(body)
    case .processor: try processorSeconds(body)
    }
  }
}

/// The middle value; the upper of the two middle ones when there is an even number.
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// What DESIGN.md wants of a figure.
enum Target {
  /// Ours takes at most so many times the reference's time.
  case timeRatio(atMost: Double)
  /// Ours does at least so many times what the reference does in the same time.
  case rateRatio(atLeast: Double)
  /// One takes at most so many seconds.
  case seconds(Double)
  /// At least so many a second.
  case rate(Double)
  /// Nothing is asked.
  case none
}

/// One line of the outcome.
struct Figure {
  /// What was measured.
  var what: String
  /// Seconds ours takes for one of `unit`; the median of the runs.
  var ours: Double
  /// Seconds the reference takes for one; nil when there is nothing to compare with.
  var reference: Double?
  /// The median of the ratios, each of two runs next to each other: our time to the reference's.
  var ratio: Double?
  /// The least and the greatest of those ratios.
  var spread: ClosedRange<Double>?
  /// What one is: `event`, `commit` …
  var unit: String
  /// What it was compared with.
  var against = ""
  var target = Target.none

  /// Whether the target is met; nil when there is none.
  var isMet: Bool? {
    switch target {
    case .timeRatio(let most): ratio.map { $0 <= most }
    case .rateRatio(let least): ratio.map { 1 / $0 >= least }
    case .seconds(let most): ours <= most
    case .rate(let least): 1 / ours >= least
    case .none: nil
    }
  }
}

/// Measures, always ours and the reference in turn, so that both see the same machine.
struct Runner {
  let runs: Int

  /// Our time against the reference's, for `count` of `unit` each; the closures answer seconds.
  ///
  /// One run of each is thrown away first.
  func compare(
    _ what: String, count: Int, unit: String, against: String, _ target: Target,
    ours: () throws -> Double, reference: () throws -> Double
  ) throws -> Figure {
    _ = (try ours(), try reference())
    var times: [(ours: Double, reference: Double)] = []
    for _ in 0..<runs { times.append((try ours(), try reference())) }
    let ratios = times.map { $0.ours / $0.reference }.sorted()
    return Figure(
      what: what, ours: median(times.map(\.ours)) / Double(count),
      reference: median(times.map(\.reference)) / Double(count), ratio: median(ratios),
      spread: ratios[0]...ratios[ratios.count - 1], unit: unit, against: against, target: target)
  }

  /// Our time alone, for `count` of `unit`; the closure answers seconds.
  func measure(
    _ what: String, count: Int = 1, unit: String, _ target: Target = .none,
    warms: Bool = true, _ body: () throws -> Double
  ) rethrows -> Figure {
    if warms { _ = try body() }
    let times = try (0..<runs).map { _ in try body() }
    return Figure(what: what, ours: median(times) / Double(count), unit: unit, target: target)
  }
}
