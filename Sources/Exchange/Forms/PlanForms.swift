import Bytes
import CRM
import Domain

extension Forms {
  static let forecastCalls: [Form] = [
    .free(
      "forecast-call.submit",
      "Say what will have been won when a period is over; said again, it is a revision",
      [
        .required("period", .period, "for when: 2017Q2, 2017-05, 2017-W20, FY2017, FY2017Q1"),
        .required("amount", .money, "what will have been won when the period is over"),
        .optional("owner", .entity(.user), "whose forecast it is; yours when not given"),
        .optional("scope", .scope, "own: the owner's business; team: that of everybody below too"),
        .optional("commit", .money, "what is as good as promised; part of the amount"),
        .optional("best-case", .money, "what it becomes if all goes well, the amount included"),
        .optional("pipeline", .money, "what it would be if everything were won"),
        .optional("note", .line, "what you want to say about it"),
      ],
      example: "rapport forecast-call submit --period 2017Q2 --amount 120000 --commit 80000"
    ) { values in
      var figures = ForecastFigures(
        amount: values.required("amount"), note: values.optional("note") ?? "")
      figures.commit = values.optional("commit")
      figures.bestCase = values.optional("best-case")
      figures.pipeline = values.optional("pipeline")
      var new = NewForecastCall(values.required("period"), figures)
      new.owner = values.id("owner")
      new.scope = values.optional("scope") ?? .own
      return .forecastCall(nil, .submit(new))
    },
    .changing(
      .forecastCall, "forecast-call.revise", "Change figures of a submitted forecast",
      [
        .optional("amount", .money, "what will have been won when the period is over"),
        .clearable("commit", .money, "what is as good as promised; '' for none"),
        .clearable("best-case", .money, "what it becomes if all goes well; '' for none"),
        .clearable("pipeline", .money, "what it would be if everything were won; '' for none"),
        .optional("note", .line, "what you want to say about it; the note of before goes"),
      ],
      example: "rapport forecast-call revise F-1 --amount 95000 --note 'Globex slipped to July'",
      needsSomething: true
    ) { values in
      var changes = ForecastCallChanges()
      changes.amount = values.optional("amount")
      changes.commit = values.change("commit")
      changes.bestCase = values.change("best-case")
      changes.pipeline = values.change("pipeline")
      changes.note = values.optional("note") ?? ""
      return .forecastCall(values.subjectID(), .revise(changes))
    },
    .changing(
      .forecastCall, "forecast-call.withdraw", "Take a submitted forecast back", [],
      example: "rapport forecast-call withdraw F-1"
    ) { .forecastCall($0.subjectID(), .withdraw) },
  ]

  static let targets: [Form] = [
    .free(
      "target.set", "Say what is to be won in a period; said again, it is a revision",
      [
        .required("period", .period, "for when: 2017Q2, 2017-05, 2017, FY2017, FY2017Q1"),
        .required("amount", .money, "what is to be won"),
        .optional("owner", .entity(.user), "whose target it is; none for that of the whole book"),
        .optional("scope", .scope, "own, team or book; own with an owner, book without one"),
      ],
      example: "rapport target set --owner U-2 --period 2017Q2 --amount 150000"
    ) { values in
      let owner: UserID? = values.id("owner")
      let scope: PlanScope = values.optional("scope") ?? (owner == nil ? .book : .own)
      let key = PlanKey(owner, scope, values.required("period"))
      return .target(nil, .set(NewTarget(key, values.required("amount"))))
    },
    .changing(
      .target, "target.revise", "Let a target be another amount",
      [.required("amount", .money, "what is to be won")],
      example: "rapport target revise G-1 --amount 160000"
    ) { .target($0.subjectID(), .revise($0.required("amount"))) },
    .changing(
      .target, "target.retire", "Let a target not count any more", [],
      example: "rapport target retire G-1"
    ) { .target($0.subjectID(), .retire) },
  ]

  static let rates: [Form] = [
    .free(
      "rate.set", "Say what one unit of a currency is worth, from a day on",
      [
        .required("currency", .currency, "the currency of which one unit is meant, such as USD"),
        .required("rate", .decimal, "what one unit is worth, such as 0.92"),
        .required("from", .day, "the first day it holds on; it holds until the next one"),
        .optional("in", .currency, "the currency its worth is said in; the book's when not given"),
        .optional("source", .line, "where it was read"),
      ],
      example: "rapport rate set --currency USD --rate 0.92 --from 2026-01-01 --source ECB"
    ) { values in
      .book(
        .setExchangeRate(
          NewExchangeRate(
            pair(values), values.required("rate"), from: values.required("from"),
            source: values.optional("source") ?? "")))
    },
    .free(
      "rate.withdraw", "Take back a rate that was set by mistake",
      [
        .required("currency", .currency, "the currency of which one unit is meant"),
        .required("from", .day, "the first day of the rate to take back"),
        .optional("in", .currency, "the currency its worth is said in; the book's when not given"),
      ],
      example: "rapport rate withdraw --currency USD --from 2026-01-01"
    ) { .book(.withdrawExchangeRate(pair($0), from: $0.required("from"))) },
  ]

  private static func pair(_ values: FormValues) -> CurrencyPair {
    CurrencyPair(values.required("currency"), in: values.optional("in") ?? values.bookCurrency)
  }

  /// The verb of a command to a submitted forecast.
  static func name(of command: ForecastCallCommand) -> String {
    switch command {
    case .submit: "submit"
    case .revise: "revise"
    case .withdraw: "withdraw"
    }
  }

  /// The verb of a command to a target.
  static func name(of command: TargetCommand) -> String {
    switch command {
    case .set: "set"
    case .revise: "revise"
    case .retire: "retire"
    }
  }
}
