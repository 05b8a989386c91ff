import Bytes
import Domain

/// A world to decide in: every fact can be set, and what is not set is not there.
struct TestFacts: Facts {
  var actor = UserID(1)
  var currency = Currency.euro
  var occurredAt = Instant(microseconds: 1_490_918_400_000_000)
  var today = Day.first
  var users: [UserID: UserFacts] = [:]
  var standings: [StreamID: Standing] = [:]
  var pipelines: [PipelineID: Pipeline] = [:]
  var questionnaires: [QuestionnaireID: Questionnaire] = [:]
  var contacts: [ContactID: PersonFacts] = [:]
  var customFields: [CustomField] = []
  var prices: [ProductID: Money] = [:]
  var costs: [ProductID: Money] = [:]
  var parents: [AccountID: AccountID] = [:]
  var accounts: [StreamID: AccountID] = [:]
  var keySlots: [ContactID: KeySlot] = [:]
  var references: [ExternalReference: StreamID] = [:]
  var emails: [String: StreamID] = [:]
  var logins: [String: UserID] = [:]
  var administratorCount = 1
  var freeKeySlot = KeySlot(7)

  func user(_ id: UserID) -> UserFacts? { users[id] }
  func standing(of stream: StreamID) -> Standing { standings[stream] ?? .unknown }
  func pipeline(_ id: PipelineID) -> Pipeline? { pipelines[id] }
  var plans: [PlanKey: StreamID] = [:]

  func planHolder(of key: PlanKey, kind: StreamKind) -> StreamID? {
    plans[key].flatMap { $0.kind == kind ? $0 : nil }
  }

  func questionnaire(_ id: QuestionnaireID) -> Questionnaire? { questionnaires[id] }
  func customFields(of kind: StreamKind) -> [CustomField] {
    customFields.filter { $0.entity == kind }
  }
  func contact(_ id: ContactID) -> PersonFacts? { contacts[id] }
  func listPrice(of product: ProductID) -> Money? { prices[product] }
  func cost(of product: ProductID) -> Money? { costs[product] }
  func parent(of account: AccountID) -> AccountID? { parents[account] }
  func account(of stream: StreamID) -> AccountID? { accounts[stream] }
  func keySlot(of contact: ContactID) -> KeySlot? { keySlots[contact] }
  func holder(ofLogin login: String) -> UserID? { logins[login] }

  func holder(of reference: ExternalReference, kind: StreamKind) -> StreamID? {
    references[reference].flatMap { $0.kind == kind ? $0 : nil }
  }

  func holder(ofEmail normalised: String, kind: StreamKind) -> StreamID? {
    emails[normalised].flatMap { $0.kind == kind ? $0 : nil }
  }
}
