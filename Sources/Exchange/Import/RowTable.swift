import CRM
import Domain

/// The rows of one file in one flat buffer.
struct RowTable: Sendable {
  /// The file of the recipe it is.
  let file: Recipe.File
  /// The name of the file, without its folder.
  let name: String
  /// SHA-256 of the file.
  let digest: [UInt8]
  let header: CSVHeader
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var numbers: [UInt32] = []

  /// Reads a file; refused whole when it is not the table it should be.
  init(_ file: Recipe.File, _ given: ImportFile) throws {
    self.file = file
    name = given.baseName
    digest = FileDigest.sha256(given.bytes)
    var reading = Reading(columns: file.columns)
    do {
      if let columns = file.columns { reading.header = try CSVHeader(columns) }
      var parser = CSVParser(file.format)
      try parser.feed(given.bytes) { try reading.take($0) }
      try parser.finish { try reading.take($0) }
      guard let header = reading.header else { throw CSVError.empty }
      self.header = header
    } catch let error as CSVError {
      throw ImportFailure(file: name, reason: error.description)
    }
    (bytes, ends, numbers) = (reading.bytes, reading.ends, reading.numbers)
  }

  private struct Reading {
    var columns: [String]?
    var header: CSVHeader?
    var bytes: [UInt8] = []
    var ends: [Int] = []
    var numbers: [UInt32] = []

    mutating func take(_ row: CSVRow) throws {
      guard let header else {
        header = try CSVHeader(row.texts)
        return
      }
      guard row.count == header.names.count else {
        throw CSVError.fieldCount(
          row: row.number, line: row.line, found: row.count, header: header.names.count)
      }
      for index in 0..<row.count {
        bytes += row.bytes(at: index)
        ends.append(bytes.count)
      }
      numbers.append(UInt32(row.number))
    }
  }

  /// How many rows there are, the header not counted.
  var count: Int { numbers.count }

  /// The number of a row in the file, the header included.
  func number(_ row: Int) -> Int { Int(numbers[row]) }

  /// The text in a column, blanks at both ends removed; empty when it says that there is none.
  func text(_ row: Int, _ column: String) -> String {
    guard let index = header.column(column) else {
      preconditionFailure("the columns of a step were looked up before its rows were read")
    }
    let field = row * header.names.count + index
    let start = field == 0 ? 0 : ends[field - 1]
    let text = String(Substring(decoding: bytes[start..<ends[field]], as: UTF8.self).trimmingBlanks)
    return file.empty.contains(text) ? "" : text
  }

  /// Refuses a column that the file does not have.
  func require(_ column: String) throws(ImportFailure) {
    if header.column(column) != nil { return }
    let nearest = NearestName.of(column, among: header.names)
    throw ImportFailure(
      file: name,
      reason: CSVError.noColumn(name: column, header: header.names).description
        + (nearest.map { "; did the recipe mean '\($0)'?" } ?? ""))
  }
}
