/// What is true of the firm's leads, orders and customers; docs/SIMULATOR.md.
extension SimulationTruth {
  // MARK: Leads

  /// A source of leads: how many of all come from it, and how many of those become customers.
  public struct LeadSource: Equatable, Sendable {
    /// What it is called.
    public let name: String
    /// Its share of all leads.
    public let share: Double
    /// The share of its leads that become customers in the end.
    public let conversion: Double
    /// What campaigns of it are called; nil when it has none.
    public let campaign: String?
  }

  /// Where leads come from.
  public static let leadSources = [
    LeadSource(name: "web form", share: 0.3, conversion: 0.08, campaign: nil),
    LeadSource(name: "search ads", share: 0.3, conversion: 0.04, campaign: "ads"),
    LeadSource(name: "trade fair", share: 0.2, conversion: 0.15, campaign: "fair"),
    LeadSource(name: "partner", share: 0.1, conversion: 0.3, campaign: nil),
    LeadSource(name: "referral", share: 0.1, conversion: 0.4, campaign: nil),
  ]
  /// The mean of the (exponential) days from the fourth day after a lead came to its conversion.
  public static let meanConversionDays = 25.0
  /// The share disqualified among the leads that never become customers.
  public static let disqualifiedShare = 0.7

  /// The share of all leads that become customers.
  static var meanConversion: Double {
    leadSources.reduce(0) { $0 + $1.share * $1.conversion }
  }

  // MARK: Orders

  /// How many orders are placed in each month, January first, beside an average month.
  public static let orderSeasons = [
    0.85, 0.80, 1.10, 1.00, 0.95, 1.05, 0.90, 0.75, 1.10, 1.20, 1.25, 1.05,
  ]
  /// By what the orders of a calendar year exceed those of the year before.
  public static let orderGrowth = 1.10
  /// What a piece costs the firm, as a share of its list price.
  public static let costShare = 0.6
  /// The discounts given on a line, each as often as the others.
  public static let discounts = [0, 0, 0, 0.05, 0.1]
  /// The share of orders that are called off before they are sent.
  public static let cancelledShare = 0.03
  /// The share of the lines sent that come back.
  public static let returnedShare = 0.05
  /// The mean of the (exponential) days after which a line comes back.
  public static let meanReturnDays = 20.0

  // MARK: Customers

  /// By how many points a year the size of every customer grows, until it is 100.
  public static let sizeDriftPerYear = 5.0
  /// By how many points a year the potential of every customer changes, until it is 0.
  public static let potentialDriftPerYear = -4.0
  /// The deviation of an answer from what is true, in points of 100.
  public static let answerNoise = 6.0
  /// What contacts answer on average on the first day, from 0 to 10, and how it changes a year.
  public static let recommendation = (first: 7.5, driftPerYear: -0.25, deviation: 1.2)

  // MARK: Late entry

  /// The share of the logged calls and e-mails that are entered late.
  public static let lateShare = 0.12
  /// The mean of the (exponential) days by which they are late; whatever would be entered on a
  /// weekend is entered on the Monday, which adds 3/7 of a day on average.
  public static let meanLateDays = 4.0
  /// The share of wins entered with ten times their amount, and corrected days later.
  public static let mistypedShare = 0.01
}
