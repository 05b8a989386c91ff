import Exchange
import FoundationEssentials
import Testing

/// The real data beside the repository; they may not be copied into it.
enum SharedData {
  /// The root of the repository.
  static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// `../shared/data`, seen from the root of the repository.
  static let directory: String =
    root.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/shared/data"

  /// Whether the data are there. When they are, every acceptance test must run.
  static var isThere: Bool { FileManager.default.fileExists(atPath: directory) }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// A file of a set.
  static func file(_ set: String, _ name: String) throws -> ImportFile {
    ImportFile(name: name, bytes: try bytes("\(directory)/\(set)/\(name)"))
  }

  /// The recipe of a set.
  static func recipe(_ set: String) throws -> Recipe {
    try Recipe(parsing: bytes("\(root)/Tests/Acceptance/Recipes/\(set).json"))
  }

  /// The figures of a set that others computed.
  static func expected(_ set: String) throws -> Figures {
    Figures(try JSONValue(parsing: bytes("\(directory)/\(set)/expected.json")), path: set)
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs only where the real data are.
  static var needsSharedData: ConditionTrait {
    .enabled(
      if: SharedData.isThere,
      "the public data sets are not at ../shared/data beside this repository: nothing was compared")
  }
}

/// Figures from a JSON file, by their names; what is missing is an error, never nothing.
struct Figures {
  let value: JSONValue
  let path: String

  init(_ value: JSONValue, path: String) {
    (self.value, self.path) = (value, path)
  }

  struct Missing: Error { var path: String }

  private var object: JSONObject {
    get throws {
      guard case .object(let object) = value else { throw Missing(path: path) }
      return object
    }
  }

  var names: [String] { get throws { try object.members.map(\.name) } }

  func callAsFunction(_ name: String) throws -> Figures {
    guard let value = try object[name] else { throw Missing(path: path + "." + name) }
    return Figures(value, path: path + "." + name)
  }

  /// A count, 0 when the name is missing: a group without such opportunities has none listed.
  func count(_ name: String) throws -> Int { try object[name] == nil ? 0 : self(name).int }

  var int: Int {
    get throws {
      guard case .number(let text) = value, let number = Int(text) else {
        throw Missing(path: path)
      }
      return number
    }
  }

  var double: Double {
    get throws {
      guard case .number(let text) = value, let number = Double(text) else {
        throw Missing(path: path)
      }
      return number
    }
  }

  var text: String {
    get throws {
      guard case .string(let text) = value else { throw Missing(path: path) }
      return text
    }
  }

  var list: [Figures] {
    get throws {
      guard case .array(let values) = value else { throw Missing(path: path) }
      return values.enumerated().map { Figures($1, path: "\(path)[\($0)]") }
    }
  }
}
