import Bytes
import CRM
import Domain

/// The numbers of entities as people write them.
enum EntityText {
  /// As in `A-12`.
  static func number(_ stream: StreamID) -> String { EntityKinds.text(of: stream) }

  /// The stream a number names.
  static func stream(_ text: String) throws(EntityTextRefusal) -> StreamID {
    guard let stream = EntityKinds.stream(named: text) else { throw .notANumber(text) }
    return stream
  }
}

/// Why a text names nothing.
enum EntityTextRefusal: DomainRefusal {
  /// It is not the number of anything.
  case notANumber(String)
  /// There is no such thing at that moment.
  case unknown(String, String, isNow: Bool)
  /// There is no event of this name.
  case unknownEvent(String)
  /// There is no kind of this name.
  case unknownKind(String)

  var description: String {
    switch self {
    case .notANumber(let text):
      "'\(text)' is not the number of anything: write A-12, C-3, O-88, T-5, U-1, P-7, L-1"
    case .unknown(let noun, let number, let isNow):
      "there is no \(noun) \(number)" + (isNow ? "" : " at that moment")
    case .unknownEvent(let text):
      "no event is called '\(text)': 'rapport log' shows what they are called, as in won"
    case .unknownKind(let text):
      "'\(text)' is not a kind: use one of \(EntityKinds.nouns.joined(separator: ", "))"
    }
  }
}
