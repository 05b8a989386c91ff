/// Between which shares the true one likely lies, when some of a number of cases were won.
///
/// The score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical
/// inference", Journal of the American Statistical Association 22 (1927): unlike the usual ± it
/// stays between 0 and 1 and serves for few cases too.
struct WilsonInterval {
  let low: Double
  let high: Double

  /// How sure one wants to be, in per cent, and how many standard deviations that is.
  static let confidences: [(percent: Int, deviations: Double)] = [
    (80, 1.281551565545), (90, 1.644853626951), (95, 1.959963984540), (99, 2.575829303549),
  ]

  /// Of at least one case.
  init(won: Int, of all: Int, deviations: Double) {
    let (count, square) = (Double(all), deviations * deviations)
    let share = Double(won) / count
    let centre = (share + square / (2 * count)) / (1 + square / count)
    let spread = (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
    let half = deviations * spread / (1 + square / count)
    low = won == 0 ? 0 : max(0, centre - half)
    high = won == all ? 1 : min(1, centre + half)
  }
}
