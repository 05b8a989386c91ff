internal import Bytes
public import CRM

/// Proofs as JSON files, with stable keys; `docs/PROOFS.md` describes them.
public enum ProofJSON {
  /// The proof that an event is in the log, as one JSON text in UTF-8.
  public static func bytes(_ proof: EventProof) -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.object { writer in
      text("format", "rapport-event-proof-1", &writer)
      text("origin", proof.origin, &writer)
      number("position", proof.position.number, &writer)
      number("leaf_index", proof.position.number - 1, &writer)
      text("record", proof.recordHex, &writer)
      number("size", proof.size, &writer)
      text("root", proof.rootHex, &writer)
      path(proof.pathHex, &writer)
      head("", proof.signedHead, &writer)
    }
    return writer.bytes + Array("\n".utf8)
  }

  /// The proof that a later log begins with an earlier one, as one JSON text in UTF-8.
  public static func bytes(_ proof: ExtensionProof) -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.object { writer in
      text("format", "rapport-extension-proof-1", &writer)
      text("origin", proof.origin, &writer)
      number("from_size", proof.fromSize, &writer)
      text("from_root", proof.fromRootHex, &writer)
      head("from_", proof.fromHead, &writer)
      number("to_size", proof.toSize, &writer)
      text("to_root", proof.toRootHex, &writer)
      head("to_", proof.toHead, &writer)
      path(proof.pathHex, &writer)
    }
    return writer.bytes + Array("\n".utf8)
  }

  private static func head(_ prefix: String, _ head: SignedHead?, _ writer: inout JSONWriter) {
    text(prefix + "checkpoint", head?.note, &writer)
    text(prefix + "key", head?.key.description, &writer)
  }

  private static func path(_ hashes: [String], _ writer: inout JSONWriter) {
    writer.name("path")
    writer.array { writer in for hash in hashes { writer.string(hash) } }
  }

  private static func text(_ name: String, _ value: String?, _ writer: inout JSONWriter) {
    writer.name(name)
    if let value { writer.string(value) } else { writer.null() }
  }

  private static func number(_ name: String, _ value: UInt64, _ writer: inout JSONWriter) {
    writer.name(name)
    writer.number(value)
  }
}
