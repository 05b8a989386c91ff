public import Bytes

/// Words that lie in the open, or in a box under the key of the person they are about.
public struct Discreet<Value: WireMessage>: Equatable, Sendable {
  /// The words, where they are about nobody in particular.
  public var open = Value()
  /// The words, sealed; nil when they lie in the open.
  public var sealed: Personal<Value>?

  /// All fields absent.
  public init() {}

  /// These words, under the key of this slot; in the open when it is nil.
  public init(_ value: Value, slot: KeySlot?) {
    if let slot { sealed = Personal(value, slot: slot) } else { open = value }
  }

  /// The words; nil when they are sealed and nobody opened the box.
  public var value: Value? {
    if let sealed { sealed.value } else { open }
  }

  /// The slot of the key they are sealed under; nil when they lie in the open.
  public var slot: KeySlot? { sealed?.slot }

  /// Shows the coder the open fields and the slot.
  public mutating func code(_ coder: inout FieldCoder) {
    open.code(&coder)
    coder.slot(of: &sealed)
  }

  /// Shows the coder the content of the box.
  public mutating func codeContent(_ coder: inout FieldCoder) { sealed?.codeContent(&coder) }
}
