public import Bytes

// What is known of a person, as it lies in sealed boxes; docs/schema/contact.proto.

/// Everything personal a contact starts with: message `ContactDetails`.
public struct ContactDetails: WireMessage {
  /// The day of birth.
  public var birthday: Day?
  /// The name.
  public var name = PersonName()
  /// The role at the account, a job title; nil when nobody said.
  public var role: String?
  /// How one came to know the person; nil when nobody said.
  public var source: String?
  /// Why the person is lost; nil in every other stage.
  public var lossReason: String?
  /// The e-mail addresses; the first is the primary one.
  public var emails: [EmailAddress] = []
  /// The telephone numbers; the first is the primary one.
  public var phones: [PhoneNumber] = []
  /// The postal addresses.
  public var addresses: [PostalAddress] = []

  /// All fields absent.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.day(1, &birthday)
    name.code(&coder)
    coder.text(26, &role)
    coder.text(27, &source)
    coder.text(28, &lossReason)
    coder.messages(30, &emails)
    coder.messages(31, &phones)
    coder.messages(32, &addresses)
  }
}

/// An e-mail address and what it is for: message `EmailAddress`.
public struct EmailAddress: WireMessage, Hashable {
  /// The address as it was given.
  public var address = ""
  /// What it is for, as in "work"; empty when nobody said.
  public var label = ""

  /// All fields absent.
  public init() {}

  /// The address with this label.
  public init(_ address: String, label: String = "") {
    self.address = address
    self.label = label
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &address)
    coder.text(21, &label)
  }
}

/// A telephone number and what it is for: message `PhoneNumber`.
public struct PhoneNumber: WireMessage, Hashable {
  /// The number as it was given.
  public var number = ""
  /// What it is for, as in "mobile"; empty when nobody said.
  public var label = ""

  /// All fields absent.
  public init() {}

  /// The number with this label.
  public init(_ number: String, label: String = "") {
    self.number = number
    self.label = label
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &number)
    coder.text(21, &label)
  }
}

/// Where post reaches somebody: message `PostalAddress`.
public struct PostalAddress: WireMessage, Hashable {
  /// Street and number.
  public var street = ""
  /// Postal code.
  public var postalCode = ""
  /// Town.
  public var city = ""
  /// State, province or region.
  public var region = ""
  /// Country.
  public var country = ""
  /// What it is for, as in "home"; empty when nobody said.
  public var label = ""

  /// All fields absent.
  public init() {}

  /// The address made of these parts.
  public init(
    street: String = "", postalCode: String = "", city: String = "", region: String = "",
    country: String = "", label: String = ""
  ) {
    self.street = street
    self.postalCode = postalCode
    self.city = city
    self.region = region
    self.country = country
    self.label = label
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &street)
    coder.text(21, &postalCode)
    coder.text(22, &city)
    coder.text(23, &region)
    coder.text(24, &country)
    coder.text(25, &label)
  }

  /// Whether it says nothing of where; a label alone is no address.
  public var isEmpty: Bool {
    [street, postalCode, city, region, country].allSatisfy(\.isEmpty)
  }
}

/// The day of birth was set or taken away: message `BirthdayContent`.
public struct BirthdayContent: WireMessage {
  /// The day; nil when it was taken away.
  public var birthday: Day?

  /// All fields absent.
  public init() {}

  /// The payload with this day.
  public init(_ birthday: Day?) { self.birthday = birthday }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.day(1, &birthday)
  }
}

extension EmailAddress: CustomStringConvertible {
  /// "anna@example.com (work)".
  public var description: String { labelled(address, label) }
}

extension PhoneNumber: CustomStringConvertible {
  /// "+31 20 123 4567 (work)".
  public var description: String { labelled(number, label) }
}

extension PostalAddress: CustomStringConvertible {
  /// "Dam 1, 1012 JS Amsterdam, Noord-Holland, Netherlands (home)".
  public var description: String {
    let town = [postalCode, city].filter { !$0.isEmpty }.joined(separator: " ")
    let parts = [street, town, region, country].filter { !$0.isEmpty }
    return labelled(parts.joined(separator: ", "), label)
  }
}

private func labelled(_ text: String, _ label: String) -> String {
  label.isEmpty ? text : "\(text) (\(label))"
}
