import Bytes
import CRM
import Domain

extension Forms {
  /// The forms by which two things of a kind are said to be one, or not.
  static func mergingForms(
    _ kind: StreamKind, _ noun: String, _ letter: String, _ field: String
  ) -> [Form] {
    [
      .changing(
        kind, "\(noun).merge",
        "Merge one \(noun) into another: it goes on as that one, with all that belongs to it",
        [
          .required("into", .entity(kind), "the one that stays"),
          .optional(
            "keep", .keptField,
            "whose value of a field stays, as \(field)=\(letter)-7; the value of the one that "
              + "stays, unless it has none", repeats: true),
        ],
        example: "rapport \(noun) merge \(letter)-2 --into \(letter)-1 --keep \(field)=\(letter)-2"
      ) {
        .merging(
          .merge($0.subjectStream, into: $0.required("into"), keep: $0.list("keep")))
      },
      .changing(
        kind, "\(noun).unmerge",
        "Let a merged \(noun) stand for itself again; what was entered since stays where it is",
        [], example: "rapport \(noun) unmerge \(letter)-2"
      ) { .merging(.unmerge($0.subjectStream)) },
      .changing(
        kind, "\(noun).distinguish",
        "Note that two of kind \(noun) are not the same, although they look so; say why",
        [
          .required("from", .entity(kind), "the other one"),
          .required("reason", .line, "how you know"),
        ],
        example: "rapport \(noun) distinguish \(letter)-1 --from \(letter)-2 --reason 'two branches'"
      ) {
        .merging(
          .distinguish(
            $0.subjectStream, from: $0.required("from"), reason: $0.required("reason")))
      },
    ]
  }

  /// The name of the form of a merge.
  static func name(of command: MergingCommand) -> String {
    let verb =
      switch command {
      case .merge: "merge"
      case .unmerge: "unmerge"
      case .distinguish: "distinguish"
      }
    return "\(EntityKinds.noun(of: command.stream.kind)).\(verb)"
  }
}
