public import Domain
import FoundationEssentials
import LMDB

/// The machine's time zones; read when a book is founded, which then carries the rules itself.
public enum SystemZones {
  /// Where the rules are: `$TZDIR`, else the place every Linux system has them.
  public static var directory: String {
    ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
  }

  /// The zone of this IANA name, as in `Europe/Amsterdam`.
  public static func zone(named name: String) throws -> Zone {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "+"):
            true
          default: false
          }
        }
    }
    let path = directory + "/" + name
    guard isPlain, FileSystem.exists(path), try !FileSystem.isDirectory(path) else {
      throw BookFault.unknownZone(name, directory: directory)
    }
    let bytes = try FileSystem.read(path)
    do throws(ZoneRefusal) {
      return try Zone(name: name, tzif: bytes)
    } catch {
      throw BookFault.zone(.init(name: name, reason: error.description))
    }
  }

  /// The zone the machine is set to; `Etc/UTC` when it does not say.
  public static var local: String {
    if let name = ProcessInfo.processInfo.environment["TZ"], !name.isEmpty { return name }
    guard FileSystem.exists("/etc/timezone") else { return "Etc/UTC" }
    do {
      let text = String(decoding: try FileSystem.read("/etc/timezone"), as: UTF8.self)
      let name = text.prefix { !$0.isWhitespace }
      return name.isEmpty ? "Etc/UTC" : String(name)
    } catch {
      return "Etc/UTC"
    }
  }
}
