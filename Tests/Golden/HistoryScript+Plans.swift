import Bytes
import CRM
import CRMTesting
import Domain

extension HistoryScript {
  /// What is planned: rates, forecasts that people submit, targets.
  static func plans() throws -> [Command] {
    let rita = UserID(2)
    let dollars = CurrencyPair(.usDollar, in: .euro)
    let march = try Day("2020-03-01")
    let quarter = Period(.quarter, containing: march)
    let year = Period(
      .fiscalYear(FiscalCalendar(startMonth: 4, startDay: 6)), containing: march)
    var call = NewForecastCall(quarter, ForecastFigures(amount: try Money("9000", .euro)))
    (call.owner, call.scope) = (rita, .team)
    var more = ForecastCallChanges()
    more.commit = .set(try Money("4500.50", .euro))
    more.note = "golden note"
    return [
      .book(.changeFiscalYear(startMonth: 4, startDay: 6, naming: .start)),
      .book(.setExchangeRate(NewExchangeRate(dollars, try DecimalNumber("0.92"), from: march))),
      .book(
        .setExchangeRate(
          NewExchangeRate(dollars, try DecimalNumber("0.9"), from: .first, source: "bank"))),
      .book(.withdrawExchangeRate(dollars, from: march)),
      .forecastCall(nil, .submit(call)), .forecastCall(ForecastCallID(1), .revise(more)),
      .forecastCall(ForecastCallID(1), .withdraw), .forecastCall(nil, .submit(call)),
      .target(
        nil, .set(NewTarget(PlanKey(rita, .own, quarter), try Money("12000", .euro)))),
      .target(TargetID(1), .revise(try Money("11000", .euro))),
      .target(nil, .set(NewTarget(PlanKey(nil, .book, year), try Money("90000", .usDollar)))),
      .target(TargetID(1), .retire),
    ]
  }
}
