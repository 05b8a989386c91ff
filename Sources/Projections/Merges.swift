public import Bytes
public import Domain

/// Which accounts and contacts go on as others, since they were merged into them.
///
/// A row is what one stream says. Who stands for whom is worked out where it is read: a chain of
/// merges (A-1 into A-2, that into A-3) leads to its end.
public struct Merges: ReadModel {
  public static let name = "merges"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.account, .contact)

  /// What each account goes on as.
  public private(set) var accounts = EntityRows<AccountID, MergeRow>()
  /// What each contact goes on as.
  public private(set) var contacts = EntityRows<ContactID, MergeRow>()
  /// How many are merged into others.
  private var count: UInt32 = 0

  public init() {}

  /// Whether nobody is merged into anybody.
  public var isEmpty: Bool { count == 0 }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let type = event.header.type
    let stream = event.header.stream
    if type == Self.merged {
      let into = try event.numbers(of: IDChanged<AccountID>.self).id?.number ?? 0
      set(stream, MergeRow(into: into, since: event.time.known))
    } else if type == Self.unmerged {
      set(stream, MergeRow())
    }
  }

  private mutating func set(_ stream: StreamID, _ row: MergeRow) {
    if self.row(of: stream).into != 0 { count -= 1 }
    if row.into != 0 { count += 1 }
    switch stream.kind {
    case .account: accounts.change(stream.number) { $0 = row }
    case .contact: contacts.change(stream.number) { $0 = row }
    default: break
    }
  }

  /// What the stream of an account or a contact says; blank for all others.
  public func row(of stream: StreamID) -> MergeRow {
    switch stream.kind {
    case .account: accounts[AccountID(stream.number)]
    case .contact: contacts[ContactID(stream.number)]
    default: MergeRow()
    }
  }

  /// Itself, or what it goes on as.
  public func survivor(of stream: StreamID) -> StreamID {
    if count == 0 { return stream }
    var number = stream.number
    // A chain is never longer than there are merges; a damaged one must not go round for ever.
    for _ in 0...count {
      let next = row(of: StreamID(stream.kind, number)).into
      if next == 0 { break }
      number = next
    }
    return StreamID(stream.kind, number)
  }

  /// Those that go on as this one, directly or through others, in order.
  public func members(of survivor: StreamID) -> [StreamID] {
    if count == 0 { return [] }
    let rows = survivor.kind == .account ? accounts.rows : contacts.rows
    guard survivor.kind == .account || survivor.kind == .contact else { return [] }
    return rows.indices.compactMap { index in
      guard rows[index].into != 0 else { return nil }
      let stream = StreamID(survivor.kind, UInt32(index) + 1)
      return self.survivor(of: stream) == survivor ? stream : nil
    }
  }

  /// Those that go on as others, by what they go on as.
  public var membersBySurvivor: [StreamID: [StreamID]] {
    if count == 0 { return [:] }
    var members: [StreamID: [StreamID]] = [:]
    for (kind, rows) in [(StreamKind.account, accounts.rows), (.contact, contacts.rows)] {
      for index in rows.indices where rows[index].into != 0 {
        let stream = StreamID(kind, UInt32(index) + 1)
        members[survivor(of: stream), default: []].append(stream)
      }
    }
    return members
  }

  /// Everyone who goes on as somebody else, with whom.
  public var aliases: Aliases {
    if count == 0 { return Aliases() }
    func ends(_ rows: [MergeRow], _ kind: StreamKind) -> [UInt32] {
      guard let last = rows.lastIndex(where: { $0.into != 0 }) else { return [] }
      return (0...last).map { index in
        rows[index].into == 0 ? 0 : survivor(of: StreamID(kind, UInt32(index) + 1)).number
      }
    }
    return Aliases(
      accounts: ends(accounts.rows, .account), contacts: ends(contacts.rows, .contact))
  }

  public mutating func forget(_ stream: StreamID) {
    if row(of: stream).into != 0 { count -= 1 }
    switch stream.kind {
    case .account: accounts.clear(stream.number)
    case .contact: contacts.clear(stream.number)
    default: break
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    accounts.code(&coder)
    contacts.code(&coder)
    guard coder.isReading else { return }
    count = UInt32(
      accounts.rows.count { $0.into != 0 } + contacts.rows.count { $0.into != 0 })
  }

  // Both kinds number these two alike; AccountEvent.swift, ContactEvent.swift.
  private static let merged = AccountEvent.merged(IDChanged()).type
  private static let unmerged = AccountEvent.unmerged(NothingElse()).type
}

/// What an account or a contact goes on as.
public struct MergeRow: ColumnRow, Equatable, Sendable {
  /// The number of the one it was merged into; 0 when it stands for itself.
  public var into: UInt32 = 0
  /// Since when; nil when nobody knows.
  public var since: Instant?

  public init() {}

  init(into: UInt32, since: Instant?) { (self.into, self.since) = (into, since) }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&into)
    coder.instant(&since)
  }
}
