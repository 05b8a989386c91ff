public import Domain

/// What is true in the simulated firm: the numbers reports should find again; docs/SIMULATOR.md.
public enum SimulationTruth {
  /// The log-odds of a win of an average opportunity for which nothing is done.
  public static let baseLogOdds = -2.0
  /// The standard deviation of what nobody sees of an opportunity, in log-odds.
  public static let qualityDeviation = 0.6
  /// What a completed visit adds to the log-odds of a win.
  public static let logOddsPerVisit = 0.5
  /// What a completed call adds to the log-odds of a win.
  public static let logOddsPerCall = 0.12
  /// Visits planned for an opportunity, on average.
  public static let meanVisits = 1.6
  /// Calls for an opportunity, on average.
  public static let meanCalls = 3.0
  /// How many opportunities are opened in each month, January first, beside an average month.
  public static let seasons = [
    0.80, 0.95, 1.15, 1.05, 1.00, 1.10, 0.75, 0.60, 1.20, 1.25, 1.25, 0.90,
  ]

  /// The share of the opportunities of which whoever sells them knows how they end before they do.
  public static let knownShare = 0.9
  /// The standard deviation of the natural logarithm of what else moves a call; its mean is 1.
  public static let callNoise = 0.1

  /// How many pieces of something of this price a customer takes, at least one: log-normal with a
  /// deviation of 0.6, the dearer the fewer.
  static func pieces(of price: Int, _ random: inout RandomSource) -> Int {
    let median = 0.9 + 0.7 * Elementary.log(4_000 / Double(price))
    return max(1, Int(Elementary.exp(median + 0.6 * random.normal()).rounded()))
  }

  /// The days from the opening to the first expected close: log-normal, at least 10.
  static func plannedDays(_ random: inout RandomSource) -> Int {
    max(10, Int(Elementary.exp(3.9 + 0.45 * random.normal()).rounded()))
  }

  /// The true probability of a win after so many completed visits and calls; `quality` is what
  /// nobody sees, in standard deviations.
  static func winProbability(quality: Double, visits: Int, calls: Int) -> Double {
    Elementary.logistic(
      baseLogOdds + qualityDeviation * quality + logOddsPerVisit * Double(visits)
        + logOddsPerCall * Double(calls))
  }
}

/// How a representative misjudges: known here, to be found again by reports.
public struct OwnerBias: Equatable, Sendable {
  /// What is added to the log-odds of every probability the representative states.
  public var optimism: Double
  /// By what the true amount is multiplied when an opportunity is opened.
  public var amountFactor: Double
  /// By how many days, on average, a won opportunity closes after the day first expected.
  public var slippageDays: Double
  /// By what the representative multiplies what a month or the rest of a quarter will truly bring
  /// as far as can be known, when calling it.
  public var callFactor: Double

  /// The bias of a user under a seed; drawn for each user by itself, so that it does not depend on
  /// how large the firm is or when somebody came.
  public init(of user: UserID, seed: UInt64) {
    var random = RandomSource(seed: seed ^ (UInt64(user.number) &* 0xD6E8_FEB8_6659_FD93))
    optimism = random.between(-0.4, 1.2)
    amountFactor = random.between(0.9, 1.4)
    slippageDays = random.between(2, 45)
    callFactor = random.between(0.8, 1.5)
  }

  /// The probability the representative states for a true one.
  func stated(_ probability: Double, noise: Double) -> Double {
    Elementary.logistic(Elementary.logOdds(probability) + optimism + 0.2 * noise)
  }
}
