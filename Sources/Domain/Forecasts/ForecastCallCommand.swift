/// What people may ask of a submitted forecast.
public enum ForecastCallCommand: Equatable, Sendable {
  /// Say what will be won in a period; to the same owner, scope and period again: say it anew.
  case submit(NewForecastCall)
  /// Change some of the figures.
  case revise(ForecastCallChanges)
  /// Take it back.
  case withdraw
}

/// What a submitted forecast says.
public struct NewForecastCall: Equatable, Sendable {
  /// Whose it is; the actor's when nil.
  public var owner: UserID?
  /// About the owner's own business or the team's.
  public var scope = PlanScope.own
  /// For when.
  public var period: Period
  /// The figures.
  public var figures: ForecastFigures

  /// A forecast for a period.
  public init(_ period: Period, _ figures: ForecastFigures) {
    self.period = period
    self.figures = figures
  }
}

/// What is to become of the figures of a submitted forecast.
public struct ForecastCallChanges: Equatable, Sendable {
  /// What will have been won.
  public var amount: Money?
  /// What is as good as promised.
  public var commit = Change<Money>.keep
  /// What it becomes if all goes well.
  public var bestCase = Change<Money>.keep
  /// What it would be if everything were won.
  public var pipeline = Change<Money>.keep
  /// What the owner says about it; the note of before does not stay.
  public var note = ""

  /// No changes.
  public init() {}
}

/// Why a submitted forecast says no.
public enum ForecastCallRefusal: TextualRefusal {
  /// There is none of this number.
  case unknown(ForecastCallID)
  /// Another one is for the same owner, scope and period.
  case taken(ForecastCallID)
  /// The same number is for another owner, scope or period.
  case another(ForecastCallID)
  /// It was taken back.
  case withdrawn(ForecastCallID)
  /// The owner does not exist or was deactivated.
  case owner(OwnerRefusal)
  /// There is no such scope for a forecast.
  case scope(PlanScope)
  /// Only who leads a team can speak for one.
  case noTeam(UserID)
  /// A forecast needs an amount.
  case amountMissing
  /// An amount is below zero.
  case negative(Money)
  /// The figures are in several currencies.
  case currencies
  /// A figure is larger than one it is part of.
  case order(String, Money, than: String, Money)
  /// Nobody forecasts a single day.
  case singleDay
  /// A text cannot be taken.
  case text(TextRefusal)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no submitted forecast \(id)"
    case .taken(let id): "\(id) is the submitted forecast for that owner, scope and period"
    case .another(let id): "\(id) is for another owner, scope or period: submit a new one"
    case .withdrawn(let id): "\(id) was withdrawn: submit it again"
    case .owner(let refusal): refusal.description
    case .scope(let scope): "a forecast is about one's own business or a team's, not '\(scope)'"
    case .noTeam(let id):
      "\(id) leads no team: only managers and administrators forecast for a team"
    case .amountMissing: "a submitted forecast needs an amount"
    case .negative(let amount): "a forecast cannot be below zero: \(amount)"
    case .currencies: "all figures of one forecast are in the same currency"
    case .order(let part, let smaller, let whole, let larger):
      "the \(part) (\(smaller)) is part of the \(whole) (\(larger)) and cannot be larger"
    case .singleDay: "a forecast is for a week, a month, a quarter or a year, not for one day"
    case .text(let refusal): refusal.description
    }
  }
}
