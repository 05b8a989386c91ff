import Subprocess

/// Debian's `protoc`, which knows our schema and nothing of our code.
enum ProtocolCompiler {
  /// Why it gave no answer.
  enum Failure: Error, CustomStringConvertible {
    case missing
    case refused(message: String, reason: String)

    var description: String {
      switch self {
      case .missing: "protoc was not found: install Debian's package protobuf-compiler"
      case .refused(let message, let reason): "protoc refused \(message): \(reason)"
      }
    }
  }

  /// The text format of a message's bytes.
  static func decode(_ bytes: [UInt8], as message: String, in file: String) async throws -> String {
    String(decoding: try await run("--decode", bytes, message, file), as: UTF8.self)
  }

  /// The bytes of a message in text format.
  static func encode(_ text: String, as message: String, in file: String) async throws -> [UInt8] {
    try await run("--encode", Array(text.utf8), message, file)
  }

  private static func run(
    _ mode: String, _ input: [UInt8], _ message: String, _ file: String
  ) async throws -> [UInt8] {
    do {
      let result = try await Subprocess.run(
        .name("protoc"),
        arguments: [
          "-I", GoldenFiles.repository + "/docs/schema", "\(mode)=rapport.v1.\(message)", file,
        ],
        input: .array(input), output: .bytes(limit: 1 << 20), error: .string(limit: 1 << 16))
      guard result.terminationStatus.isSuccess else {
        throw Failure.refused(message: message, reason: result.standardError)
      }
      return result.standardOutput
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw Failure.missing
    }
  }
}
