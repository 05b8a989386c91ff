import Files
import FoundationEssentials
import Testing

@Suite struct ScratchFileTests {
  @Test func `what was written can be read from any place, and no name is left`() throws {
    let directory = FileManager.default.temporaryDirectory.path() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let file = try ScratchFile(in: directory)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
    try file.append([1, 2, 3].span)
    try file.append([4, 5].span)
    #expect(file.byteCount == 5)
    var buffer: [UInt8] = [0, 0, 0]
    var count = try file.read(at: 1, into: &buffer)
    #expect(count == 3 && buffer == [2, 3, 4])
    count = try file.read(at: 4, into: &buffer)
    #expect(count == 1 && buffer[0] == 5)
    count = try file.read(at: 9, into: &buffer)
    #expect(count == 0)
    try FileManager.default.removeItem(atPath: directory)
    #expect(throws: FileFault.self) { try ScratchFile(in: directory) }
  }
}
