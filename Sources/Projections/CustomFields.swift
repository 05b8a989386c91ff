public import Bytes
public import Domain

/// Every custom field with its choices: configuration, small, kept whole.
public struct CustomFields: ReadModel {
  public static let name = "custom-fields"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.customField)

  /// The fields, in the order of their numbers.
  public private(set) var all: [CustomField] = []
  private var byKind: [StreamKind: [CustomField]] = [:]
  private var log: [StoredConfiguration] = []

  public init() {}

  /// The field of this number; nil when there is none.
  public subscript(id: CustomFieldID) -> CustomField? { all.first { $0.id == id && $0.exists } }

  /// The fields of one kind of entity, retired ones included, by their numbers.
  public func of(_ kind: StreamKind) -> [CustomField] { byKind[kind] ?? [] }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let stored = StoredConfiguration(event)
    try replay(stored)
    // By field, each in the order in which its events are folded.
    let place = log.lastIndex { $0.number <= stored.number }.map { $0 + 1 } ?? 0
    log.insert(stored, at: place)
    sort()
  }

  private mutating func replay(_ stored: StoredConfiguration) throws {
    let event = try CustomFieldEvent.read(
      type: EventType(stored.type), payload: stored.payload.span)
    guard let event else { return }
    let id = CustomFieldID(stored.number)
    let place = all.firstIndex { $0.id >= id } ?? all.endIndex
    if place == all.endIndex || all[place].id != id { all.insert(CustomField(id: id), at: place) }
    all[place].evolve(event, stored.time)
  }

  private mutating func sort() { byKind = Dictionary(grouping: all, by: \.entity) }

  public mutating func forget(_ stream: StreamID) {
    log.removeAll { $0.number == stream.number }
    all.removeAll { $0.id.number == stream.number }
    sort()
  }

  /// The checkpoint keeps the configuration events themselves, and folds them again when read.
  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&log)
    guard coder.isReading else { return }
    all = []
    for stored in log {
      do { try replay(stored) } catch { return coder.fail() }
    }
    sort()
  }
}
