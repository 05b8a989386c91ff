import Bytes
import Domain

/// An event of every type that can happen to an import job.
enum ImportSamples {
  static func full() throws -> [ImportEvent] {
    var run = ImportRun()
    run.rows = 8_800
    run.events = 20_000
    run.isHistory = true
    run.recipe = "maven"
    run.recipeDigest = Array(0..<32)
    run.source = "maven"
    run.files = [
      ImportedFile(name: "accounts.csv", rows: 85, digest: Array(32..<64)),
      ImportedFile(name: "empty.csv", rows: 0, digest: Array(64..<96)),
    ]
    return [.ran(run)]
  }
}
