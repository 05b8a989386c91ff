public import Bytes
public import Domain

/// Every questionnaire with its versions: configuration, small, kept whole.
public struct Questionnaires: ReadModel {
  public static let name = "questionnaires"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.questionnaire)

  /// The questionnaires, in the order of their numbers.
  public var all: [Questionnaire] { byNumber.sorted { $0.key < $1.key }.map(\.value) }
  private var byNumber: [UInt32: Questionnaire] = [:]
  private var log: [StoredConfiguration] = []

  public init() {}

  /// The questionnaire of this number; nil when there is none.
  public subscript(id: QuestionnaireID) -> Questionnaire? {
    byNumber[id.number].flatMap { $0.exists ? $0 : nil }
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let stored = StoredConfiguration(event)
    try replay(stored)
    // By questionnaire, each in the order in which its events are folded.
    let place = log.lastIndex { $0.number <= stored.number }.map { $0 + 1 } ?? 0
    log.insert(stored, at: place)
  }

  private mutating func replay(_ stored: StoredConfiguration) throws {
    let event = try QuestionnaireEvent.read(
      type: EventType(stored.type), payload: stored.payload.span)
    guard let event else { return }
    byNumber[
      stored.number, default: Questionnaire(id: QuestionnaireID(stored.number))
    ].evolve(event, stored.time)
  }

  public mutating func forget(_ stream: StreamID) {
    log.removeAll { $0.number == stream.number }
    byNumber[stream.number] = nil
  }

  /// The checkpoint keeps the configuration events themselves, and folds them again when read.
  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&log)
    guard coder.isReading else { return }
    byNumber = [:]
    for stored in log {
      do { try replay(stored) } catch { return coder.fail() }
    }
  }
}
