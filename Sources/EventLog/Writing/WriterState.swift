/// What a writer knows in order to decide: values folded from a log, and the records decided but
/// not yet appended. It belongs to one `GroupWriter` and is never shared.
///
/// A state shows what it has staged: a command sees what those before it in the same batch decided.
public protocol WriterState: SendableMetatype {
  /// Where the log ended when the state last caught up; staged records are not counted.
  var head: LogHead { get }

  /// The records decided since, in order; they follow `head`.
  var staged: [NewRecord] { get }

  /// Folds what others appended since `head`. Called only when nothing is staged.
  mutating func catchUp() throws

  /// The staged records are in the log, which now ends at `head`: nothing is staged any more.
  mutating func committed(at head: LogHead)

  /// Forgets what was staged, with everything folded from it, and catches up with the log.
  ///
  /// Called when an append failed, or after `catchUp` or `reload` itself threw.
  mutating func reload() throws
}
