import Bytes
import Domain

/// An event of every type that can happen to a submitted forecast and to a target.
enum PlanSamples {
  static func forecastCalls() throws -> [ForecastCallEvent] {
    var submitted = ForecastSubmitted()
    submitted.figures = try figures()
    (submitted.owner, submitted.scope) = (UserID(300), .team)
    submitted.period = Period(
      .fiscalQuarter(FiscalCalendar(startMonth: 4, startDay: 6, naming: .start)),
      containing: try Day("2026-05-01"))
    return [
      .submitted(submitted), .revised(try figures()), .withdrawn(NothingElse()),
    ]
  }

  static func targets() throws -> [TargetEvent] {
    var set = TargetSet()
    set.amount = try Money("1500000", .usDollar)
    (set.owner, set.scope) = (UserID(2), .book)
    set.period = Period(.week, containing: try Day("1969-12-31"))
    return [.set(set), .revised(MoneyChanged(try Money("0.5", .euro))), .retired(NothingElse())]
  }

  private static func figures() throws -> ForecastFigures {
    var figures = ForecastFigures(amount: try Money("120000.50", .euro), note: "Müller schließt")
    figures.commit = try Money("80000", .euro)
    figures.bestCase = try Money("150000", .euro)
    figures.pipeline = try Money("400000.123456789", .euro)
    return figures
  }
}
