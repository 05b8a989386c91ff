import Bytes
import Domain
import Projections

extension QualityReport {
  /// What is missing or odd about opportunities.
  static func opportunities(_ book: SalesBook) -> [Finding] {
    typealias Rule = (
      key: String, title: String, of: (OpportunityRow) -> Bool,
      hit: (OpportunityRow) -> Bool
    )
    let today = book.moment.civilDay
    let anything: (OpportunityRow) -> Bool = { $0.status != nil }
    let open: (OpportunityRow) -> Bool = { $0.status == .open }
    let closed: (OpportunityRow) -> Bool = { $0.status == .won || $0.status == .lost }
    let rules: [Rule] = [
      (
        "opportunities-without-account", "opportunities without an account", anything,
        { $0.account == nil }
      ),
      (
        "opportunities-without-product", "opportunities without a product", anything,
        { $0.product == nil }
      ),
      (
        "undated-openings", "opportunities opened nobody knows when", anything,
        { $0.openedAt == nil }
      ),
      (
        "open-without-amount", "open opportunities without an amount", open,
        { $0.amount == nil }
      ),
      (
        "open-without-expected-close", "open opportunities without an expected close", open,
        { $0.expectedClose == nil }
      ),
      (
        "open-past-expected-close", "open opportunities past their expected close", open,
        { $0.expectedClose.map { $0 < today } ?? false }
      ),
      (
        "undated-closings", "opportunities closed nobody knows when", closed,
        { $0.closedAt == nil }
      ),
      (
        "closed-before-opened", "opportunities closed before they were opened", closed,
        { row in book.daysToClose(row).map { $0 < 0 } ?? false }
      ),
      (
        "won-without-amount", "won opportunities without an amount", { $0.status == .won },
        { ($0.amount?.units ?? 0) == 0 }
      ),
      (
        "lost-with-amount", "lost opportunities with an amount", { $0.status == .lost },
        { ($0.amount?.units ?? 0) > 0 }
      ),
    ]
    return rules.map { rule in
      let base = book.opportunities.rows.all.filter { rule.of($0.1) }
      let hits = base.filter { rule.hit($0.1) }
      return finding(rule.key, rule.title, Array(base), hits, book)
    }
  }

  /// A finding with its hits counted by stage.
  private static func finding(
    _ key: String, _ title: String, _ base: [(OpportunityID, OpportunityRow)],
    _ hits: [(OpportunityID, OpportunityRow)], _ book: SalesBook
  ) -> Finding {
    var pipelines: Set<PipelineID> = []
    var counts: [PipelineID: [UInt32: Int]] = [:]
    for (_, row) in hits {
      guard let pipeline = row.pipeline else { continue }
      pipelines.insert(pipeline)
      counts[pipeline, default: [:]][row.stage, default: 0] += 1
    }
    let words = pipelines.sorted().flatMap { id in
      (counts[id] ?? [:]).sorted { $0.key < $1.key }.map { stage, count in
        "\(book.stageName(book.pipelines[id], stage)) \(count)"
      }
    }
    return Finding(
      key: key, title: title, base: base.map(\.0.stream), hits: hits.map(\.0.stream),
      detail: words.joined(separator: ", "), extra: pipelines.sorted().map(\.stream))
  }

  /// What is missing or odd about accounts.
  static func accounts(_ book: SalesBook, _ source: some ReportSource) throws -> [Finding] {
    let rows = book.accounts.rows.all.filter { $0.1.exists }
    let base = rows.map(\.0.stream)
    func finding(_ key: String, _ title: String, _ hit: (AccountRow) -> Bool) -> Finding {
      Finding(key: key, title: title, base: base, hits: rows.filter { hit($0.1) }.map(\.0.stream))
    }
    return [
      finding("accounts-without-owner", "accounts without an owner") { $0.owner == nil },
      finding("accounts-without-industry", "accounts without an industry") { $0.industry == 0 },
      finding("accounts-without-country", "accounts without a country") { $0.country == 0 },
      finding("accounts-with-parent", "accounts that belong to another") { $0.parent != nil },
      try duplicates(rows.map(\.0), base, source),
    ]
  }

  /// The accounts whose name another account has too.
  private static func duplicates(
    _ accounts: [AccountID], _ base: [StreamID], _ source: some ReportSource
  ) throws -> Finding {
    var byName: [String: [AccountID]] = [:]
    for id in accounts {
      let folded = SearchText.folded(try source.entity(Account.self, id).name)
      let words = folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      byName[words, default: []].append(id)
    }
    let doubled = byName.filter { $0.value.count > 1 }
    let names = doubled.keys.sorted()
    return Finding(
      key: "duplicate-account-names", title: "accounts of the same name as another", base: base,
      hits: doubled.values.joined().sorted().map(\.stream),
      detail: names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : ""))
  }

  /// What is missing about contacts; those erased are counted apart and looked at no further.
  static func contacts(_ source: some ReportSource) throws -> [Finding] {
    let rows = try source.model(Contacts.self).rows.all.filter { $0.1.relationship != nil }
    var (erased, readable, noEmail, noPhone): ([StreamID], [StreamID], [StreamID], [StreamID])
    (erased, readable, noEmail, noPhone) = ([], [], [], [])
    for (id, _) in rows {
      let contact = try source.entity(Contact.self, id)
      if contact.isHidden {
        erased.append(id.stream)
        continue
      }
      readable.append(id.stream)
      if contact.primaryEmail == nil { noEmail.append(id.stream) }
      if contact.primaryPhone == nil { noPhone.append(id.stream) }
    }
    let base = rows.map(\.0.stream)
    return [
      Finding(
        key: "contacts-without-account", title: "contacts without an account", base: base,
        hits: rows.filter { $0.1.account == nil }.map(\.0.stream)),
      Finding(
        key: "contacts-without-owner", title: "contacts without an owner", base: base,
        hits: rows.filter { $0.1.owner == nil }.map(\.0.stream)),
      Finding(
        key: "contacts-without-email", title: "contacts without an e-mail address",
        base: readable, hits: noEmail),
      Finding(
        key: "contacts-without-phone", title: "contacts without a telephone number",
        base: readable, hits: noPhone),
      Finding(
        key: "contacts-erased", title: "contacts whose personal data were erased", base: base,
        hits: erased),
    ]
  }
}
