import Bytes
import Domain
import Projections

/// What came to each stage, how it left, and how much of it was won in the end: a funnel.
struct StageConversionReport: Report {
  static let name = "stage-conversion"
  static let summary = "A funnel: what reached each stage, how it left, and the share won"
  static let discussion = """
    An opportunity reached a stage when it ever was in it; it may enter one several times. Each time \
    it leaves forward, back, by being won or by being lost, or is still there. Conversion is what \
    left forward or won, of what left. The share of the first and of the previous row make the \
    funnel: with --stages of any stages in any order. The share won is that among the decided ones \
    that ever reached the stage.

    Example: 10 entered; 6 went forward, 1 back, 2 were lost, 1 is there: conversion 6 ÷ 9 = 66.7 %.
    """
  static let options = StageSelection.options
  static var needs: [any ReadModel.Type] { SalesBook.needs + [StageVisits.self] }

  private let selection: StageSelection
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    selection = try StageSelection(values)
    asked = values.parameters(Self.options)
  }

  /// What is counted of a stage.
  private struct Count {
    var entered = 0
    var (forward, back, won, lost, still) = (0, 0, 0, 0, 0)
    var reached = 0
    var (everWon, everLost) = (0, 0)
    var streams = TallyStreams()
    /// A bit for each opportunity that was seen.
    private var seen: [UInt64] = []

    mutating func add(_ visit: StageVisit, _ status: OpportunityStatus?) {
      entered += 1
      switch visit.exit {
      case .forward: forward += 1
      case .back: back += 1
      case .won: won += 1
      case .lost: lost += 1
      case nil: still += 1
      }
      guard isNew(visit.opportunity) else { return }
      reached += 1
      if status == .won { everWon += 1 }
      if status == .lost { everLost += 1 }
      streams.add(OpportunityID(visit.opportunity))
    }

    private mutating func isNew(_ number: UInt32) -> Bool {
      let word = Int(number >> 6)
      while seen.count <= word { seen.append(0) }
      let bit: UInt64 = 1 << UInt64(number & 63)
      defer { seen[word] |= bit }
      return seen[word] & bit == 0
    }
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    let members = selection.members(book)
    var counts = Array(repeating: Count(), count: book.stages.all.count)
    for visit in try source.model(StageVisits.self).all {
      let index = Int(visit.opportunity) - 1
      guard index < members.count, members[index],
        let place = book.stages.place(PipelineID(visit.pipeline), visit.stage)
      else { continue }
      counts[place].add(visit, book.opportunities.rows.rows[index].status)
    }
    var answer = Answer(
      report: Self.name, title: "Stage conversion", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let places = try selection.places(book)
    for (index, place) in places.enumerated() {
      let before = counts[places[max(0, index - 1)]]
      answer.rows.append(row(place, counts[place], counts[places[0]], before, book))
    }
    answer.charts = [answer.funnelChart()]
    return answer
  }

  private static let columns = [
    Column("pipeline", "Pipeline", .text),
    Column("stage", "Stage", .text),
    Column("reached", "Reached it", .integer),
    Column("share_of_first", "Of the first", .share),
    Column("share_of_previous", "Of the previous", .share),
    Column("entered", "Times entered", .integer),
    Column("forward", "Forward", .integer),
    Column("back", "Back", .integer),
    Column("won", "Won", .integer),
    Column("lost", "Lost", .integer),
    Column("still_in", "Still there", .integer),
    Column("conversion", "Conversion", .share),
    Column("ever_won", "Won in the end", .integer),
    Column("ever_lost", "Lost in the end", .integer),
    Column("share_won", "Share won", .share),
  ]

  private func row(
    _ place: Int, _ count: Count, _ first: Count, _ previous: Count, _ book: SalesBook
  ) -> Row {
    let (pipeline, stage) = book.stages.all[place]
    let left = count.forward + count.back + count.won + count.lost
    var streams = count.streams
    streams.note(pipeline.stream)
    // The shares are of other rows, whose streams then have a part in this one.
    streams += first.streams
    streams += previous.streams
    return Row(
      key: "\(pipeline)/\(stage.number)",
      cells: [
        .text(book.pipelines[pipeline]?.name ?? ""), .text(stage.name),
        .integer(Int64(count.reached)), .ratio(count.reached, first.reached),
        .ratio(count.reached, previous.reached), .integer(Int64(count.entered)),
        .integer(Int64(count.forward)), .integer(Int64(count.back)), .integer(Int64(count.won)),
        .integer(Int64(count.lost)), .integer(Int64(count.still)),
        .ratio(count.forward + count.won, left), .integer(Int64(count.everWon)),
        .integer(Int64(count.everLost)), .ratio(count.everWon, count.everWon + count.everLost),
      ], sources: streams.distinct)
  }
}
