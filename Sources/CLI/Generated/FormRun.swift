import Bytes
import CRM
import Domain
import Exchange

/// Carries out the command a form makes, and says what happened.
struct FormRun {
  let form: Form
  let given: GivenValues
  let options: BookOptions

  func run() throws {
    guard options.format == .table || options.format == .json else { throw WritingRefusal.noCSV }
    let book = try OpenBook(options, readOnly: false)
    let context = try WritingContext(form: form, given: given).context(book.crm)
    let command = try form.command(arguments(), book.crm)
    let outcome = try book.crm.execute(command, as: book.principal, context)
    try OutcomePrinter(crm: book.crm, format: options.format).print(outcome)
    try DailyHead.signIfDue(book.crm)
  }

  /// What was given for the form's own parameters.
  private func arguments() throws -> FormArguments {
    let values = try form.parameters.flatMap { parameter in
      try given[parameter.name].map { text in
        FormArguments.Value(
          parameter.name, parameter.kind == .definition ? try Self.definition(text) : text)
      }
    }
    return FormArguments(
      subject: given[Specification.Parameter.subjectName].first, values)
  }
}

extension FormRun {
  /// A definition as it was given, when it is JSON itself; else the text of the file it names.
  private static func definition(_ text: String) throws -> String {
    if text.drop(while: \.isWhitespace).first == "{" { return text }
    let bytes = try InputFile.read(text)
    guard let read = String(validating: bytes, as: UTF8.self) else {
      throw WritingRefusal.notText(text)
    }
    return read
  }
}

/// What the common options of a write say.
struct WritingContext {
  let form: Form
  let given: GivenValues

  func context(_ crm: CRM) throws -> CommandContext {
    var context = OpenBook.context()
    context.reason = common("reason") ?? ""
    context.onBehalfOf = try common("on-behalf-of").map { try crm.principal(named: $0).user }
    context.occurredAt = try common("occurred").flatMap { try occurredAt($0, crm) }
    context.corrects = try common("corrects").map { Position(try position($0)) }
    context.expectedVersion = try common("expect").map { try version($0) }
    context.identity = try common("command-id").map { try identity($0) }
    context.confirmsClock = common("confirm-clock") != nil
    return context
  }

  /// The value of an option all forms have, unless this form has taken its name for itself.
  private func common(_ name: String) -> String? {
    form.parameter(name) == nil ? given[name].first : nil
  }

  /// The end of a day before today, an exact moment, or nil for now.
  private func occurredAt(_ text: String, _ crm: CRM) throws -> Instant? {
    let moment = try Moment(text)
    let now = Console.current.now()
    let zone = try crm.settings().zone
    switch moment {
    case .now, .today: return nil
    case .day(let day) where day == zone.day(of: now): return nil
    case .position: throw WritingRefusal.badValue("occurred", text, "a date, or a date and time")
    case .day, .local, .instant: return moment.lastInstant(in: zone, now: now)
    }
  }

  private func position(_ text: String) throws(WritingRefusal) -> UInt64 {
    guard let number = UInt64(text.hasPrefix("@") ? String(text.dropFirst()) : text), number > 0
    else { throw .badValue("corrects", text, "the position of an event, such as @1234") }
    return number
  }

  private func version(_ text: String) throws(WritingRefusal) -> UInt32 {
    guard let number = UInt32(text) else {
      throw .badValue("expect", text, "a version, a whole number from 0 on")
    }
    return number
  }

  /// The caller's name for the command, and exactly what was asked: the form and what was given for
  /// it, sorted, each text on its own with its length.
  private func identity(_ text: String) throws(WritingRefusal) -> CommandIdentity {
    guard let id = CommandID(hexadecimal: text) else {
      throw .badValue("command-id", text, "32 hexadecimal digits")
    }
    // The label of what it is done to is hashed into every request, and so is for ever.
    let names =
      form.parameters.map { (label: $0.name, key: $0.name) }
      + [(label: "subject", key: Specification.Parameter.subjectName)]
    let parts = names.sorted { $0.label < $1.label }
      .flatMap { name in given[name.key].map { [name.label, $0] } }.joined()
    let request = ([form.name] + parts).map { "\($0.utf8.count):\($0)" }.joined()
    return CommandIdentity(id: id, request: Array(request.utf8))
  }
}

/// Why the common options of a write make no sense.
enum WritingRefusal: DomainRefusal {
  /// A value cannot be understood.
  case badValue(String, String, String)
  /// What a command did cannot be told as CSV.
  case noCSV
  /// A file that should hold text does not.
  case notText(String)

  var description: String {
    switch self {
    case .badValue(let option, let text, let expected): "--\(option) '\(text)' is not \(expected)"
    case .notText(let path): "\(path) is not a text in UTF-8"
    case .noCSV: "what a command did is told as a line or as JSON: leave out --format, or say json"
    }
  }
}
