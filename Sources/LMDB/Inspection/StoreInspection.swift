/// Looks at the file of a store without liblmdb, which follows what a damaged page says until the
/// process dies (it has no checksums): every page of every tree, every key's place in the order,
/// every count.
///
/// It reads the values of no table; those have checksums of their own.
public struct StoreInspection: Equatable, Sendable {
  /// Pages of trees and of long values.
  public let pagesInUse: Int
  /// Pages that wait to be used again.
  public let freePages: Int
  /// The number of the transaction that was looked at.
  public let transaction: Int

  /// How often the look is repeated when others have written meanwhile.
  private static let attempts = 8

  /// Looks at `data.mdb` in a directory. Throws the first `StoreFlaw` found, or the fault of the
  /// filesystem that kept it from looking.
  public static func inspect(_ directory: String) throws -> StoreInspection {
    let file = try DurableFile(directory + "/data.mdb", .read)
    for attempt in 1... {
      let before = try MetaPages.readSteadily(file)
      do {
        return try inspect(file, before.newest)
      } catch let flaw as StoreFlaw {
        // Pages may be used again two transactions later: only a steady file can be blamed.
        if try MetaPages.readSteadily(file) == before || attempt == attempts { throw flaw }
      }
    }
    preconditionFailure("the last attempt returns or throws")
  }

  /// The short look that opening takes, at a few pages: that the newest state is one, and that the
  /// roots of its tables are not pages that were given up.
  ///
  /// Every transaction gives pages up, and lists them under its own number: a state whose list does
  /// not end with it is not the one its first page says it is.
  static func glance(_ file: DurableFile) throws {
    for attempt in 1... {
      let before = try MetaPages.readSteadily(file)
      do {
        // The state before the newest is kept whole as well, and must be the one it says it is:
        // else the newest could have been given an older number, and nothing would look amiss.
        for meta in before.pages {
          var walk = TreeWalk(file: file, lastPage: meta.lastPage)
          _ = try walk.freePages(meta.free, of: meta.transaction)
        }
        let meta = before.newest
        var walk = TreeWalk(file: file, lastPage: meta.lastPage)
        let free = try walk.freePages(meta.free, of: meta.transaction)
        for page in free { try walk.claim(page) }
        walk.looksAtRootsOnly = true
        return try walk.tree(meta.main, name: "of the tables", isMain: true)
      } catch let flaw as StoreFlaw {
        if try MetaPages.readSteadily(file) == before || attempt == attempts { throw flaw }
      }
    }
  }

  private static func inspect(_ file: DurableFile, _ meta: MetaPage) throws -> StoreInspection {
    var walk = TreeWalk(file: file, lastPage: meta.lastPage)
    let free = try walk.freePages(meta.free, of: meta.transaction)
    try walk.tree(meta.main, name: "of the tables", isMain: true)
    for page in free { try walk.claim(page) }
    return StoreInspection(
      pagesInUse: walk.claimedCount - free.count, freePages: free.count,
      transaction: Int(clamping: meta.transaction))
  }
}

extension MetaPages {
  /// Reads the first pages; once more when another process may be writing one just now.
  static func readSteadily(_ file: DurableFile) throws -> MetaPages {
    for _ in 1...20 {
      do {
        return try MetaPages(file)
      } catch is StoreFlaw {
        continue
      }
    }
    return try MetaPages(file)
  }
}

/// Goes through the trees of a file, and sees to it that no page serves twice.
struct TreeWalk {
  let file: DurableFile
  let lastPage: UInt64
  private(set) var claimedCount = 0
  /// Whether of a table only the root is looked at, not what is below it.
  var looksAtRootsOnly = false
  private var claimed: [UInt64]

  init(file: DurableFile, lastPage: UInt64) {
    self.file = file
    self.lastPage = lastPage
    claimed = []
  }

  /// Notes that a page serves something; a `StoreFlaw` when it does already or does not exist.
  mutating func claim(_ page: UInt64) throws(StoreFlaw) {
    guard page > 1, page <= lastPage else {
      throw StoreFlaw(path: file.path, page: page, what: "it lies behind the last page")
    }
    let (word, bit) = (Int(page / 64), UInt64(1) << (page % 64))
    while claimed.count <= word { claimed.append(0) }
    guard claimed[word] & bit == 0 else {
      throw StoreFlaw(path: file.path, page: page, what: "it serves two purposes")
    }
    claimed[word] |= bit
    claimedCount += 1
  }

  /// Goes through a tree and compares what it holds with what its root says.
  mutating func tree(_ root: TreeRoot, name: String, isMain: Bool = false) throws {
    var tally = Tally(root: root, name: name, isMain: isMain)
    if root.root != TreeRoot.none {
      try page(root.root, depth: 1, above: nil, below: nil, &tally)
    }
    guard tally.agrees || looksAtRootsOnly && !isMain else {
      throw StoreFlaw(
        path: file.path, page: nil, what: "the counts of the tree \(name) do not agree with it")
    }
  }

  /// The pages that were given up, of which the transaction has listed its own last.
  mutating func freePages(_ root: TreeRoot, of transaction: UInt64) throws -> [UInt64] {
    var tally = Tally(root: root, name: "of free pages", isMain: false)
    tally.collects = true
    if root.root != TreeRoot.none {
      try page(root.root, depth: 1, above: nil, below: nil, &tally)
    }
    guard tally.agrees else {
      throw StoreFlaw(
        path: file.path, page: nil, what: "the counts of the tree of free pages do not agree")
    }
    // The first transaction of a file, and a copy without free pages, have none to give up.
    guard tally.lastKey == transaction || tally.entries == 0 && transaction <= 2 else {
      throw StoreFlaw(
        path: file.path, page: nil, what: "its newest state is not that of its last transaction")
    }
    return tally.collected
  }

  /// What was met in a tree so far.
  struct Tally {
    let root: TreeRoot
    let name: String
    let isMain: Bool
    var collects = false
    var branchPages: UInt64 = 0
    var leafPages: UInt64 = 0
    var overflowPages: UInt64 = 0
    var entries: UInt64 = 0
    var collected: [UInt64] = []
    var lastKey: UInt64 = 0

    var agrees: Bool {
      branchPages == root.branchPages && leafPages == root.leafPages
        && overflowPages == root.overflowPages && entries == root.entries
    }
  }
}
