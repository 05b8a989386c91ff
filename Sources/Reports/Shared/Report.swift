public import Bytes
public import Domain
public import Projections

/// A question: a pure function from models and assumptions to an answer.
///
/// One line in the catalogue makes it a subcommand, and every format follows from the answer.
public protocol Report: Sendable {
  /// The stable name, as in `pipeline`; the subcommand.
  static var name: String { get }
  /// One line that says what it tells.
  static var summary: String { get }
  /// What a reader should know: the definition, with an example.
  static var discussion: String { get }
  /// What may be asked of it.
  static var options: [ReportOption] { get }
  /// The models it reads, so that one pass over the log serves all of them.
  static var needs: [any ReadModel.Type] { get }
  /// Who may see it.
  static var audience: Audience { get }
  /// Reads what was asked; a refusal names the option.
  init(_ values: OptionValues) throws(ReportRefusal)
  /// The answer at the moment the source stands for.
  func answer(_ source: some ReportSource) throws -> Answer
}

extension Report {
  /// Most reports are about the business, and everyone in the team sees the business.
  public static var audience: Audience { .everyone }
  /// Most reports have no more to say than their summary.
  public static var discussion: String { "" }
}

/// Who may see a report.
public enum Audience: Sendable {
  /// Every active user.
  case everyone
  /// Those who audit: auditors, managers and administrators.
  case auditing
}

/// One thing that may be asked of a report.
public struct ReportOption: Sendable, Equatable {
  /// The stable name, as in `by`; the option on the command line.
  public var name: String
  /// What stands for the value in the help, as in `GROUP`.
  public var placeholder: String
  /// What it means.
  public var help: String
  /// The values there are; empty when any text may do.
  public var choices: [String]
  /// The value when nothing is said; nil when there is none.
  public var standard: String?
  /// Whether it is given without a name, as in `rapport customer A-1`.
  public var isPositional: Bool
  /// Whether it may be given several times; the values then come as lines of one text.
  public var repeats: Bool

  /// An option of a report.
  public init(
    _ name: String, _ placeholder: String, _ help: String, choices: [String] = [],
    standard: String? = nil, isPositional: Bool = false, repeats: Bool = false
  ) {
    self.name = name
    self.placeholder = placeholder
    self.help = help
    self.choices = choices
    self.standard = standard
    self.isPositional = isPositional
    self.repeats = repeats
  }
}

/// What was asked, by the names of the options.
public struct OptionValues: Sendable, Equatable {
  private var values: [String: String]

  /// What was asked.
  public init(_ values: [String: String] = [:]) {
    self.values = values
  }

  /// What was asked under a name; nil when nothing was.
  public subscript(name: String) -> String? { values[name] }

  /// Everything that was asked under a name that may be given several times.
  public func list(_ name: String) -> [String] {
    values[name]?.split(separator: "\n").map(String.init) ?? []
  }

  /// A whole number from 0 on.
  public func count(_ name: String) throws(ReportRefusal) -> Int? {
    guard let text = values[name] else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw .badValue(option: name, value: text, expected: "a whole number from 0 on")
    }
    return number
  }

  /// An entity by its number, as in `A-12`.
  public func id<ID: EntityID>(_ name: String, as type: ID.Type) throws(ReportRefusal) -> ID? {
    guard let text = values[name] else { return nil }
    guard let id = ID(text: text) else {
      throw .badValue(
        option: name, value: text, expected: "the number of \(ID.article), as in \(ID.letter)-12")
    }
    return id
  }

  /// One of a list of words.
  public func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, as type: Choice.Type
  ) throws(ReportRefusal) -> Choice? {
    guard let text = values[name] else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badValue(option: name, value: text, expected: "one of \(words)")
    }
    return choice
  }

  /// A moment, as in `2017-03-31`.
  public func moment(_ name: String) throws(ReportRefusal) -> Moment? {
    guard let text = values[name] else { return nil }
    do throws(InstantRefusal) {
      return try Moment(text)
    } catch {
      throw .badValue(option: name, value: text, expected: "a date: \(error)")
    }
  }
}

extension EntityID {
  /// The noun with its article, as in "an account".
  public static var article: String { ("aeio".contains(noun.first ?? "x") ? "an " : "a ") + noun }
}

/// Why a report cannot be had.
public enum ReportRefusal: DomainRefusal {
  /// A value cannot be understood.
  case badValue(option: String, value: String, expected: String)
  /// An option is missing.
  case missing(option: String, expected: String)
  /// The entity does not exist at that moment.
  case unknown(String)
  /// The end lies before the beginning.
  case backwards(from: String, to: String)
  /// There would be more series beside one another than anybody can look at.
  case tooMany(Int, Int)

  public var description: String {
    switch self {
    case .badValue(let option, let value, let expected):
      "--\(option) '\(value)' is not \(expected)"
    case .missing(let option, let expected): "--\(option) is missing: give \(expected)"
    case .unknown(let text): "there is no \(text) at that moment"
    case .tooMany(let count, let most):
      """
      that makes \(count) series beside one another, more than \(most): group or limit the report, or \
      leave out --column
      """
    case .backwards(let from, let to): "'from' (\(from)) lies after 'to' (\(to))"
    }
  }
}

/// What a report may read, at one moment. `CRM` provides it; a report cannot tell how.
public protocol ReportSource {
  /// The moment.
  var moment: AnswerMoment { get }
  /// The currency of the book.
  var currency: Currency { get throws }
  /// A read model as it stood at the moment.
  func model<Model: ReadModel>(_ type: Model.Type) throws -> Model
  /// An entity as it stood at the moment; it does not exist when nothing had happened to it.
  func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> Kind
  /// Everything that happened to an entity up to the moment, oldest first.
  func history<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> [HistoryStep<Kind>]
  /// The same book at another moment.
  func at(_ moment: Moment) throws -> Self
  /// The same moment, with everything that was known of it at a later one: its state in hindsight.
  func inHindsight(of later: Self) throws -> Self
  /// Shows the same book at many moments, the oldest first, with these models folded in one pass.
  ///
  /// `body` gets the place of the moment in `moments`, and the source. It must not keep the source:
  /// a model that is held elsewhere is copied before it is folded on.
  func visit(
    _ moments: [Moment], folding types: [any ReadModel.Type], _ body: (Int, Self) throws -> Void
  ) throws
  /// Folds into `model` the events after this moment up to `end`.
  func fold<Model: ReadModel>(_ model: inout Model, through end: Self) throws
  /// The entities whose texts ever held `text`, folded; to be verified at the moment.
  func search(_ text: String, kind: StreamKind) throws -> [StreamID]
}

extension ReportSource {
  /// Each moment by itself; right for any source, and slow for many moments.
  public func visit(
    _ moments: [Moment], folding types: [any ReadModel.Type], _ body: (Int, Self) throws -> Void
  ) throws {
    let sources = try moments.map { try at($0) }
    let oldestFirst = sources.indices.sorted {
      (sources[$0].moment.position, $0) < (sources[$1].moment.position, $1)
    }
    for place in oldestFirst { try body(place, sources[place]) }
  }
}

extension ReportSource {
  /// What people see of an entity: custom fields by code and label, and what their numbers mean.
  public func shownFields(of entity: some Entity) throws -> [Field] {
    try model(CustomFields.self).all.shown(entity.fields)
  }
}

/// One event of an entity's history, with the entity before and after it.
public struct HistoryStep<Kind: Entity>: Sendable {
  /// Where it stands.
  public var position: Position
  /// What the header says.
  public var header: EventHeader
  /// What the envelope says: reason, origin, on whose behalf.
  public var envelope: Envelope
  /// The event; nil when this version does not know it.
  public var event: Kind.Event?
  /// The entity before.
  public var before: Kind
  /// The entity after.
  public var after: Kind

  /// A step of a history.
  public init(
    position: Position, header: EventHeader, envelope: Envelope, event: Kind.Event?,
    before: Kind, after: Kind
  ) {
    self.position = position
    self.header = header
    self.envelope = envelope
    self.event = event
    self.before = before
    self.after = after
  }
}

/// Every report there is: one line each.
public enum Reports {
  /// The reports, in the order the help lists them.
  public static let all: [any Report.Type] = [
    PipelineReport.self,
    ForecastReport.self,
    AccuracyReport.self,
    BackTestReport.self,
    CalibrationReport.self,
    CalibrateReport.self,
    SlippageReport.self,
    StageConversionReport.self,
    TimeInStageReport.self,
    VelocityReport.self, DurationsReport.self,
    OutcomesReport.self,
    FlowReport.self,
    TurnoverReport.self,
    ParetoReport.self,
    PurchasesReport.self,
    LeadConversionReport.self,
    AccountsReport.self,
    ContactsReport.self,
    OpportunitiesReport.self,
    LeadListReport.self,
    OrdersReport.self,
    UsersReport.self,
    ProductsReport.self,
    PipelinesReport.self,
    FieldsReport.self,
    CustomerReport.self,
    HistoryReport.self,
    DayReport.self,
    AgendaReport.self,
    OverdueReport.self,
    ActivitiesReport.self,
    EffortReport.self,
    EffortOutcomeReport.self, EffortAccuracyReport.self,
    LeadsReport.self,
    DuplicatesReport.self,
    StagesReport.self,
    MatrixReport.self,
    MatrixEffortReport.self,
    MovementsReport.self,
    TrailReport.self,
    ReassessReport.self,
    AnswersReport.self,
    QuestionnairesReport.self,
    ResponsesReport.self,
    ResponseReport.self,
    ForecastCallsReport.self,
    TargetsReport.self,
    RatesReport.self,
    QualityReport.self,
    LateEntryReport.self,
    LateEffectReport.self,
  ]

  /// The report of this name; nil when there is none.
  public static func named(_ name: String) -> (any Report.Type)? {
    all.first { $0.name == name }
  }
}
