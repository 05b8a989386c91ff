public import Bytes
public import Domain

/// What the book was founded with, and what changed of it since.
public struct BookSettings: ReadModel {
  public static let name = "book"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.book)

  /// The book; it does not exist before its first event.
  public private(set) var book = Book(id: BookID(1))
  private var log: [StoredConfiguration] = []

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let stored = StoredConfiguration(event)
    try replay(stored)
    log.append(stored)
  }

  private mutating func replay(_ stored: StoredConfiguration) throws {
    let event = try BookEvent.read(type: EventType(stored.type), payload: stored.payload.span)
    if let event { book.evolve(event, stored.time) }
  }

  public mutating func forget(_ stream: StreamID) {
    book = Book(id: BookID(1))
    log = []
  }

  /// The checkpoint keeps the events themselves, and folds them again when read.
  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&log)
    guard coder.isReading else { return }
    book = Book(id: BookID(1))
    for stored in log {
      do { try replay(stored) } catch { return coder.fail() }
    }
  }
}
