public import Bytes
import Cryptography
public import Domain

/// One read of personal data: who saw whose, when, through which door and what for. It names
/// persons by their numbers and holds none of the values.
public struct AccessRecord: Equatable, Sendable {
  /// When, by the wall clock.
  public var at: Instant
  /// Who read.
  public var user: UserID
  /// Through which door.
  public var channel: Origin.Channel
  /// What for: the name of the report or command, as in `contacts`, `history` or `export-person`.
  public var purpose: String
  /// The contacts whose personal data were shown.
  public var contacts: NumberRanges
  /// The users whose names or addresses were shown.
  public var users: NumberRanges
  /// The leads whose personal data were shown.
  public var leads = NumberRanges()

  /// Whether a person's data were among what was shown; of a very long list it may not be sure.
  public func concerns(_ person: StreamID) -> Bool {
    switch person.kind {
    case .contact: contacts.contains(person.number)
    case .user: users.contains(person.number)
    case .lead: leads.contains(person.number)
    default: false
    }
  }
}

// MARK: - The stored line; docs/FORMAT.md, "The access record"

extension AccessRecord {
  /// The stored line, its line feed included.
  var line: String {
    // A line of version 1 knows no leads; one of version 2 has them behind the users.
    let fields = [
      leads.isEmpty ? "1" : "2", String(at.microseconds), String(user.number),
      String(channel.rawValue), purpose, contacts.description, users.description,
    ] + (leads.isEmpty ? [] : [leads.description])
    let text = fields.joined(separator: "\t")
    return text + "\t" + AccessRecord.checksum(text) + "\n"
  }

  /// Reads a line without its line feed; nil when it is damaged or of a later version.
  init?(line: some StringProtocol) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    let isFirst = fields[0] == "1" && fields.count == 8
    guard isFirst || (fields[0] == "2" && fields.count == 9),
      AccessRecord.checksum(fields.dropLast().joined(separator: "\t")) == fields[fields.count - 1],
      let at = Int64(fields[1]), let user = UInt32(fields[2]), let door = UInt8(fields[3]),
      let contacts = NumberRanges(text: fields[5]), let users = NumberRanges(text: fields[6]),
      let leads = isFirst ? NumberRanges() : NumberRanges(text: fields[7])
    else { return nil }
    self.init(
      at: Instant(microseconds: at), user: UserID(user),
      channel: Origin.Channel(rawValue: door) ?? .unknown, purpose: String(fields[4]),
      contacts: contacts, users: users, leads: leads)
  }

  /// XXH3-64 of the text, as 16 hexadecimal digits.
  private static func checksum(_ text: String) -> String {
    let digits = String(Checksum.xxh3(Array(text.utf8)), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
