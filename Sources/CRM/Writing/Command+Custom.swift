public import Bytes
public import Domain

extension Command {
  /// A command about the custom fields and labels of a thing; nil when its kind has none.
  public static func custom(_ stream: StreamID, _ command: CustomCommand) -> Command? {
    let number = stream.number
    return switch stream.kind {
    case .account: .account(AccountID(number), .custom(command))
    case .contact: .contact(ContactID(number), .custom(command))
    case .lead: .lead(LeadID(number), .custom(command))
    case .opportunity: .opportunity(OpportunityID(number), .custom(command))
    case .activity: .activity(ActivityID(number), .custom(command))
    case .order: .order(OrderID(number), .custom(command))
    case .product: .product(ProductID(number), .custom(command))
    default: nil
    }
  }

  /// What the command says of custom fields and labels, when it is about nothing else.
  var customCommand: CustomCommand? {
    switch self {
    case .account(_, .custom(let command)), .contact(_, .custom(let command)),
      .lead(_, .custom(let command)), .opportunity(_, .custom(let command)),
      .activity(_, .custom(let command)), .order(_, .custom(let command)),
      .product(_, .custom(let command)):
      command
    default: nil
    }
  }
}
