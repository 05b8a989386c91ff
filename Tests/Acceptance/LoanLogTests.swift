import Bytes
import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  /// The 129,601 events of the loan applications, row by row as activities of their case: who did how
  /// much, of what, and how long cases took. Three times: from checkpoints, folded from the first
  /// event, and after `derived/` was deleted and made anew.
  @Suite(.needsSharedData) struct LoanLogTests {
    let book: SetBook
    let expected: Figures

    init() throws {
      book = try SetBook.loanLog
      expected = try SharedData.expected("bpic2012")
    }

    @Test func `the log's own figures, three ways`() throws {
      try book.asOf("2012-03-14") { book, end in
        try compareDurations(book, end)
        try compareCounts(book, end)
        try compareUsers(book, end)
      }
    }

    private func compareDurations(_ book: SetBook, _ end: BookSource) throws {
      let log = try expected("log")
      let row = try book.ask(
        "durations", ["of": "account", "unit": "seconds", "sd": "population"], from: end
      ).row(key: "all")
      #expect(try row.count("count") == log("cases").int)
      for (column, name) in [
        ("mean_time", "duration_mean_s"), ("shortest", "duration_min_s"),
        ("longest", "duration_max_s"), ("standard_deviation", "duration_std_pop_s"),
        ("total_time", "duration_total_s"),
      ] {
        #expect(try agree(row.number(column), log(name).double), "\(name)")
      }
    }

    private func compareCounts(_ book: SetBook, _ end: BookSource) throws {
      let log = try expected("log")
      let report = try book.ask("effort", ["by": "label"], from: end)
      #expect(try report.total.count("completed") == log("events").int)
      var activities: [String: Int] = [:]
      var lifecycles: [String: Int] = [:]
      for label in report.names {
        let count = try report.row(label).count("completed")
        let place = try #require(label.lastIndex(of: " "))
        activities[String(label[..<place]), default: 0] += count
        lifecycles[String(label[label.index(after: place)...]), default: 0] += count
      }
      #expect(try activities.count == log("activities").int)
      for name in try expected("events_by_activity").names {
        #expect(try activities[name] == expected("events_by_activity")(name).int, "\(name)")
      }
      for name in try expected("events_by_lifecycle").names {
        #expect(try lifecycles[name] == expected("events_by_lifecycle")(name).int, "\(name)")
      }
      let cases = try book.ask("effort", ["by": "account"], from: end)
      let counts = try cases.answer.rows.map {
        try Line(columns: cases.answer.columns, cells: $0.cells).count("completed")
      }
      #expect(try counts.max() == log("events_max").int)
      #expect(try counts.min() == log("events_min").int)
      let mean = Double(counts.reduce(0, +)) / Double(counts.count)
      #expect(try agree(mean, log("events_per_case_mean").double))
    }

    private func compareUsers(_ book: SetBook, _ end: BookSource) throws {
      let log = try expected("log")
      let report = try book.ask("effort", ["by": "user"], from: end)
      var counts: [String: Int] = [:]
      for row in report.answer.rows {
        guard case .entity(let key, let name) = row.cells[0] else { continue }
        let line = Line(columns: report.answer.columns, cells: row.cells)
        counts[key == "U-1" ? "nobody" : String(name.dropFirst(9))] =
          try line.count("completed")
      }
      // What no resource did is noted for whoever imported it.
      #expect(try counts.removeValue(forKey: "nobody") == log("events_without_resource").int)
      #expect(try counts.count == log("resources").int)
      let top = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
      let wanted = try expected("top5_resources_by_events").list
      for (found, pair) in zip(top, wanted) {
        #expect(try found.key == pair.list[0].text && found.value == pair.list[1].int)
      }
    }

    @Test func `every civil day has its events, also the one with 25 hours`() throws {
      let log = try expected("log")
      // The log writes local time with its offset: the day is the first ten letters.
      var days: [String: Int] = [:]
      var (earliest, latest) = ("9", "")
      let lines = String(
        decoding: try SharedData.unpackedBytes("bpic2012", "events.csv.gz"), as: UTF8.self)
      for line in lines.split(separator: "\n").dropFirst() {
        let stamp = line.split(separator: ",", omittingEmptySubsequences: false)[5]
        days[String(stamp.prefix(10)), default: 0] += 1
        (earliest, latest) = (min(earliest, String(stamp)), max(latest, String(stamp)))
      }
      #expect(try earliest == log("start").text && latest == log("end").text)
      let report = try book.ask("effort", ["by": "day"])
      #expect(report.answer.rows.count == days.count)
      for (day, count) in days {
        #expect(try report.row(key: day).count("completed") == count, "\(day)")
      }
      // On 30 October 2011 the clocks went back at 3:00.
      let zone = try book.crm.settings().zone
      let autumn = try Day(year: 2011, month: 10, day: 30)
      let length = zone.end(of: autumn).microseconds - zone.start(of: autumn).microseconds
      #expect(length == 25 * 3_600_000_000)
      #expect(try report.row(key: "2011-10-30").count("completed") > 0)
    }
  }
}
