public import Bytes
import Derived
public import Domain
import EventLog
import LMDB
import Projections

/// What a new book is founded with.
public struct Foundation: Sendable {
  /// The company whose book it is.
  public var company: String
  /// The currency amounts are in unless they say otherwise.
  public var currency: Currency
  /// The zone days are cut by.
  public var zone: Zone
  /// The month in which the fiscal year starts, 1 for January.
  public var fiscalYearStart = 1
  /// The first user, an administrator.
  public var administrator: String
  /// The operating system's name for the first user.
  public var login: String?
  /// The stages of the first pipeline; none when empty.
  public var pipeline: NewPipeline?

  /// A foundation for this company.
  public init(
    company: String, currency: Currency, zone: Zone, administrator: String,
    login: String? = nil, pipeline: NewPipeline? = nil
  ) {
    self.company = company
    self.currency = currency
    self.zone = zone
    self.administrator = administrator
    self.login = login
    self.pipeline = pipeline
  }
}

extension CRM {
  /// Founds a book in a new or empty directory and opens it.
  ///
  /// Throws `BookFault` when there is something in the directory already; a book that could not be
  /// founded completely leaves nothing behind.
  public static func found(
    _ foundation: Foundation, in directory: String,
    now: @escaping @Sendable () -> Instant = CRM.systemClock
  ) throws -> CRM {
    let files = BookFiles(directory: directory)
    let isNew = try claim(files)
    do {
      try syncName(of: directory)
      let identity = LogIdentity.random()
      _ = try KeysFile.create(path: files.keys, bookID: identity)
      let log = try LMDBLog.create(directory: files.log, bookID: identity)
      let crm = try CRM(
        log: log, keys: KeysFile.open(path: files.keys, bookID: identity), files: files, now: now)
      try crm.writeFoundation(foundation, identity: identity.bytes)
      return crm
    } catch {
      try clear(files, removingDirectory: isNew)
      throw error
    }
  }

  /// Founds a book that is forgotten with the process, for tests and examples.
  public static func foundInMemory(
    _ foundation: Foundation, now: @escaping @Sendable () -> Instant = CRM.systemClock
  ) throws -> CRM {
    let crm = try CRM(log: InMemoryLog(), keys: InMemoryKeys(), files: nil, now: now)
    try crm.writeFoundation(foundation, identity: LogIdentity.random().bytes)
    return crm
  }

  /// Makes the directory, or makes sure that it is empty; true when it was made.
  private static func claim(_ files: BookFiles) throws -> Bool {
    let directory = files.directory
    guard FileSystem.exists(directory) else {
      try make(directory)
      if try FileSystem.isNetwork(directory) {
        try FileSystem.remove(directory)
        throw BookFault.networkFileSystem(directory)
      }
      return true
    }
    if files.isBook { throw BookFault.alreadyABook(directory) }
    guard try FileSystem.isDirectory(directory), try FileSystem.list(directory).isEmpty else {
      throw BookFault.directoryNotEmpty(directory)
    }
    if try FileSystem.isNetwork(directory) { throw BookFault.networkFileSystem(directory) }
    return false
  }

  /// Returns when the directory itself would be found again after a power loss, not only what is in
  /// it: its name is on disk once the directory it lies in is synced.
  private static func syncName(of directory: String) throws {
    let parent = FileSystem.directory(of: try FileSystem.absolutePath(directory))
    do {
      try FileSystem.syncDirectory(parent)
    } catch where error.kind == .permission {
      return  // who may not read the parent did not make the directory, and cannot sync it
    }
  }

  private static func make(_ directory: String) throws {
    do {
      try FileSystem.makeDirectory(directory)
    } catch where error.kind == .notFound {
      throw BookFault.noParent(directory)
    }
  }

  private static func clear(_ files: BookFiles, removingDirectory: Bool) throws {
    for path in [files.log, files.keys, files.derived, files.access] where FileSystem.exists(path) {
      if try FileSystem.isDirectory(path) {
        try FileSystem.removeTree(path)
      } else {
        try FileSystem.remove(path)
      }
    }
    if removingDirectory { try FileSystem.removeTree(files.directory) }
  }

  /// Writes the first events: the book, its first user, its first pipeline; all or nothing.
  private func writeFoundation(_ foundation: Foundation, identity: [UInt8]) throws {
    let new = NewBook(
      company: foundation.company, currency: foundation.currency, zone: foundation.zone,
      fiscalYearStart: foundation.fiscalYearStart, identity: identity)
    let user = NewUser(
      name: foundation.administrator, login: foundation.login, role: .administrator)
    try writer.submitAndWait { writer in
      try writer.found(new, firstUser: user, pipeline: foundation.pipeline)
    }
  }

  /// Opens the book in a directory.
  public static func open(
    _ directory: String, readOnly: Bool = false,
    now: @escaping @Sendable () -> Instant = CRM.systemClock
  ) throws -> CRM {
    let files = BookFiles(directory: directory)
    guard FileSystem.exists(directory) else { throw BookFault.noDirectory(directory) }
    guard files.isBook else { throw BookFault.notABook(directory) }
    if try FileSystem.isNetwork(directory) { throw BookFault.networkFileSystem(directory) }
    let log = try LMDBLog.open(directory: files.log, readOnly: readOnly)
    let keys = try KeysFile.open(path: files.keys, bookID: log.bookID, readOnly: readOnly)
    let crm = try CRM(log: log, keys: keys, files: files, now: now)
    guard try crm.settings().exists else { throw BookFault.noFoundation(directory) }
    if !readOnly { try crm.completeErasures() }
    return crm
  }
}

extension BookWriter {
  /// Stages the events that found a book, in the name of the book itself.
  mutating func found(
    _ new: NewBook, firstUser: NewUser, pipeline: NewPipeline?
  ) throws {
    try atomically { writer in
      let now = writer.core.now()
      let context = CommandContext()
      var stamp = Stamp(
        instants: WritingInstants(recordedAt: now, timelineAt: .beginning),
        occurredAt: .beginning, actor: UserID(0), command: .random(),
        flags: [.commandStart, .history, .undated], envelope: Envelope(), causation: .none)
      _ = try writer.decide(Book.self, BookID(1), .found(new), context, &stamp)
      _ = try writer.decide(User.self, nil, .register(firstUser), context, &stamp)
      if let pipeline {
        _ = try writer.decide(
          Pipeline.self, nil, .define(pipeline), context, &stamp)
      }
    }
  }
}
