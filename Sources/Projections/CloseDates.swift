public import Bytes
public import Domain

/// How the expected close of every opportunity moved.
public struct CloseDates: ReadModel {
  public static let name = "close-dates"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.opportunity)

  /// One row an opportunity.
  public private(set) var rows = EntityRows<OpportunityID, CloseDateRow>()

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let type = event.header.type
    guard type == Self.opened || type == Self.revised else { return }
    let day: Day?
    switch try event.numbers(as: OpportunityEvent.self) {
    case .opened(let opened): day = opened.expectedClose
    case .expectedCloseRevised(let changed): day = changed.day
    default: return
    }
    guard let day else { return }
    rows.change(event.header.stream.number) { $0.promise(day) }
  }

  public mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  private static let opened = OpportunityEvent.opened(OpportunityOpened()).type
  private static let revised = OpportunityEvent.expectedCloseRevised(DayChanged()).type

  public mutating func code(_ coder: inout ColumnCoder) { rows.code(&coder) }
}

/// How the expected close of one opportunity moved.
public struct CloseDateRow: ColumnRow, Equatable, Sendable {
  /// The first day it was expected to close on; nil when none was ever said.
  public var first: Day?
  /// The last day that was said, also when it was taken back since.
  public var last: Day?
  /// How often the day was moved to a later one.
  public var pushes: UInt32 = 0
  /// How often the day was moved to an earlier one.
  public var pulls: UInt32 = 0
  /// By how many days all the pushes moved it.
  public var daysPushed: Int64 = 0
  /// By how many days all the pulls moved it.
  public var daysPulled: Int64 = 0

  public init() {}

  mutating func promise(_ day: Day) {
    defer { last = day }
    guard let before = last else {
      first = day
      return
    }
    let days = Int64(before.days(to: day))
    if days > 0 {
      pushes += 1
      daysPushed += days
    } else if days < 0 {
      pulls += 1
      daysPulled -= days
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.day(&first)
    coder.day(&last)
    coder.number(&pushes)
    coder.number(&pulls)
    coder.number(&daysPushed)
    coder.number(&daysPulled)
  }
}
