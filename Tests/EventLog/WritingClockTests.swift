import Bytes
import EventLog
import Testing

/// When the wall clock is believed.
@Suite struct WritingClockTests {
  private let minute: Int64 = 60 * 1_000_000
  private let day: Int64 = 86_400 * 1_000_000

  @Test func `the time line stands still while the clock is a little behind`() throws {
    let instants = try WritingClock.instants(now: at(-5 * minute), after: head)
    #expect(instants.recordedAt == at(-5 * minute))
    #expect(instants.timelineAt == at(0))
    #expect(try WritingClock.instants(now: at(1), after: head).timelineAt == at(1))
  }

  @Test func `a clock more than five minutes behind stops all writing`() {
    #expect(throws: ClockRefusal.behind(seconds: 301)) {
      try WritingClock.instants(now: at(-5 * minute - 1_000_000), after: head)
    }
  }

  @Test func `a jump far ahead needs confirming`() throws {
    _ = try WritingClock.instants(now: at(400 * day), after: head)
    #expect(throws: ClockRefusal.jumpedAhead(seconds: 400 * 86_400)) {
      try WritingClock.instants(now: at(400 * day + 1), after: head)
    }
    let confirmed = try WritingClock.instants(
      now: at(4_000 * day), after: head, confirmsJump: true)
    #expect(confirmed.timelineAt == at(4_000 * day))
  }

  @Test func `history does not count as a jump, and an empty log takes any clock`() throws {
    var imported = head
    imported.timelineAt = at(-9_000 * day)
    #expect(try WritingClock.instants(now: at(0), after: imported).timelineAt == at(0))
    #expect(try WritingClock.instants(now: at(-9_000 * day), after: .empty).timelineAt < at(0))
  }

  private var head: LogHead {
    LogHead(position: Position(3), recordedAt: at(0), timelineAt: at(0), checksum: 1)
  }

  private func at(_ microseconds: Int64) -> Instant {
    Instant(microseconds: 1_700_000_000_000_000 + microseconds)
  }
}
