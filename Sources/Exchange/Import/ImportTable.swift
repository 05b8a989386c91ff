import Domain

/// What is known of one file of an import besides its rows.
final class ImportTable: Sendable {
  /// The file of the recipe it is.
  let file: Recipe.File
  /// The name of the file, without its folder.
  let name: String
  /// The names of its columns; then those the recipe computes.
  let header: CSVHeader
  /// The columns that are computed: those of the recipe that do not stand in the file already.
  let computed: [ComputedColumn]
  /// How many columns stand in the file itself.
  let ownCount: Int
  /// The file its rows came from first, where they were set aside once and are given again.
  let origin: String?
  /// The number of the file in the job, counted from 1.
  let fileNumber: Int

  /// A table with these columns in the file; refused when two are named alike.
  init(
    _ file: Recipe.File, name: String, columns: [String], number: Int, origin: String? = nil
  ) throws(CSVError) {
    fileNumber = number
    self.file = file
    self.name = name
    self.origin = origin
    ownCount = columns.count
    // Rows that were set aside bring along what was counted when they were met first.
    let isAgain = origin != nil
    computed = file.computed.filter { !isAgain || !columns.contains($0.name) }
    header = try CSVHeader(columns + computed.map(\.name))
  }

  /// The columns a row that is set aside keeps: its own, and what depends on the rows before it.
  ///
  /// What is made of the row alone is made again, when the row is corrected.
  var kept: [Int] {
    Array(0..<ownCount)
      + computed.indices.filter { index in
        if case .value = computed[index].kind { false } else { true }
      }.map { ownCount + $0 }
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

/// One row of a file: its fields, one behind the other in one buffer.
struct ImportRow: Sendable {
  var table: ImportTable
  /// The number of the row in its file, the header included.
  var number: Int
  /// The file it came from first, where it was set aside once and is given again.
  var origin: String?
  /// The bytes of all fields.
  var bytes: [UInt8] = []
  /// Where each field ends.
  var ends: [Int] = []

  /// The text in a column, blanks at both ends removed; empty when it says that there is none.
  func text(_ column: String) -> String {
    guard let index = table.header.column(column) else {
      preconditionFailure("the columns of a step were looked up before its rows were read")
    }
    return text(at: index)
  }

  /// The text in a column, counted from 0.
  func text(at index: Int) -> String {
    guard index < ends.count else { return "" }
    var start = index == 0 ? 0 : ends[index - 1]
    var end = ends[index]
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    if start == end { return "" }
    var text = String(decoding: bytes[start..<end], as: UTF8.self)
    if bytes[start] >= 0x80 || bytes[end - 1] >= 0x80 {
      text = String(Substring(text).trimmingBlanks)
    }
    let empty = table.file.empty
    return !empty.isEmpty && empty.contains(text) ? "" : text
  }

  /// The texts of the columns that a row keeps when it is set aside, as they stand there.
  var keptTexts: [String] {
    table.kept.map { index in
      guard index < ends.count else { return "" }
      let start = index == 0 ? 0 : ends[index - 1]
      return String(decoding: bytes[start..<ends[index]], as: UTF8.self)
    }
  }

  /// Makes it as wide as the columns of its file: empty fields at the end, or none too many.
  mutating func fit() {
    let width = table.ownCount
    if ends.count > width {
      ends.removeLast(ends.count - width)
      bytes.removeLast(bytes.count - (ends.last ?? 0))
    }
    while ends.count < width { ends.append(bytes.count) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
