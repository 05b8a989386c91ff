import FoundationEssentials
import Plot
import Reports
import Testing

/// Pictures held against golden files.
///
/// To draw them anew after a change: `RAPPORT_WRITE_GOLDEN=1 swift test --filter PlotTests`, look at
/// every picture, and run the tests again without the variable.
@Suite struct PictureTests {
  private static let isWriting = ProcessInfo.processInfo.environment["RAPPORT_WRITE_GOLDEN"] == "1"

  private func path(_ name: String) -> String {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return root.joined(separator: "/") + "/Pictures/" + name
  }

  private func expectGolden(_ text: String, _ name: String) throws {
    let path = path(name)
    if Self.isWriting {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("golden picture written: \(name)")
    }
    #expect(text == (try String(contentsOfFile: path, encoding: .utf8)), "\(name)")
  }

  @Test func `every form is drawn as its golden picture`() throws {
    for (name, chart) in try SampleCharts.all() {
      try expectGolden(Plot.svg([chart]), name + ".svg")
    }
  }
}
