import Bytes
import Cryptography
import Domain
import EventLog
import LMDB

/// What a backup says of itself, in its file `backup`: five lines of text.
struct BackupLabel: Equatable {
  let bookID: LogIdentity
  /// How many events it had when it was last brought up to date; there may be more by now.
  let head: Position
  /// The checksum of the header of the last of them.
  let checksum: UInt64
  let takenAt: Instant

  private static let title = "rapport backup 1"

  init(bookID: LogIdentity, head: LogHead, takenAt: Instant) {
    self.bookID = bookID
    self.head = head.position
    checksum = head.checksum
    self.takenAt = takenAt
  }

  /// Reads the label of a backup; a refusal when there is none.
  init(of files: BookFiles) throws {
    guard FileSystem.exists(files.backupLabel) else {
      throw CareRefusal.notABackup(files.directory)
    }
    let text = String(decoding: try FileSystem.read(files.backupLabel), as: UTF8.self)
    let lines = LabelLines(text, title: Self.title)
    guard let head = lines["events"].flatMap({ UInt64($0) }),
      let checksum = lines["checksum"].flatMap({ UInt64($0, radix: 16) }),
      let takenAt = lines.instant("taken"),
      let bytes = lines["book"].flatMap({ Hex.bytes($0) }), let bookID = LogIdentity(bytes.span)
    else { throw CareRefusal.notABackup(files.directory) }
    self.bookID = bookID
    self.head = Position(head)
    self.checksum = checksum
    self.takenAt = takenAt
  }

  /// Writes the label; it is on disk when this returns.
  func write(to files: BookFiles) throws {
    let text = """
      \(Self.title)
      book \(bookID)
      events \(head.number)
      checksum \(String(checksum, radix: 16))
      taken \(InstantText.format(takenAt, in: .utc))

      """
    try FileSystem.replace(path: files.backupLabel, with: [Array(text.utf8)])
  }
}

/// A small text file: a title, then lines of a word and its value.
struct LabelLines {
  private var values: [String: String] = [:]

  init(_ text: String, title: String) {
    let lines = text.split(separator: "\n")
    guard lines.first.map(String.init) == title else { return }
    for line in lines.dropFirst() {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
    }
  }

  subscript(_ word: String) -> String? { values[word] }

  func instant(_ word: String) -> Instant? { values[word].flatMap(LabelLines.instant) }

  /// The instant a text gives; nil when it gives none.
  static func instant(_ text: String) -> Instant? {
    do {
      return try InstantText.parse(text)
    } catch {
      return nil
    }
  }
}

extension Hex {
  /// The bytes of lower-case hexadecimal digits; nil when it is something else.
  static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text)
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(digits[index...index + 1]), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
