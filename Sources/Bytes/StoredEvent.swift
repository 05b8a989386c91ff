/// An event of one kind of stream, as the domain names it, that knows its stored form.
///
/// The type, its numbers and its fields stand in one file and are for ever: a field number is never
/// reused, a case never renumbered.
public protocol StoredEvent: Equatable, Sendable {
  /// The kind of stream the events belong to.
  static var kind: StreamKind { get }
  /// The stored number of this case.
  var type: EventType { get }
  /// The case with this number, all of its fields absent; nil when this version has no such case.
  init?(blank type: EventType)
  /// Shows the coder the open fields, in ascending order, numbers 1 to 90.
  mutating func code(_ coder: inout FieldCoder)
  /// The slot whose key seals the personal part; nil when the event has none.
  var keySlot: KeySlot? { get }
  /// Shows the coder the fields of the personal part.
  mutating func codePersonal(_ coder: inout FieldCoder)
  /// Whether the event says that what is personal in its stream was erased.
  var isErasure: Bool { get }
}

extension StoredEvent {
  /// Most events are about nobody in particular.
  public var keySlot: KeySlot? { nil }

  /// Most events are about nobody in particular.
  public mutating func codePersonal(_ coder: inout FieldCoder) {}

  /// Most events erase nothing.
  public var isErasure: Bool { false }

  /// Reads the event from a payload; nil when this version does not know the type.
  ///
  /// `personal` is the opened box; nil leaves the personal part hidden. With `numbersOnly`, texts
  /// stay empty and nothing is allocated.
  @inlinable
  public static func read(
    type: EventType, payload: Span<UInt8>, personal: [UInt8]? = nil, numbersOnly: Bool = false
  ) throws(WireError) -> Self? {
    guard var event = Self(blank: type) else { return nil }
    var coder = FieldCoder(reading: payload, numbersOnly: numbersOnly)
    event.code(&coder)
    if let failure = coder.failure { throw failure }
    if let personal {
      var inner = FieldCoder(reading: personal.span)
      event.codePersonal(&inner)
      try inner.finish()
    }
    return event
  }

  /// The bytes of the personal part, to be sealed; nil when the event has none.
  @inlinable
  public func personalBytes() -> [UInt8]? {
    guard keySlot != nil else { return nil }
    var coder = FieldCoder()
    var event = self
    event.codePersonal(&coder)
    return coder.output
  }

  /// The bytes of the payload: the event's own fields, then what the envelope says.
  ///
  /// The key slot is the event's own when it has one, else that of the envelope.
  @inlinable
  public func payloadBytes(_ envelope: Envelope = Envelope()) -> [UInt8] {
    var coder = FieldCoder()
    codePayload(envelope, &coder)
    return coder.output
  }

  /// Appends the bytes of the payload, as `payloadBytes` gives them; allocates nothing when `bytes`
  /// has room for them.
  @inlinable
  public func appendPayload(_ envelope: Envelope = Envelope(), to bytes: inout [UInt8]) {
    var coder = FieldCoder(writingBehind: bytes)
    bytes = []
    codePayload(envelope, &coder)
    bytes = coder.output
  }

  @inlinable
  func codePayload(_ envelope: Envelope, _ coder: inout FieldCoder) {
    var event = self
    event.code(&coder)
    var envelope = envelope
    if keySlot != nil { envelope.keySlot = nil }
    envelope.code(&coder)
  }
}

/// The personal part of an event: sealed under one person's key, unreadable once that is erased.
public struct Personal<Value: WireMessage>: Equatable, Sendable {
  /// The slot of the person's key.
  public var slot: KeySlot
  /// The content; nil when the key was erased, or when only numbers were read.
  public var value: Value?

  /// A personal part with this content.
  public init(_ value: Value?, slot: KeySlot) {
    self.value = value
    self.slot = slot
  }

  /// A personal part that nobody has read yet.
  public init() {
    slot = KeySlot(0)
  }

  /// Shows the coder the slot (field 90); the last open field of the event.
  public mutating func codeSlot(_ coder: inout FieldCoder) {
    coder.number(90, &slot.number)
  }

  /// Shows the coder the content; reading makes it known.
  public mutating func codeContent(_ coder: inout FieldCoder) {
    var content = value ?? Value()
    content.code(&coder)
    value = content
  }
}
