public import Domain

/// How large the simulated firm is, how long it has been in business, and by which chance.
public struct SimulationPlan: Equatable, Sendable {
  /// The seed; the same plan gives the same business.
  public var seed: UInt64
  /// About how many events there should be.
  public var eventCount: Int
  /// How many years of history there are.
  public var years: Int
  /// The last day of the history.
  public var lastDay: Day

  /// A plan; sizes below what a firm can be are raised to it.
  public init(seed: UInt64 = 1, eventCount: Int = 60_000, years: Int = 4, lastDay: Day) {
    self.seed = seed
    self.eventCount = max(eventCount, 2_000)
    self.years = min(max(years, 1), 40)
    self.lastDay = lastDay
  }

  /// The first day of the history.
  public var firstDay: Day { lastDay.adding(years: -years).adding(days: 1) }

  /// Events an opportunity that a representative opens brings about on average, with all the
  /// customers, leads, orders and answers there are for one; measured.
  static let eventsPerDeal = 35.5
  /// Leads, and orders in an average month of the first year, for an opportunity that a
  /// representative opens.
  private static let leadsPerDeal = 1.2
  private static let ordersPerDeal = 2.5
  /// Working days in a year.
  private static let workingDays = 260.0

  private var dealCount: Double { Double(eventCount) / Self.eventsPerDeal }

  /// How many representatives there are on average.
  var staffCount: Int { max(5, Int((dealCount / Double(years) / 52).rounded())) }

  /// New opportunities of one representative on a working day of an average month.
  var dealsPerDay: Double {
    dealCount / (Double(staffCount) * Self.workingDays * Double(years))
  }

  /// New leads of one representative on a working day of an average month.
  var leadsPerDay: Double { dealsPerDay * Self.leadsPerDeal }

  /// The same of all opportunities, those that leads become included.
  var allDealsPerDay: Double { dealsPerDay + leadsPerDay * SimulationTruth.meanConversion }

  /// Orders of an average month of the first year.
  var ordersPerMonth: Double {
    let growth = (0..<years).reduce((sum: 0.0, rate: 1.0)) { sum, _ in
      (sum.sum + sum.rate, sum.rate * SimulationTruth.orderGrowth)
    }
    return dealCount * Self.ordersPerDeal / (12 * growth.sum)
  }
}

/// What a simulation wrote.
public struct SimulationSummary: Equatable, Sendable {
  /// Events, those of import jobs not counted.
  public var events = 0
  /// Representatives and managers who ever worked there.
  public var staff = 0
  /// Customers.
  public var accounts = 0
  /// Opportunities.
  public var opportunities = 0
  /// Activities.
  public var activities = 0
  /// Leads.
  public var leads = 0
  /// Orders.
  public var orders = 0
  /// Filled questionnaires.
  public var responses = 0
  /// The representative who is there longest on the last day.
  public var representative = UserID(1)

  /// Nothing yet.
  public init() {}
}
