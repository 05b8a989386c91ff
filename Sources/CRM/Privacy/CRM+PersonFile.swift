public import Bytes
public import Domain
import EventLog
import Projections
public import Reports

/// All that a book holds on one person, to be handed over on request.
public struct PersonFile: Sendable {
  /// Whose it is.
  public var person: StreamID
  /// The moment it was made.
  public var moment: AnswerMoment
  /// Whether what was personal has been erased.
  public var isErased: Bool
  /// Every field that has a value.
  public var fields: [Field]
  /// Everything that happened to the person, and to activities with a contact, oldest first: what,
  /// by whom, when, why.
  public var events: [LogEntry]
  /// What is linked to the person, now or formerly.
  public var links: [Link]
  /// How many events the person made; of users only.
  public var actionCount: Int
  /// Who saw the person's data, as far back as that is kept, oldest first.
  public var accesses: [AccessRecord]

  /// Something that is or was linked to the person.
  public struct Link: Equatable, Sendable {
    /// What it is.
    public var stream: StreamID
    /// In which way: `with` an account, `contact-of` an opportunity or activity, `answered` a
    /// response, `owner-of` or `manager-of`.
    public var relation: String
    /// Whether it still is.
    public var isCurrent: Bool
  }
}

extension CRM {
  /// All that is held on a contact, a lead or a user, for auditors and administrators; it is put
  /// on record as an access for `export-person` before it is handed out.
  public func personFile(
    of person: StreamID, as principal: Principal, through channel: Origin.Channel = .embedded
  ) throws -> PersonFile {
    try rights(of: principal).requireAudit("a person's whole file")
    guard person.kind.isPerson else { throw PersonFileRefusal.noPerson(person) }
    let source = try source(through: channel)
    // One human, however often entered.
    let group = try source.merges().group(of: person)
    let person = group[0]
    let (fields, isErased) = try personFields(person, source)
    try recordAccess(through: source, as: principal, purpose: "export-person")
    let trace = try trace(of: group)
    return PersonFile(
      person: person, moment: source.moment, isErased: isErased, fields: fields,
      events: try events(about: group, source) + wordEvents(of: person, source),
      links: try links(of: group, trace.streams, source),
      actionCount: trace.actions,
      accesses: try accessLog.all().records.filter { record in
        group.contains { record.concerns($0) }
      })
  }

  /// What happened to the answers of a contact: their words lie under the contact's key.
  private func wordEvents(of person: StreamID, _ source: BookSource) throws -> [LogEntry] {
    try responses(of: person, source).flatMap { try events(of: $0.stream) }
  }

  private func responses(of person: StreamID, _ source: BookSource) throws -> [ResponseID] {
    guard person.kind == .contact else { return [] }
    return try source.model(Responses.self).rows.all
      .filter { $0.1.contact == ContactID(person.number) }.map(\.0)
  }

  /// Everything that happened to the person, and to every activity with or about a contact.
  private func events(about group: [StreamID], _ source: BookSource) throws -> [LogEntry] {
    var entries = try group.flatMap { try events(of: $0) }
    guard let person = group.first, person.kind == .contact else { return entries }
    for activity in try activities(with: ContactID(person.number), source) {
      entries += try events(of: activity.stream)
    }
    return entries.sorted { $0.position < $1.position }
  }

  private func activities(
    with contact: ContactID, _ source: BookSource
  ) throws -> [ActivityID] {
    try source.model(Activities.self).rows.all.filter { $0.1.contact == contact }.map(\.0)
  }

  private func personFields(
    _ person: StreamID, _ source: BookSource
  ) throws -> ([Field], isErased: Bool) {
    func read<Kind: Person>(_ type: Kind.Type) throws -> ([Field], isErased: Bool) {
      let entity = try source.entity(type, Kind.ID(person.number))
      guard entity.exists else { throw PersonFileRefusal.unknown(person) }
      return (try source.shownFields(of: entity), entity.isErased)
    }
    switch person.kind {
    case .contact: return try read(Contact.self)
    case .lead: return try read(Lead.self)
    default: return try read(User.self)
    }
  }

  /// What a pass over the whole log finds: the opportunities, orders and leads that ever named a
  /// contact, in order, and how many events a user made.
  private func trace(of group: [StreamID]) throws -> (streams: [StreamID], actions: Int) {
    var streams: [StreamID] = []
    var actions = 0
    let person = group[0]
    let contacts = person.kind == .contact ? Set(group.map { ContactID($0.number) }) : []
    try core.log.scan(from: Position(1), through: try core.log.head.position) { record in
      let header = record.header
      if person.kind == .user, header.actor == person.number { actions += 1 }
      guard !contacts.isEmpty, [.opportunity, .order, .lead].contains(header.stream.kind) else {
        return true
      }
      let event = FoldEvent(
        position: record.position, header: header, payload: try record.verifiedPayload())
      if let named = try event.namedContact, contacts.contains(named),
        !streams.contains(header.stream)
      {
        streams.append(header.stream)
      }
      return true
    }
    return (streams, actions)
  }

  private func links(
    of group: [StreamID], _ opportunities: [StreamID], _ source: BookSource
  ) throws -> [PersonFile.Link] {
    let person = group[0]
    if person.kind == .user { return try links(of: UserID(person.number), source) }
    if person.kind == .lead { return try links(of: LeadID(person.number), source) }
    let id = ContactID(person.number)
    let current = try source.model(Opportunities.self)
    let orders = try source.model(Orders.self)
    var seen: Set<AccountID> = []
    let accounts = try group.flatMap { member in
      try source.history(Contact.self, ContactID(member.number)).compactMap(\.after.account)
    }.filter { seen.insert($0).inserted }
    let now = try source.entity(Contact.self, id).account
    let rows = try source.model(Responses.self).rows
    let answered = try responses(of: person, source).map {
      PersonFile.Link(stream: $0.stream, relation: "answered", isCurrent: !rows[$0].isRetracted)
    }
    let withThem = try activities(with: id, source)
    return accounts.map {
      PersonFile.Link(stream: $0.stream, relation: "with", isCurrent: $0 == now)
    } + opportunities.map {
      link(of: id, to: $0, current, orders)
    } + answered + withThem.map {
      PersonFile.Link(stream: $0.stream, relation: "contact-of", isCurrent: true)
    }
  }

  /// How a contact is linked to an opportunity, an order or the lead it once was.
  private func link(
    of id: ContactID, to stream: StreamID, _ opportunities: Opportunities, _ orders: Orders
  ) -> PersonFile.Link {
    switch stream.kind {
    case .order:
      PersonFile.Link(
        stream: stream, relation: "ordered",
        isCurrent: orders.rows[OrderID(stream.number)].contact == id)
    case .lead: PersonFile.Link(stream: stream, relation: "was", isCurrent: true)
    default:
      PersonFile.Link(
        stream: stream, relation: "contact-of",
        isCurrent: opportunities.rows[OpportunityID(stream.number)].contact == id)
    }
  }

  /// What a lead became.
  private func links(of lead: LeadID, _ source: BookSource) throws -> [PersonFile.Link] {
    guard let became = try source.entity(Lead.self, lead).became else { return [] }
    return [became.account?.stream, became.contact?.stream, became.opportunity?.stream]
      .compactMap(\.self)
      .map { PersonFile.Link(stream: $0, relation: "became", isCurrent: true) }
  }

  private func links(of user: UserID, _ source: BookSource) throws -> [PersonFile.Link] {
    let accounts = try source.model(Accounts.self).rows.all.filter { $0.1.owner == user }
    let contacts = try source.model(Contacts.self).rows.all.filter { $0.1.owner == user }
    let deals = try source.model(Opportunities.self).rows.all.filter { $0.1.owner == user }
    let activities = try source.model(Activities.self).rows.all.filter { $0.1.owner == user }
    let reports = try source.model(Team.self).rows.all.filter { $0.1.manager == user }
    let leads = try source.model(Leads.self).rows.all.filter {
      $0.1.owner == user || $0.1.qualifier == user
    }
    let orders = try source.model(Orders.self).rows.all.filter { $0.1.owner == user }
    let owned =
      accounts.map(\.0.stream) + contacts.map(\.0.stream) + deals.map(\.0.stream)
      + leads.map(\.0.stream) + orders.map(\.0.stream) + activities.map(\.0.stream)
    return owned.map { PersonFile.Link(stream: $0, relation: "owner-of", isCurrent: true) }
      + reports.map {
        PersonFile.Link(stream: $0.0.stream, relation: "manager-of", isCurrent: true)
      }
  }
}

extension FoldEvent {
  /// The contact the event links an opportunity, an order or a lead to; nil when it links none.
  fileprivate var namedContact: ContactID? {
    get throws(WireError) {
      switch header.stream.kind {
      case .order:
        switch try numbers(as: OrderEvent.self) {
        case .placed(let placed): placed.contact
        case .customerChanged(let changed): changed.contact
        default: nil
        }
      case .lead:
        if case .converted(let converted) = try numbers(as: LeadEvent.self) {
          converted.contact
        } else {
          nil
        }
      default:
        switch try numbers(as: OpportunityEvent.self) {
        case .opened(let opened): opened.contact
        case .contactChanged(let changed): changed.id
        default: nil
        }
      }
    }
  }
}

/// Why there is no file of a person.
public enum PersonFileRefusal: DomainRefusal {
  /// It is no person.
  case noPerson(StreamID)
  /// There is no such person.
  case unknown(StreamID)

  public var description: String {
    switch self {
    case .noPerson(let stream):
      "\(EntityKinds.text(of: stream)) is no person: give a contact (C-12), a lead (D-4) or a user (U-3)"
    case .unknown(let stream):
      "there is no \(EntityKinds.noun(of: stream.kind)) \(EntityKinds.text(of: stream))"
    }
  }
}
