/// What every payload may say besides the event's own fields (numbers 90 to 99 are reserved).
///
/// On the stream of a person, the reason and the hash of the request are personal as well: fields
/// 92 and 96 then stand in the sealed box, behind the event's own personal fields, and not here.
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
  /// Not stored: whether there is a box that could not be opened, since its key was erased.
  public var isShut = false

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

extension Envelope {
  /// Takes reason and hash of the request out; as fields 92 and 96, to go into the sealed box.
  public mutating func takePersonalBytes() -> [UInt8] {
    var coder = FieldCoder()
    codePersonal(&coder)
    (reason, requestHash) = ("", [])
    return coder.output
  }

  /// Takes over what an opened box says; nil leaves the envelope as one whose box stays shut.
  public mutating func open(_ personal: [UInt8]?) throws(WireError) {
    guard let personal else { return isShut = !box.isEmpty }
    var inner = Envelope()
    var coder = FieldCoder(reading: personal.span)
    inner.codePersonal(&coder)
    try coder.finish()
    if !inner.reason.isEmpty { reason = inner.reason }
    if !inner.requestHash.isEmpty { requestHash = inner.requestHash }
  }

  private mutating func codePersonal(_ coder: inout FieldCoder) {
    coder.text(92, &reason)
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
  /// The operating system's name of whoever ran the command, when no user of the book had that
  /// login; a user's login is personal and stands in sealed boxes only.
  public var systemUser = ""
  /// The user whose login the operating system's name was; 0 when it was nobody's.
  public var systemUserID: UInt32 = 0

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
    coder.number(6, &systemUserID)
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
