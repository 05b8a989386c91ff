import Bytes

extension Response {
  public func decide(
    _ command: ResponseCommand, _ facts: some Facts
  ) throws(ResponseRefusal) -> [ResponseEvent] {
    if case .record(let new) = command { return try record(new, facts) }
    guard exists else { throw .unknown(id) }
    if isRetracted, command != .retract { throw .retracted(id) }
    if command != .retract { try requireReadable(facts) }
    switch command {
    case .record: throw .exists(id)
    case .answer(let written):
      return try corrected(try readings(written, try asked(facts)))
    case .put(let number, let answer):
      guard let question = try asked(facts).question(number) else { return [] }
      return try corrected([AnswerReading(question: question, answer: answer)])
    case .retract:
      if isRetracted { return [] }
      // Under a key that was erased nothing can be sealed any more.
      let isErased = contact.flatMap { facts.contact($0) }?.isErased ?? false
      var retracted = ResponseRetracted()
      retracted.words = Discreet(NothingElse(), slot: isErased ? nil : keySlot)
      return [.retracted(retracted)]
    case .reference(let reference):
      return try newReferences([reference], held: references, facts)
        .map { .referenced(Discreet($0, slot: keySlot)) }
    }
  }

  // MARK: Recording

  private func record(
    _ new: NewResponse, _ facts: some Facts
  ) throws(ResponseRefusal) -> [ResponseEvent] {
    if exists { throw .exists(id) }
    guard let questionnaire = facts.questionnaire(new.questionnaire) else {
      throw .unknownQuestionnaire(new.questionnaire)
    }
    if questionnaire.isRetired { throw .retiredQuestionnaire(questionnaire.id) }
    let number = new.version ?? questionnaire.current?.number ?? 0
    guard let version = questionnaire.version(number) else {
      throw .unknownVersion(number, of: questionnaire.id)
    }
    var recorded = ResponseRecorded()
    (recorded.questionnaire, recorded.version) = (questionnaire.id, number)
    let contact = try contact(new.contact, facts)
    (recorded.account, recorded.contact) = (new.account ?? contact?.account, new.contact)
    if new.account == nil, new.contact == nil { throw .noSubject }
    if let account = new.account, facts.standing(of: account.stream) == .unknown {
      throw .unknownAccount(account)
    }
    let readings = try readings(new.answers, version).filter { $0.answer != nil }
    try requireAnswers(readings, version, isPartial: new.isPartial)
    recorded.answers = AnswerList(readings)
    recorded.words = Discreet(AnswerWords(readings), slot: contact?.keySlot)
    let references = try newReferences(new.references, held: [], facts)
    return [.recorded(recorded)]
      + references.map { .referenced(Discreet($0, slot: contact?.keySlot)) }
  }

  private func contact(
    _ id: ContactID?, _ facts: some Facts
  ) throws(ResponseRefusal) -> PersonFacts? {
    guard let id else { return nil }
    guard let contact = facts.contact(id) else { throw .unknownContact(id) }
    if contact.isErased { throw .erasedContact(id) }
    return contact
  }

  private func requireAnswers(
    _ readings: [AnswerReading], _ version: Questionnaire.Version, isPartial: Bool
  ) throws(ResponseRefusal) {
    if isPartial { return }
    if readings.isEmpty { throw .nothingAnswered }
    let answered = Set(readings.map(\.question.number))
    let missing = version.questions.filter { $0.isRequired && !answered.contains($0.number) }
    if !missing.isEmpty { throw .missing(missing.map(\.title).joined(separator: ", ")) }
  }

  // MARK: Correcting

  /// Refuses what would have to be sealed under a key that was erased.
  private func requireReadable(_ facts: some Facts) throws(ResponseRefusal) {
    _ = try contact(contact, facts)
  }

  private func asked(_ facts: some Facts) throws(ResponseRefusal) -> Questionnaire.Version {
    guard let questionnaire = facts.questionnaire(questionnaire) else {
      throw .unknownQuestionnaire(questionnaire)
    }
    guard let version = questionnaire.version(version) else {
      throw .unknownVersion(version, of: questionnaire.id)
    }
    return version
  }

  /// What differs from what is held; required answers cannot be taken away.
  private func corrected(
    _ readings: [AnswerReading]
  ) throws(ResponseRefusal) -> [ResponseEvent] {
    var corrected = ResponseCorrected()
    var changed: [AnswerReading] = []
    for reading in readings {
      let number = reading.question.number
      if reading.answer == held(number) { continue }
      if reading.answer != nil {
        changed.append(reading)
      } else if reading.question.isRequired {
        throw .missing(reading.question.title)
      } else {
        corrected.withdrawn.append(number)
      }
    }
    corrected.answers = AnswerList(changed)
    corrected.words = Discreet(AnswerWords(changed), slot: keySlot)
    return changed.isEmpty && corrected.withdrawn.isEmpty ? [] : [.corrected(corrected)]
  }

  private func held(_ question: UInt32) -> StoredAnswer? {
    if let number = answers[question] { return .number(number) }
    guard let text = words[question], let text else { return nil }
    return .words(text)
  }

  /// The answers as they are kept, in the order of the questions' numbers.
  private func readings(
    _ written: [WrittenAnswer], _ version: Questionnaire.Version
  ) throws(ResponseRefusal) -> [AnswerReading] {
    var readings: [AnswerReading] = []
    readings.reserveCapacity(written.count)
    for answer in written {
      guard let question = version.question(coded: answer.question) else {
        let known = version.questions.map(\.code).joined(separator: ", ")
        throw .unknownQuestion(answer.question, known: known)
      }
      readings.append(try AnswerReading(answer, question))
    }
    readings.sort { $0.question.number < $1.question.number }
    for (first, second) in zip(readings, readings.dropFirst())
    where first.question.number == second.question.number {
      throw .answeredTwice(first.question.title)
    }
    return readings
  }
}

extension AnswerList {
  fileprivate init(_ readings: [AnswerReading]) {
    self.init()
    for reading in readings {
      switch reading.answer {
      case .number(let value):
        questions.append(reading.question.number)
        values.append(value)
      case .words: inWords.append(reading.question.number)
      case nil: break
      }
    }
  }
}

extension AnswerWords {
  fileprivate init(_ readings: [AnswerReading]) {
    self.init()
    texts = readings.compactMap { if case .words(let text) = $0.answer { text } else { nil } }
  }
}
