import CRM
import Domain

/// Reads one file of an import row by row.
struct FileRows {
  let file: Recipe.File
  let given: ImportFile
  /// The number of the file in the job, counted from 1.
  let number: Int

  /// What a file has besides its rows.
  struct Facts {
    var rows = 0
    /// SHA-256 of what is in it.
    var digest: [UInt8] = []
  }

  /// Hands over the names of the columns, then every row; tells what it has read.
  ///
  /// A row with another number of fields than the header goes to `reject`, which may throw.
  /// Everything else that is wrong with the file throws an `ImportFailure`.
  func read(
    header: (ImportTable) throws -> Void,
    row: (ImportTable, CSVRow) throws -> Void,
    reject: (ImportTable, CSVRow, String) throws -> Void
  ) throws -> Facts {
    let encoding = try encoding()
    var decoder = TextDecoder(encoding)
    var parser = RowParser(file)
    var facts = Facts()
    var hasher = FileHasher()
    var text: [UInt8] = []
    var table: ImportTable?
    func take(_ next: CSVRow) throws {
      guard let table else {
        table = try open(next.texts, header)
        return
      }
      facts.rows += 1
      if next.count == table.ownCount { return try row(table, next) }
      let error = CSVError.fieldCount(
        row: next.number, line: next.line, found: next.count, header: table.ownCount)
      try reject(table, next, error.reasonInRow)
    }
    do {
      if let columns = file.fixedColumns { table = try open(columns, header) }
      try given.read { piece in
        hasher.update(piece)
        text.removeAll(keepingCapacity: true)
        decoder.decode(piece, into: &text)
        try parser.feed(text.span) { try take($0) }
        return true
      }
      text.removeAll(keepingCapacity: true)
      decoder.finish(into: &text)
      try parser.feed(text.span) { try take($0) }
      try parser.finish { try take($0) }
      if table == nil { throw CSVError.empty }
    } catch let error as CSVError {
      throw failure(error, decoder.encoding, table)
    }
    facts.digest = hasher.finish()
    return facts
  }

  private func open(
    _ columns: [String], _ header: (ImportTable) throws -> Void
  ) throws -> ImportTable {
    let table = try ImportTable(
      file, name: given.baseName, columns: columns, number: number)
    try header(table)
    return table
  }

  /// How the file is written: as the recipe says, or as it looks when the recipe says to look.
  private func encoding() throws -> TextEncoding {
    if let encoding = file.encoding { return encoding }
    var guess = EncodingGuess()
    try given.read { piece in
      guess.feed(piece)
      return true
    }
    return guess.encoding()
  }

  private func failure(
    _ error: CSVError, _ encoding: TextEncoding, _ table: ImportTable?
  ) -> ImportFailure {
    var reason = error.description
    if case .notUTF8(let place, let field, _) = error {
      let name = table.flatMap { field <= $0.ownCount ? $0.header.names[field - 1] : nil }
      let column = name.map { " (\(VisibleText.of($0)))" } ?? ""
      reason = "\(place): field \(field)\(column) is not valid \(encoding.rawValue.uppercased())"
      if encoding == .utf8 { reason += Self.hint }
    }
    return ImportFailure(file: given.baseName, reason: reason)
  }

  private static let hint =
    ": say in the recipe how the file is written, as in \"encoding\": \"windows-1252\""
}

/// The parser that a file's layout asks for.
enum RowParser {
  case delimited(CSVParser)
  case columns(ColumnsParser)
  case lines(LinesParser)

  init(_ file: Recipe.File) {
    switch file.layout {
    case .delimited(let format): self = .delimited(CSVParser(format))
    case .columns: self = .columns(ColumnsParser())
    case .commands: self = .lines(LinesParser())
    }
  }

  mutating func feed(_ bytes: Span<UInt8>, _ deliver: (CSVRow) throws -> Void) throws {
    switch self {
    case .delimited(var parser):
      // Taken out and put back, so that the parser's buffers have one owner.
      self = .lines(LinesParser())
      defer { self = .delimited(parser) }
      try parser.feed(bytes, deliver)
    case .columns(var parser):
      self = .lines(LinesParser())
      defer { self = .columns(parser) }
      try parser.feed(bytes, deliver)
    case .lines(var parser):
      self = .columns(ColumnsParser())
      defer { self = .lines(parser) }
      try parser.feed(bytes, deliver)
    }
  }

  mutating func finish(_ deliver: (CSVRow) throws -> Void) throws {
    switch self {
    case .delimited(var parser): try parser.finish(deliver)
    case .columns(var parser): try parser.finish(deliver)
    case .lines(var parser): try parser.finish(deliver)
    }
  }
}
