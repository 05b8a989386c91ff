/// How alike two texts are, from 0 (nothing in common) to 1 (the same).
///
/// Formulas: M. A. Jaro, "Advances in Record-Linkage Methodology …", Journal of the American
/// Statistical Association 84 (1989), 414–420; W. E. Winkler, "String Comparator Metrics and
/// Enhanced Decision Rules in the Fellegi–Sunter Model of Record Linkage", Proceedings of the
/// Section on Survey Research Methods, ASA (1990), 354–359: a prefix of up to 4 letters that both
/// begin with lifts what is above 0.7 by a tenth of the rest for each letter.
public enum Similarity {
  /// The measure of Jaro: letters both have within a window of half the longer text, and how many
  /// of them are out of order.
  public static func jaro(_ one: String, _ other: String) -> Double {
    jaro(Array(one.unicodeScalars), Array(other.unicodeScalars))
  }

  /// The measure of Winkler, which counts the beginnings of names for more.
  public static func jaroWinkler(_ one: String, _ other: String) -> Double {
    let (left, right) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
    let jaro = jaro(left, right)
    guard jaro > 0.7 else { return jaro }
    let prefix = zip(left, right).prefix(4).prefix { $0.0 == $0.1 }.count
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }

  private static func jaro(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Double {
    if one.isEmpty, other.isEmpty { return 1 }
    if one.isEmpty || other.isEmpty { return 0 }
    let window = max(0, max(one.count, other.count) / 2 - 1)
    var isTaken = [Bool](repeating: false, count: other.count)
    var common: [Unicode.Scalar] = []
    for (place, letter) in one.enumerated() {
      let first = max(0, place - window)
      let last = min(other.count - 1, place + window)
      guard first <= last,
        let hit = (first...last).first(where: { !isTaken[$0] && other[$0] == letter })
      else { continue }
      isTaken[hit] = true
      common.append(letter)
    }
    if common.isEmpty { return 0 }
    let ordered = other.indices.filter { isTaken[$0] }.map { other[$0] }
    let displaced = zip(common, ordered).count { $0 != $1 } / 2
    let count = Double(common.count)
    return
      (count / Double(one.count) + count / Double(other.count)
      + (count - Double(displaced)) / count) / 3
  }
}
