import Bytes
import Domain

/// How a list is cut, searched and ordered.
struct Listing: Sendable {
  let search: String?
  let sort: String
  let isDescending: Bool
  let limit: Int

  /// The options every list has; `keys` are the columns it can be ordered by, the first unless
  /// another is asked for.
  static func options(_ keys: [String]) -> [ReportOption] {
    [
      ReportOption("search", "TEXT", "only those in which this text stands"),
      ReportOption(
        "sort", "KEY", "order by one of \(keys.joined(separator: ", ")); KEY:desc turns it round",
        standard: keys[0]),
      ReportOption("limit", "N", "show this many; 0 shows all", standard: "50"),
    ]
  }

  init(_ values: OptionValues, keys: [String]) throws(ReportRefusal) {
    search = values["search"]
    let asked = values["sort"] ?? keys[0]
    let parts = asked.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, keys.contains(parts[0]), parts.count == 1 || parts[1] == "desc" else {
      throw .badValue(
        option: "sort", value: asked, expected: "one of \(keys.joined(separator: ", "))")
    }
    (sort, isDescending) = (parts[0], parts.count == 2)
    limit = try values.count("limit") ?? 50
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
    let found = try searched(type, candidates, source)
    var kept: [(key: SortKey, id: Kind.ID)] = []
    for id in found {
      if let keeps, !keeps(try source.entity(type, id)) { continue }
      kept.append((try order(id), id))
    }
    kept.sort { first, second in
      if first.key != second.key {
        return SortKey.comesBefore(first.key, second.key, isDescending)
      }
      return first.id < second.id
    }
    var labels = Labels(source)
    let shown = limit == 0 ? kept[...] : kept.prefix(limit)
    for (_, id) in shown { answer.rows.append(try row(try source.entity(type, id), &labels)) }
    if shown.count < kept.count {
      answer.rowsBeforeLimit = kept.count
      answer.notes.append("\(kept.count - shown.count) more of \(kept.count) are not shown")
    }
  }

  /// Those in which the text stands as of the moment.
  private func searched<Kind: Entity>(
    _ type: Kind.Type, _ candidates: [Kind.ID], _ source: some ReportSource
  ) throws -> [Kind.ID] {
    guard let search else { return candidates }
    let ever = Set(try source.search(search, kind: Kind.ID.kind))
    return try candidates.filter { id in
      guard ever.contains(id.stream) else { return false }
      return try source.entity(type, id).fields.contains { $0.value.holds(search) }
    }
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
