/// A sorted set of short labels.
public struct Tags: Equatable, Sendable {
  /// The labels, sorted.
  public private(set) var labels: [String] = []

  /// No labels.
  public init() {}

  /// Whether the label is among them.
  public func contains(_ label: String) -> Bool { labels.contains(label) }

  /// Adds a label; no effect when it is there.
  public mutating func insert(_ label: String) {
    guard !contains(label) else { return }
    labels.append(label)
    labels.sort()
  }

  /// Takes a label away; no effect when it is not there.
  public mutating func remove(_ label: String) {
    labels.removeAll { $0 == label }
  }
}
