import Bytes
import CRM
import Domain

// What happens to custom fields and labels in the golden history.

extension HistoryScript {
  static func customFields() throws -> [Command] {
    var trade = NewCustomField(.account, "trade", label: "Trade", .choice)
    trade.choices = [CustomChoice("steel"), CustomChoice("wood", label: "Wood, all kinds")]
    var weight = NewCustomField(.product, "weight", .number)
    (weight.decimals, weight.unit) = (2, "kg")
    let definitions = [
      trade, NewCustomField(.account, "since", .date), weight,
      NewCustomField(.contact, "hobby", .text), NewCustomField(.contact, "vip", .yesNo),
      NewCustomField(.lead, "budget", .money), NewCustomField(.lead, "wish", .text),
      NewCustomField(.opportunity, "rival", .text), NewCustomField(.activity, "place", .text),
      NewCustomField(.order, "gift", .yesNo),
    ]
    let steps: [CustomFieldCommand] = [
      .rename("Line of trade"), .addChoice(CustomChoice("glass", label: "Glass, china")),
      .renameChoice("wood", label: "Timber"), .retireChoice("glass"), .reinstateChoice("glass"),
      .require(true), .require(false), .retire, .reinstate,
    ]
    let values: [(StreamID, [(String, String)])] = [
      (AccountID(3).stream, [("trade", "wood"), ("since", "1969-12-24")]),
      (AccountID(4).stream, [("trade", "glass")]), (AccountID(3).stream, [("trade", "")]),
      (ContactID(1).stream, [("hobby", "golden sailing"), ("vip", "yes")]),
      (ContactID(1).stream, [("hobby", "")]), (ContactID(2).stream, [("hobby", "chess")]),
      (LeadID(1).stream, [("budget", "-1250.50"), ("wish", "ten of them")]),
      (OpportunityID(1).stream, [("rival", "Initech")]),
      (ActivityID(1).stream, [("place", "the golden lobby")]),
      (OrderID(1).stream, [("gift", "no")]), (ProductID(2).stream, [("weight", "2.5")]),
    ]
    let things: [StreamID] = [
      LeadID(1).stream, OpportunityID(1).stream, ActivityID(1).stream, OrderID(1).stream,
      ProductID(2).stream, AccountID(3).stream,
    ]
    let labels = ["golden", "late payer", "golden"].flatMap { label in
      things.map { ($0, CustomCommand.tag(label)) }
    } + things.map { ($0, .untag("golden")) }
    let all = values.map { ($0, CustomCommand.set($1.map { WrittenField($0, $1) })) } + labels
    return definitions.map { .customField(nil, .define($0)) }
      + steps.map { .customField(CustomFieldID(1), $0) }
      + all.compactMap { Command.custom($0, $1) }
  }
}
