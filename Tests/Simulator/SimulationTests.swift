import Bytes
import CRM
import Domain
import FoundationEssentials
import Projections
import Synchronization
import Testing

@testable import Simulator

/// A simulated firm in memory.
struct SimulatedBook {
  let crm: CRM
  let plan: SimulationPlan
  let summary: SimulationSummary

  init(seed: UInt64, events: Int, years: Int = 4) throws {
    let last = try Day(year: 2025, month: 12, day: 31)
    plan = SimulationPlan(seed: seed, eventCount: events, years: years, lastDay: last)
    let zone = try SystemZones.zone(named: "Europe/Amsterdam")
    let now = zone.start(of: last.adding(days: 9))
    crm = try CRM.foundInMemory(try Simulation.foundation(zone), now: { now })
    summary = try Simulation(plan).run(crm, as: Principal(UserID(1)))
  }

  /// The seeds of the firms that are held to their truth: one, or as many as
  /// `RAPPORT_TRUTH_SEEDS` says, from 1 on.
  static let seeds: [UInt64] = {
    let count = ProcessInfo.processInfo.environment["RAPPORT_TRUTH_SEEDS"].flatMap { UInt64($0) }
    return count.map { Array(1...$0) } ?? [12]
  }()

  private static let books = Mutex<[UInt64: SimulatedBook]>([:])

  /// The firm of a seed with 60,000 events in four calendar years; made once.
  static func made(seed: UInt64) throws -> SimulatedBook {
    try books.withLock { books in
      if let book = books[seed] { return book }
      let book = try SimulatedBook(seed: seed, events: 60_000)
      books[seed] = book
      return book
    }
  }
}

@Suite struct SimulationTests {
  /// What happened, without what chance adds to every log: command ids and key material.
  private func story(_ book: SimulatedBook) throws -> [String] {
    var lines: [String] = []
    try book.crm.readLog(LogFilter(), as: Principal(UserID(1))) { entry in
      let details = entry.details.filter { $0.name != "identity" }
        .map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      lines.append(
        "\(entry.header.timelineAt.microseconds) \(entry.subject) \(entry.event) \(details)")
      return true
    }
    return lines
  }

  @Test func `the same plan gives the same business, another seed another one`() throws {
    let first = try story(SimulatedBook(seed: 5, events: 3_000, years: 1))
    let second = try story(SimulatedBook(seed: 5, events: 3_000, years: 1))
    #expect(first == second)
    let third = try story(SimulatedBook(seed: 6, events: 3_000, years: 1))
    #expect(first != third)
  }

  @Test func `there are about as many events as were asked for, over the years asked for`() throws {
    let book = try SimulatedBook(seed: 2, events: 8_000, years: 2)
    #expect(abs(Double(book.summary.events) / 8_000 - 1) < 0.2, "\(book.summary)")
    let rows = try book.crm.model(Opportunities.self).rows
    #expect(rows.count == book.summary.opportunities)
    let opened = rows.rows.compactMap(\.openedAt)
    let zone = try book.crm.settings().zone
    #expect(
      opened.min().map(zone.day(of:)).map { $0 < book.plan.firstDay.adding(days: 15) } == true)
    #expect(
      opened.max().map(zone.day(of:)).map { $0 > book.plan.lastDay.adding(days: -15) } == true)
    let activities = try book.crm.model(Activities.self)
    #expect(activities.rows.count == book.summary.activities)
    #expect(activities.rows.rows.contains { $0.status == .open })
    #expect(activities.efforts.contains { !$0.completes && $0.isTimed })
  }

  @Test func `business is done on working days, and nothing belongs to who has left`() throws {
    let book = try SimulatedBook(seed: 3, events: 6_000, years: 3)
    let zone = try book.crm.settings().zone
    var idleCount = 0
    try book.crm.readLog(LogFilter(), as: Principal(UserID(1))) { entry in
      guard [.opportunity, .activity].contains(entry.header.stream.kind) else { return true }
      let day = zone.day(of: entry.header.timelineAt)
      if day.weekday == .saturday || day.weekday == .sunday { idleCount += 1 }
      return true
    }
    #expect(idleCount == 0, "\(idleCount) of \(book.summary.events)")
    let team = try book.crm.model(Team.self)
    #expect(team.rows.rows.contains { $0.role == .representative && !$0.isActive })
    for row in try book.crm.model(Opportunities.self).rows.rows where row.status == .open {
      #expect(row.owner.map { team.rows[$0].isActive } == true)
    }
    for row in try book.crm.model(Activities.self).rows.rows where row.status == .open {
      #expect(row.owner.map { team.rows[$0].isActive } == true)
    }
  }
}
