import Bytes

extension Activity {
  /// The longest duration somebody may say.
  static let durationLimitSeconds: UInt32 = 31 * 86_400

  /// What happens when `command` is carried out; nothing when it changes nothing.
  public func decide(
    _ command: ActivityCommand, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    switch command {
    case .plan(let new, let due): return try plan(new, due, facts)
    case .log(let new, let done): return try log(new, done, facts)
    default: break
    }
    guard exists else { throw .unknown(id) }
    switch command {
    case .plan, .log: throw .exists(id)
    case .start, .stop, .complete, .cancel, .reopen: return try decideProgress(command, facts)
    case .reschedule(let due):
      try requireOpen()
      return due == self.due ? [] : [.rescheduled(ActivityRescheduled(due))]
    case .assign(let user):
      try requireOwner(user, facts)
      return user == about.owner ? [] : [.ownerChanged(IDChanged(user))]
    case .rename(let text):
      let subject = try optionalLine(text, "subject")
      try requireReadable(subject)
      return subject == words.subject
        ? [] : [.renamed(Discreet(ActivityWords(subject: subject), slot: sealingSlot))]
    case .note(let text):
      let notes = try optionalNote(text, "notes")
      try requireReadable(notes)
      return notes == words.notes
        ? [] : [.noted(Discreet(ActivityWords(notes: notes), slot: sealingSlot))]
    case .link(let account, let opportunity): return try link(account, opportunity, facts)
    case .custom(let command): return try decide(command, facts)
    case .reference(let reference):
      return try newReferences([reference], held: references, facts).map { .referenced($0) }
    }
  }

  /// The commands that let an activity go on or end.
  private func decideProgress(
    _ command: ActivityCommand, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    switch command {
    case .start(let user, let again): return try start(user, again, facts)
    case .stop(let unstarted):
      try requireOpen()
      if work == nil, !unstarted { throw .notStarted(id) }
      return [.stopped(NothingElse())]
    case .complete(let done): return try complete(done, facts)
    case .cancel:
      if status == .cancelled { return [] }
      try requireOpen()
      return [.cancelled(NothingElse())]
    case .reopen:
      if status == .open { throw .stillOpen(id) }
      return [.reopened(NothingElse())]
    default: return []
    }
  }

  private func start(
    _ change: Change<UserID>, _ again: Bool, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    try requireOpen()
    let user: UserID? =
      switch change {
      case .keep: facts.actor
      case .set(let user): user
      case .clear: nil
      }
    if let user, facts.user(user) == nil { throw .owner(.unknown(user)) }
    if let work, !again {
      if work.user == user { return [] }
      throw .underWay(id, by: work.user)
    }
    if let work, work == Work(since: facts.occurredAt, user: user) { return [] }
    return [.started(IDChanged(user))]
  }

  private func complete(
    _ done: ActivityDone, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    let result = try checked(done, facts)
    let text = try optionalNote(done.result, "result")
    if status == .completed, result == lastResult, text == words.result { return [] }
    try requireOpen()
    try requireReadable(text)
    var completed = ActivityCompleted()
    completed.result = result
    completed.words = Discreet(
      ActivityWords(result: text), slot: text.isEmpty ? nil : sealingSlot)
    return [.completed(completed)]
  }

  private func link(
    _ account: Change<AccountID>, _ opportunity: Change<OpportunityID>, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    var links = ActivityLinked(about.account, about.opportunity)
    account.apply(to: &links.account)
    opportunity.apply(to: &links.opportunity)
    if links == ActivityLinked(about.account, about.opportunity) { return [] }
    try requireLinks(links.account, about.contact, links.opportunity, facts)
    return [.linked(links)]
  }
}

// MARK: - Entering

extension Activity {
  private func plan(
    _ new: NewActivity, _ due: Due?, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    var planned = ActivityPlanned()
    planned.about = try checkedAbout(new, facts)
    planned.due = due
    planned.words = try words(of: new, result: nil, facts)
    return [.planned(planned)] + (try references(of: new, facts))
  }

  private func log(
    _ new: NewActivity, _ done: ActivityDone, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    var logged = ActivityLogged()
    logged.about = try checkedAbout(new, facts)
    logged.result = try checked(done, facts)
    logged.words = try words(of: new, result: done.result, facts)
    return [.logged(logged)] + (try references(of: new, facts))
  }

  private func checkedAbout(
    _ new: NewActivity, _ facts: some Facts
  ) throws(ActivityRefusal) -> ActivityAbout {
    if exists { throw .exists(id) }
    var about = ActivityAbout()
    about.kind = new.kind
    about.owner = new.owner ?? facts.actor
    try requireOwner(about.owner, facts)
    (about.account, about.contact, about.opportunity) = (new.account, new.contact, new.opportunity)
    try requireLinks(about.account, about.contact, about.opportunity, facts)
    about.account =
      about.account ?? about.opportunity.flatMap { facts.account(of: $0.stream) }
      ?? about.contact.flatMap { facts.account(of: $0.stream) }
    about.label = try optionalLine(new.label, "label", limit: 100)
    return about
  }

  private func words(
    of new: NewActivity, result: String?, _ facts: some Facts
  ) throws(ActivityRefusal) -> Discreet<ActivityWords> {
    let words = ActivityWords(
      subject: try optionalLine(new.subject, "subject"),
      notes: try optionalNote(new.notes, "notes"), result: try optionalNote(result, "result"))
    guard let contact = new.contact else { return Discreet(words, slot: nil) }
    guard let slot = facts.keySlot(of: contact) else { throw .erased(contact) }
    return Discreet(words, slot: slot)
  }

  private func references(
    of new: NewActivity, _ facts: some Facts
  ) throws(ActivityRefusal) -> [ActivityEvent] {
    try newReferences(new.references, held: [], facts).map { .referenced($0) }
  }

  private func checked(
    _ done: ActivityDone, _ facts: some Facts
  ) throws(ActivityRefusal) -> ActivityResult {
    if let start = done.startedAt, start > facts.occurredAt { throw .startAfterEnd }
    if let seconds = done.durationSeconds, seconds > Self.durationLimitSeconds { throw .tooLong }
    return ActivityResult(
      done.outcome, durationSeconds: done.durationSeconds, startedAt: done.startedAt)
  }
}

// MARK: - Rules

extension Activity {
  private func requireOpen() throws(ActivityRefusal) {
    if status != .open { throw .notOpen(id, status) }
  }

  /// Refuses words about a person who was erased: there is no key to seal them under.
  private func requireReadable(_ text: String) throws(ActivityRefusal) {
    if isHidden, !text.isEmpty, let contact = about.contact { throw .erased(contact) }
  }

  private func requireLinks(
    _ account: AccountID?, _ contact: ContactID?, _ opportunity: OpportunityID?,
    _ facts: some Facts
  ) throws(ActivityRefusal) {
    if account == nil, contact == nil, opportunity == nil { throw .nothingLinked }
    try requireLink(account, facts)
    try requireLink(contact, facts)
    try requireLink(opportunity, facts)
  }

  private func requireLink<Link: EntityID>(
    _ link: Link?, _ facts: some Facts
  ) throws(ActivityRefusal) {
    guard let link, facts.standing(of: link.stream) == .unknown else { return }
    throw .unknownLink("\(Link.noun) \(link)")
  }

  private func optionalLine(
    _ text: String?, _ field: String, limit: Int = 500
  ) throws(ActivityRefusal) -> String {
    guard let text, !Text.trimmed(text).isEmpty else { return "" }
    return try line(text, field, limit: limit)
  }

  private func optionalNote(
    _ text: String?, _ field: String
  ) throws(ActivityRefusal) -> String {
    guard let text, !Text.trimmed(text).isEmpty else { return "" }
    do throws(TextRefusal) {
      return try Text.note(text, field: field)
    } catch {
      throw .text(error)
    }
  }
}
