import Bytes
import Domain
import Projections

/// How a list is cut, searched and ordered.
struct Listing: Sendable {
  let search: String?
  let sort: String
  let isDescending: Bool
  let limit: Int
  let custom: CustomAsked

  /// The options every list has; `keys` are the columns it can be ordered by, the first unless
  /// another is asked for.
  ///
  /// A list of things that have custom fields and labels has options for them as well.
  static func options(_ keys: [String], isCustomisable: Bool = false) -> [ReportOption] {
    [
      ReportOption("search", "TEXT", "only those in which this text stands"),
      ReportOption(
        "sort", "KEY", "order by one of \(keys.joined(separator: ", ")); KEY:desc turns it round",
        standard: keys[0]),
      ReportOption("limit", "N", "show this many; 0 shows all", standard: "50"),
    ] + (isCustomisable ? CustomAsked.options : [])
  }

  /// What was asked; `limit` is how many are shown when nothing is said.
  init(
    _ values: OptionValues, keys: [String], limit standard: Int = 50
  ) throws(ReportRefusal) {
    search = values["search"]
    custom = try CustomAsked(values)
    let asked = values["sort"] ?? keys[0]
    let parts = asked.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, keys.contains(parts[0]) || custom.shows(parts[0]),
      parts.count == 1 || parts[1] == "desc"
    else {
      throw .badValue(
        option: "sort", value: asked, expected: "one of \(keys.joined(separator: ", "))")
    }
    (sort, isDescending) = (parts[0], parts.count == 2)
    limit = try values.count("limit") ?? standard
  }

  /// Fills an answer with the entities that are kept, in order, up to the limit.
  ///
  /// `row` makes the row of an entity; `order` gives what the list is ordered by and is asked for
  /// every entity, so that it should read dense rows where it can.
  func fill<Kind: Entity, Source: ReportSource>(
    _ answer: inout Answer, _ type: Kind.Type, _ candidates: [Kind.ID], _ source: Source,
    keeps: ((Kind) -> Bool)?, order: (Kind.ID) throws -> SortKey,
    row: (Kind, inout Labels<Source>) throws -> Row
  ) throws {
    let view = custom.isEmpty ? nil : try custom.view(of: Kind.ID.kind, source)
    answer.columns += view?.columns ?? []
    var first = First<Kind.ID>(limit == 0 ? .max : limit, isDescending: isDescending)
    for id in try searched(type, view?.filter(candidates) ?? candidates, source) {
      if let keeps, !keeps(try source.entity(type, id)) { continue }
      guard let view else {
        first.add(id, try order(id))
        continue
      }
      if view.needsWords, !view.keeps(custom(of: try source.entity(type, id))) { continue }
      first.add(
        id, custom.shows(sort) ? try customOrder(type, id, view, source) : try order(id))
    }
    var labels = Labels(source)
    for id in first.sorted {
      let entity = try source.entity(type, id)
      var row = try row(entity, &labels)
      if let view {
        row.cells += view.cells(custom(of: entity))
        row.sources += view.sources
      }
      answer.rows.append(row)
    }
    if answer.rows.count < first.count { answer.rowsBeforeLimit = first.count }
  }

  private func customOrder<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, _ view: CustomView, _ source: some ReportSource
  ) throws -> SortKey {
    guard view.isWords(sort) else { return view.order(sort, id.number) }
    return view.order(sort, custom(of: try source.entity(type, id)))
  }

  /// The custom fields and labels of an entity; of those that can have none, none.
  private func custom(of entity: some Entity) -> CustomState {
    (entity as? any Customisable)?.custom ?? CustomState()
  }

  /// Those in which the text stands as of the moment.
  private func searched<Kind: Entity>(
    _ type: Kind.Type, _ candidates: [Kind.ID], _ source: some ReportSource
  ) throws -> [Kind.ID] {
    guard let search else { return candidates }
    let ever = Set(try source.search(search, kind: Kind.ID.kind))
    let merged = try source.model(Merges.self).membersBySurvivor
    return try candidates.filter { id in
      guard ever.contains(id.stream) else { return false }
      // What was merged into it is found by what it was called itself.
      return try ([id.stream] + (merged[id.stream] ?? [])).contains { stream in
        try source.entity(type, Kind.ID(stream.number)).fields
          .contains { $0.value.holds(search) }
      }
    }
  }
}

/// The first so many of what is to be ordered: nothing beyond them is kept, so that a short list of
/// many costs one comparison each.
struct First<ID: EntityID> {
  private let limit: Int
  private let isDescending: Bool
  private var kept: [(key: SortKey, id: ID)] = []
  /// The last of the first so many seen so far; what does not come before it is out.
  private var bound: (key: SortKey, id: ID)?
  /// How many there were.
  private(set) var count = 0

  init(_ limit: Int, isDescending: Bool) {
    (self.limit, self.isDescending) = (limit, isDescending)
  }

  mutating func add(_ id: ID, _ key: SortKey) {
    count += 1
    if let bound, !comesBefore((key, id), bound) { return }
    kept.append((key, id))
    guard limit < .max, kept.count >= limit * 2 else { return }
    kept.sort(by: comesBefore)
    kept.removeLast(kept.count - limit)
    bound = kept.last
  }

  /// The first ones, in order.
  var sorted: [ID] { kept.sorted(by: comesBefore).prefix(limit).map(\.id) }

  private func comesBefore(_ first: (SortKey, ID), _ second: (SortKey, ID)) -> Bool {
    first.0 == second.0
      ? first.1 < second.1 : SortKey.comesBefore(first.0, second.0, isDescending)
  }
}

/// What a list is ordered by; nothing comes last, whichever way round.
enum SortKey: Equatable {
  case none
  case text(String)
  case number(Int128)

  /// A text without regard to case and diacritics.
  static func folded(_ text: String?) -> SortKey {
    text.map { .text(SearchText.folded($0)) } ?? .none
  }

  /// The number of an entity.
  static func entity<ID: EntityID>(_ id: ID?) -> SortKey {
    id.map { .number(Int128($0.number)) } ?? .none
  }

  /// Money by its value; several currencies by the first of them.
  static func money(_ amounts: Amounts) -> SortKey {
    .number(amounts.sums.first?.total ?? 0)
  }

  static func comesBefore(_ first: SortKey, _ second: SortKey, _ isDescending: Bool) -> Bool {
    switch (first, second) {
    case (.none, _): false
    case (_, .none): true
    case (.text(let left), .text(let right)): isDescending ? right < left : left < right
    case (.number(let left), .number(let right)): isDescending ? right < left : left < right
    case (.text, .number): false
    case (.number, .text): true
    }
  }
}

extension FieldValue {
  /// Whether a text stands in the value, letters with and without diacritics being the same.
  func holds(_ text: String) -> Bool {
    switch self {
    case .text(let value): SearchText.matches(value, search: text)
    case .list(let values): values.contains { SearchText.matches($0, search: text) }
    default: false
    }
  }
}

extension String {
  /// The text as a cell; nothing when it is empty.
  var cell: Cell { isEmpty ? .none : .text(self) }
}

extension String? {
  /// The text as a cell, or nothing.
  var cell: Cell { self?.cell ?? .none }
}
