import Bytes
public import Domain
public import Projections
import Reports

extension BookSource {
  /// Shows the same book at many moments, the oldest first; the log is read once for all of them.
  public func visit(
    _ moments: [Moment], folding types: [any ReadModel.Type],
    _ body: (Int, BookSource) throws -> Void
  ) throws {
    let stops = try moments.enumerated().map { (place: $0, moment: try answerMoment($1)) }
      .sorted { ($0.moment.position, $0.place) < ($1.moment.position, $1.place) }
    guard let first = stops.first else { return }
    var here = first.moment.position
    var folders = try foldedAsKnown(withMerges(types), through: here)
    for stop in stops {
      // Nothing else may hold the rows now, or the first change would copy them.
      folders = folders.map { $0.restarted(at: here) }
      here = stop.moment.position
      try fold.run(folders, through: here)
      let source = standing(at: stop.moment)
      for folder in try source.inHindsight(folders) { source.cache.keep(folder) }
      try body(stop.place, source)
    }
  }
}
