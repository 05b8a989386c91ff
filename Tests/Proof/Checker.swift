import LMDB
import Subprocess

/// The independent checker, a program in another language.
enum Checker {
  struct Missing: Error, CustomStringConvertible {
    var description: String { "python3 was not found: install Debian's package python3" }
  }

  /// What it says, and whether it says that all is right.
  struct Verdict {
    let isRight: Bool
    let text: String
  }

  private static let program: String = {
    let file = #filePath
    return FileSystem.directory(of: file) + "/check_proof.py"
  }()

  static func run(_ arguments: String...) async throws -> Verdict {
    do {
      let result = try await Subprocess.run(
        .name("python3"), arguments: .init([program] + arguments),
        output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
      let text = result.standardOutput + result.standardError
      guard result.terminationStatus == .exited(0) || result.terminationStatus == .exited(1),
        text.hasPrefix("right") || text.hasPrefix("wrong")
      else { throw Broken(text: text) }
      return Verdict(isRight: result.terminationStatus.isSuccess, text: text)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw Missing()
    }
  }

  /// It neither accepted nor rejected.
  struct Broken: Error {
    let text: String
  }
}
