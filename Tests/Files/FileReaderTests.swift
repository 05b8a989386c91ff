import Files
import FoundationEssentials
import Subprocess
import Testing

@Suite struct FileReaderTests {
  private let path = FileManager.default.temporaryDirectory.path() + UUID().uuidString + ".bin"

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  private func readAll(_ path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try FileReader(path).readAll { piece in
      for index in piece.indices { bytes.append(piece[index]) }
    }
    return bytes
  }

  private func remove(_ paths: String...) {
    for path in paths where FileManager.default.fileExists(atPath: path) {
      do { try FileManager.default.removeItem(atPath: path) } catch { print("left: \(path)") }
    }
  }

  /// What Debian's gzip makes of a file.
  private func packed(_ bytes: [UInt8]) async throws -> [UInt8] {
    try write(bytes, to: path)
    let result = try await run(
      .name("gzip"), arguments: ["--force", path], output: .discarded, error: .discarded)
    #expect(result.terminationStatus.isSuccess)
    return Array(try Data(contentsOf: URL(filePath: path + ".gz")))
  }

  @Test func `a plain file comes as it is`() throws {
    defer { remove(path) }
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try write(bytes, to: path)
    #expect(try readAll(path) == bytes)
    try write([], to: path)
    #expect(try readAll(path) == [])
  }

  @Test func `a packed file comes unpacked, several behind one another as one`() async throws {
    defer { remove(path, path + ".gz") }
    let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    let packed = try await packed(bytes)
    #expect(packed.count < bytes.count / 10)
    #expect(try readAll(path + ".gz") == bytes)
    try write(packed + packed, to: path)
    #expect(try readAll(path) == bytes + bytes)
  }

  @Test func `a packed file that is cut off or changed is a fault that names it`() async throws {
    defer { remove(path, path + ".gz") }
    let packed = try await packed(Array(repeating: 65, count: 100_000))
    try write(Array(packed.dropLast(10)), to: path)
    #expect(throws: FileFault.self) { try readAll(path) }
    var changed = packed
    changed[packed.count - 6] ^= 0x40  // in the checksum
    try write(changed, to: path)
    let fault = #expect(throws: FileFault.self) { try readAll(path) }
    #expect(fault?.description.hasPrefix(path + ": it is packed by gzip and damaged") == true)
  }

  @Test func `what cannot be opened says why`() {
    let fault = #expect(throws: FileFault.self) { try FileReader(path) }
    #expect(fault?.reason == "no such file or directory")
    #expect(throws: FileFault.self) { try readAll("/") }
  }
}
