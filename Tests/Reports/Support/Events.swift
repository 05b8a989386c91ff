import Bytes
import Domain

@testable import Reports

// Short ways to write down what happened.

func euro(_ text: String) -> Money { try! Money(text, .euro) }
func dollar(_ text: String) -> Money { try! Money(text, .usDollar) }
func day(_ text: String) -> Day { try! Day(text) }
func percent(_ number: Int) -> Probability { try! Probability(basisPoints: number * 100) }

func amounts(_ money: Money...) -> Amounts { money.reduce(into: Amounts()) { $0.add($1) } }

func user(
  _ name: String, manager: UInt32? = nil, office: String? = nil, role: Role = .representative
) -> UserEvent {
  var registered = UserRegistered()
  (registered.role, registered.office) = (role, office)
  registered.manager = manager.map { UserID($0) }
  registered.personal = Personal(UserDetails(name: name), slot: KeySlot(UInt32(name.utf8.count)))
  return .registered(registered)
}

func account(
  _ name: String, owner: UInt32? = nil, parent: UInt32? = nil, industry: String? = nil,
  country: String? = nil
) -> AccountEvent {
  var created = AccountCreated()
  created.name = name
  created.owner = owner.map { UserID($0) }
  created.parent = parent.map { AccountID($0) }
  (created.details.industry, created.details.country) = (industry, country)
  return .created(created)
}

func contact(
  _ name: String, slot: UInt32, account: UInt32? = nil, owner: UInt32? = nil,
  stage: RelationshipStage = .lead, email: String? = nil, phone: String? = nil
) -> ContactEvent {
  var details = ContactDetails()
  details.name = PersonName(full: name)
  if let email { details.emails = [EmailAddress(email)] }
  if let phone { details.phones = [PhoneNumber(phone)] }
  var created = ContactCreated()
  created.account = account.map { AccountID($0) }
  created.owner = owner.map { UserID($0) }
  created.relationship = stage
  created.person = Personal(details, slot: KeySlot(slot))
  return .created(created)
}

func product(_ name: String, _ price: Money?, family: String? = nil) -> ProductEvent {
  var created = ProductCreated()
  (created.name, created.listPrice, created.family) = (name, price, family)
  return .created(created)
}

func pipeline(_ name: String, _ stages: [(String, Int)]) -> PipelineEvent {
  var defined = PipelineDefined()
  defined.name = name
  defined.stages = stages.enumerated().map { index, stage in
    StageDefinition(
      number: UInt32(index) + 1, name: stage.0, probability: percent(stage.1))
  }
  return .defined(defined)
}

func opened(
  owner: UInt32 = 1, stage: UInt32 = 1, _ amount: Money? = nil, account: UInt32? = nil,
  product: UInt32? = nil, contact: UInt32? = nil, probability: Int? = nil,
  close: String? = nil, pipeline: UInt32 = 1, name: String = ""
) -> OpportunityEvent {
  var opened = OpportunityOpened()
  opened.pipeline = PipelineID(pipeline)
  (opened.stage, opened.owner, opened.amount) = (stage, UserID(owner), amount)
  opened.account = account.map { AccountID($0) }
  opened.product = product.map { ProductID($0) }
  opened.contact = contact.map { ContactID($0) }
  opened.probability = probability.map(percent)
  opened.expectedClose = close.map(day)
  opened.name = name
  return .opened(opened)
}

func won(_ amount: Money? = nil) -> OpportunityEvent { .won(MoneyChanged(amount)) }
func lost(_ reason: String = "price") -> OpportunityEvent { .lost(TextChanged(reason)) }
func amount(_ amount: Money?) -> OpportunityEvent { .amountRevised(MoneyChanged(amount)) }
func closes(_ text: String?) -> OpportunityEvent {
  .expectedCloseRevised(DayChanged(text.map(day)))
}
func owned(by user: UInt32) -> OpportunityEvent { .ownerChanged(IDChanged(UserID(user))) }
