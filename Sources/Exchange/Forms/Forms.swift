public import CRM
import Domain

/// The catalogue of commands as people write them, in the order the help lists them.
public enum Forms {
  /// Every form there is.
  public static let all: [Form] =
    users + customised(.account, accounts) + customised(.contact, contacts)
    + customised(.product, products) + pipelines + customised(.opportunity, opportunities)
    + customised(.activity, activities) + customised(.lead, leads) + customised(.order, orders)
    + customFields + forecastCalls + targets + questionnaires + responses + rates + book

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The form of this name; refused with the nearest name when there is none.
  public static func named(_ name: String) throws(FormRefusal) -> Form {
    guard let form = byName[name] else {
      throw .unknownForm(name, nearest: NearestName.of(name, among: all.map(\.name)))
    }
    return form
  }

  /// The form of a command; nil for the foundation of a book, which `CRM.found` does.
  public static func name(of command: Command) -> String? {
    switch command {
    case .user(_, let command): "user." + name(of: command)
    case .account(_, let command): "account." + name(of: command)
    case .contact(_, let command): "contact." + name(of: command)
    case .product(_, let command): "product." + name(of: command)
    case .pipeline(_, let command): "pipeline." + name(of: command)
    case .opportunity(_, let command): "opportunity." + name(of: command)
    case .forecastCall(_, let command): "forecast-call." + name(of: command)
    case .target(_, let command): "target." + name(of: command)
    case .book(.setExchangeRate): "rate.set"
    case .book(.withdrawExchangeRate): "rate.withdraw"
    case .questionnaire(_, let command): "questionnaire." + name(of: command)
    case .customField(_, let command): "field." + name(of: command)
    case .customised(let base, _): name(of: base)
    case .response(_, let command): "response." + name(of: command)
    case .lead(_, let command): "lead." + name(of: command)
    case .convertLead: "lead.convert"
    case .order(_, let command): "order." + name(of: command)
    case .activity(_, let command): "activity." + name(of: command)
    case .book(let command): name(of: command).map { "book." + $0 }
    case .merging(let command): name(of: command)
    case .handOver: "user.hand-over"
    case .restore: "restore"
    }
  }
}
