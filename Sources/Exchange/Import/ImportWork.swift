import Bytes
import CRM
import Domain

/// An import at work: one planned row after the other becomes a command.
struct ImportWork {
  let recipe: Recipe
  let tables: [RowTable]
  let plan: ImportPlan
  let reader: RowReader
  private(set) var tally: ImportTally
  /// What this job created by a reference, and in which step.
  private var created: [StreamID: UInt16] = [:]

  init(_ recipe: Recipe, _ tables: [RowTable], _ plan: ImportPlan, zone: Zone) {
    (self.recipe, self.tables, self.plan) = (recipe, tables, plan)
    reader = RowReader(recipe: recipe, zone: recipe.dates.zone ?? zone)
    tally = plan.tally
  }

  /// Does everything; throws at the first row that cannot be done.
  mutating func carryOut(
    _ session: inout ImportSession, _ progress: (@Sendable (ImportProgress) -> Void)?
  ) throws {
    for setup in recipe.setup {
      do { try carryOut(setup, &session) } catch let refusal as any DomainRefusal {
        throw ImportFailure(reason: "setup, \(setup.form.name): \(refusal)")
      }
    }
    for (index, entry) in plan.entries.enumerated() {
      if index % 1_000 == 0 { progress?(ImportProgress(done: index, total: plan.entries.count)) }
      try carryOut(entry, &session)
    }
    progress?(ImportProgress(done: plan.entries.count, total: plan.entries.count))
  }

  private mutating func carryOut(_ setup: Recipe.Setup, _ session: inout ImportSession) throws {
    var arguments = FormArguments(
      subject: setup.subject, setup.arguments, source: recipe.source)
    if let kind = setup.form.creates {
      let name = setup.arguments.first { $0.name == "name" }?.text
      if isKnown(setup.reference ?? name, kind, session) {
        return tally.skip(setup.form.name, "exists already")
      }
      var reference = setup.reference
      if let known = try existing(kind, reference, name: name, session) {
        if try fits(known, setup, arguments, session) {
          return tally.skip(setup.form.name, "exists already")
        }
        reference = name
      }
      if let reference { arguments.add(reference, of: recipe.source) }
    }
    let command = try setup.form.command(arguments, session)
    tally.count(try session.execute(command, at: .undatedFirst, file: 0, row: 0))
  }

  /// Whether the recipe's source calls something so.
  private func isKnown(
    _ identifier: String?, _ kind: StreamKind, _ session: borrowing ImportSession
  ) -> Bool {
    guard let identifier else { return false }
    let reference = ExternalReference(source: recipe.source, identifier: identifier)
    return session.holder(of: reference, kind: kind) != nil
  }

  /// Whether what has the name can serve: a pipeline only with every stage the recipe wants.
  ///
  /// Where it cannot, the recipe gets one of its own, which its source's reference tells apart.
  private func fits(
    _ known: StreamID, _ setup: Recipe.Setup, _ arguments: FormArguments,
    _ session: borrowing ImportSession
  ) throws -> Bool {
    guard case .pipeline(nil, .define(let new)) = try setup.form.command(arguments, session),
      let pipeline = session.pipeline(PipelineID(known.number))
    else { return true }
    let names = Set(pipeline.stages.filter { !$0.isRetired }.map { $0.name.lowercased() })
    return new.stages.allSatisfy { names.contains($0.name.lowercased()) }
  }

  private mutating func carryOut(
    _ entry: ImportPlan.Entry, _ session: inout ImportSession
  ) throws {
    let place = Place(
      step: recipe.steps[Int(entry.step)], table: tables[Int(entry.table)], row: Int(entry.row))
    do {
      if place.step.form.creates == nil {
        try act(entry, place, &session)
      } else {
        try create(entry, place, &session)
      }
    } catch let refusal as FormRefusal {
      throw place.failure(refusal)
    } catch let failure as ImportFailure {
      throw failure
    } catch let refusal as any DomainRefusal {
      throw place.failure("\(place.step.form.name): \(refusal)")
    }
  }

  // MARK: Creating

  private mutating func create(
    _ entry: ImportPlan.Entry, _ place: Place, _ session: inout ImportSession
  ) throws {
    let form = place.step.form
    guard let kind = form.creates else { return }
    var arguments = try arguments(place, session)
    if kind == .opportunity, !arguments.values.contains(where: { $0.name == "pipeline" }),
      let pipeline = recipe.ownPipeline
    {
      arguments.values.append(.init("pipeline", pipeline))
    }
    let reference = try identifier(place.step.reference, place, session)
    let name = arguments.values.first { $0.name == "name" }?.text
    if let known = try existing(kind, reference, name: name, session) {
      return try meet(known, entry, place, arguments, &session)
    }
    if let reference { arguments.add(reference, of: recipe.source) }
    let command = try form.command(arguments, session)
    let outcome = try execute(command, entry, place, &session)
    if let stream = outcome.stream { created[stream] = entry.step }
  }

  /// Does what the step says about things that exist already.
  private mutating func meet(
    _ known: StreamID, _ entry: ImportPlan.Entry, _ place: Place, _ arguments: FormArguments,
    _ session: inout ImportSession
  ) throws {
    let form = place.step.form
    if created[known] == entry.step {
      tally.warn(
        "\(place.table.name), row \(place.number): \(EntityKinds.text(of: known)) came in an "
          + "earlier row of this import already")
    }
    switch place.step.existing {
    case .skip: tally.skip(form.name, "exists already")
    case .refuse:
      throw place.failure("\(form.name): it exists already, as \(EntityKinds.text(of: known))")
    case .update:
      for command in try form.updates(of: known, arguments, session) {
        try execute(command, entry, place, &session)
      }
    }
  }

  /// What a new thing would be a second one of: by its reference, else by its name.
  private func existing(
    _ kind: StreamKind, _ reference: String?, name: String?, _ session: borrowing ImportSession
  ) throws -> StreamID? {
    if let reference {
      let reference = ExternalReference(source: recipe.source, identifier: reference)
      return session.holder(of: reference, kind: kind)
    }
    guard let name, kind != .contact, kind != .opportunity, kind != .response else { return nil }
    do {
      return try session.resolve(name, kind: kind, source: nil)
    } catch NameRefusal.unknown {
      return nil
    }
  }

  // MARK: Acting

  private mutating func act(
    _ entry: ImportPlan.Entry, _ place: Place, _ session: inout ImportSession
  ) throws {
    let form = place.step.form
    var arguments = try arguments(place, session)
    if form.needsSomething, arguments.values.isEmpty {
      return tally.skip(form.name, "nothing to change")
    }
    if let kind = form.subject {
      if let reference = try identifier(place.step.reference, place, session) {
        let reference = ExternalReference(source: recipe.source, identifier: reference)
        guard let stream = session.holder(of: reference, kind: kind) else {
          throw place.failure(
            place.step.reference, "is no \(EntityKinds.noun(of: kind)) of \(recipe.source)")
        }
        arguments.known = stream
      } else {
        arguments.subject = try identifier(place.step.subject, place, session)
      }
    }
    let command = try form.command(arguments, session)
    try execute(command, entry, place, &session, identity: identity(entry, form, arguments))
  }

  /// The name of a thing in the row; refused when it is empty.
  private func identifier(
    _ value: RowValue?, _ place: Place, _ session: borrowing ImportSession
  ) throws -> String? {
    guard let value else { return nil }
    let text = try reader.read(value, of: place.step, place.table, place.row, session).text
    guard !text.isEmpty else { throw place.failure(value, "is empty, but it says what is meant") }
    return text
  }

  /// A name for what happened at an instant, so that it happens once however often it is imported.
  private func identity(
    _ entry: ImportPlan.Entry, _ form: Form, _ arguments: FormArguments
  ) -> CommandIdentity? {
    guard entry.rank == 1 else { return nil }
    let subject = arguments.known.map(EntityKinds.text) ?? arguments.subject ?? ""
    var texts = [recipe.source, form.name, subject, String(entry.instant.microseconds)]
    for value in arguments.values { texts += [value.name, value.text] }
    let request = texts.flatMap { text in Array("\(text.utf8.count):\(text);".utf8) }
    let digest = FileDigest.sha256(request)
    func half(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    let id = CommandID(high: half(digest[0..<8]), low: half(digest[8..<16]))
    return CommandIdentity(id: id, request: request)
  }

  // MARK: Both

  private func arguments(
    _ place: Place, _ session: borrowing ImportSession
  ) throws -> FormArguments {
    var arguments = FormArguments(source: recipe.source)
    for (name, value) in place.step.values {
      let reading = try reader.read(value, of: place.step, place.table, place.row, session)
      guard !reading.text.isEmpty || value.clears else { continue }
      arguments.values.append(.init(name, reading.text, style: reading.style))
    }
    return arguments
  }

  @discardableResult
  private mutating func execute(
    _ command: Command, _ entry: ImportPlan.Entry, _ place: Place,
    _ session: inout ImportSession, identity: CommandIdentity? = nil
  ) throws -> Outcome {
    var beneficiary: UserID?
    if let value = place.step.onBehalfOf {
      let text = try reader.read(value, of: place.step, place.table, place.row, session).text
      if !text.isEmpty {
        let stream = try session.resolve(text, kind: .user, source: recipe.source)
        beneficiary = UserID(stream.number)
      }
    }
    let outcome = try session.execute(
      command, at: entry.moment, file: UInt32(entry.table) + 1, row: UInt64(place.number),
      onBehalfOf: beneficiary, identity: identity)
    tally.count(outcome)
    for warning in outcome.warnings {
      tally.warn("\(place.table.name), row \(place.number): \(warning)")
    }
    return outcome
  }
}

/// The row a step is at.
private struct Place {
  let step: Recipe.Step
  let table: RowTable
  let row: Int

  /// The number of the row in its file.
  var number: Int { table.number(row) }

  func failure(_ reason: String) -> ImportFailure {
    ImportFailure(file: table.name, row: number, reason: reason)
  }

  /// A failure of a value, with the column it comes from.
  func failure(_ value: RowValue?, _ reason: String) -> ImportFailure {
    guard let column = value?.columns.first else { return failure(reason) }
    return ImportFailure(
      file: table.name, row: number, column: column, value: table.text(row, column),
      reason: reason)
  }

  /// What a form says of a parameter, told of the column it comes from.
  func failure(_ refusal: FormRefusal) -> ImportFailure {
    guard let parameter = refusal.parameter,
      let value = step.values.first(where: { $0.name == parameter })?.value,
      let column = value.columns.first
    else { return failure(refusal.description) }
    let raw = table.text(row, column)
    var reading = ""
    if case .badValue(_, let text, _) = refusal, text != raw {
      reading = "(read as \(VisibleText.quoted(text))) "
    }
    return ImportFailure(
      file: table.name, row: number, column: column, value: raw,
      reason: "\(reading)does not do as \(parameter): \(refusal.reason)")
  }
}

extension FormArguments {
  /// Adds what a source calls the new thing.
  fileprivate mutating func add(_ identifier: String, of source: String) {
    values.append(Value("reference", source + ":" + identifier))
  }
}
