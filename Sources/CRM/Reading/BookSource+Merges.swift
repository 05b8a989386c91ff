import Bytes
import Domain
import Projections
import Reports

extension BookSource {
  /// The answer with everything that was merged among the sources of the rows that are about it:
  /// all that goes on as a customer, and the merged ones that a source still names. Only with
  /// them do the events alone, folded, give the row.
  func completed(_ answer: Answer) throws -> Answer {
    guard answer.rows.contains(where: { $0.sources.contains(where: \.mayNeedMerges) }) else {
      return answer
    }
    let merges = try merges()
    if merges.isEmpty { return answer }
    let more = merges.membersBySurvivor
      .merging(cache.namingMerged(merges.aliases), uniquingKeysWith: +)
    var answer = answer
    for index in answer.rows.indices {
      answer.rows[index].sources = answer.rows[index].sources.completed(with: more)
    }
    return answer
  }
}

extension [StreamID] {
  /// These, all that belongs to them, and what belongs to that.
  fileprivate func completed(with more: [StreamID: [StreamID]]) -> [StreamID] {
    var new = flatMap { more[$0] ?? [] }
    if new.isEmpty { return self }
    var seen = Set(self)
    var all = self
    while !new.isEmpty {
      new = new.filter { seen.insert($0).inserted }
      all += new
      new = new.flatMap { more[$0] ?? [] }
    }
    return all
  }
}

extension StreamID {
  fileprivate var mayNeedMerges: Bool {
    StreamKinds(.account, .contact, .opportunity, .order, .activity, .response, .lead)
      .contains(kind)
  }
}
