public import Bytes

/// What can happen to a submitted forecast. Stored form: docs/schema/forecast-call.proto.
public enum ForecastCallEvent: StoredEvent {
  /// Somebody said what will have been won when the period is over; also again, after withdrawing.
  case submitted(ForecastSubmitted)
  /// The same person says something else now.
  case revised(ForecastFigures)
  /// It was taken back.
  case withdrawn(NothingElse)

  public static let kind = StreamKind.forecastCall

  public var type: EventType {
    switch self {
    case .submitted: EventType(1)
    case .revised: EventType(2)
    case .withdrawn: EventType(3)
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .submitted(ForecastSubmitted())
    case 2: self = .revised(ForecastFigures())
    case 3: self = .withdrawn(NothingElse())
    default: return nil
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .submitted(var fields): self = .submitted(coder.coded(&fields))
    case .revised(var fields): self = .revised(coder.coded(&fields))
    case .withdrawn(var fields): self = .withdrawn(coder.coded(&fields))
    }
  }
}

/// What somebody expects of a period: message `ForecastCallRevised`.
///
/// The figures are nested, each with the ones before it in it: the commit is part of the amount,
/// the amount part of the best case, the best case part of the pipeline.
public struct ForecastFigures: WireMessage, Hashable {
  /// What will have been won when the period is over.
  public var amount: Money?
  /// What is as good as promised; nil when not told apart.
  public var commit: Money?
  /// What it becomes if all goes well; nil when not told apart.
  public var bestCase: Money?
  /// What it would be if everything were won; nil when not told apart.
  public var pipeline: Money?
  /// What the owner says about it; may be empty.
  public var note = ""

  public init() {}

  /// The figures with this amount and nothing told apart.
  public init(amount: Money?, note: String = "") {
    self.amount = amount
    self.note = note
  }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.money(1, &amount)
    coder.money(2, &commit)
    coder.money(3, &bestCase)
    coder.money(4, &pipeline)
    coder.text(20, &note)
  }
}

/// Whose forecast it is, for when, and what it says: message `ForecastCallSubmitted`.
public struct ForecastSubmitted: WireMessage {
  /// What it says.
  public var figures = ForecastFigures()
  /// Whose forecast it is.
  public var owner = UserID(0)
  /// About the owner's own business or the team's.
  public var scope = PlanScope.own
  /// For when.
  public var period: Period?

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.money(1, &figures.amount)
    coder.money(2, &figures.commit)
    coder.money(3, &figures.bestCase)
    coder.money(4, &figures.pipeline)
    coder.id(5, &owner)
    coder.choice(6, &scope, unknown: .own)
    coder.period(7, &period)
    coder.text(20, &figures.note)
  }
}
