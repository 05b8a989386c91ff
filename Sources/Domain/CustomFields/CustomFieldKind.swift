public import Bytes

/// What kind of values a custom field holds; the numbers are stored.
public enum CustomFieldKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// Words.
  case text = 1
  /// A number, perhaps with decimals and a unit.
  case number = 2
  /// An amount in one currency.
  case money = 3
  /// One of a list.
  case choice = 4
  /// A civil day.
  case date = 5
  /// Yes or no.
  case yesNo = 6

  /// The stable name, as in `yes-no`.
  public var description: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .money: "money"
    case .choice: "choice"
    case .date: "date"
    case .yesNo: "yes-no"
    }
  }

  /// Reads a stable name; nil when the text is something else.
  public init?(text: String) {
    guard let kind = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = kind
  }
}

extension StreamKind {
  /// The kinds of streams that can have custom fields and labels, as help lists them.
  public static let customisable: [StreamKind] = [
    .account, .contact, .lead, .opportunity, .activity, .order, .product,
  ]

  /// What one of a customisable kind is called; nil for all other kinds.
  public var customisableNoun: String? {
    switch self {
    case .account: AccountID.noun
    case .contact: ContactID.noun
    case .lead: LeadID.noun
    case .opportunity: OpportunityID.noun
    case .activity: ActivityID.noun
    case .order: OrderID.noun
    case .product: ProductID.noun
    default: nil
    }
  }

  /// Reads `account` or `accounts`; nil when no customisable kind is called so.
  public init?(customisable text: String) {
    let wanted = text.lowercased()
    let found = Self.customisable.first { kind in
      let noun = kind.customisableNoun ?? ""
      let plural = noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s"
      return wanted == noun || wanted == plural
    }
    guard let found else { return nil }
    self = found
  }
}
