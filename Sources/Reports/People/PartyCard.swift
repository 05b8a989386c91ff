import Bytes
import Domain

/// What one account or contact is compared by, made ready for comparison.
struct PartyCard {
  let stream: StreamID
  /// The name, folded, words in the order they are written.
  let name: String
  /// The words of the name in alphabetical order, so that swapped names are the same.
  let sortedName: String
  /// E-mail addresses in lower case.
  let emails: [String]
  /// Telephone numbers by their last nine digits: the country before them may be written or not.
  let phones: [String]
  /// Postal codes, letters and digits only.
  let codes: [String]
  /// Towns, folded.
  let cities: [String]
  /// Streets with numbers, folded.
  let streets: [String]
  /// Web addresses of an account, without what is before and behind the name of the host.
  let websites: [String]
  /// The country of an account; names of firms are rarer than those of people.
  let countries: [String]
  /// The account a contact is with.
  let account: AccountID?
  /// Those it is known not to be the same as.
  let distinct: Set<UInt32>

  init(_ account: Account) {
    let details = account.details
    self.init(
      account.id.stream, account.name, emails: [], phones: [details.phone ?? ""],
      addresses: [
        PostalAddress(
          street: details.street ?? "", postalCode: details.postalCode ?? "",
          city: details.city ?? "")
      ], account: nil, distinct: account.distinctFrom.map(\.number),
      websites: [Self.host(details.website ?? "")], countries: [details.country ?? ""])
  }

  init(_ contact: Contact) {
    self.init(
      contact.id.stream, contact.name.displayName,
      emails: contact.details.emails.map(\.address), phones: contact.details.phones.map(\.number),
      addresses: contact.details.addresses, account: contact.account,
      distinct: contact.distinctFrom.map(\.number))
  }

  private init(
    _ stream: StreamID, _ name: String, emails: [String], phones: [String],
    addresses: [PostalAddress], account: AccountID?, distinct: [UInt32],
    websites: [String] = [], countries: [String] = []
  ) {
    self.stream = stream
    let words = Self.words(name)
    self.name = words.joined(separator: " ")
    sortedName = words.sorted().joined(separator: " ")
    self.emails = Self.each(emails.map { $0.lowercased() })
    self.phones = Self.each(phones.map(Self.digits))
    codes = Self.each(addresses.map { Self.words($0.postalCode).joined() })
    cities = Self.each(addresses.map { Self.words($0.city).joined(separator: " ") })
    streets = Self.each(addresses.map { Self.words($0.street).joined(separator: " ") })
    self.websites = Self.each(websites)
    self.countries = Self.each(countries.map { Self.words($0).joined(separator: " ") })
    self.account = account
    self.distinct = Set(distinct)
  }

  /// The words of a text, folded, without signs.
  private static func words(_ text: String) -> [String] {
    SearchText.folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// The last nine digits; nothing of a number too short to tell anybody by.
  private static func digits(_ phone: String) -> String {
    let digits = phone.filter { $0.isASCII && $0.isNumber }
    return digits.count < 7 ? "" : String(digits.suffix(9))
  }

  private static func host(_ address: String) -> String {
    var rest = Substring(address.lowercased())
    for prefix in ["https://", "http://", "www."] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
    }
    return String(rest.prefix { $0 != "/" })
  }

  private static func each(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

extension PartyCard {
  /// Where it may meet those it is the same as: two are compared when they share a block.
  var blocks: [String] {
    var places = codes.map { "z" + $0 }
    places += cities.map { "c" + $0 }
    places += countries.map { "k" + $0 }
    if let account { places.append("a\(account.number)") }
    var ends: [String] = []
    for word in sortedName.split(separator: " ") {
      ends.append("\(String(word.prefix(3)))<")
      ends.append(">\(String(word.suffix(3)))")
    }
    var blocks = ["n" + sortedName]
    blocks += emails.map { "e" + $0 }
    blocks += websites.map { "w" + $0 }
    blocks += phones.map { "p" + $0 }
    for place in places {
      blocks.append(place)
      for end in ends { blocks.append("\(place)|\(end)") }
    }
    return blocks
  }
}

/// How two are alike: in what, and how much.
struct PartyLikeness {
  /// From 0 to 1; see `docs/REPORTS.md`, "duplicates".
  let score: Double
  /// What both have, as in "e-mail".
  let agreesIn: [String]

  init(_ one: PartyCard, _ other: PartyCard) {
    let names = max(
      Similarity.jaroWinkler(one.name, other.name),
      Similarity.jaroWinkler(one.sortedName, other.sortedName))
    var agreesIn: [String] = []
    var doubt = 1 - names
    func note(_ what: String, _ holds: Bool, weight: Double) {
      guard holds else { return }
      agreesIn.append(what)
      doubt *= 1 - weight
    }
    func share(_ path: KeyPath<PartyCard, [String]>) -> Bool {
      one[keyPath: path].contains { other[keyPath: path].contains($0) }
    }
    if one.sortedName == other.sortedName { agreesIn.append("name") }
    note("e-mail", share(\.emails), weight: 0.8)
    note("website", share(\.websites), weight: 0.8)
    note("phone", share(\.phones), weight: 0.6)
    let isPlaced = share(\.codes) || share(\.cities)
    note("street", isPlaced && share(\.streets), weight: 0.3)
    note("postal code", share(\.codes), weight: 0)
    note("town", share(\.cities), weight: 0)
    note("country", share(\.countries), weight: 0)
    note("account", one.account != nil && one.account == other.account, weight: 0)
    // Many people live in one town, or work for one account: that makes up for less.
    let isNear = share(\.emails) || share(\.phones) || share(\.codes)
    if one.stream.kind == .contact, !isNear { doubt *= 2 }
    let isAlone = agreesIn.isEmpty || agreesIn == ["name"]
    // A name alone tells two apart only where nothing else is known to differ.
    let mayDiffer = isAlone && (agreesIn.isEmpty || one.contradicts(other))
    score = mayDiffer ? 0 : max(0, 1 - doubt)
    self.agreesIn = agreesIn.contains("name") ? agreesIn : ["similar name"] + agreesIn
  }
}

extension PartyCard {
  /// Whether both say where they are or how they are reached, and neither place nor way is shared.
  fileprivate func contradicts(_ other: PartyCard) -> Bool {
    let paths: [KeyPath<PartyCard, [String]>] = [
      \.codes, \.cities, \.emails, \.phones, \.websites, \.countries,
    ]
    return paths.contains { !self[keyPath: $0].isEmpty && !other[keyPath: $0].isEmpty }
      || (account != nil && other.account != nil)
  }
}
