import Exchange
import Glibc

extension SharedData {
  /// What gzip could not do.
  struct NotUnpacked: Error { var path: String }

  /// A file of a set that gzip has packed, unpacked by gzip itself.
  static func unpacked(_ set: String, _ name: String) throws -> ImportFile {
    ImportFile(name: String(name.dropLast(3)), bytes: try unpackedBytes(set, name))
  }

  /// What is in a file that gzip has packed.
  static func unpackedBytes(_ set: String, _ name: String) throws -> [UInt8] {
    let path = "\(directory)/\(set)/\(name)"
    guard let pipe = unsafe popen("gzip -dc '\(path)'", "r") else { throw NotUnpacked(path: path) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&block, 1, block.count, pipe)
      if count == 0 { break }
      bytes += block[..<count]
    }
    guard unsafe pclose(pipe) == 0, !bytes.isEmpty else { throw NotUnpacked(path: path) }
    return bytes
  }
}
