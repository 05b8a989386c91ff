extension Opportunity {
  public func decide(
    _ command: OpportunityCommand, _ facts: some Facts
  ) throws(OpportunityRefusal) -> [OpportunityEvent] {
    if case .open(let new) = command { return try open(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .open: throw .exists(id)
    case .advance, .moveBack, .move, .win, .lose, .reopen:
      return try decideProgress(command, facts)
    case .reviseAmount(let amount):
      try requireOpen()
      try requireAmount(amount)
      return amount == self.amount ? [] : [.amountRevised(MoneyChanged(amount))]
    case .reviseProbability(let probability):
      try requireOpen()
      return probability == self.probability
        ? [] : [.probabilityRevised(ProbabilityChanged(probability))]
    case .reviseExpectedClose(let day):
      try requireOpen()
      return day == expectedClose ? [] : [.expectedCloseRevised(DayChanged(day))]
    case .assign(let user):
      try requireOwner(user, facts)
      return user == owner ? [] : [.ownerChanged(IDChanged(user))]
    case .setProduct(let product):
      try requireProduct(product, facts)
      return product == self.product ? [] : [.productChanged(IDChanged(product))]
    case .setAccount(let account):
      try requireLink(account, facts)
      return account == self.account ? [] : [.accountChanged(IDChanged(account))]
    case .setContact(let contact):
      try requireLink(contact, facts)
      return contact == self.contact ? [] : [.contactChanged(IDChanged(contact))]
    case .rename(let name):
      let name = try line(name, "name")
      return name == self.name ? [] : [.renamed(TextChanged(name))]
    case .custom(let command): return try decide(command, facts)
    case .reference(let reference):
      return try newReferences([reference], held: references, facts).map { .referenced($0) }
    }
  }

  /// The commands that move an opportunity through its pipeline and out of it.
  private func decideProgress(
    _ command: OpportunityCommand, _ facts: some Facts
  ) throws(OpportunityRefusal) -> [OpportunityEvent] {
    switch command {
    case .advance(let stage): return try advance(to: stage, facts)
    case .moveBack(let stage): return try moveBack(to: stage, facts)
    case .move(let stage):
      try requireOpen()
      if stage == self.stage { return [] }
      return try comesLater(stage, facts)
        ? advance(to: stage, facts) : moveBack(to: stage, facts)
    case .win(let amount):
      if status == .won, amount == nil || amount == self.amount { return [] }
      try requireOpen()
      try requireAmount(amount)
      return [.won(MoneyChanged(amount == self.amount ? nil : amount))]
    case .lose(let reason):
      guard !Text.trimmed(reason).isEmpty else { throw .reasonMissing }
      let reason = try line(reason, "reason")
      if status == .lost, reason == lossReason { return [] }
      try requireOpen()
      return [.lost(TextChanged(reason))]
    case .reopen(let stage):
      if status == .open { throw .stillOpen(id) }
      let stage = stage ?? self.stage
      _ = try requireStage(stage, in: pipeline, facts)
      return [.reopened(StageEntered(stage))]
    default: return []
    }
  }

  private func open(
    _ new: NewOpportunity, _ facts: some Facts
  ) throws(OpportunityRefusal) -> [OpportunityEvent] {
    if exists { throw .exists(id) }
    guard let pipeline = facts.pipeline(new.pipeline), !pipeline.isRetired else {
      throw .pipeline(new.pipeline)
    }
    var opened = OpportunityOpened()
    opened.pipeline = new.pipeline
    opened.stage = new.stage ?? pipeline.firstStage?.number ?? 0
    _ = try requireStage(opened.stage, in: new.pipeline, facts)
    opened.owner = new.owner ?? facts.actor
    try requireOwner(opened.owner, facts)
    try requireLink(new.account, facts)
    try requireLink(new.contact, facts)
    try requireProduct(new.product, facts)
    try requireAmount(new.amount)
    (opened.account, opened.contact, opened.product) = (new.account, new.contact, new.product)
    (opened.amount, opened.probability) = (new.amount, new.probability)
    opened.expectedClose = new.expectedClose
    opened.name = new.name.isEmpty ? "" : try line(new.name, "name")
    opened.source = new.source.isEmpty ? "" : try line(new.source, "source")
    let references = try newReferences(new.references, held: [], facts)
    return [.opened(opened)] + references.map { .referenced($0) }
  }

  private func advance(
    to wanted: UInt32?, _ facts: some Facts
  ) throws(OpportunityRefusal) -> [OpportunityEvent] {
    try requireOpen()
    let target = if let wanted { wanted } else { try next(facts) }
    if target == stage { return [] }
    let new = try requireStage(target, in: pipeline, facts)
    guard try comesLater(target, facts) else {
      throw .notLater(from: stageName(facts), to: new.name)
    }
    return [.advanced(StageEntered(target))]
  }

  private func moveBack(
    to target: UInt32, _ facts: some Facts
  ) throws(OpportunityRefusal) -> [OpportunityEvent] {
    try requireOpen()
    if target == stage { return [] }
    let new = try requireStage(target, in: pipeline, facts)
    if try comesLater(target, facts) {
      throw .notEarlier(from: stageName(facts), to: new.name)
    }
    return [.movedBack(StageEntered(target))]
  }

  /// The stage in use after the one it is in.
  private func next(_ facts: some Facts) throws(OpportunityRefusal) -> UInt32 {
    guard let pipeline = facts.pipeline(pipeline), let here = pipeline.index(of: stage) else {
      throw .stage(stage, pipeline)
    }
    let later = pipeline.stages[(here + 1)...].first { !$0.isRetired }
    guard let later else { throw .lastStage(pipeline.stages[here].name) }
    return later.number
  }

  private func comesLater(_ target: UInt32, _ facts: some Facts) throws(OpportunityRefusal) -> Bool
  {
    _ = try requireStage(target, in: pipeline, facts)
    guard let pipeline = facts.pipeline(pipeline), let there = pipeline.index(of: target) else {
      throw .stage(target, pipeline)
    }
    return there > (pipeline.index(of: stage) ?? -1)
  }

  private func stageName(_ facts: some Facts) -> String {
    facts.pipeline(pipeline)?.stage(stage)?.name ?? "stage \(stage)"
  }

  private func requireStage(
    _ number: UInt32, in id: PipelineID, _ facts: some Facts
  ) throws(OpportunityRefusal) -> Pipeline.Stage {
    guard let stage = facts.pipeline(id)?.stage(number), !stage.isRetired else {
      throw .stage(number, id)
    }
    return stage
  }

  private func requireOpen() throws(OpportunityRefusal) {
    if status != .open { throw .notOpen(id, status) }
  }

  private func requireAmount(_ amount: Money?) throws(OpportunityRefusal) {
    if let amount, amount.isNegative { throw .negativeAmount(amount) }
  }

  private func requireLink<ID: EntityID>(
    _ link: ID?, _ facts: some Facts
  ) throws(OpportunityRefusal) {
    guard let link, facts.standing(of: link.stream) == .unknown else { return }
    throw .unknownLink("\(ID.noun) \(link)")
  }

  private func requireProduct(
    _ product: ProductID?, _ facts: some Facts
  ) throws(OpportunityRefusal) {
    try requireLink(product, facts)
    guard let product, product != self.product else { return }
    if facts.standing(of: product.stream) == .retired { throw .retiredProduct(product) }
  }
}
