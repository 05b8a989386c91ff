import Bytes
import CRM
import Domain

extension Firm {
  /// An account of the representative, a new one in three of ten cases.
  mutating func customer(
    of place: Int, _ now: Instant, _ session: inout ImportSession
  ) throws -> UInt32 {
    if !staff[place].accounts.isEmpty, random.happens(0.7) {
      return random.choice(staff[place].accounts)
    }
    return try newCustomer(of: place, now, &session)
  }

  /// A new account with one to three contacts.
  mutating func newCustomer(
    of place: Int, _ now: Instant, _ session: inout ImportSession
  ) throws -> UInt32 {
    let user = staff[place].user
    let number = UInt32(customers.count + 1)
    var details = AccountDetails()
    details.industry = random.choice(FirmNames.industries)
    details.country = random.choice(FirmNames.countries)
    details.employees = UInt64(random.whole(4...2_000))
    let new = NewAccount(name: FirmNames.account(number, &random), owner: user, details: details)
    let account = try make(.account(nil, .create(new)), at: now, for: user, &session)
    let count = UInt32(random.whole(1...3))
    let first = contactCount + 1
    for _ in 0..<count { try enterContact(at: account, user, now, &session) }
    keep(account, contacts: (first, count), place, now)
    return account
  }

  /// Notes a customer, and that it is to be rated.
  mutating func keep(
    _ account: UInt32, contacts: (first: UInt32, count: UInt32), _ place: Int, _ now: Instant
  ) {
    precondition(Int(account) == customers.count + 1, "accounts are numbered without gaps")
    customers.append(Customer(contacts: contacts, owner: place, since: now, &random))
    staff[place].accounts.append(account)
    summary.accounts += 1
    let day = zone.day(of: now).adding(days: random.whole(20...60))
    agenda.add(workingMoment(of: day), .rate(account))
  }

  private mutating func enterContact(
    at account: UInt32, _ owner: UserID, _ now: Instant, _ session: inout ImportSession
  ) throws {
    var person = NewContact(name: FirmNames.person(&random))
    person.account = AccountID(account)
    person.owner = owner
    person.role = random.choice(FirmNames.roles)
    person.relationship = .prospect
    person.emails = [EmailAddress("contact\(contactCount + 1)@account\(account).example")]
    person.birthday = try Day(
      year: random.whole(1955...2001), month: random.whole(1...12), day: random.whole(1...28))
    contactCount = try make(.contact(nil, .create(person)), at: now, for: owner, &session)
  }

  // MARK: What they answer

  /// What the firm asks: of itself about its customers, and of their people.
  mutating func defineQuestionnaires(
    _ now: Instant, _ session: inout ImportSession
  ) throws {
    let pleased = NewQuestionnaire(name: "Satisfaction", draft: FirmQuestions.satisfaction)
    let value = NewQuestionnaire(
      name: "Customer value", draft: FirmQuestions.value(hasService: false))
    for new in [pleased, value] {
      try execute(.questionnaire(nil, .define(new)), at: now, for: manager, &session)
    }
    let half = plan.firstDay.days(to: plan.lastDay) / 2
    agenda.add(workingMoment(of: plan.firstDay.adding(days: half)), .reviseQuestionnaire)
  }

  /// From now on there is a question more.
  mutating func reviseQuestionnaire(_ now: Instant, _ session: inout ImportSession) throws {
    isRevised = true
    try execute(
      .questionnaire(QuestionnaireID(2), .revise(FirmQuestions.value(hasService: true))), at: now,
      for: manager, &session)
  }

  /// The representative rates an account, and will again in a year.
  mutating func rate(
    _ account: UInt32, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let customer = customers[Int(account) - 1]
    let (size, potential) = (customer.size(at: now), customer.potential(at: now))
    var answers = [
      WrittenAnswer("volume", "\(score(size, 0...100))"),
      WrittenAnswer("sites", "\(score(size, 1...5))"),
      WrittenAnswer("plans", "\(score(potential, 1...10))"),
      WrittenAnswer("openness", "\(score(potential, 1...5))"),
    ]
    if isRevised { answers.append(WrittenAnswer("service", "\(score(potential, 1...5))")) }
    let user = staff[current(customer.owner)].user
    let new = NewResponse(
      questionnaire: QuestionnaireID(2), account: AccountID(account), answers: answers)
    try execute(.response(nil, .record(new)), at: now, for: user, &session)
    summary.responses += 1
    let day = zone.day(of: now).adding(days: random.whole(300...430))
    agenda.add(workingMoment(of: day), .rate(account))
  }

  /// A place on a scale for something from 0 to 100, on average where it truly lies.
  private mutating func score(_ truth: Double, _ scale: ClosedRange<Int>) -> Int {
    let share = (truth + SimulationTruth.answerNoise * random.normal()) / 100
    let place = Double(scale.lowerBound) + share * Double(scale.count - 1)
    return min(max(random.rounded(place), scale.lowerBound), scale.upperBound)
  }

  /// A contact says how likely it is to recommend the firm.
  mutating func askContact(
    _ contact: UInt32, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let (first, drift, deviation) = SimulationTruth.recommendation
    let years = zone.start(of: plan.firstDay).years(to: now)
    let place = random.rounded(max(4, first + drift * years) + deviation * random.normal())
    let new = NewResponse(
      questionnaire: QuestionnaireID(1), contact: ContactID(contact),
      answers: [
        WrittenAnswer("recommend", "\(min(max(place, 0), 10))"),
        WrittenAnswer("again", place >= 6 ? "yes" : "no"),
      ])
    try execute(.response(nil, .record(new)), at: now, &session)
    summary.responses += 1
  }
}

/// What the firm's questionnaires ask.
enum FirmQuestions {
  /// How big a customer is, and how much more there is to win.
  static func value(hasService: Bool) -> QuestionnaireDraft {
    var questions = [
      question("volume", "How much of what we make do they buy, 0 to 100?", 0...100, size: 2),
      question("sites", "How many sites do they have?", 1...5, size: 1),
      question("plans", "Do they plan to grow?", 1...10, potential: 2),
      question("openness", "Do they look at other makers?", 1...5, potential: 1),
    ]
    questions[0].kind = .number
    if hasService {
      questions.append(
        question("service", "Would they have us look after it?", 1...5, potential: 1))
    }
    return QuestionnaireDraft(questions: questions)
  }

  /// What people of customers are asked.
  static let satisfaction: QuestionnaireDraft = {
    var again = Question()
    (again.code, again.wording, again.kind) = ("again", "Would you buy from us again?", .yesNo)
    let recommend = question("recommend", "How likely is it that you recommend us?", 0...10)
    return QuestionnaireDraft(questions: [recommend, again])
  }()

  private static func question(
    _ code: String, _ wording: String, _ scale: ClosedRange<Int>, size: UInt32 = 0,
    potential: UInt32 = 0
  ) -> Question {
    var question = Question()
    (question.code, question.wording, question.kind) = (code, wording, .scale)
    (question.minimum, question.maximum) = (Int64(scale.lowerBound), Int64(scale.upperBound))
    (question.sizeWeight, question.potentialWeight) = (size * 10_000, potential * 10_000)
    return question
  }
}
