import Bytes
import CRM
import Domain

/// One row doing one step, with the place it takes in the order of everything.
struct ImportEntry: Sendable, Equatable {
  /// 0 before everything, 1 at its instant, 2 after everything.
  var rank: UInt8
  /// The step whose turn it is at the same instant: its own, or the first of its file where the
  /// rows of a file are to stay together.
  var turn: UInt16
  var step: UInt16
  var table: UInt16
  /// The number of the row in its file.
  var row: UInt32
  var instant: Instant
  /// Whether rows come before steps at the same instant.
  var keepsRows: Bool

  init(
    _ moment: ImportMoment, step: Int, turn: Int, table: Int, row: Int, keepsRows: Bool
  ) {
    (self.step, self.turn, self.table) = (UInt16(step), UInt16(turn), UInt16(table))
    self.row = UInt32(row)
    switch moment {
    case .undatedFirst: (rank, instant) = (0, .beginning)
    case .at(let instant): (rank, self.instant) = (1, instant)
    case .undatedLast: (rank, instant) = (2, .beginning)
    }
    self.keepsRows = keepsRows && rank == 1
    if !self.keepsRows { self.turn = self.step }
  }

  /// When it happened.
  var moment: ImportMoment {
    switch rank {
    case 0: .undatedFirst
    case 1: .at(instant)
    default: .undatedLast
    }
  }

  /// Whether it comes before another one.
  static func < (first: ImportEntry, second: ImportEntry) -> Bool {
    if first.rank != second.rank { return first.rank < second.rank }
    if first.instant != second.instant { return first.instant < second.instant }
    if first.turn != second.turn { return first.turn < second.turn }
    if first.table != second.table { return first.table < second.table }
    if first.row != second.row { return first.row < second.row }
    return first.step < second.step
  }
}
