/// How the keys of a table are ordered.
public enum TableKind: Sendable, Hashable {
  /// Positions: unsigned 64-bit numbers in the machine's byte order (`MDB_INTEGERKEY`).
  case positions
  /// Byte strings of 1 to 511 bytes, in lexicographic order.
  case bytes
}

/// A table that an environment shall have: its name and how its keys are ordered.
public struct TableDefinition: Sendable, Hashable {
  /// The name, unique in its environment.
  public let name: String
  /// How the keys are ordered.
  public let kind: TableKind

  /// Describes a table; nothing is opened yet.
  public init(name: String, kind: TableKind) {
    self.name = name
    self.kind = kind
  }

  /// A table whose keys are positions.
  public static func positions(_ name: String) -> TableDefinition {
    TableDefinition(name: name, kind: .positions)
  }

  /// A table whose keys are byte strings.
  public static func bytes(_ name: String) -> TableDefinition {
    TableDefinition(name: name, kind: .bytes)
  }
}

/// An open table of one environment. It is a small value; it is valid as long as that environment.
public struct Table: Sendable, Hashable {
  /// The name it was defined with.
  public let name: String
  /// How its keys are ordered.
  public let kind: TableKind
  let identifier: UInt32
  let environment: UInt64
}
