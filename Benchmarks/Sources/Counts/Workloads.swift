import Bytes
import CRM
import Domain
import EventLog
import LMDB
import Projections
import Reports
import Synthetic

/// Work that is the same in every run and on every machine, so that it can be counted.
struct Workload {
  /// What it is called in the file of counts.
  let name: String
  /// How many of its unit it does.
  let count: Int
  /// Whether one unit must not ask for memory at all, whatever the file says. A pass over the log
  /// may have its cursor, which is one allocation in 20,000 events, and a few to begin with.
  var isFreeOfAllocations = false
  /// By how many per cent a count may exceed the one written down. What hangs on threads or on
  /// chance needs more.
  var tolerancePercent = 3
  /// Makes everything ready, uncounted, and answers what is to be counted.
  let prepare: () throws -> () throws -> Void
}

/// Every workload, on one synthetic book and its events.
struct Workloads {
  static let bookEvents = 50_000
  private static let analyst = Principal(UserID(1))
  private let directory: String
  private let drafts: [SyntheticRecords.Draft]

  /// The book must have been made in `directory` by `prepare`.
  init(directory: String) {
    self.directory = directory
    var records = SyntheticRecords(total: 10_000, after: .none)
    drafts = records.drafts(10_000)
  }

  private var book: String { directory + "/book" }

  /// Makes the book with two checkpoints of every model.
  static func makeBook(in directory: String) throws {
    let book = try SyntheticBook(directory: directory + "/book", events: bookEvents)
    _ = try book.open().rebuild(every: UInt64(bookEvents / 2))
  }

  var all: [Workload] {
    [
      encoding, encodingInPlace, appending, scanning, readingTwoFields, folding,
      foldingEverything, opening, loading, reporting, telling, commanding,
    ]
  }
}

extension Workloads {
  private var encoding: Workload {
    Workload(name: "encode a payload", count: drafts.count) {
      {
        var bytes = 0
        for index in drafts.indices { bytes += drafts[index].record.payload.count }
        precondition(bytes > 0, "events have payloads")
      }
    }
  }

  private var encodingInPlace: Workload {
    Workload(
      name: "encode a payload into a buffer", count: drafts.count, isFreeOfAllocations: true
    ) {
      var buffer: [UInt8] = []
      buffer.reserveCapacity(drafts.count * 128)
      return {
        buffer.removeAll(keepingCapacity: true)
        for index in drafts.indices { drafts[index].appendPayload(to: &buffer) }
        precondition(buffer.count > 0, "events have payloads")
      }
    }
  }

  private var appending: Workload {
    Workload(name: "append an event, 1,000 a commit, encoding included", count: drafts.count) {
      let path = "\(directory)/log-\(UInt64.random(in: 0 ... .max))"
      let log = try LMDBLog.create(directory: path, bookID: .random())
      return {
        for first in stride(from: 0, to: drafts.count, by: 1_000) {
          let batch = (first..<first + 1_000).map { drafts[$0].record }
          try log.append(batch, expecting: Position(UInt64(first)))
        }
      }
    }
  }

  private var scanning: Workload {
    Workload(
      name: "scan an event, both checksums compared", count: Workloads.bookEvents,
      isFreeOfAllocations: true
    ) {
      let log = try LMDBLog.open(directory: book + "/log", readOnly: true)
      return {
        var bytes = 0
        try log.scan(from: Position(1)) { record in
          bytes += try record.verifiedPayload().count
          return true
        }
        precondition(bytes > 0, "events have payloads")
      }
    }
  }

  private var readingTwoFields: Workload {
    Workload(
      name: "scan an event and read two fields of it", count: Workloads.bookEvents,
      isFreeOfAllocations: true
    ) {
      let log = try LMDBLog.open(directory: book + "/log", readOnly: true)
      return {
        var sum: Int64 = 0
        try log.scan(from: Position(1)) { record in
          guard record.stream.kind == .opportunity, record.type.number == 4 else { return true }
          let event = FoldEvent(
            position: record.position, header: record.header,
            payload: try record.verifiedPayload())
          let amount = try event.numbers(of: MoneyChanged.self).amount
          sum &+= (amount?.units ?? 0) &+ Int64(amount?.scale ?? 0)
          return true
        }
        precondition(sum > 0, "amounts are positive")
      }
    }
  }

  private var folding: Workload { fold("fold opportunities", [Opportunities.self]) }

  private var foldingEverything: Workload { fold("fold every model in one pass", ReadModels.all) }

  private func fold(_ name: String, _ models: [any ReadModel.Type]) -> Workload {
    Workload(name: name, count: Workloads.bookEvents) {
      let source = try SyntheticBook.open(book).source(as: Workloads.analyst).fromTheFirstEvent
      return { try source.prepare(models) }
    }
  }

  private var opening: Workload {
    Workload(name: "open a book", count: 1) { { _ = try SyntheticBook.open(book) } }
  }

  private var loading: Workload {
    Workload(name: "load every model from its checkpoint", count: 1) {
      let source = try SyntheticBook.open(book).source(as: Workloads.analyst)
      return { try source.prepare(ReadModels.all) }
    }
  }

  private var reporting: Workload {
    Workload(name: "open a book and answer 'pipeline' as of a day", count: 1) {
      let report = try report("pipeline")
      return {
        let crm = try SyntheticBook.open(book)
        _ = try crm.answer(report, as: Workloads.analyst, at: middle)
      }
    }
  }

  private var middle: Moment {
    let span = SyntheticBook.end - SyntheticBook.start
    return .instant(Instant(microseconds: SyntheticBook.start + span / 3 * 2))
  }

  private func report(_ name: String) throws -> any Report {
    guard let report = try Reports.named(name)?.init(OptionValues()) else {
      preconditionFailure("there is no report \(name)")
    }
    return report
  }

  private var telling: Workload {
    Workload(name: "history of an opportunity, 1,000 events", count: 1) {
      let source = try SyntheticBook.open(book).source(as: Workloads.analyst)
      return { _ = try source.history(Opportunity.self, OpportunityID(1)).count }
    }
  }

  private var commanding: Workload {
    Workload(name: "execute a command", count: 50, tolerancePercent: 10) {
      let copy = "\(directory)/book-\(UInt64.random(in: 0 ... .max))"
      let crm = try SyntheticBook(directory: copy, events: 10_000).open()
      let sales = try OpenSales(crm)
      var amounts = Seeded(3)
      // The first one loads what the writer knows.
      try crm.execute(sales.revision(0, &amounts), as: Workloads.analyst)
      return {
        for index in 1...50 {
          try crm.execute(sales.revision(index, &amounts), as: Workloads.analyst)
        }
      }
    }
  }
}
