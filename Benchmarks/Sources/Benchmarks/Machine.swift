import FoundationEssentials

/// What the figures were measured on.
enum Machine {
  /// One line a fact.
  static var facts: [String] {
    let processor = value(of: "model name", in: "/proc/cpuinfo") ?? "unknown processor"
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let load = text(of: "/proc/loadavg").prefix { $0 != " " }
    return [
      "processor: \(processor), \(cores) cores; load when starting: \(load)",
      "kernel: \(text(of: "/proc/sys/kernel/osrelease").prefix { $0 != "\n" })",
      "Swift: \(swiftVersion), optimised build",
      "date: \(Date().formatted(.iso8601.year().month().day()))",
    ]
  }

  /// Bytes of memory this process holds that no file backs.
  static var anonymousBytes: Int {
    let text = value(of: "RssAnon", in: "/proc/self/status") ?? "0"
    return (Int(text.prefix { $0.isNumber }) ?? 0) * 1024
  }

  private static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  static func text(of path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private static func value(of name: String, in path: String) -> String? {
    for line in text(of: path).split(separator: "\n") where line.hasPrefix(name) {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { return String(parts[1].drop { $0 == " " || $0 == "\t" }) }
    }
    return nil
  }
}
