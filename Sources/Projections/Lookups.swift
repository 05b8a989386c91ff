public import Bytes
public import Domain

/// Who is known by which reference, e-mail address, login, telephone number or name.
///
/// Holds keyed hashes only, never the values. A hit names the last entity that was given the value;
/// it may have lost it since, so whoever looks something up verifies the hit against the entity.
/// After an erasure the table is folded anew, from what can still be opened, so that no hash of an
/// erased person stays by which a guess could be tested.
public struct Lookups: LogIndex {
  public static let name = "lookups"
  public static let version: UInt32 = 2
  public static let kinds = StreamKinds(
    .user, .account, .contact, .product, .opportunity, .pipeline, .questionnaire, .response,
    .order, .lead, .activity)
  /// Hashes of what boxes say.
  public static let opensBoxes = true

  private var table = HashTable()

  public init() {}

  /// The entity that was last given this value, if any ever was.
  public func holder(
    _ value: String, domain: LookupDomain, kind: StreamKind, _ secrets: any Secrets
  ) -> StreamID? {
    let hash = secrets.lookup(Lookups.scoped(value, kind), domain: domain)
    return table[hash].map { StreamID(kind, UInt32(truncatingIfNeeded: $0)) }
  }

  /// Whether more than one entity was ever given this value.
  public func isShared(
    _ value: String, domain: LookupDomain, kind: StreamKind, _ secrets: any Secrets
  ) -> Bool {
    let hash = secrets.lookup(Lookups.scoped(value, kind), domain: domain)
    return table[hash].map { $0 & Lookups.shared != 0 } ?? false
  }

  /// The bit that marks a value more than one entity was given.
  private static let shared: UInt64 = 1 << 32

  /// The text a reference is looked up by.
  public static func text(of reference: ExternalReference) -> String {
    "\(reference.source)\u{0}\(reference.identifier)"
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let stream = event.header.stream
    switch stream.kind {
    case .opportunity:
      guard case .referenced(let reference) = try event.referenced(as: OpportunityEvent.self)
      else { return }
      note(reference, stream, secrets)
    case .order:
      guard event.header.type == OrderEvent.referenced(ExternalReference()).type,
        case .referenced(let reference) = try event.texts(as: OrderEvent.self)
      else { return }
      note(reference, stream, secrets)
    case .activity:
      guard case .referenced(let reference) = try event.referenced(as: ActivityEvent.self)
      else { return }
      note(reference, stream, secrets)
    case .product:
      switch try event.texts(as: ProductEvent.self) {
      case .created(let created): note(SearchText.folded(created.name), .name, stream, secrets)
      case .renamed(let text): note(SearchText.folded(text.text), .name, stream, secrets)
      case .referenced(let reference): note(reference, stream, secrets)
      default: break
      }
    case .pipeline:
      switch try event.texts(as: PipelineEvent.self) {
      case .defined(let defined): note(SearchText.folded(defined.name), .name, stream, secrets)
      case .renamed(let text): note(SearchText.folded(text.text), .name, stream, secrets)
      case .referenced(let reference): note(reference, stream, secrets)
      default: break
      }
    case .questionnaire:
      switch try event.texts(as: QuestionnaireEvent.self) {
      case .defined(let defined): note(SearchText.folded(defined.name), .name, stream, secrets)
      case .renamed(let text): note(SearchText.folded(text.text), .name, stream, secrets)
      case .referenced(let reference): note(reference, stream, secrets)
      default: break
      }
    case .response:
      guard event.header.type == ResponseEvent.referenced(Discreet()).type,
        case .referenced(let reference) = try event.everything(as: ResponseEvent.self, secrets),
        let reference = reference.value
      else { return }
      note(reference, stream, secrets)
    case .account: try applyAccount(event, secrets)
    case .user: try applyUser(event, secrets)
    case .contact: try applyContact(event, secrets)
    case .lead: try applyLead(event, secrets)
    default: break
    }
  }

  private mutating func applyAccount(
    _ event: borrowing FoldEvent, _ secrets: any Secrets
  ) throws {
    let stream = event.header.stream
    switch try event.texts(as: AccountEvent.self) {
    case .created(let created):
      note(SearchText.folded(created.name), .name, stream, secrets)
    case .renamed(let renamed): note(SearchText.folded(renamed.text), .name, stream, secrets)
    case .referenced(let reference): note(reference, stream, secrets)
    default: break
    }
  }

  private mutating func applyUser(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let stream = event.header.stream
    switch try event.everything(as: UserEvent.self, secrets) {
    case .registered(let registered):
      guard let details = registered.personal.value else { return }
      note(SearchText.folded(details.name), .name, stream, secrets)
      note(details.email, email: true, stream, secrets)
      note(details.login, .login, stream, secrets)
    case .renamed(let renamed):
      note(renamed.value.map { SearchText.folded($0.text) }, .name, stream, secrets)
    case .emailChanged(let changed): note(changed.value?.text, email: true, stream, secrets)
    case .loginChanged(let changed): note(changed.value?.text, .login, stream, secrets)
    case .referenced(let reference):
      if let reference = reference.value { note(reference, stream, secrets) }
    default: break
    }
  }

  private mutating func applyContact(
    _ event: borrowing FoldEvent, _ secrets: any Secrets
  ) throws {
    let stream = event.header.stream
    guard let what = try event.everything(as: ContactEvent.self, secrets) else { return }
    for hint in what.duplicateHints { note(hint.value, LookupDomain(hint), stream, secrets) }
    if case .referenced(let reference) = what, let reference = reference.value {
      note(reference, stream, secrets)
    }
  }

  private mutating func applyLead(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let stream = event.header.stream
    guard let what = try event.everything(as: LeadEvent.self, secrets) else { return }
    for hint in what.duplicateHints { note(hint.value, LookupDomain(hint), stream, secrets) }
    if case .referenced(let reference) = what, let reference = reference.value {
      note(reference, stream, secrets)
    }
  }

  private mutating func note(
    _ reference: ExternalReference, _ stream: StreamID, _ secrets: any Secrets
  ) {
    note(Lookups.text(of: reference), .reference, stream, secrets)
  }

  private mutating func note(
    _ text: String?, email: Bool, _ stream: StreamID, _ secrets: any Secrets
  ) {
    note(text?.lowercased(), .email, stream, secrets)
  }

  private mutating func note(
    _ value: String?, _ domain: LookupDomain, _ stream: StreamID, _ secrets: any Secrets
  ) {
    guard let value, !value.isEmpty else { return }
    let hash = secrets.lookup(Lookups.scoped(value, stream.kind), domain: domain)
    let number = UInt64(stream.number)
    let earlier = table[hash] ?? number
    let isShared = earlier & Lookups.shared != 0 || earlier & 0xFFFF_FFFF != number
    table.set(hash, to: isShared ? number | Lookups.shared : number)
  }

  private static func scoped(_ value: String, _ kind: StreamKind) -> String {
    "\(kind.number)\u{0}\(value)"
  }

  public mutating func code(_ coder: inout ColumnCoder) { table.code(&coder) }
}

extension LookupDomain {
  /// What a hint about a contact is looked up as.
  public init(_ hint: DuplicateHint) {
    switch hint {
    case .email: self = .email
    case .phone: self = .phone
    case .name: self = .name
    }
  }
}

extension FoldEvent {
  /// The event, read only when it notes a reference; other types are not looked into.
  func referenced(as type: OpportunityEvent.Type) throws(WireError) -> OpportunityEvent? {
    header.type == OpportunityEvent.referenced(ExternalReference()).type
      ? try texts(as: type) : nil
  }

  /// The same of an activity.
  func referenced(as type: ActivityEvent.Type) throws(WireError) -> ActivityEvent? {
    header.type == ActivityEvent.referenced(ExternalReference()).type
      ? try texts(as: type) : nil
  }
}
