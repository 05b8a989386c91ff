import CRM
public import Domain

/// A file given to an import.
public struct ImportFile: Sendable {
  /// Its name, with or without the folder it is in.
  public var name: String
  /// What is in it.
  public var bytes: [UInt8]

  /// A file of this name.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Its name without the folder.
  public var baseName: String { name.split(separator: "/").last.map(String.init) ?? name }
}

/// Why an import was refused: file, row, column, the value there, and the reason, in one line.
public struct ImportFailure: DomainRefusal {
  /// The name of the file; nil when it is about no file.
  public var file: String?
  /// The row, counted from 1, the header included; nil when it is about the whole file.
  public var row: Int?
  /// The column; nil when it is about the whole row.
  public var column: String?
  /// What stands there; nil when that does not matter.
  public var value: String?
  /// What is wrong.
  public var reason: String

  /// As in `deals.csv, row 17, column opened: '20/10/2016' is not a date as in yyyy-MM-dd`.
  public var description: String {
    var place = [file.map { VisibleText.of($0) }].compactMap { $0 }
    if let row { place.append("row \(row)") }
    if let column { place.append("column \(VisibleText.of(column))") }
    let shown = value.map { VisibleText.quoted($0) + " " } ?? ""
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + shown + reason
  }
}

extension Recipe {
  /// Every file with the key of the recipe's file it is, in the order of the recipe.
  func matched(_ given: [ImportFile]) throws(ImportFailure) -> [(File, ImportFile)] {
    var keys: [String] = []
    for file in given {
      let name = file.baseName
      let matches = files.filter { FilePattern($0.pattern).matches(name) }
      guard let match = matches.first else {
        let patterns = files.map { "\($0.key) (\($0.pattern))" }.joined(separator: ", ")
        throw ImportFailure(
          file: name, reason: "the recipe '\(self.name)' reads no such file; it reads \(patterns)")
      }
      if matches.count > 1 {
        throw ImportFailure(
          file: name,
          reason: "it is \(matches.map(\.key).joined(separator: " and ")) at once: the patterns of "
            + "the recipe overlap")
      }
      keys.append(match.key)
    }
    for file in files where !file.isOptional && !keys.contains(file.key) {
      throw ImportFailure(
        reason: "the file '\(file.key)' of the recipe is missing: give one named \(file.pattern)")
    }
    return files.flatMap { file in
      zip(keys, given).filter { $0.0 == file.key }.map { (file, $0.1) }
    }
  }
}

/// A pattern of file names: `*` stands for any characters, `?` for one; case does not matter.
struct FilePattern {
  private let pattern: [Character]

  init(_ pattern: String) { self.pattern = Array(pattern.lowercased()) }

  func matches(_ name: String) -> Bool {
    let name = Array(name.lowercased())
    // `reach[i]`: whether what was read of the pattern matches the first i characters.
    var reach = [true] + Array(repeating: false, count: name.count)
    for part in pattern {
      var next = Array(repeating: false, count: name.count + 1)
      for index in 0...name.count {
        if part == "*" {
          next[index] = reach[index] || (index > 0 && next[index - 1])
        } else if index > 0 {
          next[index] = reach[index - 1] && (part == "?" || part == name[index - 1])
        }
      }
      reach = next
    }
    return reach[name.count]
  }
}
