import Bytes
import Reports

/// Which events take part in what is seen of a book: those known at a moment, and in hindsight also
/// those that happened by then and came to be known later.
struct Horizon: Sendable {
  /// Every event up to here takes part.
  let position: Position
  /// In hindsight: the later ones up to `known` too, when they had happened by `instant`.
  private let late: (known: Position, instant: Instant)?

  /// Everything recorded up to a position.
  init(through position: Position) {
    self.position = position
    late = nil
  }

  /// What an answer at this moment is made of.
  init(_ moment: AnswerMoment) {
    position = moment.position
    late = moment.knownThrough.map { ($0, moment.instant) }
  }

  /// Whether later knowledge takes part.
  var isHindsight: Bool { late != nil }

  /// Whether an event takes part.
  func admits(_ header: EventHeader, at position: Position) -> Bool {
    if position <= self.position { return true }
    guard let late, position <= late.known else { return false }
    return header.occurredAt < header.timelineAt && header.occurredAt <= late.instant
  }
}
