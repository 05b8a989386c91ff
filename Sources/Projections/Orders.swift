public import Bytes
public import Domain

/// Every order, its lines and what came back, as plain numbers: what turnover is computed from.
///
/// Lines and returns stand in one array each; those of an order are chained, so that an order may
/// get lines at any time and nothing is moved.
public struct Orders: AliasedModel {
  public static let name = "orders"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.order)

  /// One row an order.
  public private(set) var rows = EntityRows<OrderID, OrderRow>()
  /// The lines of all orders, those taken out included.
  public private(set) var lines: [OrderLineRow] = []
  /// What came back of lines.
  public private(set) var returns: [OrderReturnRow] = []
  /// The groups of customers orders count in.
  public private(set) var segments = Words()
  /// The regions orders went to.
  public private(set) var regions = Words()
  /// The countries orders went to.
  public private(set) var countries = Words()
  /// How orders came or were sent.
  public private(set) var channels = Words()

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let number = event.header.stream.number
    let time = event.time
    switch event.header.type {
    case .orderPlaced, .orderDetailsChanged:
      guard let what = try event.texts(as: OrderEvent.self) else { return }
      applyWords(what, number, time)
    case .orderLinesAdded, .orderLinesChanged, .orderLinesRemoved, .orderReturned:
      // Lists within an event are not read with numbers alone.
      guard let what = try event.texts(as: OrderEvent.self) else { return }
      apply(what, number, time)
    default:
      guard let what = try event.numbers(as: OrderEvent.self) else { return }
      rows.change(number) { $0.apply(what, time) }
    }
  }

  private mutating func applyWords(_ event: OrderEvent, _ number: UInt32, _ time: EventTime) {
    switch event {
    case .placed(let placed):
      let words = words(placed.details)
      rows.change(number) { row in
        row.place(placed, time)
        row.words = words
      }
      for line in placed.lines { append(line, to: number) }
    case .detailsChanged(let changed):
      let new = words(changed.details)
      rows.change(number) { $0.words.merge(new, changed) }
    default: break
    }
  }

  private mutating func words(_ details: OrderDetails) -> OrderWords {
    OrderWords(
      segment: segments.number(of: details.segment), region: regions.number(of: details.region),
      country: countries.number(of: details.country),
      channel: channels.number(of: details.channel))
  }

  private mutating func apply(_ event: OrderEvent, _ number: UInt32, _ time: EventTime) {
    switch event {
    case .linesAdded(let added): for line in added.lines { append(line, to: number) }
    case .linesChanged(let changed):
      for line in changed.lines {
        guard let place = place(of: line.number, in: number) else { continue }
        lines[place].take(line)
      }
    case .linesRemoved(let removed):
      for line in removed.numbers {
        if let place = place(of: line, in: number) { lines[place].isRemoved = true }
      }
    case .returned(let back):
      for line in back.lines { append(line, to: number, time) }
    default: break
    }
  }

  private mutating func append(_ line: OrderLine, to order: UInt32) {
    var row = OrderLineRow()
    row.take(line)
    lines.append(row)
    let place = UInt32(lines.count)
    let last = rows[OrderID(order)].lastLine
    if last > 0 { lines[Int(last) - 1].next = place }
    rows.change(order) { row in
      if row.firstLine == 0 { row.firstLine = place }
      row.lastLine = place
    }
  }

  private mutating func append(_ line: ReturnedLine, to order: UInt32, _ time: EventTime) {
    guard let place = place(of: line.number, in: order) else { return }
    returns.append(OrderReturnRow(line, UInt32(place) + 1, time))
    let index = UInt32(returns.count)
    let last = rows[OrderID(order)].lastReturn
    if last > 0 { returns[Int(last) - 1].next = index }
    rows.change(order) { row in
      if row.firstReturn == 0 { row.firstReturn = index }
      row.lastReturn = index
    }
  }

  /// Where a line of an order stands; nil when it was never there.
  private func place(of line: UInt32, in order: UInt32) -> Int? {
    var next = rows[OrderID(order)].firstLine
    while next > 0 {
      let row = lines[Int(next) - 1]
      if row.number == line { return Int(next) - 1 }
      next = row.next
    }
    return nil
  }

  /// Shows every line of an order that was not taken out.
  @inlinable
  public func eachLine(of row: OrderRow, _ body: (OrderLineRow) -> Void) {
    var next = row.firstLine
    while next > 0 {
      let line = lines[Int(next) - 1]
      if !line.isRemoved { body(line) }
      next = line.next
    }
  }

  /// Shows everything that came back of an order, with the line it was of.
  @inlinable
  public func eachReturn(of row: OrderRow, _ body: (OrderReturnRow, OrderLineRow) -> Void) {
    var next = row.firstReturn
    while next > 0 {
      let back = returns[Int(next) - 1]
      body(back, lines[Int(back.line) - 1])
      next = back.next
    }
  }

  /// Lets rows be read with merges resolved.
  public mutating func resolve(_ aliases: Aliases) { rows.resolve(aliases) }
  /// The streams whose rows name what was merged.
  public func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    rows.namingMerged(aliases)
  }

  /// Lines and returns of the order stay where they are, out of reach; what is stored leaves them
  /// out.
  public mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  /// The same orders with the lines and returns of each side by side, and nothing besides: what is
  /// stored depends on no order in which events of several streams came.
  private func compacted() -> Orders {
    var compact = self
    (compact.lines, compact.returns) = ([], [])
    for (id, row) in rows.asRecorded where row.firstLine > 0 {
      var places: [UInt32: UInt32] = [:]
      let firstLine = UInt32(compact.lines.count) + 1
      var next = row.firstLine
      while next > 0 {
        var line = lines[Int(next) - 1]
        places[next] = UInt32(compact.lines.count) + 1
        next = line.next
        line.next = next == 0 ? 0 : UInt32(compact.lines.count) + 2
        compact.lines.append(line)
      }
      let firstReturn = UInt32(compact.returns.count) + 1
      next = row.firstReturn
      while next > 0 {
        var back = returns[Int(next) - 1]
        next = back.next
        back.line = places[back.line] ?? 0
        back.next = next == 0 ? 0 : UInt32(compact.returns.count) + 2
        compact.returns.append(back)
      }
      compact.rows.change(id.number) { row in
        (row.firstLine, row.lastLine) = (firstLine, UInt32(compact.lines.count))
        guard row.firstReturn > 0 else { return }
        (row.firstReturn, row.lastReturn) = (firstReturn, UInt32(compact.returns.count))
      }
    }
    return compact
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    if !coder.isReading { self = compacted() }
    rows.code(&coder)
    coder.rows(&lines)
    coder.rows(&returns)
    segments.code(&coder)
    regions.code(&coder)
    countries.code(&coder)
    channels.code(&coder)
  }
}

extension EventType {
  fileprivate static let orderPlaced = OrderEvent.placed(OrderPlaced()).type
  fileprivate static let orderLinesAdded = OrderEvent.linesAdded(OrderLines()).type
  fileprivate static let orderLinesChanged = OrderEvent.linesChanged(OrderLines()).type
  fileprivate static let orderLinesRemoved = OrderEvent.linesRemoved(OrderLinesRemoved()).type
  fileprivate static let orderReturned = OrderEvent.returned(OrderReturned()).type
  fileprivate static let orderDetailsChanged = OrderEvent.detailsChanged(OrderDetailsChanged()).type
}
