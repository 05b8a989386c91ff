import CReference

/// The same work in C, as Swift calls it. A target of one file: the compiler (6.3) ends with a
/// fault when the functions that take spans are called from one of several files.
public enum Reference {
  /// What a pass over the log found; two programs that did the same work agree on it.
  public struct Pass: Equatable, Sendable {
    /// How many events it saw.
    public var events: UInt64
    /// A sum over what it saw.
    public var sum: UInt64

    /// A pass that found this.
    public init(events: UInt64, sum: UInt64) {
      self.events = events
      self.sum = sum
    }
  }

  /// Opens the log that is read and loaded from; it must not be written meanwhile.
  public static func open(log directory: String) throws(ReferenceError) {
    try check(reference_open(Array(directory.utf8).span), "open the log")
  }

  /// Closes the log.
  public static func close() { reference_close() }

  /// Reads every record and compares its checksums.
  public static func scan() throws(ReferenceError) -> Pass { try pass(reference_scan(), "scan") }

  /// Folds the opportunities into plain rows; the sum is over the rows.
  public static func fold(verifying: Bool) throws(ReferenceError) -> Pass {
    try pass(reference_fold(verifying ? 1 : 0), "fold")
  }

  /// Copies the first records of the open log into memory, to be put elsewhere.
  public static func load(_ limit: Int) throws(ReferenceError) {
    try check(reference_load(UInt64(limit)), "load")
  }

  /// Makes an empty log in an existing directory.
  public static func create(_ directory: String) throws(ReferenceError) {
    try check(reference_create(Array(directory.utf8).span), "create a log")
  }

  /// Puts the first so many of the loaded records into the log that was created.
  public static func put(_ events: Int, perCommit: Int) throws(ReferenceError) {
    try check(reference_put(0, UInt64(events), UInt64(perCommit)), "put")
  }

  /// Writes the first so many of the loaded records to a plain file, synced every so many.
  public static func write(_ events: Int, perSync: Int, to path: String) throws(ReferenceError) {
    try check(
      reference_write(Array(path.utf8).span, UInt64(events), UInt64(perSync)), "write and sync")
  }

  /// Closes the log that was created.
  public static func finish() { reference_finish() }

  /// Runs a program to its end; its standard output goes to a file.
  public static func run(
    _ arguments: [String], output: String = "/dev/null"
  ) throws(ReferenceError) {
    var bytes: [UInt8] = []
    for argument in arguments { bytes += Array(argument.utf8) + [0] }
    let code = reference_run(bytes.span, Array(output.utf8).span)
    try check(code, "run \(arguments.joined(separator: " "))")
  }

  /// Seconds of processor time the calling thread has used.
  public static var processorSeconds: Double { reference_processor_seconds() }

  /// Seconds of processor time that the programs run here have used.
  public static var childrenSeconds: Double { reference_children_seconds() }

  private static func pass(
    _ pass: reference_pass, _ what: String
  ) throws(ReferenceError) -> Pass {
    try check(pass.code, what)
    return Pass(events: pass.events, sum: pass.sum)
  }

  private static func check(_ code: Int32, _ what: String) throws(ReferenceError) {
    if code != 0 { throw ReferenceError(what: what, code: code) }
  }
}

/// A function of the reference failed.
public struct ReferenceError: Error, CustomStringConvertible {
  /// What it should have done.
  public var what: String
  /// The code of the C function that failed, or the exit code of the program.
  public var code: Int32

  /// One line that says what failed.
  public var description: String { "the reference could not \(what): code \(code)" }
}
