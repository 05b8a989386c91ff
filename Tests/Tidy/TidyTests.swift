import Testing

/// The house as it stands: a finding is a failure.
@Suite struct TidyTests {
  /// Read once for all the tests.
  static let shared = Result { try Repository.read() }

  let repository: Repository

  init() throws { repository = try Self.shared.get() }

  @Test func `every source file keeps the rules`() {
    let findings = repository.sources.flatMap(Rules.all)
    #expect(repository.sources.count > 20, "the source tree was not found")
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  @Test func `every room stands in the table and system libraries hold no code`() {
    let findings = ImportRules.rooms(repository.filesOfRooms)
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  @Test func `the package's targets depend only on what their rooms may import`() {
    let findings = ManifestRules.dependencies(in: repository.manifest)
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  @Test func `every room of the source tree is a target that the manifest test has read`() {
    let targets = Set(ManifestRules.targets(in: repository.manifest.tokens).map(\.name))
    #expect(targets == Set(repository.filesOfRooms.keys))
  }

  @Test func `the top level holds what it should and nothing else`() {
    let findings = Repository.topLevelFindings(repository.entries)
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  private func listing(_ findings: [Finding]) -> String {
    findings.map { "\n\($0)" }.joined()
  }
}
