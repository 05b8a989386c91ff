public import Bytes

/// The commands that came with an id of their own, and where their first event stands.
///
/// Only commands that wrote events are here; others are decided again when they come again. A hit
/// is verified against the header at the position it names.
public struct Commands: LogIndex {
  public static let name = "commands"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds.all

  private var table = HashTable()

  public init() {}

  /// Where the first event of a command of this actor may stand; nil when it wrote none.
  public func position(of command: CommandID, actor: UInt32) -> Position? {
    table[Commands.key(command, actor)].map(Position.init)
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) {
    guard event.header.flags.contains([.identified, .commandStart]) else { return }
    let key = Commands.key(event.header.command, event.header.actor)
    table.set(key, to: event.position.number)
  }

  /// The id, scoped to its actor: two actors may choose the same one.
  private static func key(_ command: CommandID, _ actor: UInt32) -> LookupHash {
    let mixed = (command.low ^ UInt64(actor)) &* 0x9E37_79B9_7F4A_7C15
    return LookupHash(high: command.high, low: mixed ^ mixed >> 32)
  }

  public mutating func code(_ coder: inout ColumnCoder) { table.code(&coder) }
}
