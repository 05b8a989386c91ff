import Bytes
import Domain
import Projections

/// What a Pareto analysis ranks by; the names are stable.
enum ParetoMeasure: String, CaseIterable, Sendable {
  case turnover, profit, quantity, orders
  case wonAmount = "won-amount"
  case won
  case convertedLeads = "converted-leads"
  case serviceTime = "service-time"

  /// Whether it is computed from orders, not from opportunities.
  var isOfOrders: Bool {
    switch self {
    case .turnover, .profit, .quantity, .orders: true
    case .wonAmount, .won, .convertedLeads, .serviceTime: false
    }
  }

  /// What its column holds.
  var kind: Column.Kind {
    switch self {
    case .turnover, .profit, .wonAmount: .money
    case .quantity, .serviceTime: .decimal
    case .orders, .won, .convertedLeads: .integer
    }
  }

  /// What people call it.
  var title: String {
    switch self {
    case .wonAmount: "won amount"
    case .won: "won opportunities"
    case .convertedLeads: "converted leads"
    case .serviceTime: "service time, minutes"
    default: rawValue
    }
  }
}

/// What is ranked: groups of orders, of opportunities or of leads; the names are stable.
enum ParetoGroup: String, CaseIterable, Sendable {
  case customer, account, contact, product, family, subfamily, owner, manager, office, industry
  case segment, region, country, channel, opportunity

  /// The same group of orders.
  var ofOrders: OrderGroup { OrderGroup(rawValue: rawValue) ?? .none }

  /// The same group of opportunities; nil when they cannot be grouped so.
  var ofOpportunities: Group? { Group(rawValue: rawValue) }

  /// The heading of its column.
  var column: Column { ofOrders.column }

  /// The same group of leads; nil when they cannot be grouped so.
  var ofLeads: LeadGroup? { LeadGroup(rawValue: rawValue) }

  /// The same group of the work done; nil when it cannot be grouped so.
  var ofEffort: EffortGroup? {
    switch self {
    case .account: .account
    case .contact: .contact
    case .owner: .user
    case .opportunity: .opportunity
    case .product: .product
    default: nil
    }
  }

  /// Whether work can be grouped by it.
  var fitsEffort: Bool { ofEffort != nil || self == .customer }

  /// Whether opportunities have it.
  var fitsOpportunities: Bool {
    ofOpportunities != nil || self == .customer || self == .contact || self == .opportunity
  }
}

/// The values of everything that is ranked, by code, and the streams they come from.
struct ParetoValues {
  /// Exact values; amounts and quantities in billionths.
  var values: [UInt64: Int128] = [:]
  /// Every stream that takes part.
  var sources: Set<StreamID> = []
  /// Currencies that were left out.
  var others: Set<Currency> = []
}
