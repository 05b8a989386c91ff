import Bytes
import Testing

/// A row with a value of every type.
private struct Row: ColumnRow, Equatable {
  enum Choice: UInt8 { case one = 1, two }

  var small: UInt8 = 0
  var signed: Int16 = 0
  var wide: UInt64 = 0
  var widest: Int128 = 0
  var flag = false
  var choice = Choice.one
  var instant = Instant(microseconds: 0)
  var maybeInstant: Instant?
  var position = Position.none

  mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&small)
    coder.number(&signed)
    coder.number(&wide)
    coder.number(&widest)
    coder.flag(&flag)
    coder.choice(&choice)
    coder.instant(&instant)
    coder.instant(&maybeInstant)
    coder.position(&position)
  }

  static func random(_ generator: inout SeededGenerator) -> Row {
    var row = Row()
    row.small = UInt8(truncatingIfNeeded: generator.next())
    row.signed = Int16(truncatingIfNeeded: generator.next())
    row.wide = generator.next()
    row.widest = Int128(Int64(bitPattern: generator.next())) * Int128(generator.number())
    row.flag = Bool.random(using: &generator)
    row.choice = Bool.random(using: &generator) ? .one : .two
    row.instant = Instant(microseconds: Int64(bitPattern: generator.next()))
    row.maybeInstant = row.flag ? nil : Instant(microseconds: Int64(generator.number() >> 1))
    row.position = Position(generator.next())
    return row
  }
}

/// A whole state: rows, texts, bytes.
private struct State: ColumnRow, Equatable {
  var rows: [Row] = []
  var text = ""
  var bytes: [UInt8] = []

  mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&rows)
    coder.text(&text)
    coder.bytes(&bytes)
  }

  var written: [UInt8] {
    var coder = ColumnCoder()
    var state = self
    state.code(&coder)
    return coder.output
  }

  /// Nil when the bytes end early, go on, or make no sense.
  static func read(_ bytes: [UInt8]) -> State? {
    var coder = ColumnCoder(reading: bytes.span)
    var state = State()
    state.code(&coder)
    return coder.isComplete ? state : nil
  }

  static func random(_ generator: inout SeededGenerator) -> State {
    var state = State()
    state.rows = generator.bytes(below: 12).map { _ in Row.random(&generator) }
    state.text = generator.text()
    state.bytes = generator.bytes(below: 20)
    return state
  }
}

struct ColumnCoderTests {
  @Test func `what is written is read back`() {
    var generator = SeededGenerator.printed("columns written and read")
    for _ in 0..<1_000 {
      let state = State.random(&generator)
      #expect(State.read(state.written) == state)
    }
  }

  @Test func `a state has these bytes`() {
    var row = Row()
    row.small = 0xAB
    row.signed = -2
    row.wide = 0x0102_0304_0506_0708
    row.widest = -1
    row.flag = true
    row.choice = .two
    row.instant = Instant(microseconds: 3)
    row.position = Position(0x0900)
    var state = State()
    state.rows = [row]
    state.text = "é"
    state.bytes = [7]
    let expected = bytes(
      """
      01000000 ab feff 0807060504030201 ffffffffffffffffffffffffffffffff 01 02 0300000000000000
      0000000000000080 0009000000000000 02000000c3a9 0100000007
      """)
    #expect(hexadecimal(state.written) == hexadecimal(expected))
  }

  @Test func `bytes cut anywhere, or with one more, are refused`() {
    var generator = SeededGenerator.printed("columns cut")
    var state = State.random(&generator)
    state.rows += [Row.random(&generator), Row.random(&generator)]
    let whole = state.written
    for count in 0..<whole.count {
      #expect(State.read(Array(whole.prefix(count))) == nil, "\(count) bytes")
    }
    #expect(State.read(whole + [0]) == nil)
    #expect(State.read(whole) == state)
  }

  @Test(arguments: [
    "ffffffff", "ffffffff00", "00000080" + "00000000", "04000000" + "00000000",
    "00000000" + "ffffffff" + "61", "00000000" + "00000000" + "ffffffff" + "61",
  ])
  func `a count that the bytes cannot hold is refused`(hexadecimal: String) {
    #expect(State.read(bytes(hexadecimal)) == nil)
  }

  @Test func `rows that end early leave none`() {
    var stored: [UInt8] = []
    stored.append(littleEndian: UInt32(1_000))
    stored += [UInt8](repeating: 1, count: 2_000)
    var coder = ColumnCoder(reading: stored.span)
    var rows = [Row()]
    coder.rows(&rows)
    let (failed, isComplete) = (coder.failed, coder.isComplete)
    #expect(failed && !isComplete)
    #expect(rows.isEmpty)
  }

  @Test func `texts that are not UTF-8 and choices that do not exist are refused`() {
    #expect(State.read(bytes("00000000 02000000c328 00000000")) == nil)
    var state = State()
    state.rows = [Row()]
    var stored = state.written
    #expect(State.read(stored) == state)
    let choice = 4 + 1 + 2 + 8 + 16 + 1
    #expect(stored[choice] == 1)
    stored[choice] = 3
    #expect(State.read(stored) == nil)
  }

  @Test func `random bytes never crash a reader`() {
    var generator = SeededGenerator.printed("random bytes read as columns")
    for round in 0..<10_000 {
      var input = generator.bytes(below: 300)
      // A small count of rows first, in every other round: else the first guard ends most rounds.
      if round % 2 == 0, input.count > 4 { input.replaceSubrange(0..<4, with: [UInt8(round % 5), 0, 0, 0]) }
      guard let state = State.read(input) else { continue }
      #expect(State.read(state.written) == state)
    }
  }
}
