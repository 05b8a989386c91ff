internal import Glibc
internal import Synchronization

struct EnvironmentOptions {
  let directory: String
  let mapBytes: Int
  let maxReaders: Int
  let readOnly: Bool
  let create: Bool
}

/// Which directory is which, whatever path leads to it.
struct DirectoryIdentity: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
}

/// The environments this process has open. LMDB forbids to open one twice: closing the second
/// would drop the locks and reader slots of the first.
enum EnvironmentRegistry {
  private struct Entry: Sendable {
    let core: EnvironmentCore
    var users: Int
  }

  private static let open = Mutex<[DirectoryIdentity: Entry]>([:])

  static func acquire(
    _ options: EnvironmentOptions, _ tables: [TableDefinition]
  ) throws(LMDBError) -> EnvironmentCore {
    ForkWatch.start()
    let identity = try locate(options)
    return try open.withLock { (entries) throws(LMDBError) in
      if var entry = entries[identity] {
        try entry.core.requireUsable("open the store")
        if entry.core.isReadOnly && !options.readOnly {
          throw LMDBError(
            .readOnly, "open for writing what this process has open", place: options.directory)
        }
        try entry.core.openTables(tables, create: options.create)
        entry.users += 1
        entries[identity] = entry
        return entry.core
      }
      let core = try EnvironmentCore(options, identity)
      do throws(LMDBError) {
        try core.prepare()
        try core.openTables(tables, create: options.create)
      } catch {
        core.close()
        throw error
      }
      entries[identity] = Entry(core: core, users: 1)
      return core
    }
  }

  static func release(_ core: EnvironmentCore) {
    // A forked child leaves its parent's environments alone: nothing there is its own.
    if core.isForked { return }
    open.withLock { entries in
      guard var entry = entries[core.identity] else { return }
      entry.users -= 1
      if entry.users > 0 {
        entries[core.identity] = entry
      } else {
        entries[core.identity] = nil
        core.close()
      }
    }
  }

  private static func locate(_ options: EnvironmentOptions) throws(LMDBError) -> DirectoryIdentity {
    let operation: StaticString = "open the store"
    let isNetwork: Bool
    let identity: DirectoryIdentity
    do throws(FileError) {
      if options.create && !FileSystem.exists(options.directory) {
        try FileSystem.makeDirectory(options.directory)
      }
      isNetwork = try FileSystem.isNetwork(options.directory)
      identity = try FileSystem.identity(options.directory)
    } catch {
      throw LMDBError(code: error.code, operation, place: options.directory)
    }
    if isNetwork { throw LMDBError(.networkFileSystem, operation, place: options.directory) }
    return identity
  }
}
