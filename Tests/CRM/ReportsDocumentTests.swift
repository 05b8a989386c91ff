import Bytes
import CRM
import CRMTesting
import Domain
import FoundationEssentials
import Reports
import Testing

/// Holds docs/REPORTS.md and the reports together: each report, option and column key.
@Suite struct ReportsDocumentTests {
  @Test func `the document has a section for each report and for nothing else`() throws {
    #expect(try ReportsDocument.read().sections.keys.sorted() == Reports.all.map { $0.name }.sorted())
  }

  @Test(arguments: Reports.all.map { $0.name })
  func `the section names every option`(report: String) throws {
    let section = try #require(try ReportsDocument.read().sections[report])
    let options = try #require(Reports.named(report)).options
    for option in options {
      let name = option.isPositional ? option.name : "--" + option.name
      #expect(section.codes.contains(name), "\(name) is missing")
    }
    let named = section.codes.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
    for name in named where !ReportsDocument.commonOptions.contains(name) {
      #expect(options.contains { $0.name == name }, "\(name) is no option")
    }
  }

  @Test(arguments: Reports.all.map { $0.name })
  func `the section names every column of an answer`(report: String) throws {
    let section = try #require(try ReportsDocument.read().sections[report])
    let type = try #require(Reports.named(report))
    let answer = try answer(of: type)
    #expect(!answer.columns.isEmpty)
    for column in answer.columns {
      #expect(section.codes.contains(column.key), "\(column.key) is missing")
    }
  }

  private func answer(of type: any Report.Type) throws -> Answer {
    let book = try TestBook()
    try book.run(.account(nil, .create(NewAccount(name: "Globex"))))
    var asked = Question()
    (asked.kind, asked.code) = (.yesNo, "big")
    let draft = QuestionnaireDraft(questions: [asked])
    try book.run(.questionnaire(nil, .define(NewQuestionnaire(name: "Size", draft: draft))))
    let filled = NewResponse(
      questionnaire: QuestionnaireID(1), account: AccountID(1),
      answers: [WrittenAnswer("big", "yes")])
    try book.run(.response(nil, .record(filled)))
    try book.run(.opportunity(nil, .open(NewOpportunity(pipeline: PipelineID(1)))))
    func answer<Kind: Report>(_ type: Kind.Type) throws -> Answer {
      let positional = type.options.filter(\.isPositional).map { ($0.name, $0.placeholder) }
      let report = try Kind(OptionValues(Dictionary(uniqueKeysWithValues: positional)))
      return try book.crm.answer(report, as: book.administrator)
    }
    return try answer(type)
  }
}

/// What docs/REPORTS.md says, section by section.
private struct ReportsDocument {
  /// One report's part of the document.
  struct Section {
    /// What stands between backticks.
    var codes: Set<String> = []
  }

  /// What every report takes, and what other commands of the examples take.
  static let commonOptions: Set<String> = [
    "as-of", "format", "explain", "book", "as", "limit", "no-checkpoints", "hindsight",
    "known-by", "occurred", "corrects", "reason", "every", "show", "column",
    "chart", "plot", "currency",
  ]

  private(set) var sections: [String: Section] = [:]

  init(_ text: String) {
    var name: String?
    var isExample = false
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") { isExample.toggle() }
      if isExample { continue }
      if line.hasPrefix("## ") {
        name = line.hasPrefix("## `") ? String(line.dropFirst(4).prefix { $0 != "`" }) : nil
        if let name { sections[name] = Section() }
      }
      guard let name else { continue }
      // Every second piece between backticks is code.
      let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
      for index in stride(from: 1, to: pieces.count, by: 2) {
        sections[name]?.codes.insert(String(pieces[index].prefix { $0 != " " }))
      }
    }
  }

  static func read() throws -> ReportsDocument {
    // This file is Tests/CRM/ReportsDocumentTests.swift, three steps below the top.
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try Data(contentsOf: URL(filePath: root + "/docs/REPORTS.md"))
    return ReportsDocument(String(decoding: bytes, as: UTF8.self))
  }
}
