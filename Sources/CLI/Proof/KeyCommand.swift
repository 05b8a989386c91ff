import ArgumentParser
import CRM

/// `rapport key`: the key with which others check heads.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "The public key with which others check the heads.",
    discussion: """
      Give it to whoever is to check, on another way than the book itself.

      Examples: rapport key > acme.key
                rapport key rotate
      """,
    subcommands: [KeyShowCommand.self, KeyRotateCommand.self],
    defaultSubcommand: KeyShowCommand.self)
}

/// `rapport key show`: prints the public key.
struct KeyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the public key.",
    discussion: "Example: rapport key show > acme.key")

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: false)
    try Console.current.printLine(book.crm.headKey().description)
  }
}

/// `rapport key rotate`: replaces the signing key.
struct KeyRotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Replace the signing key; the old one signs the new one.",
    discussion: """
      For administrators. Prints the new public key. Heads signed before stay good.

      Example: rapport key rotate
      """)

  @Flag(
    help: "The private key is lost: the new key speaks for itself, and auditors must be told.")
  var lost = false

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: false)
    let (key, _) = try book.crm.rotateKey(lost: lost, as: book.principal)
    try Console.current.printLine(key.description)
  }
}
