import Bytes
import Domain
import Projections

/// Every text entities were ever found by, folded for searching; in memory only.
///
/// A hit is a candidate: the entity may be called otherwise at the moment that is asked about, so
/// whoever searches verifies it there.
struct SearchIndex: LogIndex {
  static let name = "search"
  static let version: UInt32 = 1
  static let kinds = StreamKinds(
    .user, .account, .contact, .product, .opportunity, .questionnaire, .response, .order, .lead,
    .activity)
  static let isStorable = false
  static let opensBoxes = true

  private var texts: [StreamID: String] = [:]

  init() {}

  /// The streams of a kind that ever held `text`, in order.
  func streams(holding text: String, kind: StreamKind) -> [StreamID] {
    let wanted = SearchText.folded(text)
    return texts.filter { $0.key.kind == kind && $0.value.contains(wanted) }.map(\.key)
      .sorted { $0.number < $1.number }
  }

  mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let words = try (words(event, secrets) + event.customWords(secrets)).filter { !$0.isEmpty }
    guard !words.isEmpty else { return }
    let folded = words.map { SearchText.folded($0) }.joined(separator: "\n")
    texts[event.header.stream, default: ""] += folded + "\n"
  }

  private func words(
    _ event: borrowing FoldEvent, _ secrets: any Secrets
  ) throws -> [String] {
    switch event.header.stream.kind {
    case .account: try event.texts(as: AccountEvent.self)?.searchWords ?? []
    case .contact: try event.everything(as: ContactEvent.self, secrets)?.searchWords ?? []
    case .user: try event.everything(as: UserEvent.self, secrets)?.searchWords ?? []
    case .product: try event.texts(as: ProductEvent.self)?.searchWords ?? []
    case .opportunity: try event.texts(as: OpportunityEvent.self)?.searchWords ?? []
    case .questionnaire: try event.texts(as: QuestionnaireEvent.self)?.searchWords ?? []
    case .response: try event.everything(as: ResponseEvent.self, secrets)?.searchWords ?? []
    case .lead: try event.everything(as: LeadEvent.self, secrets)?.searchWords ?? []
    case .order: try event.texts(as: OrderEvent.self)?.searchWords ?? []
    case .activity: try event.everything(as: ActivityEvent.self, secrets)?.searchWords ?? []
    default: []
    }
  }

  mutating func code(_ coder: inout ColumnCoder) { coder.fail() }
}

extension AccountEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .created(let created):
      [created.name, created.details.industry ?? "", created.details.city ?? ""]
        + [created.details.country ?? ""]
    case .renamed(let text), .tagged(let text): [text.text]
    case .detailsChanged(let changed):
      [changed.details.industry ?? "", changed.details.city ?? ""]
        + [changed.details.country ?? ""]
    case .referenced(let reference): [reference.identifier]
    case .absorbed(let values), .released(let values):
      [values.name ?? "", values.details.industry ?? "", values.details.city ?? ""]
        + [values.details.country ?? ""] + values.tags + values.references.map(\.identifier)
    case .ownerChanged, .parentChanged, .untagged, .merged, .unmerged, .distinguished, .custom:
      []
    }
  }
}

extension ContactEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .created(let created): created.person.value?.searchWords ?? []
    case .nameChanged(let name): name.value.map { [$0.displayName] } ?? []
    case .emailAdded(let email): [email.value?.address ?? ""]
    case .phoneAdded(let phone): [phone.value?.number ?? ""]
    case .addressAdded(let address): [address.value?.city ?? ""]
    case .tagged(let text): [text.text]
    case .referenced(let reference): [reference.value?.identifier ?? ""]
    case .absorbed(let values), .released(let values):
      (values.person.value.map { $0.details.searchWords + $0.references.map(\.identifier) } ?? [])
        + values.tags
    default: []
    }
  }
}

extension ContactDetails {
  fileprivate var searchWords: [String] {
    [name.displayName] + emails.map(\.address) + phones.map(\.number) + addresses.map(\.city)
  }
}

extension UserEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .registered(let registered):
      [registered.personal.value?.name ?? "", registered.personal.value?.email ?? ""]
    case .renamed(let text), .emailChanged(let text): [text.value?.text ?? ""]
    default: []
    }
  }
}

extension ProductEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .created(let created): [created.name, created.family ?? "", created.code ?? ""]
    case .renamed(let text), .familyChanged(let text), .codeChanged(let text),
      .subfamilyChanged(let text):
      [text.text]
    default: []
    }
  }
}

extension OpportunityEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .opened(let opened): [opened.name]
    case .renamed(let text): [text.text]
    case .referenced(let reference): [reference.identifier]
    default: []
    }
  }
}

extension QuestionnaireEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .defined(let defined): [defined.name] + defined.questions.flatMap { [$0.code, $0.wording] }
    case .revised(let revised): revised.questions.flatMap { [$0.code, $0.wording] }
    case .renamed(let text): [text.text]
    case .referenced(let reference): [reference.identifier]
    case .retired, .reinstated: []
    }
  }
}

extension OrderEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .placed(let placed): placed.lines.map(\.description)
    case .linesAdded(let lines), .linesChanged(let lines): lines.lines.map(\.description)
    case .referenced(let reference): [reference.identifier]
    default: []
    }
  }
}

extension ResponseEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .recorded(let recorded): recorded.words.value?.texts ?? []
    case .corrected(let corrected): corrected.words.value?.texts ?? []
    case .referenced(let reference): [reference.value?.identifier ?? ""]
    case .retracted: []
    }
  }
}

extension LeadEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .captured(let captured):
      (captured.person.value?.searchWords ?? []) + captured.details.searchWords
    case .personChanged(let box): box.value?.searchWords ?? []
    case .detailsChanged(let changed): changed.details.searchWords
    case .referenced(let reference): [reference.value?.identifier ?? ""]
    default: []
    }
  }
}

extension ActivityEvent {
  fileprivate var searchWords: [String] {
    switch self {
    case .planned(let planned): [planned.words.value?.subject ?? "", planned.about.label]
    case .logged(let logged): [logged.words.value?.subject ?? "", logged.about.label]
    case .renamed(let words): [words.value?.subject ?? ""]
    case .referenced(let reference): [reference.identifier]
    default: []
    }
  }
}

extension LeadPerson {
  fileprivate var searchWords: [String] { [name.displayName, company, email, phone] }
}

extension LeadDetails {
  fileprivate var searchWords: [String] {
    LeadDetails.words.compactMap { self[keyPath: $0.path] }
  }
}

extension FoldEvent {
  /// The words in custom fields and the label given, whatever the entity.
  fileprivate func customWords(_ secrets: any Secrets) throws -> [String] {
    guard CustomValues.kinds.contains(header.stream.kind),
      let custom = try customEvent(secrets)
    else { return [] }
    switch custom {
    case .fieldsChanged(let changed): return changed.words.value?.texts ?? []
    case .tagged(let label): return [label.text]
    case .untagged: return []
    }
  }
}
