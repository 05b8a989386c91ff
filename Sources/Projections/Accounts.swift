public import Bytes
public import Domain

/// Every account as plain numbers, with its trade and country as words.
public struct Accounts: AliasedModel {
  public static let name = "accounts"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.account)

  /// One row an account.
  public private(set) var rows = EntityRows<AccountID, AccountRow>()
  /// The trades accounts are in.
  public private(set) var industries = Words()
  /// The countries accounts are in.
  public private(set) var countries = Words()

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.texts(as: AccountEvent.self) else { return }
    let number = event.header.stream.number
    let time = event.time
    switch what {
    case .created(let created):
      let industry = industries.number(of: created.details.industry)
      let country = countries.number(of: created.details.country)
      rows.change(number) { row in
        row.exists = true
        (row.owner, row.parent) = (created.owner, created.parent)
        (row.industry, row.country) = (industry, country)
        row.annualRevenue = created.details.annualRevenue
        row.createdAt = time.known
      }
    case .detailsChanged(let changed): merge(changed, into: number)
    case .ownerChanged(let changed): rows.change(number) { $0.owner = changed.id }
    case .parentChanged(let changed): rows.change(number) { $0.parent = changed.id }
    case .absorbed(let values), .released(let values): take(values, number)
    case .renamed, .tagged, .untagged, .referenced, .merged, .unmerged, .distinguished,
      .custom:
      break
    }
  }

  /// What a merge set or took away.
  private mutating func take(_ values: AccountMergeValues, _ number: UInt32) {
    var changed = AccountDetailsChanged()
    (changed.details, changed.cleared) = (values.details, values.cleared)
    merge(changed, into: number)
    rows.change(number) { row in
      row.owner = values.owner ?? (values.cleared.contains(2) ? nil : row.owner)
      row.parent = values.parent ?? (values.cleared.contains(7) ? nil : row.parent)
    }
  }

  private mutating func merge(_ changed: AccountDetailsChanged, into number: UInt32) {
    let industry = changed.details.industry.map { industries.number(of: $0) }
    let country = changed.details.country.map { countries.number(of: $0) }
    rows.change(number) { row in
      row.industry = industry ?? (changed.cleared.contains(21) ? 0 : row.industry)
      row.country = country ?? (changed.cleared.contains(28) ? 0 : row.country)
      row.annualRevenue =
        changed.details.annualRevenue ?? (changed.cleared.contains(3) ? nil : row.annualRevenue)
    }
  }

  /// Lets rows be read with merges resolved.
  public mutating func resolve(_ aliases: Aliases) { rows.resolve(aliases) }
  /// The streams whose rows name what was merged.
  public func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    rows.namingMerged(aliases)
  }

  public mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  public mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    industries.code(&coder)
    countries.code(&coder)
  }
}

/// An account without its texts.
public struct AccountRow: ColumnRow, Equatable, Sendable {
  /// Whether the number was used.
  public var exists = false
  /// Who looks after it.
  public var owner: UserID?
  /// The account it belongs to.
  public var parent: AccountID?
  /// The trade, by its number among the words.
  public var industry: UInt32 = 0
  /// The country, by its number among the words.
  public var country: UInt32 = 0
  /// Turnover a year.
  public var annualRevenue: Money?
  /// When it was entered; nil when nobody knows.
  public var createdAt: Instant?

  public init() {}

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.flag(&exists)
    coder.id(&owner)
    coder.id(&parent)
    coder.number(&industry)
    coder.number(&country)
    coder.money(&annualRevenue)
    coder.instant(&createdAt)
  }
}
