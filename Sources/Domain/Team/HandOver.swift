/// Hands everything one user looks after to others, in one go.
///
/// The decision touches many streams, so it is a plan: who gets what. Whoever carries it out turns
/// every assignment into the event of its own slice, all in one command.
public struct HandOver: Equatable, Sendable {
  /// The user who gives everything away.
  public var from: UserID
  /// The users who receive it; customers are dealt out among them in turn.
  public var to: [UserID]
  /// Whether the giver is deactivated afterwards.
  public var deactivate: Bool

  /// A hand-over from one user to others.
  public init(from: UserID, to: [UserID], deactivate: Bool = false) {
    self.from = from
    self.to = to
    self.deactivate = deactivate
  }

  /// What the giver has at the moment.
  public struct Holdings: Equatable, Sendable {
    /// The accounts the giver owns.
    public var accounts: [AccountID]
    /// The contacts the giver owns.
    public var contacts: [Held<ContactID>]
    /// The open opportunities the giver owns.
    public var opportunities: [Held<OpportunityID>]
    /// The open activities the giver owns.
    public var activities: [Held<ActivityID>]
    /// The leads the giver is to sell to, neither converted nor disqualified.
    public var leads: [LeadID]
    /// The leads of which the giver finds out whether they are worth it.
    public var qualified: [LeadID]
    /// The users who report to the giver.
    public var reports: [UserID]

    /// What a giver has.
    public init(
      accounts: [AccountID] = [], contacts: [Held<ContactID>] = [],
      opportunities: [Held<OpportunityID>] = [], activities: [Held<ActivityID>] = [],
      leads: [LeadID] = [], qualified: [LeadID] = [], reports: [UserID] = []
    ) {
      self.accounts = accounts
      self.contacts = contacts
      self.opportunities = opportunities
      self.leads = leads
      self.qualified = qualified
      self.activities = activities
      self.reports = reports
    }
  }

  /// Something the giver owns that may belong to an account, whoever owns that.
  public struct Held<ID: EntityID>: Equatable, Sendable {
    /// What it is.
    public var id: ID
    /// The account it belongs to; nil for none.
    public var account: AccountID?

    /// A thing that belongs to this account.
    public init(_ id: ID, account: AccountID? = nil) {
      self.id = id
      self.account = account
    }
  }

  /// Who gets what; the things of each kind in the order of their numbers.
  public struct Plan: Equatable, Sendable {
    /// The new owners of the accounts.
    public var accounts: [Assignment<AccountID>] = []
    /// The new owners of the contacts.
    public var contacts: [Assignment<ContactID>] = []
    /// The new owners of the open opportunities.
    public var opportunities: [Assignment<OpportunityID>] = []
    /// The new owners of the leads.
    public var leads: [Assignment<LeadID>] = []
    /// Who finds out about leads from now on.
    public var qualified: [Assignment<LeadID>] = []
    /// The new owners of the open activities.
    public var activities: [Assignment<ActivityID>] = []
    /// The new managers of those who reported to the giver.
    public var managers: [NewManager] = []
    /// Whether the giver is to be deactivated.
    public var deactivates = false

    /// Whether there is nothing to do.
    public var isEmpty: Bool { self == Plan() }
  }

  /// One thing and its new owner.
  public struct Assignment<ID: EntityID>: Equatable, Sendable {
    /// What it is.
    public var id: ID
    /// Who owns it from now on.
    public var owner: UserID
  }

  /// One user and the new manager.
  public struct NewManager: Equatable, Sendable {
    /// Who reports.
    public var user: UserID
    /// To whom; nil for nobody.
    public var manager: UserID?
  }
}

/// Why a hand-over is refused.
public enum HandOverRefusal: DomainRefusal {
  /// There is no such user to take things from.
  case unknown(UserID)
  /// A receiver does not exist or is deactivated.
  case receiver(OwnerRefusal)
  /// The giver is among the receivers.
  case toSelf(UserID)
  /// A receiver is named twice.
  case namedTwice(UserID)
  /// There is something to hand over and nobody to take it.
  case noReceiver(UserID)
  /// Nobody could run the book any more.
  case lastAdministrator(UserID)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no user \(id)"
    case .receiver(let refusal): refusal.description
    case .toSelf(let id): "user \(id) cannot hand over to themselves"
    case .namedTwice(let id): "user \(id) is named twice among the receivers"
    case .noReceiver(let id): "user \(id) still looks after customers: name who takes them over"
    case .lastAdministrator(let id): "\(id) is the last active administrator of the book"
    }
  }
}
