import Bytes
import Domain
import Testing

@Suite struct ResponseTests {
  private let id = ResponseID(3)
  private let asked = QuestionnaireID(1)
  private let slot = KeySlot(5)
  private let time = EventTime(
    position: .none, timelineAt: .beginning, occurredAt: Instant(microseconds: 7))

  private func facts(isErased: Bool = false) -> TestFacts {
    var required = Question.scale("q1")
    required.isRequired = true
    required.wording = "How happy?"
    var number = Question.scale("staff")
    (number.kind, number.decimals, number.minimum, number.maximum) = (.number, 2, 0, 10_000)
    var defined = QuestionnaireDefined()
    defined.questions = [
      required, .choice("fleet", ["none", "some"]), .yesNo("plans"), .words("why"), number,
    ].enumerated().map { index, question in
      var question = question
      question.number = UInt32(index + 1)
      for place in question.choices.indices { question.choices[place].value = Int64(place + 1) }
      return question
    }
    var questionnaire = Questionnaire(id: asked)
    questionnaire.evolve(.defined(defined), time)
    var facts = TestFacts()
    facts.questionnaires[asked] = questionnaire
    facts.standings[AccountID(1).stream] = .active
    facts.contacts[ContactID(2)] = PersonFacts(
      account: AccountID(1), keySlot: slot, isErased: isErased)
    return facts
  }

  private func new(_ answers: [(String, String)], contact: Bool = false) -> NewResponse {
    NewResponse(
      questionnaire: asked, account: contact ? nil : AccountID(1),
      contact: contact ? ContactID(2) : nil,
      answers: answers.map { WrittenAnswer($0.0, $0.1) })
  }

  private func recorded(_ new: NewResponse) throws -> Response {
    folded(try Response(id: id).decide(.record(new), facts()))
  }

  private func folded(_ events: [ResponseEvent], on held: Response? = nil) -> Response {
    var response = held ?? Response(id: id)
    for event in events { response.evolve(event, time) }
    return response
  }

  private func refusal(_ new: NewResponse, _ facts: TestFacts) -> ResponseRefusal? {
    do throws(ResponseRefusal) {
      _ = try Response(id: id).decide(.record(new), facts)
      return nil
    } catch {
      return error
    }
  }

  @Test func `answers are kept as numbers, words apart, ascending by question`() throws {
    let events = try Response(id: id).decide(
      .record(
        new([("staff", "12.5"), ("why", "big"), ("Q1", "8"), ("plans", "no"), ("fleet", "SOME")])),
      facts())
    guard case .recorded(let recorded) = try #require(events.first) else { return }
    #expect(recorded.answers.questions == [1, 2, 3, 5])
    #expect(recorded.answers.values == [8, 2, 0, 1_250])
    #expect(recorded.answers.inWords == [4])
    #expect(recorded.words == Discreet(words("big"), slot: nil), "an account's words lie open")
    let response = folded(events)
    #expect(response.answeredAt == Instant(microseconds: 7))
    #expect(response.words == [4: "big"])
  }

  private func words(_ texts: String...) -> AnswerWords {
    var words = AnswerWords()
    words.texts = texts
    return words
  }

  @Test func `a contact's words are sealed under the contact's key`() throws {
    let events = try Response(id: id).decide(
      .record(new([("q1", "8"), ("why", "nice")], contact: true)), facts())
    let event = try #require(events.first)
    #expect(event.keySlot == slot)
    let open = event.payloadBytes()
    #expect(!String(decoding: open, as: UTF8.self).contains("nice"))
    let shut = try #require(try ResponseEvent.read(type: event.type, payload: open.span))
    #expect(folded([shut]).isHidden)
    #expect(folded([shut]).words == [4: nil], "that it was answered stays known")
    #expect(folded([shut]).answers == [1: 8], "numbers stay when the person is erased")
    #expect(folded([shut]).account == AccountID(1))
    let opened = try ResponseEvent.read(
      type: event.type, payload: open.span, personal: event.personalBytes())
    #expect(opened == event)
  }

  @Test func `what does not answer a question is refused with the question and what would do`() {
    func text(_ code: String, _ answer: String) -> String {
      let answers = code == "q1" ? [(code, answer)] : [("q1", "8"), (code, answer)]
      return refusal(new(answers), facts())?.description ?? "none"
    }
    #expect(
      text("q1", "11") == "question 'q1' (How happy?): '11' is not a whole number from 1 to 10")
    #expect(text("q1", "7.5").hasSuffix("is not a whole number from 1 to 10"))
    #expect(text("fleet", "lots") == "question 'fleet': 'lots' is not one of none, some")
    #expect(text("plans", "perhaps") == "question 'plans': 'perhaps' is not yes or no")
    #expect(text("staff", "1.234").contains("a number with at most 2 decimals, 0 or more, at most 100"))
    #expect(text("zz", "1").hasPrefix("there is no question 'zz'; the questionnaire asks q1, fleet"))
  }

  @Test func `required questions must be answered unless the response is partial`() {
    #expect(refusal(new([("plans", "yes")]), facts())?.description.contains("(How happy?)") == true)
    #expect(refusal(new([]), facts()) == .nothingAnswered)
    var partial = new([])
    partial.isPartial = true
    #expect(refusal(partial, facts()) == nil)
    #expect(refusal(new([("q1", "8"), ("Q1", "8")]), facts())?.description.contains("twice") == true)
    #expect(
      refusal(new([("q1", "8")], contact: true), facts(isErased: true))
        == .erasedContact(ContactID(2)))
    var nobody = new([("q1", "8")])
    nobody.account = nil
    #expect(refusal(nobody, facts()) == .noSubject)
  }

  @Test func `a correction holds only what differs, and twice the same writes nothing`() throws {
    let held = try recorded(new([("q1", "8"), ("plans", "yes"), ("why", "big")]))
    let change = ResponseCommand.answer([
      WrittenAnswer("q1", "8"), WrittenAnswer("plans", ""), WrittenAnswer("why", "bigger"),
    ])
    let events = try held.decide(change, facts())
    guard case .corrected(let corrected) = try #require(events.first) else { return }
    #expect(corrected.answers.questions.isEmpty && corrected.answers.inWords == [4])
    #expect(corrected.withdrawn == [3])
    let after = folded(events, on: held)
    #expect(after.answers == [1: 8] && after.words == [4: "bigger"])
    #expect(try after.decide(change, facts()).isEmpty)
    #expect(throws: ResponseRefusal.missing("question 'q1' (How happy?)")) {
      try held.decide(.answer([WrittenAnswer("q1", "")]), facts())
    }
  }

  @Test func `a retracted response takes no answers any more`() throws {
    let held = try recorded(new([("q1", "8")]))
    let events = try held.decide(.retract, facts())
    let after = folded(events, on: held)
    #expect(after.isRetracted && events.count == 1)
    #expect(try after.decide(.retract, facts()).isEmpty)
    #expect(throws: ResponseRefusal.retracted(id)) {
      try after.decide(.answer([WrittenAnswer("q1", "1")]), facts())
    }
  }

  @Test func `an older answer can be restored`() throws {
    let held = try recorded(new([("q1", "8"), ("why", "big")]))
    let after = folded(
      try held.decide(.answer([WrittenAnswer("q1", "2"), WrittenAnswer("why", "")]), facts()),
      on: held)
    var again = after
    for field in ["answer-1", "answer-4"] {
      for command in try #require(after.restoring(field, from: held)) {
        again = folded(try again.decide(command, facts()), on: again)
      }
    }
    #expect(again.answers == held.answers && again.words == held.words)
  }
}
