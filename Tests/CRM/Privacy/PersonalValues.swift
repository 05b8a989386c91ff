import Bytes
import CRM
import CRMTesting
import Domain
import LMDB

/// A contact and a user all of whose personal fields hold words that occur nowhere else.
enum PersonalValues {
  /// Words of the contact, each in one field or another, now or in the past.
  static let ofContact = [
    "Quirinius", "Vanderbloom", "Xaverin", "Drsquid", "Esquirable", "Zephyrina", "Oldfathom",
    "quirin.mail@zymurgy.example", "second.mail@zymurgy.example", "+4920555000111",
    "+31 88 777 66 55", "Kwartelstraat 17", "1234 ZQ", "Wobbelgem", "Noordrif", "Atlantisia",
    "lighthouse keeper", "deputy beekeeper", "met at the squirrel fair", "fell out over marmalade",
    "moved to a houseboat", "customer-nr-90210", "married a juggler", "mobilofoon", "thuisadres",
    "sings in the shower", "allergic to lilies", "cried over invoices", "hates the new logo",
    "prefers a whisper", "broke an ankle", "forgot the children",
  ]
  /// Words of the user.
  static let ofUser = [
    "Bartholomea", "Quicksilver", "Silverquick", "bart.quick@zymurgy.example",
    "bquicksilver", "sbarto", "staff-nr-4711", "left for the circus",
  ]

  /// Enters C-1 with all that is personal, changes it, takes some of it away; the tag stays open.
  static func enterContact(_ book: TestBook) throws {
    var person = NewContact(
      name: PersonName(
        given: "Quirinius", family: "Vanderbloom", middle: "Xaverin", prefix: "Drsquid",
        suffix: "Esquirable"))
    person.emails = [EmailAddress("quirin.mail@zymurgy.example", label: "mobilofoon")]
    person.phones = [PhoneNumber("+4920555000111")]
    person.addresses = [
      PostalAddress(
        street: "Kwartelstraat 17", postalCode: "1234 ZQ", city: "Wobbelgem", region: "Noordrif",
        country: "Atlantisia", label: "thuisadres")
    ]
    person.birthday = try Day(year: 1971, month: 3, day: 9)
    person.role = "lighthouse keeper"
    person.source = "met at the squirrel fair"
    person.relationship = .lead
    person.owner = UserID(1)
    person.account = AccountID(1)
    person.references = [ExternalReference(source: "shop", identifier: "customer-nr-90210")]
    try book.run(.contact(nil, .create(person)))
    let id = ContactID(1)
    let changes: [ContactCommand] = [
      .rename(PersonName(given: "Zephyrina", family: "Oldfathom")),
      .addEmail("second.mail@zymurgy.example"), .removeEmail("quirin.mail@zymurgy.example"),
      .addPhone("+31 88 777 66 55"), .removePhone("+4920555000111"),
      .setAccount(AccountID(1), role: "deputy beekeeper"),
      .moveRelationship(to: .lost, reason: "fell out over marmalade"),
      .moveRelationship(to: .customer, reason: "moved to a houseboat"), .tag("vip"),
    ]
    for (index, change) in changes.enumerated() {
      book.clock.advance(days: 1)
      var context = CommandContext()
      // A reason on a change with a box of its own, and on one without.
      if [0, 8].contains(index) { context.reason = "married a juggler" }
      context.identity = CommandIdentity(
        id: CommandID(high: 9, low: UInt64(index)), request: Array("request \(index)".utf8))
      try book.run(.contact(id, change), as: nil, context)
    }
  }

  /// Enters activities with C-1 in whose words and reasons it is spoken of.
  static func enterActivities(_ book: TestBook) throws {
    var visit = NewActivity(.visit)
    (visit.contact, visit.label) = (ContactID(1), "first visit")
    (visit.subject, visit.notes) = ("sings in the shower", "allergic to lilies")
    try book.run(.activity(nil, .plan(visit, due: nil)))
    let id = ActivityID(1)
    var context = CommandContext()
    context.reason = "broke an ankle"
    let due = Due.day(try Day(year: 2027, month: 1, day: 1))
    try book.run(.activity(id, .reschedule(due)), as: nil, context)
    try book.run(.activity(id, .note("prefers a whisper")))
    try book.run(.activity(id, .complete(ActivityDone(.agreed, result: "cried over invoices"))))
    try book.run(.activity(id, .rename("hates the new logo")))
    var call = NewActivity(.call)
    (call.contact, call.subject) = (ContactID(1), "forgot the children")
    try book.run(.activity(nil, .log(call, ActivityDone(durationSeconds: 600))))
  }

  /// Enters U-2 and lets it work under its own login of the operating system.
  static func enterUser(_ book: TestBook) throws {
    let new = NewUser(
      name: "Bartholomea Quicksilver", email: "bart.quick@zymurgy.example",
      login: "bquicksilver", role: .administrator,
      references: [ExternalReference(source: "hr", identifier: "staff-nr-4711")])
    try book.run(.user(nil, .register(new)))
    try book.run(.user(UserID(2), .rename("Silverquick Bartholomea")))
    var context = CommandContext()
    context.origin.systemUser = "bquicksilver"
    try book.run(
      .account(nil, .create(NewAccount(name: "Globex"))), as: Principal(UserID(2)), context)
    try book.run(.user(UserID(2), .changeLogin("sbarto")))
    context.origin.systemUser = "sbarto"
    context.reason = "left for the circus"
    try book.run(.user(UserID(2), .changeRole(.analyst)), as: nil, context)
  }
}

/// The bytes of every file below a directory.
enum AllFiles {
  static func read(_ directory: String) throws -> [(path: String, bytes: [UInt8])] {
    try FileSystem.list(directory).flatMap { name -> [(path: String, bytes: [UInt8])] in
      let path = directory + "/" + name
      return try FileSystem.isDirectory(path)
        ? read(path) : [(path: path, bytes: try FileSystem.read(path))]
    }
  }

  /// Every place where a word stands, in UTF-8 or UTF-16, as it is or in another case.
  static func places(of words: [String], in directory: String) throws -> [String] {
    try read(directory).flatMap { path, bytes in
      words.flatMap { word in
        forms(word).filter { contains(bytes, $0.bytes) }.map { "\(path): \(word) as \($0.name)" }
      }
    }
  }

  private static func forms(_ word: String) -> [(name: String, bytes: [UInt8])] {
    [word, word.lowercased(), word.uppercased(), SearchText.folded(word)].flatMap { text in
      let wide = Array(text.utf16)
      return [
        (name: "UTF-8", bytes: Array(text.utf8)),
        (name: "UTF-16LE", bytes: wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        (name: "UTF-16BE", bytes: wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
      ]
    }
  }

  /// Boyer, Moore and Horspool's search, for one table a word.
  static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
    let last = word.count - 1
    guard last >= 0, bytes.count >= word.count else { return false }
    var skips = [Int](repeating: word.count, count: 256)
    for (index, byte) in word.dropLast().enumerated() { skips[Int(byte)] = last - index }
    var end = last
    while end < bytes.count {
      var back = 0
      while back <= last, bytes[end - back] == word[last - back] { back += 1 }
      if back > last { return true }
      end += skips[Int(bytes[end])]
    }
    return false
  }
}
