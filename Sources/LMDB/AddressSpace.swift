internal import Glibc

/// How much address space the process may reserve; `ulimit -v` limits it.
enum AddressSpace {
  /// A map below this size serves no store.
  static let smallestMapBytes = 1 << 20
  /// The least by which a map is enlarged.
  static let smallestStepBytes = 1 << 20
  /// What a map leaves for everything else when it is opened or grows: a process that cannot
  /// allocate ends without a word, and one whose map cannot grow says so.
  static let headroomBytes = 48 << 20

  /// The largest size not above `wanted`, halving, that leaves as much again for everything else.
  static func largest(upTo wanted: Int) -> Int {
    var bytes = max(wanted, smallestMapBytes)
    while bytes > smallestMapBytes && !canReserve(bytes + max(bytes, headroomBytes)) { bytes /= 2 }
    return rounded(bytes)
  }

  /// Whether there is room beside the map.
  static var hasHeadroom: Bool { canReserve(headroomBytes) }

  /// A new size for a map of `current` bytes; nil when not even `smallest` fits.
  static func growth(from current: Int, smallest: Int, largest: Int) -> Int? {
    var bytes = rounded(largest)
    let least = rounded(smallest)
    func fits(_ bytes: Int) -> Bool { canReserve(bytes - current + headroomBytes) }
    while bytes > least && !fits(bytes) {
      bytes = rounded(max(least, current + (bytes - current) / 2))
    }
    return fits(bytes) ? bytes : nil
  }

  /// Whether that much could be mapped besides what is mapped now: it is tried and given back.
  private static func canReserve(_ bytes: Int) -> Bool {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let address = unsafe mmap(nil, bytes, PROT_NONE, flags, -1, 0)
    if unsafe address == MAP_FAILED { return false }
    unsafe munmap(address, bytes)
    return true
  }

  private static func rounded(_ bytes: Int) -> Int {
    let page = 1 << 16
    return (bytes + page - 1) / page * page
  }
}
