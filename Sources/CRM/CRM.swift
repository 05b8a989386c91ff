public import Bytes
import Derived
public import Domain
import EventLog
import LMDB
public import Projections
public import Reports

/// The one door to a book: carry out a command as a principal, read a model as of a moment.
///
/// ```swift
/// let crm = try CRM.open("/srv/rapport/acme")
/// let me = try crm.principal(named: "U-1")
/// try crm.execute(.account(nil, .create(NewAccount(name: "Globex"))), as: me)
/// let answer = try crm.answer(PipelineReport(OptionValues()), as: me, at: .now)
/// ```
public final class CRM: Sendable {
  let core: BookCore
  let writer: GroupWriter<BookWriter>
  let files: BookFiles?
  let checkpoints: CheckpointStore?
  let accessLog: AccessLog
  let signingKeys: SigningKeys
  /// The files of the Merkle tree; nil for a book in memory.
  let tiles: TileStore?
  /// The 16 bytes of the book's identity; zero for a book in memory.
  let bookID: [UInt8]

  /// The wall clock of the machine.
  public static let systemClock: @Sendable () -> Instant = {
    Instant(microseconds: SystemClock.nowMicroseconds())
  }

  init(
    log: any EventLog, keys: any KeyStore, files: BookFiles?,
    now: @escaping @Sendable () -> Instant
  ) throws {
    self.files = files
    accessLog = AccessLog(directory: files?.access)
    checkpoints = try files.map { try CheckpointStore(directory: $0.checkpoints) }
    let secrets = try BookSecrets(keys: keys)
    let bookID = (log as? LMDBLog)?.bookID.bytes ?? Array(repeating: 0, count: 16)
    self.bookID = bookID
    signingKeys = SigningKeys(files: files)
    tiles = files.map { TileStore(directory: $0.tiles, bookID: bookID) }
    let store = ModelStore(
      log: log, secrets: secrets, checkpoints: checkpoints, bookID: bookID)
    let core = BookCore(log: log, secrets: secrets, store: store, now: now)
    self.core = core
    writer = try GroupWriter(log: log, state: BookWriter(core: core))
  }

  /// The directory of the book; nil for one in memory.
  public var directory: String? { files?.directory }

  /// The book's name, currency and zone, as they are now.
  public func settings() throws -> Book {
    try core.store.model(BookSettings.self, through: core.log.head.position).book
  }

  /// Where the log ends.
  public func head() throws -> BookHead {
    let head = try core.log.head
    return BookHead(
      position: head.position, recordedAt: head.recordedAt, timelineAt: head.timelineAt)
  }

  // MARK: - Writing

  /// Carries out a command as a user; what it wrote is on disk when this returns.
  @discardableResult
  public func execute(
    _ command: Command, as principal: Principal, _ context: CommandContext = CommandContext()
  ) throws -> Outcome {
    let outcome = try writer.submitAndWait { try $0.execute(command, as: principal, context) }
    try completeErasure(command)
    return outcome
  }

  /// The same from a task.
  @discardableResult
  public func perform(
    _ command: Command, as principal: Principal, _ context: CommandContext = CommandContext()
  ) async throws -> Outcome {
    let outcome = try await writer.submit { try $0.execute(command, as: principal, context) }
    try completeErasure(command)
    return outcome
  }

  // MARK: - Reading

  /// A read model as it stood at a moment, for a user.
  public func model<Model: ReadModel>(
    _ type: Model.Type, asOf moment: Moment = .now, as principal: Principal
  ) throws -> Model {
    _ = try rights(of: principal)
    return try source(at: moment).model(type)
  }

  /// A read model as it stood at a moment, for our own rooms, which have asked for rights before.
  package func model<Model: ReadModel>(
    _ type: Model.Type, asOf moment: Moment = .now
  ) throws -> Model {
    try core.store.model(type, through: try self.moment(moment).position)
  }

  /// What a moment means in this book.
  public func moment(_ moment: Moment) throws -> AnswerMoment {
    let book = try settings()
    let now = core.now()
    let position = try Moments.position(of: moment, log: core.log, zone: book.zone, now: now)
    let day: Day? =
      switch moment {
      case .day(let day): day
      case .today: book.zone.day(of: now)
      default: nil
      }
    let head = try core.log.head
    let instant: Instant =
      switch moment {
      case .now: max(now, head.timelineAt)
      case .position where position > .none:
        try core.log.record(at: position) { $0.timelineAt }
      default: moment.lastInstant(in: book.zone, now: now) ?? .beginning
      }
    return AnswerMoment(
      position: position, day: day, instant: instant, isNow: moment == .now, zone: book.zone)
  }

  /// What a report may read, at a moment, for a user.
  ///
  /// `channel` is the door through which it goes to whoever asked, for the access record.
  public func source(
    at moment: Moment = .now, as principal: Principal, through channel: Origin.Channel = .embedded
  ) throws -> BookSource {
    _ = try rights(of: principal)
    return try source(at: moment, through: channel)
  }

  /// What a report may read of a moment in hindsight: with what was known of it at a later one.
  public func source(
    inHindsightOf moment: Moment, knownBy later: Moment = .now, as principal: Principal,
    through channel: Origin.Channel = .embedded
  ) throws -> BookSource {
    _ = try rights(of: principal)
    return try source(at: moment, through: channel).inHindsight(of: source(at: later))
  }

  /// What a report may read, for our own rooms, which have asked for rights before.
  package func source(
    at moment: Moment = .now, through channel: Origin.Channel = .embedded
  ) throws -> BookSource {
    BookSource(
      crm: self, moment: try self.moment(moment), only: nil, ignoresCheckpoints: false,
      channel: channel, notes: AccessNotes())
  }

  /// The answer of a report at a moment, for a user.
  public func answer(
    _ report: some Report, as principal: Principal, at moment: Moment = .now
  ) throws -> Answer {
    try answer(report, as: principal, from: try source(at: moment))
  }

  /// The answer of a report from a source, for a user.
  public func answer(
    _ report: some Report, as principal: Principal, from source: BookSource
  ) throws -> Answer {
    try requireReading(report, principal)
    try source.prepare(type(of: report).needs)
    return try recorded(source.completed(report.answer(source)), source, principal)
  }

  func requireReading(_ report: some Report, _ principal: Principal) throws {
    let rights = try rights(of: principal)
    if type(of: report).audience == .auditing { try rights.requireLog() }
  }

  func rights(of principal: Principal) throws -> Rights {
    try Rights(principal, team: core.store.model(Team.self, through: core.log.head.position))
  }

  // MARK: - Users

  /// The user with this number, login or name; refused when there is none or more than one.
  public func principal(named text: String) throws -> Principal {
    try Principal(UserResolver(source: source()).user(named: text))
  }
}

/// Where the log of a book ends.
public struct BookHead: Equatable, Sendable {
  /// The position of the last event.
  public var position: Position
  /// When it was written down.
  public var recordedAt: Instant
  /// Its moment on the time line.
  public var timelineAt: Instant
}
