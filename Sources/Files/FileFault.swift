/// Why a file could not be read or written: what the system says of it.
public struct FileFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public var path: String
  /// What went wrong, in the words of the system or of zlib.
  public var reason: String

  /// A fault with a file.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// As in `deals.csv.gz: unexpected end of file`.
  public var description: String { "\(path): \(reason)" }
}
