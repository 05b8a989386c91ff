import Bytes

// What people write into a custom field, and how its stored values are shown.

extension CustomField {
  /// The longest words a text field takes, in characters.
  public static let textLimit = 500

  /// The value a text stands for, written as on the command line.
  public func value(of text: String) throws(CustomRefusal) -> CustomValue {
    try value(of: WrittenField(code, text))
  }

  /// The value a text stands for.
  func value(of written: WrittenField) throws(CustomRefusal) -> CustomValue {
    let text = Text.trimmed(written.text)
    switch kind {
    case .text: return .words(try words(text))
    case .number: return .number(try units(text, written.decimals, "a number"))
    case .money: return .number(try amount(text, written.decimals))
    case .choice:
      guard let choice = choice(named: text) else { throw bad(text, "one of \(choiceList)") }
      return .number(Int64(choice.number))
    case .date: return .number(Int64(try day(text, written).number))
    case .yesNo:
      switch text.lowercased() {
      case "yes", "true", "1": return .number(1)
      case "no", "false", "0": return .number(0)
      default: throw bad(text, "yes or no")
      }
    }
  }

  private func words(_ text: String) throws(CustomRefusal) -> String {
    do throws(TextRefusal) {
      return try Text.line(text, field: code, limit: Self.textLimit)
    } catch {
      throw .text(error)
    }
  }

  /// The number times 10 to the decimals of the field.
  private func units(
    _ text: String, _ style: DecimalStyle, _ what: String
  ) throws(CustomRefusal) -> Int64 {
    let precision = decimals == 0 ? "without decimals" : "with at most \(decimals) decimals"
    let expected = "\(what) \(precision)"
    let number: DecimalNumber
    do throws(DecimalRefusal) {
      number = try DecimalNumber(text, style: style)
    } catch {
      throw bad(text, expected)
    }
    guard number.scale <= decimals else { throw bad(text, expected) }
    let factor = (number.scale..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
    let (units, overflow) = number.units.multipliedReportingOverflow(by: factor)
    // The smallest number stands for no value.
    if overflow || units == .min { throw bad(text, "a number that can be kept") }
    return units
  }

  /// An amount, perhaps with the code of the field's currency before or behind it.
  private func amount(_ text: String, _ style: DecimalStyle) throws(CustomRefusal) -> Int64 {
    let code = currency?.code ?? ""
    var parts = text.split(whereSeparator: \.isWhitespace)
    if parts.count == 2, let place = parts.firstIndex(where: { $0 == code }) {
      parts.remove(at: place)
    }
    guard parts.count == 1, let number = parts.first else {
      throw bad(text, "an amount in \(code)")
    }
    return try units(String(number), style, "an amount in \(code)")
  }

  private func day(_ text: String, _ written: WrittenField) throws(CustomRefusal) -> Day {
    do throws(DateFormatRefusal) {
      switch try written.dates.parse(text) {
      case .day(let day), .local(let day, _): return day
      case .instant(let instant):
        guard let zone = written.zone else { break }
        return zone.day(of: instant)
      }
    } catch {
      throw bad(text, "a date as in \(written.dates.pattern)")
    }
    throw bad(text, "a date as in \(written.dates.pattern)")
  }

  private var choiceList: String {
    let names = choices.filter { !$0.isRetired }.map(\.code)
    return names.count <= 20
      ? names.joined(separator: ", ") : names.prefix(20).joined(separator: ", ") + " …"
  }

  private func bad(_ text: String, _ expected: String) -> CustomRefusal {
    .badValue(title, text.count > 60 ? text.prefix(60) + "…" : text, expected: expected)
  }
}

// MARK: - Showing

extension CustomField {
  /// What a stored number stands for.
  public func shown(_ value: Int64) -> FieldValue {
    switch kind {
    case .text: return .number(value)
    case .choice: return .text(choice(value)?.label ?? "option \(value)")
    case .yesNo: return .flag(value != 0)
    case .date:
      guard let number = Int32(exactly: value) else { return .number(value) }
      do throws(DayRefusal) { return .day(try Day(number: number)) } catch { return .number(value) }
    case .number:
      do throws(DecimalRefusal) {
        return .decimal(try DecimalNumber(units: value, scale: Int(decimals)), unit: unit)
      } catch { return .number(value) }
    case .money:
      guard let currency else { return .number(value) }
      do throws(MoneyRefusal) {
        return .money(try Money(units: value, scale: Int(decimals), currency: currency))
      } catch { return .number(value) }
    }
  }
}

extension Collection<CustomField> {
  /// The fields of an entity as people know them: custom ones by their codes, with their labels,
  /// and with what their numbers stand for.
  public func shown(_ fields: [Field]) -> [Field] {
    fields.map { field in
      guard let id = CustomFieldID(text: field.name), id.description == field.name,
        let custom = first(where: { $0.id == id })
      else { return field }
      var shown = Field(custom.code, field.value)
      shown.label = custom.label
      if case .custom(_, let number) = field.value { shown.value = custom.shown(number) }
      return shown
    }
  }
}
