import Domain
import Reports

/// Numbers as they stand in a picture: rounded, grouped by thousands, millions written as such.
enum NumberText {
  /// A coordinate: at most two decimals, no more digits than needed.
  static func coordinate(_ value: Double) -> String {
    let held = value.isFinite ? min(max(value, -1e9), 1e9) : 0
    let hundredths = Int((held * 100).rounded())
    let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
    return "\(sign)\(whole).\(digits)"
  }

  /// A number with so many decimals, grouped by thousands, with a real minus sign.
  static func grouped(_ value: Double, decimals: Int) -> String {
    let factor = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (value.magnitude * factor).rounded()
    guard scaled < 1e18 else { return value < 0 ? "−∞" : "∞" }
    let digits = Array(String(Int(scaled)))
    let padded = Array(repeating: Character("0"), count: max(0, decimals + 1 - digits.count))
    let all = padded + digits
    let whole = all.prefix(all.count - decimals)
    var text = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    if decimals > 0 { text += "." + String(all.suffix(decimals)) }
    return (value < 0 && scaled > 0 ? "−" : "") + text
  }

  /// A value on an axis whose ticks are `step` apart and which reaches up to `largest`.
  static func tick(_ value: Double, step: Double, largest: Double, _ unit: Chart.Unit) -> String {
    switch unit {
    case .share: return grouped(value * 100, decimals: decimals(step * 100)) + " %"
    case .date: return day(value)?.description ?? ""
    case .number, .count, .money, .category:
      guard let (size, sign) = magnitude(largest) else {
        return grouped(value, decimals: decimals(step))
      }
      return value == 0 ? "0" : grouped(value / size, decimals: decimals(step / size)) + sign
    }
  }

  /// A value by itself, beside what it measures.
  static func label(_ value: Double, _ unit: Chart.Unit) -> String {
    switch unit {
    case .share: return grouped(value * 100, decimals: value.magnitude < 0.0995 ? 1 : 0) + " %"
    case .date: return day(value)?.description ?? ""
    case .count, .category: return grouped(value, decimals: 0)
    case .number, .money:
      guard let (size, sign) = magnitude(value) else {
        let isWhole = value.rounded() == value || value.magnitude >= 100
        return grouped(value, decimals: isWhole ? 0 : 2)
      }
      let tenths = (value / size * 10).rounded() / 10
      let isShort = (value / size - tenths).magnitude < 0.005
      return grouped(value / size, decimals: !isShort ? 2 : tenths == tenths.rounded() ? 0 : 1)
        + sign
    }
  }

  /// The name of a unit behind the title of an axis; empty when the numbers say it themselves.
  static func name(of unit: Chart.Unit) -> String {
    if case .money(let currency) = unit { currency.code } else { "" }
  }

  /// The day of a number; nil outside the calendar.
  static func day(_ number: Double) -> Day? {
    guard number.magnitude < 3e6 else { return nil }
    let first = Day.first.adding(days: Int(number.rounded()) - Int(Day.first.number))
    return Int(first.number) == Int(number.rounded()) ? first : nil
  }

  private static func magnitude(_ value: Double) -> (size: Double, sign: String)? {
    switch value.magnitude {
    case 1e12...: (1e12, " T")
    case 1e9...: (1e9, " G")
    case 1e6...: (1e6, " M")
    default: nil
    }
  }

  /// How many decimals numbers so far apart need.
  private static func decimals(_ step: Double) -> Int {
    var (decimals, step) = (0, step)
    while decimals < 6, step > 0, (step - step.rounded()).magnitude > 1e-9 {
      step *= 10
      decimals += 1
    }
    return decimals
  }
}
