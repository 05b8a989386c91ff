/// Files of commands, one JSON object a line, which need no recipe.
public enum CommandFiles {
  /// Whether all of these are files of commands by their names: `.ndjson` or `.jsonl`, packed or
  /// not.
  public static func areAll(_ paths: [String]) -> Bool {
    paths.allSatisfy { path in
      var name = path.lowercased()
      if name.hasSuffix(".gz") { name.removeLast(3) }
      return name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
    }
  }

  /// The recipe that says no more than that: references without a source are of `commands`.
  public static func recipe() throws -> Recipe {
    try Recipe(
      parsing: Array(
        """
        {"format": 1, "name": "commands", "source": "commands", "steps": [],
         "files": {"commands": {"match": "*.*", "layout": "commands"}}}
        """.utf8))
  }
}
