public import Bytes
public import Domain

/// Every account and contact with all that is known of them, for finding those entered twice.
///
/// In memory only: what was sealed is opened for it, and it is never written to disk.
public struct Parties: ReadModel {
  public static let name = "parties"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.account, .contact)
  /// What boxes say is not written down.
  public static let isStorable = false
  /// Names, e-mails, phones and addresses.
  public static let opensBoxes = true

  /// The accounts; account 1 stands at index 0.
  public private(set) var accounts: [Account] = []
  /// The contacts; contact 1 stands at index 0.
  public private(set) var contacts: [Contact] = []

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let index = Int(event.header.stream.number) - 1
    guard index >= 0 else { return }
    if event.header.stream.kind == .account {
      guard let what = try event.texts(as: AccountEvent.self) else { return }
      while accounts.count <= index {
        accounts.append(Account(id: AccountID(UInt32(accounts.count) + 1)))
      }
      accounts[index].evolve(what, event.time)
    } else {
      guard let what = try event.everything(as: ContactEvent.self, secrets) else { return }
      while contacts.count <= index {
        contacts.append(Contact(id: ContactID(UInt32(contacts.count) + 1)))
      }
      contacts[index].evolve(what, event.time)
    }
  }

  public mutating func forget(_ stream: StreamID) {
    let index = Int(stream.number) - 1
    if stream.kind == .account, accounts.indices.contains(index) {
      accounts[index] = Account(id: AccountID(stream.number))
    } else if stream.kind == .contact, contacts.indices.contains(index) {
      contacts[index] = Contact(id: ContactID(stream.number))
    }
  }

  /// Never stored.
  public mutating func code(_ coder: inout ColumnCoder) { coder.fail() }
}
