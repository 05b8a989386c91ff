import CCounting
import FoundationEssentials
import LMDB
import Reference

/// Runs the workloads under callgrind and looks at what they cost.
enum Counter {
  /// Counts every workload: the second run of each, when everything lazy has been done. Callgrind
  /// writes a file for each; how often memory was asked for is printed.
  static func countAll(in directory: String) throws {
    for (index, workload) in Workloads(directory: directory).all.enumerated() {
      try workload.prepare()()
      let body = try workload.prepare()
      let before = counting_allocations()
      counting_begin()
      try body()
      counting_end(Int32(index))
      print("\(index) \(counting_allocations() - before)")
    }
  }

  /// Counts and compares with the file, or writes it; says whether every count is accepted.
  static func compare(_ options: CountOptions) throws -> Bool {
    let directory = options.scratch + "/rapport-counts-\(UInt64.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(directory)
    defer { if !options.keeps { remove(directory) } }
    if options.keeps { print("callgrind's files: \(directory)/counts.N, for callgrind_annotate") }
    try Workloads.makeBook(in: directory)
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    try Reference.run(
      valgrind(in: directory) + [program, "--workloads", directory],
      output: directory + "/allocations")
    let entries = try entries(in: directory)
    if options.writes {
      try Ledger(countedWith: toolchain, workloads: entries).write(options.path)
      for entry in entries { print("\(entry.name): \(entry.instructions), \(entry.allocations)") }
      return true
    }
    return report(entries, try Ledger.read(options.path), directory)
  }

  /// Callgrind, on a processor without wide instructions, so that the C library chooses the same
  /// functions everywhere; and Swift's hash tables in the same order every time.
  private static func valgrind(in directory: String) -> [String] {
    [
      "/usr/bin/env", "SWIFT_DETERMINISTIC_HASHING=1",
      "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX,-ERMS,-FSRM,-BMI2,-AVX512F,-AVX512VL",
      "valgrind", "--tool=callgrind", "--quiet", "--instr-atstart=no",
      "--callgrind-out-file=\(directory)/counts",
    ]
  }

  private static var toolchain: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }

  private static func entries(in directory: String) throws -> [Ledger.Entry] {
    var instructions: [Int: Int] = [:]
    let workloads = Workloads(directory: directory).all
    for part in 1...workloads.count {
      let text = try text(of: "\(directory)/counts.\(part)")
      guard let index = number(after: "workload-", in: text),
        let sum = number(after: "\nsummary: ", in: text)
      else { throw CountError("callgrind's file \(part) has no sum") }
      instructions[index] = sum
    }
    let allocations = try text(of: directory + "/allocations").split(separator: "\n")
    guard allocations.count == workloads.count else {
      throw CountError("\(allocations.count) of \(workloads.count) workloads came to their end")
    }
    return try workloads.enumerated().map { index, workload in
      let words = allocations[index].split(separator: " ").compactMap { Int($0) }
      guard words.count == 2, words[0] == index, let counted = instructions[index] else {
        throw CountError("'\(workload.name)' was not counted")
      }
      return Ledger.Entry(
        name: workload.name, count: workload.count, instructions: counted, allocations: words[1],
        tolerancePercent: workload.tolerancePercent)
    }
  }

  private static func report(
    _ entries: [Ledger.Entry], _ old: Ledger, _ directory: String
  ) -> Bool {
    let free = Set(Workloads(directory: directory).all.filter(\.isFreeOfAllocations).map(\.name))
    let comparisons = entries.flatMap { entry -> [Comparison] in
      let written = old.entry(entry.name)
      return [
        Comparison(
          name: entry.name, count: entry.count, found: entry.instructions,
          written: written?.instructions, what: "instructions",
          tolerancePercent: entry.tolerancePercent, mustBeNone: false),
        Comparison(
          name: entry.name, count: entry.count, found: entry.allocations,
          written: written?.allocations, what: "allocations",
          tolerancePercent: entry.tolerancePercent, mustBeNone: free.contains(entry.name)),
      ]
    }
    for comparison in comparisons { print(comparison.line) }
    if toolchain != old.countedWith {
      print("written down with \(old.countedWith), counted with \(toolchain): counts may differ")
    }
    if comparisons.contains(where: \.hasFallen) {
      print("Some work got cheaper: write the new counts down with --write.")
    }
    return comparisons.allSatisfy { $0.objection == nil }
  }

  private static func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  /// The number that follows the first `mark`.
  private static func number(after mark: String, in text: String) -> Int? {
    guard let range = text.firstRange(of: mark) else { return nil }
    return Int(text[range.upperBound...].prefix { $0.isNumber })
  }

  private static func remove(_ directory: String) {
    do {
      try FileSystem.removeTree(directory)
    } catch {
      print("left behind: \(directory) (\(error))")
    }
  }
}
