import Bytes

extension CustomField {
  /// The most choices a field may have, retired ones included.
  public static let choiceLimit = 500
  /// The most fields one kind of entity may have, retired ones included.
  public static let fieldLimit = 200

  public func decide(
    _ command: CustomFieldCommand, _ facts: some Facts
  ) throws(CustomFieldRefusal) -> [CustomFieldEvent] {
    if case .define(let new) = command { return try define(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .define: throw .exists(id)
    case .rename(let text):
      let text = try line(text, "label", limit: 60)
      try requireFree(label: text, facts.customFields(of: entity))
      return text == label ? [] : [.relabelled(TextChanged(text))]
    case .addChoice(let choice): return try add(choice)
    case .renameChoice(let code, let label): return try rename(code, label)
    case .retireChoice(let code):
      let choice = try known(code)
      if choice.isRetired { return [] }
      if choices.count(where: { !$0.isRetired }) == 1 { throw .lastChoice(choice.code) }
      return [.choiceRetired(ChoiceMeant(choice.number))]
    case .reinstateChoice(let code):
      let choice = try known(code)
      return choice.isRetired ? [.choiceReinstated(ChoiceMeant(choice.number))] : []
    case .require(let isRequired):
      return isRequired == self.isRequired
        ? [] : [.requirementChanged(RequirementChanged(isRequired))]
    case .retire: return isRetired ? [] : [.retired(NothingElse())]
    case .reinstate: return isRetired ? [.reinstated(NothingElse())] : []
    }
  }

  private func define(
    _ new: NewCustomField, _ facts: some Facts
  ) throws(CustomFieldRefusal) -> [CustomFieldEvent] {
    if exists { throw .exists(id) }
    guard new.entity.customisableNoun != nil else { throw .notCustomisable }
    let others = facts.customFields(of: new.entity)
    if others.count >= Self.fieldLimit { throw .tooManyFields(limit: Self.fieldLimit) }
    let defined = try checked(new, facts)
    if let holder = others.first(where: { $0.code == defined.code }) {
      // Asking twice for the same field is fine.
      if holder.agrees(with: defined) { return [] }
      throw .codeTaken(defined.code, by: holder.id)
    }
    try requireFree(label: defined.label, others)
    return [.defined(defined)]
  }

  private func checked(
    _ new: NewCustomField, _ facts: some Facts
  ) throws(CustomFieldRefusal) -> CustomFieldDefined {
    var defined = CustomFieldDefined()
    (defined.entity, defined.kind, defined.isRequired) = (new.entity, new.kind, new.isRequired)
    defined.code = try Self.checked(code: new.code, of: new.entity)
    defined.label = try line(new.label ?? new.code, "label", limit: 60)
    if let unit = new.unit {
      guard new.kind == .number else { throw .unit }
      defined.unit = try line(unit, "unit", limit: 20)
    }
    if new.currency != nil, new.kind != .money { throw .currency }
    if new.kind == .money { defined.currency = new.currency ?? facts.currency }
    defined.decimals = new.decimals ?? UInt8(defined.currency?.minorDigits ?? 0)
    if defined.decimals > 9 || (new.decimals ?? 0 > 0 && new.kind != .number && new.kind != .money)
    {
      throw .decimals
    }
    defined.choices = try checked(choices: new)
    return defined
  }

  private func checked(
    choices new: NewCustomField
  ) throws(CustomFieldRefusal) -> [CustomChoice] {
    guard new.kind == .choice else {
      if new.choices.isEmpty { return [] }
      throw .noChoiceField("field '\(new.code)'")
    }
    if new.choices.isEmpty { throw .choicesMissing }
    var field = CustomField(id: id)
    field.beginChoices()
    var choices: [CustomChoice] = []
    for choice in new.choices {
      for case .choiceAdded(let added) in try field.add(choice) {
        choices.append(added)
        field.evolve(.choiceAdded(added), EventTime.nowhere)
      }
    }
    return choices
  }

  private func add(_ choice: CustomChoice) throws(CustomFieldRefusal) -> [CustomFieldEvent] {
    guard kind == .choice else { throw .noChoiceField(title) }
    let code = try line(choice.code, "option", limit: 60)
    let label = choice.label.isEmpty ? code : try line(choice.label, "label", limit: 60)
    if let known = choices.first(where: { $0.code == code }) {
      if known.label == label || choice.label.isEmpty { return [] }
      throw .choiceTaken(code)
    }
    if choices.count >= Self.choiceLimit { throw .tooManyChoices(limit: Self.choiceLimit) }
    if let taken = [code, label].first(where: { self.choice(named: $0) != nil }) {
      throw .choiceTaken(taken)
    }
    return [.choiceAdded(CustomChoice(code, label: label, number: UInt32(choices.count + 1)))]
  }

  private func rename(
    _ code: String, _ label: String
  ) throws(CustomFieldRefusal) -> [CustomFieldEvent] {
    let choice = try known(code)
    let label = try line(label, "label", limit: 60)
    if label == choice.label { return [] }
    if let other = self.choice(named: label), other.number != choice.number {
      throw .choiceTaken(label)
    }
    return [.choiceRelabelled(ChoiceRelabelled(choice.number, label: label))]
  }

  // MARK: Rules

  private func known(_ code: String) throws(CustomFieldRefusal) -> Choice {
    guard kind == .choice else { throw .noChoiceField(title) }
    guard let choice = choice(named: code) else {
      throw .unknownChoice(code, known: choices.map(\.code).joined(separator: ", "))
    }
    return choice
  }

  private func requireFree(
    label: String, _ others: [CustomField]
  ) throws(CustomFieldRefusal) {
    let wanted = label.lowercased()
    if let holder = others.first(where: { $0.id != id && $0.label.lowercased() == wanted }) {
      throw .labelTaken(label, by: holder.id)
    }
  }

  private static func checked(
    code: String, of kind: StreamKind
  ) throws(CustomFieldRefusal) -> String {
    let isGood = code.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isGood, let first = code.utf8.first, (0x61...0x7A).contains(first),
      code.utf8.count <= 40, code.utf8.last != 0x2D
    else { throw .badCode(code) }
    if kind.ownFieldNames.contains(code) || code.hasPrefix("reference-") || isNumberLike(code) {
      throw .reservedCode(code)
    }
    return code
  }

  /// Whether it reads like the number of a field, as in `k-3`.
  private static func isNumberLike(_ code: String) -> Bool { CustomFieldID(text: code) != nil }

  /// Whether a field that is there is what a definition asks for; it may know more choices.
  private func agrees(with defined: CustomFieldDefined) -> Bool {
    kind == defined.kind && decimals == defined.decimals && currency == defined.currency
      && unit == defined.unit && !isRetired
      && defined.choices.allSatisfy { wanted in choices.contains { $0.code == wanted.code } }
  }

  private mutating func beginChoices() {
    var defined = CustomFieldDefined()
    defined.kind = .choice
    evolve(.defined(defined), EventTime.nowhere)
  }
}

extension EventTime {
  /// The time of an event that is only tried out.
  fileprivate static var nowhere: EventTime {
    EventTime(position: .none, timelineAt: .beginning, occurredAt: .beginning)
  }
}
