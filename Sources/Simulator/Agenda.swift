import Bytes
import Domain

/// What the firm has before it, the earliest first; of the same moment, in the order it was noted.
struct Agenda: Sendable {
  /// Something to be done.
  struct Entry: Sendable {
    var at: Instant
    var sequence: UInt64
    var action: Action
  }

  /// What there is to do.
  enum Action: Sendable {
    case beginning
    case day
    case beginMonth
    case raisePrices
    case leave(Int)
    case hire
    case open(Int)
    case deal(Int)
    /// A lead for the representative at this place.
    case newLead(Int)
    case lead(Prospect, LeadStep)
    case order
    case shipment(OpenOrder, OrderStep)
    /// An account is rated, a contact is asked.
    case rate(UInt32)
    case ask(UInt32)
    case reviseQuestionnaire
    case record(LateEntry)
    case fixWin(WinFix)
  }

  private var heap: [Entry] = []
  private var sequence: UInt64 = 0

  var isEmpty: Bool { heap.isEmpty }

  mutating func add(_ at: Instant, _ action: Action) {
    sequence += 1
    heap.append(Entry(at: at, sequence: sequence, action: action))
    var place = heap.count - 1
    while place > 0, comesBefore(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func takeFirst() -> Entry? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var place = 0
    while true {
      let (left, right) = (2 * place + 1, 2 * place + 2)
      var least = place
      if left < heap.count, comesBefore(left, least) { least = left }
      if right < heap.count, comesBefore(right, least) { least = right }
      if least == place { return first }
      heap.swapAt(place, least)
      place = least
    }
  }

  private func comesBefore(_ one: Int, _ other: Int) -> Bool {
    (heap[one].at, heap[one].sequence) < (heap[other].at, heap[other].sequence)
  }
}

/// Things that come and go, each at a place that is used again.
struct Pool<Element: Sendable>: Sendable {
  /// Everything that was ever kept and not followed by something else.
  private(set) var elements: [Element] = []
  private var free: [Int] = []

  /// Keeps an element; answers its place.
  mutating func keep(_ element: Element) -> Int {
    if let place = free.popLast() {
      elements[place] = element
      return place
    }
    elements.append(element)
    return elements.count - 1
  }

  /// The element at a place.
  subscript(place: Int) -> Element { elements[place] }

  /// Changes the element at a place, without a copy.
  mutating func change<R>(_ place: Int, _ body: (inout Element) -> R) -> R {
    body(&elements[place])
  }

  /// Lets the place be used again.
  mutating func drop(_ place: Int) { free.append(place) }
}
