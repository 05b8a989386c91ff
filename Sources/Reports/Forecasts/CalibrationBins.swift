import Domain
import Projections

/// Predictions by their probability, with what became of them.
struct CalibrationBins {
  /// One bin.
  struct Bin {
    var undecided = 0
    var decided = 0
    var won = 0
    /// Sum of the probabilities of the decided ones, in millionths of a millionth.
    var predicted: Int128 = 0
    /// Sum of the squares of (probability − outcome) of the decided ones, in the same parts.
    var squares: Int128 = 0
    var streams = TallyStreams()

    mutating func add(_ chance: Chance, _ status: OpportunityStatus) {
      guard status != .open else {
        undecided += 1
        return
      }
      decided += 1
      predicted += Int128(chance.trillionths)
      if status == .won { won += 1 }
      let outcome: Int64 = status == .won ? 1_000_000 : 0
      let miss = Int128(chance.trillionths / 1_000_000 - outcome)
      squares += miss * miss
    }

    static func += (left: inout Bin, right: Bin) {
      left.undecided += right.undecided
      left.decided += right.decided
      left.won += right.won
      left.predicted += right.predicted
      left.squares += right.squares
    }

    var meanPredicted: Double { Double(predicted) / 1e12 / Double(decided) }
    var shareWon: Double { Double(won) / Double(decided) }
    var brier: Cell { .ratio(squares, Int128(decided) * Chance.one) }
  }

  private var bins: [Bin]

  init(count: Int) { bins = Array(repeating: Bin(), count: count) }

  static let columns = [
    Column("bin", "Predicted", .text),
    Column("predictions", "Predictions", .integer),
    Column("undecided", "Undecided", .integer),
    Column("decided", "Decided", .integer),
    Column("won", "Won", .integer),
    Column("mean_predicted", "Mean predicted", .share),
    Column("share_won", "Share won", .share),
    Column("difference", "Won − predicted", .share),
    Column("brier", "Brier", .decimal),
    Column("reliability", "Reliability", .decimal),
    Column("resolution", "Resolution", .decimal),
    Column("uncertainty", "Uncertainty", .decimal),
  ]

  mutating func add(
    _ id: OpportunityID, _ row: OpportunityRow, _ chance: Chance, _ status: OpportunityStatus
  ) {
    let place = Int(Int128(chance.numerator) * Int128(bins.count) / Int128(chance.denominator))
    let bin = min(place, bins.count - 1)
    bins[bin].add(chance, status)
    bins[bin].streams.note(id.stream)
    bins[bin].streams.note(row.pipeline?.stream)
  }

  private var all: Bin { bins.reduce(into: Bin()) { $0 += $1 } }

  /// The bins that hold something.
  func rows(_ around: Surroundings) -> [Row] {
    let all = all
    return bins.enumerated().compactMap { index, bin in
      guard bin.decided + bin.undecided > 0 else { return nil }
      let name = "\(Self.edge(index, bins.count))-\(Self.edge(index + 1, bins.count))"
      return Row(
        key: name, cells: [.text(name + " %")] + cells(bin, all) + [.none],
        sources: around.joined(to: bin.streams))
    }
  }

  /// An edge in per cent, with a decimal where it needs one.
  private static func edge(_ index: Int, _ count: Int) -> String {
    let tenths = (index * 1_000 + count / 2) / count
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private func cells(_ bin: Bin, _ all: Bin) -> [Cell] {
    let parts = Self.parts(bin, all)
    return [
      .integer(Int64(bin.decided + bin.undecided)), .integer(Int64(bin.undecided)),
      .integer(Int64(bin.decided)), .integer(Int64(bin.won)),
      .ratio(bin.predicted, Int128(bin.decided) * Chance.one), .ratio(bin.won, bin.decided),
      .ratio(Int128(bin.won) * Chance.one - bin.predicted, Int128(bin.decided) * Chance.one),
      bin.brier,
      bin.decided == 0 ? .none : .statistic(parts.reliability),
      bin.decided == 0 ? .none : .statistic(parts.resolution),
    ]
  }

  /// What a bin adds to reliability and resolution.
  private static func parts(_ bin: Bin, _ all: Bin) -> (reliability: Double, resolution: Double) {
    guard bin.decided > 0 else { return (0, 0) }
    let weight = Double(bin.decided) / Double(all.decided)
    let miss = bin.meanPredicted - bin.shareWon
    let apart = bin.shareWon - all.shareWon
    return (weight * miss * miss, weight * apart * apart)
  }

  private var sums: (reliability: Double, resolution: Double) {
    let all = all
    return bins.reduce(into: (0, 0)) { sums, bin in
      let parts = Self.parts(bin, all)
      sums = (sums.0 + parts.reliability, sums.1 + parts.resolution)
    }
  }

  /// The line of all predictions.
  var totalCells: [Cell] {
    let (all, sums) = (all, sums)
    var cells: [Cell] = [.text("total")] + self.cells(all, all) + [.none]
    guard all.decided > 0 else { return cells }
    cells[cells.count - 3] = .statistic(sums.reliability)
    cells[cells.count - 2] = .statistic(sums.resolution)
    cells[cells.count - 1] = .statistic(all.shareWon * (1 - all.shareWon))
    return cells
  }

  /// What the parts of the score leave over, when predictions of one bin differ.
  var notes: [String] {
    let (all, sums) = (all, sums)
    guard all.decided > 0 else { return ["nothing was decided yet: there is nothing to compare"] }
    let brier = Double(all.squares) / 1e12 / Double(all.decided)
    let uncertainty = all.shareWon * (1 - all.shareWon)
    let rest = brier - sums.reliability + sums.resolution - uncertainty
    let millionths = Int((rest * 1e6).rounded())
    guard millionths != 0 else { return [] }
    return [
      "predictions of one bin differ: that leaves \(millionths) millionths of the Brier score"
    ]
  }
}
