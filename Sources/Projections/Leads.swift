public import Bytes
public import Domain

/// Every lead as plain numbers and words of low variety; nothing personal.
public struct Leads: AliasedModel {
  public static let name = "leads"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.lead)

  /// One row a lead.
  public private(set) var rows = EntityRows<LeadID, LeadRow>()
  /// The words leads are counted by: one list each, in the order of their stored numbers.
  public private(set) var words = [Words](repeating: Words(), count: LeadDetails.words.count)
  /// The highest key slot a lead has.
  public private(set) var highestKeySlot: UInt32 = 0
  /// How many leads were erased.
  public private(set) var erasedCount: UInt32 = 0

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.texts(as: LeadEvent.self) else { return }
    let time = event.time
    let number = event.header.stream.number
    switch what {
    case .captured(let captured):
      let numbers = numbers(of: captured.details)
      rows.change(number) { row in
        row.begin(captured, time)
        row.words = LeadWords(numbers)
      }
    case .detailsChanged(let changed):
      let numbers = numbers(of: changed.details)
      rows.change(number) { $0.merge(changed, numbers) }
    default: rows.change(number) { $0.apply(what, time) }
    }
    if what.isErasure { erasedCount += 1 }
    if let slot = what.keySlot { highestKeySlot = max(highestKeySlot, slot.number) }
  }

  private mutating func numbers(of details: LeadDetails) -> [UInt32] {
    LeadDetails.words.enumerated().map { index, word in
      words[index].number(of: details[keyPath: word.path])
    }
  }

  /// Lets rows be read with merges resolved.
  public mutating func resolve(_ aliases: Aliases) { rows.resolve(aliases) }
  /// The streams whose rows name what was merged.
  public func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    rows.namingMerged(aliases)
  }

  public mutating func forget(_ stream: StreamID) {
    if rows[LeadID(stream.number)].isErased { erasedCount -= 1 }
    rows.clear(stream.number)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    for index in words.indices { words[index].code(&coder) }
    coder.number(&highestKeySlot)
    coder.number(&erasedCount)
  }
}

/// A lead without anything personal.
public struct LeadRow: ColumnRow, Equatable, Sendable {
  /// How far one has come; nil when the number was never used.
  public var status: LeadStatus?
  /// Since when.
  public var statusSince: Instant?
  /// Who is to sell to it.
  public var owner: UserID?
  /// Who finds out whether it is worth it.
  public var qualifier: UserID?
  /// The day of the first contact, where that was noted apart from the entry.
  public var firstContact: Day?
  /// When it was entered; nil when nobody knows.
  public var capturedAt: Instant?
  /// When it became a customer; nil when it did not, or nobody knows when.
  public var convertedAt: Instant?
  /// How promising it is; -1 when nobody said.
  public var score: Int64 = -1
  /// The turnover it says it has.
  public var revenue: Money?
  /// The words it is counted by.
  public var words = LeadWords()
  /// The account it became.
  public var account: AccountID?
  /// The contact it became.
  public var contact: ContactID?
  /// The opportunity that began with it.
  public var opportunity: OpportunityID?
  /// The slot of its key.
  public var keySlot: UInt32 = 0
  /// Whether what is personal was erased.
  public var isErased = false

  public init() {}

  mutating func begin(_ captured: LeadCaptured, _ time: EventTime) {
    status = captured.status
    (owner, qualifier) = (captured.owner, captured.qualifier)
    (capturedAt, statusSince) = (time.known, time.known)
    firstContact = captured.details.firstContact
    score = captured.details.score.map { Int64($0) } ?? -1
    revenue = captured.details.revenue
    keySlot = captured.person.slot.number
  }

  mutating func merge(_ changed: LeadDetailsChanged, _ numbers: [UInt32]) {
    let new = changed.details
    firstContact = new.firstContact ?? (changed.cleared.contains(3) ? nil : firstContact)
    score = new.score.map { Int64($0) } ?? (changed.cleared.contains(4) ? -1 : score)
    revenue = new.revenue ?? (changed.cleared.contains(5) ? nil : revenue)
    for (index, word) in LeadDetails.words.enumerated() {
      if numbers[index] != 0 {
        words[index] = numbers[index]
      } else if changed.cleared.contains(word.number) {
        words[index] = 0
      }
    }
  }

  mutating func apply(_ event: LeadEvent, _ time: EventTime) {
    switch event {
    case .statusChanged(let changed): (status, statusSince) = (changed.status, time.known)
    case .ownerChanged(let changed): owner = changed.id
    case .qualifierChanged(let changed): qualifier = changed.id
    case .converted(let converted):
      (status, statusSince, convertedAt) = (.converted, time.known, time.known)
      (account, contact) = (converted.account, converted.contact)
      opportunity = converted.opportunity
    case .erased: isErased = true
    default: break
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    var code = status?.rawValue ?? 0
    coder.number(&code)
    status = LeadStatus(rawValue: code)
    coder.instant(&statusSince)
    coder.id(&owner)
    coder.id(&qualifier)
    coder.day(&firstContact)
    coder.instant(&capturedAt)
    coder.instant(&convertedAt)
    coder.number(&score)
    coder.money(&revenue)
    words.code(&coder)
    coder.id(&account)
    coder.id(&contact)
    coder.id(&opportunity)
    coder.number(&keySlot)
    coder.flag(&isErased)
  }
}

/// The words of a lead, each by its number in the model's list; 0 for none.
public struct LeadWords: ColumnRow, Equatable, Sendable {
  /// Source, campaign, landing page, segment, type, business type, profile.
  private var numbers: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) =
    (0, 0, 0, 0, 0, 0, 0)

  public init() {}

  init(_ numbers: [UInt32]) {
    for (index, number) in numbers.enumerated() { self[index] = number }
  }

  /// The number of a word, by its place among `LeadDetails.words`.
  public subscript(index: Int) -> UInt32 {
    get {
      switch index {
      case 0: numbers.0
      case 1: numbers.1
      case 2: numbers.2
      case 3: numbers.3
      case 4: numbers.4
      case 5: numbers.5
      default: numbers.6
      }
    }
    set {
      switch index {
      case 0: numbers.0 = newValue
      case 1: numbers.1 = newValue
      case 2: numbers.2 = newValue
      case 3: numbers.3 = newValue
      case 4: numbers.4 = newValue
      case 5: numbers.5 = newValue
      default: numbers.6 = newValue
      }
    }
  }

  /// Whether all seven words are the same.
  public static func == (left: LeadWords, right: LeadWords) -> Bool {
    (0..<7).allSatisfy { left[$0] == right[$0] }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    for index in 0..<7 { coder.number(&self[index]) }
  }
}
