/// A given file and what it is to the recipe.
struct MatchedFile: Sendable {
  let given: ImportFile
  /// The file of the recipe; nil for a file of rejected rows, whose rows say where they are from.
  let file: Recipe.File?
}

extension Recipe {
  /// Every file with the recipe's file it is, in the order of the recipe; rejected rows come last.
  func matched(_ given: [ImportFile]) throws -> [MatchedFile] {
    var found: [MatchedFile] = []
    for file in given {
      let isRejected = try RejectTable.isOne(file)
      found.append(MatchedFile(given: file, file: isRejected ? nil : try self.file(of: file)))
    }
    let rejected = found.filter { $0.file == nil }
    if rejected.isEmpty { try requireAll(found) }
    return files.flatMap { file in found.filter { $0.file?.key == file.key } } + rejected
  }

  private func requireAll(_ found: [MatchedFile]) throws(ImportFailure) {
    let keys = Set(found.compactMap { $0.file?.key })
    for file in files where !file.isOptional && !keys.contains(file.key) {
      throw ImportFailure(
        reason: "the file '\(file.key)' of the recipe is missing: give one named \(file.pattern)")
    }
  }

  /// The file of the recipe that a given file is.
  private func file(of given: ImportFile) throws(ImportFailure) -> File {
    let names = [given.baseName, given.plainName]
    let matches = files.filter { file in
      names.contains { FilePattern(file.pattern).matches($0) }
    }
    guard let match = matches.first else {
      let patterns = files.map { "\($0.key) (\($0.pattern))" }.joined(separator: ", ")
      throw ImportFailure(
        file: given.baseName,
        reason: "the recipe '\(name)' reads no such file; it reads \(patterns)")
    }
    if matches.count > 1 {
      throw ImportFailure(
        file: given.baseName,
        reason: "it is \(matches.map(\.key).joined(separator: " and ")) at once: the patterns of "
          + "the recipe overlap")
    }
    return match
  }

  /// The file of the recipe that a file of this name would be; nil when it is none or several.
  func file(named name: String) -> File? {
    let plain = name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
    let matches = files.filter { file in
      [name, plain].contains { FilePattern(file.pattern).matches($0) }
    }
    return matches.count == 1 ? matches[0] : nil
  }
}
