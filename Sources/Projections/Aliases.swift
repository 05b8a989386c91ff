public import Bytes
public import Domain

/// Who goes on as whom, by number: what rows are resolved with when they are read.
public struct Aliases: Sendable {
  /// By account number less one; 0 for one that stands for itself.
  let accounts: [UInt32]
  /// By contact number less one; 0 for one that stands for itself.
  let contacts: [UInt32]

  /// Nobody goes on as anybody.
  public init() { (accounts, contacts) = ([], []) }

  init(accounts: [UInt32], contacts: [UInt32]) {
    (self.accounts, self.contacts) = (accounts, contacts)
  }

  /// Whether everyone stands for themselves.
  public var isEmpty: Bool { accounts.isEmpty && contacts.isEmpty }

  /// What an account goes on as.
  public subscript(account: AccountID) -> AccountID {
    let index = Int(account.number) - 1
    guard accounts.indices.contains(index), accounts[index] != 0 else { return account }
    return AccountID(accounts[index])
  }

  /// What a contact goes on as.
  public subscript(contact: ContactID) -> ContactID {
    let index = Int(contact.number) - 1
    guard contacts.indices.contains(index), contacts[index] != 0 else { return contact }
    return ContactID(contacts[index])
  }

  /// Whether it goes on as another one.
  public func isMerged<ID: EntityID>(_ id: ID) -> Bool {
    let list = ID.kind == .account ? accounts : ID.kind == .contact ? contacts : []
    let index = Int(id.number) - 1
    return list.indices.contains(index) && list[index] != 0
  }
}

/// A row that names accounts or contacts, or is one: as it reads once merges are resolved.
///
/// What is folded is never changed by it; `EntityRows` resolves a row when somebody reads it.
public protocol AliasedRow: ColumnRow, Sendable {
  /// Names those who go on for the ones it names. The row of a merged account or contact itself
  /// becomes blank, since it is not one of its own any more.
  mutating func resolve(_ aliases: Aliases, number: UInt32)
  /// The account it names, as recorded.
  var namedAccount: AccountID? { get }
  /// The contact it names, as recorded.
  var namedContact: ContactID? { get }
}

extension AliasedRow {
  /// Most rows that name an account name a contact, too; the others say so.
  public var namedContact: ContactID? { nil }
}

/// A model whose rows are read with merges resolved.
public protocol AliasedModel: ReadModel {
  /// From here on rows are read so; folding goes on with what the events say.
  mutating func resolve(_ aliases: Aliases)
  /// The streams whose rows name what was merged, with what they name.
  func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]]
}

extension EntityRows where Row: AliasedRow {
  /// From here on rows are read with merges resolved; what is folded stays what events say.
  mutating func resolve(_ aliases: Aliases) {
    guard !aliases.isEmpty else {
      resolved = nil
      return
    }
    resolved = { row, id in
      var row = row
      row.resolve(aliases, number: id.number)
      return row
    }
  }

  /// The entities whose rows name what was merged, with what they name.
  func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    var naming: [StreamID: [StreamID]] = [:]
    for (id, row) in asRecorded {
      if let account = row.namedAccount, aliases.isMerged(account) {
        naming[id.stream, default: []].append(account.stream)
      }
      if let contact = row.namedContact, aliases.isMerged(contact) {
        naming[id.stream, default: []].append(contact.stream)
      }
    }
    return naming
  }
}

extension AccountRow: AliasedRow {
  /// The account it names, as recorded.
  public var namedAccount: AccountID? { parent }

  /// Names those who go on for the ones it names.
  public mutating func resolve(_ aliases: Aliases, number: UInt32) {
    if aliases.isMerged(AccountID(number)) {
      self = AccountRow()
      return
    }
    parent = parent.map { aliases[$0] }
    if parent?.number == number { parent = nil }
  }
}

extension ContactRow: AliasedRow {
  /// The account it names, as recorded.
  public var namedAccount: AccountID? { account }

  /// Names those who go on for the ones it names.
  public mutating func resolve(_ aliases: Aliases, number: UInt32) {
    if aliases.isMerged(ContactID(number)) {
      self = ContactRow()
      return
    }
    account = account.map { aliases[$0] }
  }
}

/// A row of something that is with an account and with a contact.
public protocol PartiesRow: AliasedRow {
  /// The account it is with, as recorded until merges are resolved.
  var account: AccountID? { get set }
  /// The contact it is with, as recorded until merges are resolved.
  var contact: ContactID? { get set }
}

extension PartiesRow {
  /// The account it names, as recorded.
  public var namedAccount: AccountID? { account }
  /// The contact it names, as recorded.
  public var namedContact: ContactID? { contact }

  /// Names those who go on for the ones it names.
  public mutating func resolve(_ aliases: Aliases, number: UInt32) {
    account = account.map { aliases[$0] }
    contact = contact.map { aliases[$0] }
  }
}

extension OpportunityRow: PartiesRow {}
extension OrderRow: PartiesRow {}
extension ActivityRow: PartiesRow {}
extension ResponseRow: PartiesRow {}
extension LeadRow: PartiesRow {}
