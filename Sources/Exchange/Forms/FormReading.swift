import Bytes
public import CRM
import Domain

extension Form {
  /// The command that these texts mean.
  ///
  /// Throws a `FormRefusal` that names the parameter, or what the resolver throws when the book
  /// itself fails.
  public func command(
    _ arguments: FormArguments, _ resolver: some FormResolver
  ) throws -> Command {
    build(try values(arguments, resolver))
  }

  /// The commands that bring an existing entity to what these texts say of a new one; those that
  /// change nothing are no events.
  func updates(
    of stream: StreamID, _ arguments: FormArguments, _ resolver: some FormResolver
  ) throws -> [Command] {
    guard let update else { return [] }
    return update(try values(arguments, resolver, clearsAll: true), stream)
  }

  /// The texts, read and looked up; `clearsAll` when an empty text takes any value away that need
  /// not be there.
  private func values(
    _ arguments: FormArguments, _ resolver: some FormResolver, clearsAll: Bool = false
  ) throws -> FormValues {
    try requireKnown(arguments)
    var values = FormValues()
    values.subject = try subject(arguments, resolver)
    if parameters.contains(where: { $0.kind == .currency }) {
      values.bookCurrency = try resolver.book.currency
    }
    let reader = FormTextReader(resolver: resolver, source: arguments.source)
    // The pipeline comes first: stages are looked up in it.
    let isPipeline = { (parameter: Parameter) in parameter.kind == .entity(.pipeline) }
    for parameter in parameters.filter(isPipeline) + parameters.filter({ !isPipeline($0) }) {
      if usesStages, values.pipeline == nil, !isPipeline(parameter) {
        values.pipeline = try pipeline(at: values, resolver)
      }
      let given = arguments.values.filter { $0.name == parameter.name }
      if clearsAll, !parameter.isRequired, !given.isEmpty, given.allSatisfy(\.text.isEmpty) {
        values.clear(parameter.name)
        continue
      }
      try read(given, for: parameter, into: &values, reader)
    }
    return values
  }

  private func read(
    _ given: [FormArguments.Value], for parameter: Parameter, into values: inout FormValues,
    _ reader: FormTextReader<some FormResolver>
  ) throws {
    let filled = given.filter { !$0.text.isEmpty }
    if filled.isEmpty {
      if parameter.isClearable, !given.isEmpty { return values.clear(parameter.name) }
      guard parameter.isRequired else { return }
      throw FormRefusal.missing(parameter.name, form: name, help: parameter.help)
    }
    if filled.count > 1, !parameter.repeats {
      throw FormRefusal.repeated(parameter.name, form: name)
    }
    for value in filled {
      values.add(try reader.read(value, parameter, values.pipeline), parameter.name)
    }
  }

  private func requireKnown(_ arguments: FormArguments) throws(FormRefusal) {
    for value in arguments.values where parameter(value.name) == nil {
      throw .unknownParameter(
        value.name, form: name,
        nearest: NearestName.of(value.name, among: parameters.map(\.name)))
    }
    guard needsSomething, arguments.values.isEmpty else { return }
    let names = parameters.filter { !$0.isRequired }.map(\.name)
    throw .nothingToChange(form: name, parameters: names.joined(separator: ", "))
  }

  private func subject(
    _ arguments: FormArguments, _ resolver: some FormResolver
  ) throws -> StreamID? {
    guard let subject else {
      guard let text = arguments.subject else { return nil }
      throw FormRefusal.subjectUnwanted(text, form: name)
    }
    if let known = arguments.known { return known }
    guard let text = arguments.subject, !text.isEmpty else {
      throw FormRefusal.subjectMissing(form: name, noun: EntityKinds.noun(of: subject))
    }
    do {
      let found = try resolver.resolve(text, kind: subject, source: arguments.source)
      // A number is meant as it stands: a command to what was merged says what to use instead.
      guard arguments.source == nil, let typed = EntityKinds.stream(named: text),
        typed.kind == subject
      else { return found }
      return typed
    } catch let refusal as NameRefusal {
      throw FormRefusal.badSubject(refusal.description)
    }
  }

  private var usesStages: Bool {
    parameters.contains { $0.kind == .stage || $0.kind == .stageOrder }
      || creates == .opportunity
  }

  /// The pipeline whose stages are meant.
  private func pipeline(
    at values: FormValues, _ resolver: some FormResolver
  ) throws -> Pipeline? {
    switch values.subject {
    case let subject? where subject.kind == .opportunity:
      return try resolver.pipeline(of: OpportunityID(subject.number))
    case let subject? where subject.kind == .pipeline:
      return try resolver.pipeline(PipelineID(subject.number))
    case let subject? where subject.kind == .lead:
      // Only an opportunity that begins needs one; without any in use, it is refused.
      let id = values.id("pipeline", as: PipelineID.self)
      return try id.map { try resolver.pipeline($0) } ?? resolver.firstPipeline()
    default:
      if let id = values.id("pipeline", as: PipelineID.self) {
        return try resolver.pipeline(id)
      }
      guard let first = try resolver.firstPipeline() else {
        throw FormRefusal.missing(
          "pipeline", form: name, help: "the book has none in use: define one first")
      }
      return first
    }
  }
}
