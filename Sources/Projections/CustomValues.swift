public import Bytes
public import Domain

/// The custom fields and labels of everything, as dense columns of 8-byte values: one column a
/// field, one cell an entity. Words are only known to be there; labels are interned sets.
public struct CustomValues: ReadModel {
  public static let name = "custom-values"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(
    .account, .contact, .lead, .opportunity, .activity, .order, .product)

  /// One column a field; that of field 1 stands at index 0.
  private var columns: [CustomColumn] = []
  /// The sets of labels of the entities of each kind.
  private var labelled: [LabelColumn] = []
  /// Every label ever given.
  public private(set) var labels = Words()
  private var sets = LabelSets()

  public init() {}

  /// The stored number in a field of an entity; nil when it has no value. Of a text field it is 1.
  public func value(of field: CustomFieldID, _ entity: UInt32) -> Int64? {
    let index = Int(field.number) - 1
    return columns.indices.contains(index) ? columns[index][entity] : nil
  }

  /// The numbers of the entities that have a value in a field, in order.
  public func holders(of field: CustomFieldID) -> [UInt32] {
    let index = Int(field.number) - 1
    return columns.indices.contains(index) ? columns[index].filled : []
  }

  /// The labels of an entity, by their numbers among all labels.
  public func labels(of stream: StreamID) -> [UInt32] {
    guard let column = labelled.first(where: { $0.kind == stream.kind.number }) else { return [] }
    return sets[column[stream.number]]
  }

  /// The number of a label; nil when nothing ever had it.
  public func number(ofLabel label: String) -> UInt32? {
    labels.list.firstIndex(of: label).map { UInt32($0) + 1 }
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let (stream, type) = (event.header.stream, event.header.type)
    switch type {
    case CustomEvent.fieldsChangedType:
      try take(event.numbers(of: CustomValuesChanged.self), stream)
    case CustomEvent.taggedType: label(stream, with: [try text(event)])
    case CustomEvent.untaggedType: unlabel(stream, from: [try text(event)])
    default:
      // Accounts and contacts have events for labels that are older than those all things share,
      // and those that bring the labels of another one.
      if stream.kind == .account, let what = try event.texts(as: AccountEvent.self) {
        switch what {
        case .tagged(let tag): label(stream, with: [tag.text])
        case .untagged(let tag): unlabel(stream, from: [tag.text])
        case .absorbed(let values): label(stream, with: values.tags)
        case .released(let values): unlabel(stream, from: values.tags)
        default: break
        }
      } else if stream.kind == .contact, let what = try event.texts(as: ContactEvent.self) {
        switch what {
        case .tagged(let tag): label(stream, with: [tag.text])
        case .untagged(let tag): unlabel(stream, from: [tag.text])
        case .absorbed(let values): label(stream, with: values.tags)
        case .released(let values): unlabel(stream, from: values.tags)
        default: break
        }
      }
    }
  }

  private func text(_ event: borrowing FoldEvent) throws -> String {
    var text = TextChanged()
    var coder = FieldCoder(reading: event.payload)
    text.code(&coder)
    if let failure = coder.failure { throw failure }
    return text.text
  }

  private mutating func take(_ changed: CustomValuesChanged, _ stream: StreamID) {
    for (field, value) in changed.numbers { set(field, stream, value) }
    for field in changed.inWords { set(field, stream, 1) }
    for field in changed.cleared { set(field, stream, nil) }
  }

  private mutating func set(_ field: UInt32, _ stream: StreamID, _ value: Int64?) {
    guard field > 0 else { return }
    while columns.count < Int(field) { columns.append(CustomColumn()) }
    columns[Int(field) - 1].kind = stream.kind.number
    columns[Int(field) - 1].set(stream.number, value)
  }

  private mutating func label(_ stream: StreamID, with words: [String]) {
    if words.isEmpty { return }
    let added = words.map { labels.number(of: $0) }
    change(stream) { set in
      let new = added.filter { !set.contains($0) }
      return new.isEmpty ? set : (set + new).sorted()
    }
  }

  private mutating func unlabel(_ stream: StreamID, from words: [String]) {
    if words.isEmpty { return }
    let gone = words.map { labels.number(of: $0) }
    change(stream) { set in set.filter { !gone.contains($0) } }
  }

  private mutating func change(_ stream: StreamID, _ body: ([UInt32]) -> [UInt32]) {
    let set = sets.number(of: body(labels(of: stream)))
    if !labelled.contains(where: { $0.kind == stream.kind.number }) {
      labelled.append(LabelColumn(kind: stream.kind.number))
    }
    for index in labelled.indices where labelled[index].kind == stream.kind.number {
      labelled[index].set(stream.number, set)
    }
  }

  public mutating func forget(_ stream: StreamID) {
    for index in columns.indices where columns[index].kind == stream.kind.number {
      columns[index].set(stream.number, nil)
    }
    for index in labelled.indices where labelled[index].kind == stream.kind.number {
      labelled[index].set(stream.number, 0)
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&columns)
    coder.rows(&labelled)
    labels.code(&coder)
    sets.code(&coder)
    guard coder.isReading else { return }
    // A set of labels that nobody knows, or a number that stands for no set, was never written.
    if !sets.fits(labels: labels.list.count) || labelled.contains(where: { !$0.fits(sets.count) }) {
      coder.fail()
    }
  }
}

extension FoldEvent {
  /// What the event says of custom fields and labels, whatever the stream; nil when it says nothing
  /// of them. What is personal was opened where it was not erased.
  public func customEvent(_ secrets: any Secrets) throws -> CustomEvent? {
    guard var event = CustomEvent(blank: header.type) else { return nil }
    var coder = FieldCoder(reading: payload)
    event = event.coded(&coder)
    if let failure = coder.failure { throw failure }
    guard event.keySlot != nil, header.flags.contains(.sealed),
      let personal = try secrets.personal(in: payload, header: header, at: position)
    else { return event }
    var inner = FieldCoder(reading: personal.span)
    event = event.codedPersonal(&inner)
    try inner.finish()
    return event
  }
}

/// The values of one field; a number stands for none.
private struct CustomColumn: ColumnRow, Sendable {
  /// The kind of the entities that have it; 0 until one has a value.
  var kind: UInt8 = 0
  private var cells: [Cell] = []

  /// One value.
  private struct Cell: ColumnRow, Sendable {
    var value = Int64.min

    mutating func code(_ coder: inout ColumnCoder) { coder.number(&value) }
  }

  subscript(entity: UInt32) -> Int64? {
    let index = Int(entity) - 1
    guard cells.indices.contains(index), cells[index].value != .min else { return nil }
    return cells[index].value
  }

  var filled: [UInt32] {
    cells.indices.filter { cells[$0].value != .min }.map { UInt32($0) + 1 }
  }

  mutating func set(_ entity: UInt32, _ value: Int64?) {
    let index = Int(entity) - 1
    guard index >= 0 else { return }
    if index >= cells.count {
      if value == nil { return }
      cells.reserveCapacity(index + 1)
      while cells.count <= index { cells.append(Cell()) }
    }
    cells[index].value = value ?? .min
  }

  mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&kind)
    coder.rows(&cells)
  }
}

/// The sets of labels of the entities of one kind, by the numbers of the sets.
private struct LabelColumn: ColumnRow, Sendable {
  var kind: UInt8 = 0
  private var cells: [Cell] = []

  init() {}

  init(kind: UInt8) { self.kind = kind }

  /// One set.
  private struct Cell: ColumnRow, Sendable {
    var set: UInt32 = 0

    mutating func code(_ coder: inout ColumnCoder) { coder.number(&set) }
  }

  subscript(entity: UInt32) -> UInt32 {
    let index = Int(entity) - 1
    return cells.indices.contains(index) ? cells[index].set : 0
  }

  mutating func set(_ entity: UInt32, _ set: UInt32) {
    let index = Int(entity) - 1
    guard index >= 0 else { return }
    if index >= cells.count {
      if set == 0 { return }
      while cells.count <= index { cells.append(Cell()) }
    }
    cells[index].set = set
  }

  func fits(_ count: Int) -> Bool { cells.allSatisfy { Int($0.set) <= count } }

  mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&kind)
    coder.rows(&cells)
  }
}

/// Sets of labels, each kept once and known by its number; number 0 is the empty set.
private struct LabelSets: Sendable {
  private var list: [LabelSet] = []
  private var numbers: [[UInt32]: UInt32] = [:]

  /// One set: the numbers of its labels, ascending.
  private struct LabelSet: ColumnRow, Sendable {
    var labels: [UInt32] = []

    mutating func code(_ coder: inout ColumnCoder) {
      var count = UInt32(labels.count)
      coder.number(&count)
      if coder.isReading { labels = [] }
      for index in 0..<Int(count) where !coder.failed {
        var label = coder.isReading ? 0 : labels[index]
        coder.number(&label)
        if coder.isReading { labels.append(label) }
      }
    }
  }

  var count: Int { list.count }

  subscript(number: UInt32) -> [UInt32] {
    number == 0 || Int(number) > list.count ? [] : list[Int(number) - 1].labels
  }

  mutating func number(of labels: [UInt32]) -> UInt32 {
    if labels.isEmpty { return 0 }
    if let number = numbers[labels] { return number }
    list.append(LabelSet(labels: labels))
    numbers[labels] = UInt32(list.count)
    return UInt32(list.count)
  }

  func fits(labels count: Int) -> Bool {
    list.allSatisfy { $0.labels.allSatisfy { $0 > 0 && Int($0) <= count } }
  }

  mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&list)
    guard coder.isReading else { return }
    numbers = [:]
    for (index, set) in list.enumerated() { numbers[set.labels] = UInt32(index) + 1 }
    // A set that comes twice is not what was written.
    if numbers.count != list.count { coder.fail() }
  }
}
