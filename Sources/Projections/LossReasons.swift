public import Bytes
public import Domain

/// Why each opportunity was lost, as a word: what losses are grouped by.
public struct LossReasons: ReadModel {
  public static let name = "loss-reasons"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.opportunity)

  private var rows = EntityRows<OpportunityID, LossReasonRow>()
  /// The reasons that were given, as they were typed.
  public private(set) var reasons = Words()

  public init() {}

  /// The number among the words of why an opportunity was lost; 0 when it was not, or nobody said.
  public subscript(id: OpportunityID) -> UInt32 { rows[id].reason }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let number = event.header.stream.number
    switch event.header.type {
    case Self.lost:
      guard case .lost(let lost) = try event.texts(as: OpportunityEvent.self) else { return }
      let reason = reasons.number(of: lost.text.nonEmpty)
      rows.change(number) { $0.reason = reason }
    case Self.reopened:
      rows.change(number) { $0.reason = 0 }
    default: break
    }
  }

  public mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  private static let lost = OpportunityEvent.lost(TextChanged()).type
  private static let reopened = OpportunityEvent.reopened(StageEntered()).type

  public mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    reasons.code(&coder)
  }
}

/// The reason of one opportunity.
struct LossReasonRow: ColumnRow, Sendable {
  var reason: UInt32 = 0

  mutating func code(_ coder: inout ColumnCoder) { coder.number(&reason) }
}
