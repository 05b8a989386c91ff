import ArgumentParser
import Bytes
import CRM
import Domain
import Reports

/// `rapport show`: everything known of one thing.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "All fields of one account, contact, opportunity …",
    discussion: """
      Examples: rapport show A-12
                rapport show O-88 --as-of 2017-03-31
      """)

  @Argument(help: ArgumentHelp("Its number, such as A-12.", valueName: "number"))
  var number: String

  @OptionGroup var moment: MomentOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var options: BookOptions

  func run() throws {
    let stream = try EntityText.stream(number)
    let format = try options.format(for: output)
    let book = try OpenBook(options, readOnly: true)
    guard let type = EntityKinds.type(of: stream.kind) else {
      throw EntityTextRefusal.notANumber(number)
    }
    let source = try book.source(moment)
    let answer = try answer(type, stream, source)
    try book.crm.recordAccess(through: source, as: book.principal, purpose: "show")
    try AnswerWriter(book: book, format: format, output: output).write(answer)
  }

  private func answer<Kind: Entity>(
    _ type: Kind.Type, _ stream: StreamID, _ source: BookSource
  ) throws -> Answer {
    let entity = try source.entity(type, Kind.ID(stream.number))
    guard entity.exists else {
      throw EntityTextRefusal.unknown(
        EntityKinds.noun(of: stream.kind), EntityText.number(stream), isNow: source.moment.isNow)
    }
    let names = Names(source: source)
    var sheet = FieldSheet(
      report: "show", title: try names.text(stream), moment: source.moment)
    for field in try source.shownFields(of: entity) { try sheet.add(field, names) }
    return sheet.answer
  }
}
