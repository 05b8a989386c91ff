import Bytes
import Domain
import Projections

/// The facts a decision asks for, looked up in the writer's models.
struct WriterFacts: Facts {
  let models: WriterModels
  let secrets: BookSecrets
  let actor: UserID
  let occurredAt: Instant
  /// The moment the decision is written down.
  let recordedAt: Instant
  /// Whether nobody knows when it happened.
  let isUndated: Bool
  /// Verifies a lookup's hit against the entity it names.
  let entities: EntityLookup

  var currency: Currency { models.settings.book.currency }

  /// The day it happens; where nobody knows that day, the one it is written down on.
  var today: Day {
    models.settings.book.zone.day(of: isUndated ? max(occurredAt, recordedAt) : occurredAt)
  }

  func user(_ id: UserID) -> UserFacts? {
    let row = models.team.rows[id]
    return row.role.map { UserFacts(role: $0, manager: row.manager, isActive: row.isActive) }
  }

  func standing(of stream: StreamID) -> Standing {
    switch stream.kind {
    case .product:
      let row = models.products.rows[ProductID(stream.number)]
      return row.exists ? (row.isActive ? .active : .retired) : .unknown
    case .user:
      let row = models.team.rows[UserID(stream.number)]
      return row.role == nil ? .unknown : (row.isActive ? .active : .retired)
    case .pipeline:
      guard let pipeline = models.pipelines[PipelineID(stream.number)] else { return .unknown }
      return pipeline.isRetired ? .retired : .active
    case .questionnaire:
      guard let asked = models.questionnaires[QuestionnaireID(stream.number)] else {
        return .unknown
      }
      return asked.isRetired ? .retired : .active
    default:
      return models.streams[stream].version > 0 ? .active : .unknown
    }
  }

  func pipeline(_ id: PipelineID) -> Pipeline? { models.pipelines[id] }

  func questionnaire(_ id: QuestionnaireID) -> Questionnaire? { models.questionnaires[id] }

  func customFields(of kind: StreamKind) -> [CustomField] { models.customFields.of(kind) }

  func contact(_ id: ContactID) -> PersonFacts? {
    let row = models.contacts.rows[id]
    guard row.relationship != nil else { return nil }
    return PersonFacts(
      account: survivor(of: row.account), keySlot: KeySlot(row.keySlot), isErased: row.isErased)
  }

  func listPrice(of product: ProductID) -> Money? { models.products.rows[product].listPrice }

  func cost(of product: ProductID) -> Money? { models.products.rows[product].cost }

  func parent(of account: AccountID) -> AccountID? {
    survivor(of: models.accounts.rows[account].parent)
  }

  func survivor(of stream: StreamID) -> StreamID { models.merges.survivor(of: stream) }

  private func survivor(of account: AccountID?) -> AccountID? {
    account.map { AccountID(survivor(of: $0.stream).number) }
  }

  func account(of stream: StreamID) -> AccountID? {
    switch stream.kind {
    case .contact: survivor(of: models.contacts.rows[ContactID(stream.number)].account)
    case .opportunity:
      survivor(of: models.opportunities.rows[OpportunityID(stream.number)].account)
    default: nil
    }
  }

  func keySlot(of contact: ContactID) -> KeySlot? {
    let row = models.contacts.rows[contact]
    return row.keySlot == 0 || row.isErased ? nil : KeySlot(row.keySlot)
  }

  func holder(of reference: ExternalReference, kind: StreamKind) -> StreamID? {
    models.lookups.holder(
      Lookups.text(of: reference), domain: .reference, kind: kind, secrets
    ).map { survivor(of: $0) }
  }

  func holder(ofEmail normalised: String, kind: StreamKind) -> StreamID? {
    let hit = models.lookups.holder(normalised, domain: .email, kind: kind, secrets)
      .map { survivor(of: $0) }
    return hit.flatMap { entities.stillHasEmail($0, normalised) ? $0 : nil }
  }

  func holder(ofLogin login: String) -> UserID? {
    let hit = models.lookups.holder(login, domain: .login, kind: .user, secrets)
    return hit.map { UserID($0.number) }.flatMap { entities.stillHasLogin($0, login) ? $0 : nil }
  }

  func planHolder(of key: PlanKey, kind: StreamKind) -> StreamID? {
    models.planHolder(of: key, kind: kind)
  }

  var administratorCount: Int {
    models.team.rows.rows.count { $0.role == .administrator && $0.isActive }
  }

  var freeKeySlot: KeySlot { models.freeKeySlot }
}

/// Asks entities whether they still hold what a lookup says they were given.
///
/// A fault while reading is kept, since facts cannot throw; whoever decides looks at it afterwards.
final class EntityLookup {
  private let writer: BookWriter
  private(set) var fault: (any Error)?

  init(_ writer: BookWriter) {
    self.writer = writer
  }

  func stillHasEmail(_ stream: StreamID, _ normalised: String) -> Bool {
    switch stream.kind {
    case .user:
      return ask(User.self, UserID(stream.number)) {
        $0.details.email?.lowercased() == normalised
      }
    case .lead:
      return ask(Lead.self, LeadID(stream.number)) {
        $0.duplicateHints.contains(.email(normalised))
      }
    case .contact:
      return ask(Contact.self, ContactID(stream.number)) {
        $0.duplicateHints.contains(.email(normalised))
      }
    default: return false
    }
  }

  func stillHasLogin(_ id: UserID, _ login: String) -> Bool {
    ask(User.self, id) { $0.details.login == login }
  }

  private func ask<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, _ question: (Kind) -> Bool
  ) -> Bool {
    do {
      return question(try writer.entity(type, id))
    } catch {
      fault = fault ?? error
      return false
    }
  }
}
