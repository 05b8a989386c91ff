import Bytes
import CRM
import Domain

/// An import at work: one row after the other becomes a command.
struct ImportWork: Sendable {
  let recipe: Recipe
  let reader: RowReader
  private(set) var tally: ImportTally
  /// What this job created, and in which step.
  private var created: [StreamID: UInt16] = [:]
  /// What has a row in the files, whether it was there before or not.
  private var met: Set<StreamID> = []
  /// The values of dated steps of which one row was seen already.
  private var seen: [UInt16: Set<[String]>] = [:]

  init(_ recipe: Recipe, _ tally: ImportTally, zone: Zone) {
    self.recipe = recipe
    self.tally = tally
    reader = RowReader(recipe: recipe, zone: recipe.dates.zone ?? zone)
  }

  /// What no file is needed for; throws when it cannot be done.
  mutating func setUp(_ session: inout ImportSession) throws {
    for setup in recipe.setup {
      do { try carryOut(setup, &session) } catch let refusal as any DomainRefusal {
        throw ImportFailure(reason: "setup, \(setup.form.name): \(refusal)")
      }
    }
  }

  /// What a row means; throws when it cannot be done, unless bad rows are set aside.
  mutating func carryOut(
    _ entry: ImportEntry, _ row: ImportRow, _ session: inout ImportSession
  ) throws {
    do {
      let place = Place(step: try step(entry, row), row: row)
      guard isFirst(place, entry) else { return }
      try carryOut(entry, place, &session)
    } catch let failure as ImportFailure {
      guard tally.setsAside else { throw failure }
      try tally.reject(row, failure)
    }
  }

  private func step(_ entry: ImportEntry, _ row: ImportRow) throws -> Recipe.Step {
    if Int(entry.step) < recipe.steps.count { return recipe.steps[Int(entry.step)] }
    return try CommandLine(row).step
  }

  /// Whether the row is the first of its values, where only the first counts.
  private mutating func isFirst(_ place: Place, _ entry: ImportEntry) -> Bool {
    guard entry.rank == 1, !place.step.distinct.isEmpty else { return true }
    let texts = place.step.distinct.map(place.row.text)
    return seen[entry.step, default: []].insert(texts).inserted
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
    for command in session.completing(command) {
      let outcome = try session.execute(command, at: .undatedFirst, file: 0, row: 0)
      if outcome.events.isEmpty { tally.skip(setup.form.name, "exists already") }
      tally.count(outcome)
    }
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
    _ entry: ImportEntry, _ place: Place, _ session: inout ImportSession
  ) throws {
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
    _ entry: ImportEntry, _ place: Place, _ session: inout ImportSession
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
    if let stream = outcome.stream {
      created[stream] = entry.step
      met.insert(stream)
    }
  }

  /// Does what the step says about things that exist already.
  private mutating func meet(
    _ known: StreamID, _ entry: ImportEntry, _ place: Place, _ arguments: FormArguments,
    _ session: inout ImportSession
  ) throws {
    let form = place.step.form
    met.insert(known)
    if created[known] == entry.step {
      tally.warn(
        "\(place.row.table.name), row \(place.number): \(EntityKinds.text(of: known)) came in an "
          + "earlier row of this import already")
    }
    switch place.step.existing {
    case .skip: tally.skip(form.name, "exists already")
    case .refuse:
      throw place.failure("\(form.name): it exists already, as \(EntityKinds.text(of: known))")
    case .update:
      let commands = try form.updates(of: known, arguments, session)
      let merge = try session.update(
        known, commands, at: entry.moment, file: UInt32(place.row.table.fileNumber),
        row: UInt64(place.number), onBehalfOf: try beneficiary(place, session))
      tally.count(merge.events)
      if !merge.kept.isEmpty {
        let kept = merge.kept.joined(separator: ", ")
        tally.warn(
          "\(place.row.table.name), row \(place.number): \(EntityKinds.text(of: known)) was "
            + "changed in the book and in the file; the book's \(kept) stays")
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
      return try session.resolveRecorded(name, kind: kind, source: nil)
    } catch NameRefusal.unknown {
      return nil
    }
  }

  // MARK: Acting

  private mutating func act(
    _ entry: ImportEntry, _ place: Place, _ session: inout ImportSession
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
            place.step.reference,
            "is no \(EntityKinds.noun(of: kind)) of \(recipe.source) yet: the step that creates it "
              + "picks other rows, or its date is later")
        }
        arguments.known = session.survivor(of: stream)
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
    let text = try reader.read(value, of: place.step, place.row, session).text
    guard !text.isEmpty else { throw place.failure(value, "is empty, but it says what is meant") }
    return text
  }

  /// A name for what happened at an instant, so that it happens once however often it is imported.
  private func identity(
    _ entry: ImportEntry, _ form: Form, _ arguments: FormArguments
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
      let reading = try reader.read(value, of: place.step, place.row, session)
      guard !reading.text.isEmpty || value.clears else { continue }
      arguments.values.append(.init(name, reading.text, style: reading.style))
    }
    return arguments
  }

  /// The user in whose name it was done; nil when the row names none.
  private func beneficiary(
    _ place: Place, _ session: borrowing ImportSession
  ) throws -> UserID? {
    guard let value = place.step.onBehalfOf else { return nil }
    let text = try reader.read(value, of: place.step, place.row, session).text
    guard !text.isEmpty else { return nil }
    return UserID(try session.resolve(text, kind: .user, source: recipe.source).number)
  }

  @discardableResult
  private mutating func execute(
    _ command: Command, _ entry: ImportEntry, _ place: Place,
    _ session: inout ImportSession, identity: CommandIdentity? = nil
  ) throws -> Outcome {
    let outcome = try session.execute(
      command, at: entry.moment, file: UInt32(place.row.table.fileNumber),
      row: UInt64(place.number), onBehalfOf: try beneficiary(place, session), identity: identity)
    tally.count(outcome)
    for warning in outcome.warnings {
      tally.warn("\(place.row.table.name), row \(place.number): \(warning)")
    }
    return outcome
  }
}

// MARK: - Rows that are gone

extension ImportWork {
  /// Lists what earlier imports of this source created out of files like those given now, and what
  /// no row stands for any more. Nothing is deleted: that is for people to decide.
  mutating func noteGone(_ files: Set<String>, _ session: borrowing ImportSession) throws {
    let steps = recipe.steps.filter {
      files.contains($0.file) && $0.reference != nil && $0.form.creates != nil
    }
    let kinds = Set(steps.compactMap(\.form.creates))
    guard !kinds.isEmpty else { return }
    let missing = try session.createdBefore(kinds).filter { stream, name in
      guard !met.contains(stream), let file = recipe.file(named: name) else { return false }
      return files.contains(file.key)
    }
    guard !tally.hasRejects else {
      if missing.isEmpty { return }
      return tally.warn(
        (missing.count == 1 ? "1 thing that was" : "\(missing.count) things that were")
          + " imported before stand in no good row of these files: they are listed as gone "
          + "as soon as no row is set aside")
    }
    for (stream, name) in missing { tally.noteGone("\(name): \(EntityKinds.text(of: stream))") }
  }
}
