internal import Bytes

/// The name of a checkpoint file: `opportunities-1-00000000000000123456.checkpoint`.
///
/// Model, version, position in 20 digits, so that the names of a model sort by position.
struct CheckpointName: Hashable {
  static let suffix = ".checkpoint"
  /// How the temporary files of `FileSystem.replace` end.
  static let temporarySuffix = ".temporary"

  let model: String
  let version: UInt32
  let position: Position

  init(model: String, version: UInt32, position: Position) {
    self.model = model
    self.version = version
    self.position = position
  }

  /// Nil when the name is not written exactly as `text` would write it.
  init?(_ name: String) {
    guard name.hasSuffix(Self.suffix) else { return nil }
    // By bytes: a book may have hundreds of files, and characters are slow to walk along.
    let stem = name.utf8.dropLast(Self.suffix.utf8.count)
    guard let second = stem.lastIndex(of: UInt8(ascii: "-")),
      let first = stem[..<second].lastIndex(of: UInt8(ascii: "-")),
      let version = UInt32(Substring(stem[stem.index(after: first)..<second])),
      let number = UInt64(Substring(stem[stem.index(after: second)...]))
    else { return nil }
    let model = String(Substring(stem[..<first]))
    guard Self.isModel(model) else { return nil }
    self.init(model: model, version: version, position: Position(number))
    if text != name { return nil }
  }

  /// What the names of a model's files begin with.
  static func start(_ model: String, _ version: UInt32) -> String { "\(model)-\(version)-" }

  var text: String {
    let digits = String(position.number)
    let zeros = String(repeating: "0", count: 20 - digits.utf8.count)
    return "\(Self.start(model, version))\(zeros)\(digits)\(Self.suffix)"
  }

  /// Whether a file is what a killed writer of a checkpoint leaves behind.
  static func isTemporary(_ name: String) -> Bool {
    guard name.hasSuffix(temporarySuffix), let end = name.firstRange(of: suffix)?.upperBound
    else { return false }
    return CheckpointName(String(name[..<end])) != nil
  }

  static func isModel(_ name: String) -> Bool {
    let allowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return allowed && !name.isEmpty && name.utf8.count <= 100
  }
}
