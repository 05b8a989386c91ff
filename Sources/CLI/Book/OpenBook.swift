import Bytes
import CRM
import Domain
import Reports

/// A book that a command found and opened, and in whose name it works there.
struct OpenBook {
  let crm: CRM
  let principal: Principal

  /// Opens the book the options, the environment or the current directory name.
  init(_ options: BookOptions, readOnly: Bool) throws {
    crm = try CRM.open(
      try Self.directory(options), readOnly: readOnly, now: Console.current.now)
    principal = try Self.principal(options, crm)
  }

  /// The directory of the book the options, the environment or the current directory name.
  static func directory(_ options: BookOptions) throws(SurroundingsRefusal) -> String {
    if let book = options.book { return book }
    if let book = Console.current.environment["RAPPORT_BOOK"], !book.isEmpty { return book }
    guard CRM.isBook(".") else { throw .noBook }
    return "."
  }

  private static func principal(_ options: BookOptions, _ crm: CRM) throws -> Principal {
    if let user = options.user { return try crm.principal(named: user) }
    let console = Console.current
    if let user = console.environment["RAPPORT_USER"], !user.isEmpty {
      return try crm.principal(named: user)
    }
    do {
      return try crm.principal(named: console.systemUser)
    } catch is CommandRefusal {
      throw SurroundingsRefusal.noUser(login: console.systemUser)
    }
  }

  /// What may be read of the book at the moment that was asked for.
  func source(_ options: MomentOptions) throws -> BookSource {
    func moment(_ text: String?) throws(InstantRefusal) -> Moment {
      guard let text else { return .now }
      return try Moment(text)
    }
    var source = try crm.source(
      at: moment(options.asOf ?? options.hindsight), through: .commandLine)
    if options.hindsight != nil {
      source = try source.inHindsight(of: crm.source(at: moment(options.knownBy)))
    }
    return options.ignoresCheckpoints ? source.fromTheFirstEvent : source
  }

  /// How this command line is remembered in the log.
  static func context() -> CommandContext {
    var context = CommandContext()
    context.origin.channel = .commandLine
    context.origin.systemUser = Console.current.systemUser
    return context
  }
}

/// Why a command does not know where, or as whom, to work.
enum SurroundingsRefusal: DomainRefusal {
  /// No book was named, and the current directory is none.
  case noBook
  /// Nobody said who is working, and no user has the login.
  case noUser(login: String)

  var description: String {
    switch self {
    case .noBook:
      """
      which book? Give --book DIR, set RAPPORT_BOOK, or work in the directory of a book (make one \
      with 'rapport init')
      """
    case .noUser(let login):
      """
      no user of this book has the login '\(login)': say who you are with --as USER (a number such \
      as U-1, a login or a name) or set RAPPORT_USER
      """
    }
  }
}
