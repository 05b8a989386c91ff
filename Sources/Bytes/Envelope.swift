/// What every payload may say besides the event's own fields (numbers 90 to 99 are reserved).
///
/// | number | field |
/// | ---: | --- |
/// | 90 | slot of the key that seals the personal part |
/// | 91 | the sealed box |
/// | 92 | reason: why, in the actor's words |
/// | 93 | origin: through which door, from which file and row |
/// | 94 | on behalf of: the user for whom the actor did it |
/// | 95 | corrects: the position of the event this one sets right |
/// | 96 | hash of the request, on the first event of a command that came with an id |
public struct Envelope: WireMessage {
  /// Slot of the key that seals the personal part; nil when the event has none.
  public var keySlot: UInt32?
  /// The sealed personal part: nonce, ciphertext, tag; empty when there is none.
  public var box: [UInt8] = []
  /// Why, in the actor's words; empty when none was given.
  public var reason = ""
  /// Through which door the command came.
  public var origin = Origin()
  /// The user for whom the actor did it; 0 for nobody.
  public var onBehalfOf: UInt32 = 0
  /// The position of the event this one sets right; 0 for none.
  public var corrects: UInt64 = 0
  /// Hash of the request, on the first event of a command that came with an id.
  public var requestHash: [UInt8] = []

  /// An envelope that says nothing.
  public init() {}

  /// Shows the coder the common fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(90, &keySlot)
    coder.bytes(91, &box)
    coder.text(92, &reason)
    coder.message(93, &origin)
    coder.number(94, &onBehalfOf)
    coder.number(95, &corrects)
    coder.bytes(96, &requestHash)
  }
}

/// Through which door a command came, and from where.
public struct Origin: WireMessage, Hashable {
  /// The door.
  public var channel: Channel = .unspecified
  /// The number of the import job; 0 when it was none.
  public var importNumber: UInt32 = 0
  /// The file of the job, counted from 1 in the order of the recipe.
  public var file: UInt32 = 0
  /// The row of the file, counted from 1, the header row included.
  public var row: UInt64 = 0
  /// The operating system's name of whoever ran the command.
  public var systemUser = ""

  /// The doors; numbers are stored.
  public enum Channel: UInt8, Sendable, CaseIterable {
    /// Not said.
    case unspecified = 0
    /// The command line.
    case commandLine = 1
    /// A web page.
    case web = 2
    /// The HTTP interface.
    case api = 3
    /// An import job.
    case dataImport = 4
    /// An automation rule.
    case automation = 5
    /// A program that embeds the engine.
    case embedded = 6
    /// A number this version does not know.
    case unknown = 255
  }

  /// An origin that says nothing.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.choice(1, &channel, unknown: .unknown)
    coder.number(2, &importNumber)
    coder.number(3, &file)
    coder.number(4, &row)
    coder.text(5, &systemUser)
  }
}

extension FieldCoder {
  /// An enumeration by its number (`enum`); a number this version does not know becomes `unknown`.
  @inlinable
  public mutating func choice<Choice: RawRepresentable<UInt8>>(
    _ field: Int, _ value: inout Choice, unknown: Choice
  ) {
    var number = value.rawValue
    self.number(field, &number)
    if isReading { value = Choice(rawValue: number) ?? unknown }
  }
}
