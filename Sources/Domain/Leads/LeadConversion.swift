/// Makes a customer of a lead, in one go: an account, a contact and an opportunity, new ones or
/// those that exist, and the lead says what it became.
///
/// The command touches several streams, so this is what is wanted; whoever carries it out turns it
/// into the events of each slice, all or none.
public struct LeadConversion: Equatable, Sendable {
  /// The account it joins; a new one when nil and `accountName` or the lead's company is known.
  public var account: AccountID?
  /// The name of a new account; the lead's company when nil. Never the name of the person, which
  /// stays sealed: the names of accounts stand in the open.
  public var accountName: String?
  /// Whether a new account is wanted at all where none is given.
  public var wantsAccount = true
  /// What other systems call the new account.
  public var accountReferences: [ExternalReference] = []
  /// The contact it is already; a new one when nil and the lead's name is known.
  public var contact: ContactID?
  /// Whether a new contact is wanted at all where none is given.
  public var wantsContact = true
  /// The opportunity that begins; none when nil.
  public var opportunity: NewOpportunity?

  /// Account and contact as far as the lead's own data go; no opportunity.
  public init() {}

  /// The new account that the conversion makes of a lead; nil for none.
  public func newAccount(of lead: Lead) -> NewAccount? {
    guard account == nil, wantsAccount else { return nil }
    guard let name = accountName ?? lead.person.company.nonempty else { return nil }
    var details = AccountDetails()
    details.industry = lead.details.segment
    return NewAccount(
      name: name, owner: lead.owner, details: details, references: accountReferences)
  }

  /// The new contact that the conversion makes of a lead, with this account; nil for none.
  public func newContact(of lead: Lead, account: AccountID?) -> NewContact? {
    guard contact == nil, wantsContact, !lead.person.name.isEmpty else { return nil }
    var new = NewContact(name: lead.person.name)
    if !lead.person.email.isEmpty { new.emails = [EmailAddress(lead.person.email)] }
    if !lead.person.phone.isEmpty { new.phones = [PhoneNumber(lead.person.phone)] }
    new.account = account
    new.owner = lead.owner
    new.relationship = .customer
    new.source = lead.details.source
    return new
  }
}
