/// What a command wants done with one field.
public enum Change<Value: Equatable & Sendable>: Equatable, Sendable {
  /// Leave it as it is.
  case keep
  /// Give it this value.
  case set(Value)
  /// Take its value away.
  case clear

  /// The new value where it differs from `current`; nil when nothing changes.
  public func difference(from current: Value?) -> Change? {
    switch self {
    case .keep: nil
    case .set(let value): value == current ? nil : self
    case .clear: current == nil ? nil : self
    }
  }

  /// The change that gives a field this value, or none.
  public init(to value: Value?) {
    self = value.map(Change.set) ?? .clear
  }

  /// The value it sets; nil when it keeps or clears.
  public var value: Value? {
    if case .set(let value) = self { value } else { nil }
  }

  /// Whether it takes the value away.
  public var clears: Bool { self == .clear }

  /// Carries the change out.
  public func apply(to field: inout Value?) {
    switch self {
    case .keep: break
    case .set(let value): field = value
    case .clear: field = nil
    }
  }
}
