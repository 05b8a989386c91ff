import Bytes
import Domain
import Testing

private let id = ImportID(2)

private func run() -> ImportRun {
  var run = ImportRun()
  (run.rows, run.events, run.isHistory) = (85, 310, true)
  (run.recipe, run.source) = ("sales-2017", "erp")
  run.recipeDigest = [UInt8](repeating: 7, count: 32)
  run.files = [
    ImportedFile(name: "accounts.csv", rows: 50, digest: [UInt8](repeating: 1, count: 32)),
    ImportedFile(name: "teams.csv", rows: 35, digest: [UInt8](repeating: 2, count: 32)),
  ]
  return run
}

private func run(_ change: (inout ImportRun) -> Void) -> ImportRun {
  var changed = run()
  change(&changed)
  return changed
}

@Suite struct `An import job` {
  @Test func `goes on record once`() {
    given(ImportJob.self, id).when(.record(run())).then([.ran(run())])
    given(ImportJob.self, id, .ran(run())).when(.record(run { $0.rows = 3 }))
      .refused(.exists(id))
  }

  @Test func `names its recipe and its files`() {
    given(ImportJob.self, id).when(.record(run { $0.recipe = "" }))
      .refused(.text(.empty(field: "name of the recipe")))
    given(ImportJob.self, id).when(.record(run { $0.files[1].name = "" }))
      .refused(.text(.empty(field: "name of the file")))
    given(ImportJob.self, id).when(.record(run { $0.files = [] })).refused(.noFiles)
  }

  @Test func `holds whole digests`() {
    given(ImportJob.self, id).when(.record(run { $0.recipeDigest = [1, 2] }))
      .refused(.notADigest(of: "sales-2017", count: 2))
    given(ImportJob.self, id).when(.record(run { $0.files[0].digest = [] }))
      .refused(.notADigest(of: "accounts.csv", count: 0))
  }

  @Test func `shows what it read and wrote, and none of it can be restored`() {
    let job = ImportJob.folded(id, .ran(run()))
    #expect(job.exists)
    expectFields(job, ["recipe", "rows", "events", "history", "source", "files"])
    #expect(job.value(of: "files") == .list(["accounts.csv", "teams.csv"]))
    #expect(job.restoring("rows", from: ImportJob(id: id)) == nil)
  }

  @Test func `reads back from its bytes`() throws {
    try expectRoundTrips([ImportEvent.ran(run())])
  }
}
