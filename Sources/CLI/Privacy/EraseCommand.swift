import ArgumentParser
import Bytes
import CRM
import Domain

/// `rapport erase`: erases the personal data of a contact, a lead or a user.
struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase the personal data of a contact, a lead or a user, for good.",
    discussion: """
      For administrators. The key under which everything personal was sealed is overwritten: the \
      name is gone for every date, all figures stay. A user must be deactivated first. It cannot be \
      undone. What stays in the open: owner, account, stage, tags, and the reason you give here.

      Afterwards see to the backups of the file 'keys': docs/OPERATIONS.md, 'Erasing a person'.

      Examples: rapport erase C-12 --reason "GDPR request 2026-17"
                rapport erase U-3 --reason "left the company, request of 3 May"
      """)

  @Argument(help: ArgumentHelp("Whom: C-12, D-4 or U-3.", valueName: "person"))
  var person: String

  @Option(
    help: ArgumentHelp(
      "On what ground; stays readable for ever, so name nobody in it.", valueName: "text"))
  var reason: String

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let stream = try EntityText.stream(person)
    let command: Command
    switch stream.kind {
    case .contact: command = .contact(ContactID(stream.number), .erase(reason: reason))
    case .lead: command = .lead(LeadID(stream.number), .erase(reason: reason))
    case .user: command = .user(UserID(stream.number), .erase(reason: reason))
    default: throw PersonFileRefusal.noPerson(stream)
    }
    let book = try OpenBook(options, readOnly: false)
    let outcome = try book.crm.execute(command, as: book.principal, OpenBook.context())
    try OutcomePrinter(crm: book.crm, format: options.format).print(outcome)
    if !outcome.events.isEmpty {
      try Console.current.note(
        """
        rapport: copies of the file 'keys' in backups still open what was erased: see \
        docs/OPERATIONS.md, 'Erasing a person'
        """)
    }
  }
}
