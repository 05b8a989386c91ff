public import Bytes
public import Domain

/// Which contacts, opportunities, activities, responses, orders and leads were ever linked to each
/// account: chains through one array.
///
/// Holds every link ever made; whether it still holds is for the reader to see at the entity.
public struct Links: LogIndex {
  public static let name = "links"
  public static let version: UInt32 = 2
  public static let kinds = StreamKinds(
    .contact, .opportunity, .activity, .response, .order, .lead)

  private var newest = EntityRows<AccountID, LinkEnd>()
  private var links: [Link] = []

  public init() {}

  /// Everything that was ever linked to an account, each once, by kind and number.
  public func members(of account: AccountID) -> [StreamID] {
    var members: Set<StreamID> = []
    var next = newest[account].index
    while next > 0 {
      let link = links[Int(next) - 1]
      members.insert(StreamID(StreamKind(link.kind), link.number))
      next = link.previous
    }
    return members.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let account: AccountID?
    switch event.header.stream.kind {
    case .contact:
      switch try event.numbers(as: ContactEvent.self) {
      case .created(let created): account = created.account
      case .accountChanged(let changed): account = changed.account
      case .absorbed(let values), .released(let values): account = values.account
      default: account = nil
      }
    case .response:
      switch try event.numbers(as: ResponseEvent.self) {
      case .recorded(let recorded): account = recorded.account
      default: account = nil
      }
    case .lead:
      guard case .converted(let converted) = try event.numbers(as: LeadEvent.self) else { return }
      account = converted.account
    case .activity:
      switch try event.numbers(as: ActivityEvent.self) {
      case .planned(let planned): account = planned.about.account
      case .logged(let logged): account = logged.about.account
      case .linked(let links): account = links.account
      default: account = nil
      }
    case .order:
      switch try event.numbers(as: OrderEvent.self) {
      case .placed(let placed): account = placed.account
      case .customerChanged(let changed): account = changed.account
      default: account = nil
      }
    default:
      switch try event.numbers(as: OpportunityEvent.self) {
      case .opened(let opened): account = opened.account
      case .accountChanged(let changed): account = changed.id
      default: account = nil
      }
    }
    if let account { add(event.header.stream, to: account) }
  }

  private mutating func add(_ member: StreamID, to account: AccountID) {
    var link = Link()
    (link.kind, link.number) = (member.kind.number, member.number)
    link.previous = newest[account].index
    links.append(link)
    newest[account].index = UInt32(links.count)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    newest.code(&coder)
    coder.rows(&links)
  }
}

/// The newest link of an account: its place among all links, from 1; 0 for none.
struct LinkEnd: ColumnRow, Sendable {
  var index: UInt32 = 0

  mutating func code(_ coder: inout ColumnCoder) { coder.number(&index) }
}

/// One thing that was linked to an account, and the link before it.
struct Link: ColumnRow, Sendable {
  var kind: UInt8 = 0
  var number: UInt32 = 0
  var previous: UInt32 = 0

  mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&kind)
    coder.number(&number)
    coder.number(&previous)
  }
}
