import Bytes
import Domain

/// The streams behind a group, each once: a bit a stream but for the opportunities, which come one
/// after the other.
struct TallyStreams {
  private var opportunities: [UInt32] = []
  private var bits: [[UInt64]] = []

  /// Adds an opportunity that was not added yet.
  mutating func add(_ id: OpportunityID) { opportunities.append(id.number) }

  /// Notes a stream, however often.
  mutating func note(_ stream: StreamID?) {
    guard let stream else { return }
    let (kind, word) = (Int(stream.kind.number), Int(stream.number >> 6))
    while bits.count <= kind { bits.append([]) }
    while bits[kind].count <= word { bits[kind].append(0) }
    bits[kind][word] |= 1 << UInt64(stream.number & 63)
  }

  /// Notes everything that others note.
  static func += (left: inout TallyStreams, right: TallyStreams) {
    left.opportunities += right.opportunities
    for (kind, words) in right.bits.enumerated() {
      while left.bits.count <= kind { left.bits.append([]) }
      while left.bits[kind].count < words.count { left.bits[kind].append(0) }
      for (index, word) in words.enumerated() { left.bits[kind][index] |= word }
    }
  }

  /// The opportunities in the order they were added, then the others by kind and number.
  var sorted: [StreamID] { opportunities.map { OpportunityID($0).stream } + others }

  /// Opportunities that may have been added or noted more than once, each once; then the others.
  var distinct: [StreamID] {
    var all = self
    all.opportunities = []
    for number in opportunities { all.note(OpportunityID(number).stream) }
    let kind = OpportunityID(1).stream.kind
    return all.others.filter { $0.kind == kind } + all.others.filter { $0.kind != kind }
  }

  private var others: [StreamID] {
    var streams: [StreamID] = []
    for (kind, words) in bits.enumerated() {
      for (index, word) in words.enumerated() where word != 0 {
        for bit in 0..<UInt32(64) where word >> UInt64(bit) & 1 == 1 {
          streams.append(StreamID(StreamKind(UInt8(kind)), UInt32(index) << 6 | bit))
        }
      }
    }
    return streams
  }
}
