import Bytes
import CRM
import Domain

/// Reads one text as the kind of value a parameter takes.
struct FormTextReader<Resolver: FormResolver> {
  let resolver: Resolver
  let source: String?

  /// The value; refused with the name of the parameter and what was expected.
  func read(
    _ value: FormArguments.Value, _ parameter: Parameter, _ pipeline: Pipeline?
  ) throws -> any Sendable {
    do {
      return try read(value, parameter.kind, pipeline)
    } catch let reason as Reason {
      throw FormRefusal.badValue(
        parameter: parameter.name, text: value.text, expected: reason.text)
    }
  }

  /// Why a text cannot be taken, before the parameter is known.
  private struct Reason: Error {
    var text: String
    init(_ text: String) { self.text = text }
  }

  private func read(
    _ value: FormArguments.Value, _ kind: Parameter.Kind, _ pipeline: Pipeline?
  ) throws -> any Sendable {
    let text = value.text
    switch kind {
    case .line, .field: return text
    case .labelled: return Labelled(text)
    case .money: return try money(text, value.style)
    case .orderLines: return try orderLines(text, value.style)
    case .day: return try day(text, value.style)
    case .probability: return try explained { try Probability(text) }
    case .count: return try whole(text, value.style, as: UInt64.self, "a whole number from 0 on")
    case .year: return try whole(text, FormStyle(), as: UInt32.self, "a year such as 1996")
    case .month:
      let month = try whole(text, FormStyle(), as: Int.self, "a month from 1 to 12")
      guard (1...12).contains(month) else { throw Reason("expected a month from 1 to 12") }
      return month
    case .flag: return try word(Self.flag(text), "yes or no")
    case .role: return try word(Role(text: text), Self.words(Role.self))
    case .relationship:
      return try word(RelationshipStage(name: text), Self.words(RelationshipStage.self))
    case .leadStatus:
      return try word(LeadStatus(name: text), Self.words(LeadStatus.self))
    case .category: return try word(ForecastCategory(text: text), Self.words(ForecastCategory.self))
    case .entity(let kind): return try entity(text, kind)
    case .anyEntity:
      return try word(EntityKinds.stream(named: text), "the number of an entity, such as A-12")
    case .stage: return try stage(text, pipeline)
    case .stageOrder: return try stageOrder(text, pipeline)
    case .stages:
      do { return try StagesText.stages(text) } catch { throw Reason(error.description) }
    case .definition:
      do { return try QuestionnaireText(text) } catch { throw Reason(error.description) }
    case .answer: return try answer(text, value.style)
    case .customValue: return try customValue(text, value.style)
    case .customisable:
      return try word(
        StreamKind(customisable: text), "one of \(Parameter.Kind.customisable.noun)")
    case .fieldType: return try word(CustomFieldKind(text: text), Self.words(CustomFieldKind.self))
    case .options:
      do { return try OptionsText.choices(text) } catch { throw Reason(error.description) }
    case .reference: return try reference(text)
    case .keptField:
      return try word(KeptField(text: text), "a field, = and whose value stays, such as phone=A-7")
    case .period:
      return try explained { try Period(label: text, fiscal: resolver.book.fiscal) }
    case .scope: return try word(PlanScope(text: text), Self.words(PlanScope.self))
    case .currency: return try explained { try Currency(code: text) }
    case .decimal: return try explained { try DecimalNumber(text, style: value.style.decimals) }
    case .naming:
      return try word(
        FiscalCalendar.Naming(text: text), Self.words(FiscalCalendar.Naming.self))
    case .moment: return try explained { try Moment(text) }
    case .activityKind: return try word(ActivityKind(text: text), Self.words(ActivityKind.self))
    case .activityOutcome:
      return try word(ActivityOutcome(text: text), Self.words(ActivityOutcome.self))
    case .due: return try due(text, value.style)
    case .instant: return try instant(text, value.style)
    case .zone:
      do { return try SystemZones.zone(named: text) } catch let fault as BookFault {
        throw Reason(fault.description)
      }
    }
  }

  // MARK: Numbers and words

  private func explained<Value: Sendable>(
    _ read: () throws -> Value
  ) throws -> Value {
    do { return try read() } catch let refusal as any CustomStringConvertible {
      throw Reason(refusal.description)
    }
  }

  private func word<Value: Sendable>(_ value: Value?, _ expected: String) throws -> Value {
    guard let value else { throw Reason("expected \(expected)") }
    return value
  }

  private static func words<Words: CaseIterable>(_ type: Words.Type) -> String {
    "one of " + Words.allCases.map { "\($0)" }.joined(separator: ", ")
  }

  private static func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "true", "1": true
    case "no", "false", "0": false
    default: nil
    }
  }

  private func whole<Number: FixedWidthInteger & Sendable>(
    _ text: String, _ style: FormStyle, as type: Number.Type, _ expected: String
  ) throws -> Number {
    let decimal = try explained { try DecimalNumber(text, style: style.decimals) }
    guard decimal.scale == 0, let number = Number(exactly: decimal.units), number >= 0 else {
      throw Reason("expected \(expected)")
    }
    return number
  }

  /// `1234.50`, or that with the code of a currency before or behind it.
  private func money(_ text: String, _ style: FormStyle) throws -> Money {
    let currency = try style.currency ?? resolver.book.currency
    let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
    let isCode = { (part: String) in
      part.utf8.count == 3 && part.allSatisfy { $0.isASCII && $0.isUppercase }
    }
    if let sign = CurrencySign(in: text) {
      guard sign.fits(currency) else {
        throw Reason("the sign \(sign.sign) is not that of \(currency): write the code, as in 5.00 USD")
      }
      return try explained { try Money(sign.rest, currency, style: style.decimals) }
    }
    return try explained {
      guard parts.count == 2, let place = parts.firstIndex(where: isCode) else {
        return try Money(text, currency, style: style.decimals)
      }
      return try Money(parts[1 - place], Currency(code: parts[place]), style: style.decimals)
    }
  }

  private func day(_ text: String, _ style: FormStyle) throws -> Day {
    switch try explained({ try style.dates.parse(text) }) {
    case .day(let day), .local(let day, _): day
    case .instant(let instant): (try style.zone ?? resolver.book.zone).day(of: instant)
    }
  }

  private func due(_ text: String, _ style: FormStyle) throws -> Due {
    let parsed = try explained { try style.dates.parse(text) }
    if case .day(let day) = parsed { return .day(day) }
    return .at(try instant(text, style))
  }

  private func instant(_ text: String, _ style: FormStyle) throws -> Instant {
    switch try explained({ try style.dates.parse(text) }) {
    case .instant(let instant): return instant
    case .local(let day, let time):
      return try (style.zone ?? resolver.book.zone)
        .instant(of: day, timeOfDayMicroseconds: time)
    case .day: throw Reason("expected a day and a time, such as 2017-03-31T14:05")
    }
  }

  // MARK: Things of the book

  private func entity(_ text: String, _ kind: StreamKind) throws -> StreamID {
    do {
      return try resolver.resolve(text, kind: kind, source: source)
    } catch let refusal as NameRefusal {
      throw Reason(refusal.description)
    }
  }

  private func answer(_ text: String, _ style: FormStyle) throws -> WrittenAnswer {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw Reason("expected the code of a question, = and the answer, such as q1=8")
    }
    return WrittenAnswer(
      String(text[..<sign].trimmingBlanks), String(text[text.index(after: sign)...]),
      style: style.decimals)
  }

  private func customValue(_ text: String, _ style: FormStyle) throws -> WrittenField {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw Reason("expected the code of a field, = and its value, such as trade=steel")
    }
    return WrittenField(
      String(text[..<sign].trimmingBlanks), String(text[text.index(after: sign)...]),
      decimals: style.decimals, dates: style.dates, zone: try style.zone ?? resolver.book.zone)
  }

  /// `P-1 x 2 @ 550; Hammock`: what, how much of it, and the price of one.
  private func orderLines(_ text: String, _ style: FormStyle) throws -> [NewOrderLine] {
    try text.split(separator: ";").filter { !$0.trimmingBlanks.isEmpty }.map { part in
      var rest = part
      var line = NewOrderLine()
      if let at = rest.lastIndex(of: "@") {
        line.price = try money(String(rest[rest.index(after: at)...].trimmingBlanks), style)
        rest = rest[..<at]
      }
      if let (what, quantity) = Self.times(rest),
        let number = try? DecimalNumber(quantity, style: style.decimals)  // allowed: part of a name
      {
        line.quantity = number
        rest = what
      }
      let product = try entity(String(rest.trimmingBlanks), .product)
      line.product = ProductID(product.number)
      return line
    }
  }

  /// What stands before and after the last single x.
  private static func times(_ text: Substring) -> (Substring, String)? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count >= 3, let number = words.last,
      ["x", "X", "×", "*"].contains(words[words.count - 2])
    else { return nil }
    return (text[..<words[words.count - 2].startIndex], String(number))
  }

  private func reference(_ text: String) throws -> ExternalReference {
    if let source, !text.contains(":") {
      return ExternalReference(source: source, identifier: text)
    }
    guard let colon = text.firstIndex(of: ":"), colon > text.startIndex,
      text.index(after: colon) < text.endIndex
    else {
      throw Reason("expected source:identifier, such as erp:4711")
    }
    return ExternalReference(
      source: String(text[..<colon]), identifier: String(text[text.index(after: colon)...]))
  }

  private func stage(_ text: String, _ pipeline: Pipeline?) throws -> UInt32 {
    guard let pipeline else { throw Reason("there is no pipeline to look the stage up in") }
    if let stage = pipeline.stage(named: text) { return stage.number }
    if let number = UInt32(text), pipeline.stage(number) != nil { return number }
    let names = pipeline.activeStages.map(\.name).joined(separator: ", ")
    throw Reason("pipeline '\(pipeline.name)' has no such stage; it has: \(names)")
  }

  private func stageOrder(_ text: String, _ pipeline: Pipeline?) throws -> [UInt32] {
    try text.split(whereSeparator: { $0 == "," || $0 == ";" }).map { name in
      try stage(String(name.trimmingBlanks), pipeline)
    }
  }
}

extension VisibleText {
  /// A text from outside, in quotes, safe to show and cut after 60 characters.
  static func quoted(_ text: String) -> String {
    let shown =
      text.unicodeScalars.count > 60
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) + "…" : text
    return "'\(of(shown))'"
  }
}
