public import Bytes

/// What is known of a lead in words and numbers that name nobody, so that leads can be counted by
/// them: the open part of `LeadCaptured`.
public struct LeadDetails: Equatable, Sendable {
  /// The day of the first contact; nil for the day the lead was entered.
  public var firstContact: Day?
  /// How promising it is, by whatever measure the company has.
  public var score: UInt32?
  /// The turnover the lead says it has.
  public var revenue: Money?
  /// Where it comes from, as in "organic search".
  public var source: String?
  /// What it answered to, as in "spring mailing".
  public var campaign: String?
  /// The page it came in by.
  public var landingPage: String?
  /// The trade or group of customers it counts in.
  public var segment: String?
  /// The kind of lead, as in "online, large".
  public var type: String?
  /// The kind of business, as in "reseller".
  public var businessType: String?
  /// How it behaves, as whoever talked to it sees it.
  public var profile: String?

  /// Nothing known.
  public init() {}

  mutating func codeNumbers(_ coder: inout FieldCoder) {
    coder.day(3, &firstContact)
    coder.number(4, &score)
    coder.money(5, &revenue)
  }

  mutating func codeTexts(_ coder: inout FieldCoder) {
    coder.text(20, &source)
    coder.text(21, &campaign)
    coder.text(22, &landingPage)
    coder.text(23, &segment)
    coder.text(24, &type)
    coder.text(25, &businessType)
    coder.text(26, &profile)
  }

  /// Takes over what `changed` sets and drops what it takes away.
  mutating func merge(_ changed: LeadDetailsChanged) {
    let new = changed.details
    firstContact = new.firstContact ?? (changed.cleared.contains(3) ? nil : firstContact)
    score = new.score ?? (changed.cleared.contains(4) ? nil : score)
    revenue = new.revenue ?? (changed.cleared.contains(5) ? nil : revenue)
    for (number, _, path) in Self.words {
      self[keyPath: path] =
        new[keyPath: path] ?? (changed.cleared.contains(number) ? nil : self[keyPath: path])
    }
  }

  /// A word leads are counted by: its stored number, what people call it, and where it stands.
  public typealias Word = (
    number: UInt32, name: String, path: WritableKeyPath<LeadDetails, String?>
  )

  /// The words, in the order of their numbers.
  public static var words: [Word] {
    [
      (20, "source", \.source), (21, "campaign", \.campaign), (22, "landing-page", \.landingPage),
      (23, "segment", \.segment), (24, "type", \.type), (25, "business-type", \.businessType),
      (26, "profile", \.profile),
    ]
  }
}

/// Who a lead is, sealed: message `LeadPerson`. Any of it may be empty.
public struct LeadPerson: WireMessage, Hashable {
  /// The name of the person.
  public var name = PersonName()
  /// The company, as the lead wrote it.
  public var company = ""
  /// The e-mail address.
  public var email = ""
  /// The telephone number.
  public var phone = ""

  /// Nothing known.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    name.code(&coder)
    coder.text(26, &company)
    coder.text(27, &email)
    coder.text(28, &phone)
  }
}
