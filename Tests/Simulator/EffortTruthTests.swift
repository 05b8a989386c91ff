import CRM
import Domain
import Testing

@testable import Reports
@testable import Simulator

/// The more visits the more wins: the report of accuracy by effort finds, for each number of visits,
/// the share won that the truth lets one expect, and that what was stated knows of it.
@Suite(.serialized) struct EffortTruthTests {
  /// The mean of the true probability of a win after so many completed visits: over the quality
  /// nobody sees and the calls that are completed, a Poisson number thinned by cancellations.
  private func expectedShare(visits: Int) -> Double {
    var random = RandomSource(seed: 9)
    let calls = SimulationTruth.meanCalls * (0.55 + 0.45 * 0.9)
    let draws = 20_000
    return (0..<draws).reduce(0) { sum, _ in
      sum
        + SimulationTruth.winProbability(
          quality: random.normal(), visits: visits, calls: random.poisson(mean: calls))
    } / Double(draws)
  }

  @Test(arguments: SimulatedBook.seeds) func `each visit adds what it is known to add`(
    seed: UInt64
  ) throws {
    let book = try SimulatedBook.made(seed: seed)
    let options = [
      "lead": "7", "effort": "close", "type": "visit", "bands": "1,2,3,4",
      // Of those opened later the slow ones, which have the same chances, are not decided.
      "to": book.plan.lastDay.description,
    ]
    let own = try SimulatedAnswer(EffortAccuracyReport(OptionValues(options)), book)
    for visits in 0...3 {
      let row = "all,7,\(visits)"
      let count = try #require(own.number(of: row, "opportunities"), "\(own.answer.rows)")
      let share = try #require(own.number(of: row, "share_won"))
      let truth = expectedShare(visits: visits)
      let bound = 4 * (truth * (1 - truth) / count).squareRoot()
      #expect(
        abs(share - truth) < bound, "seed \(seed), \(visits): \(share) for \(truth), ±\(bound)")
      // A probability stated by an owner without bias is right whatever the visits, so what is
      // stated rises with them as what is won does, by the mean optimism more.
      let stated = try #require(own.number(of: row, "mean_predicted"))
      #expect(stated > share - bound && stated < share + bound + 0.25, "seed \(seed): \(stated)")
    }
    let least = try #require(own.number(of: "all,7,0", "share_won"))
    let most = try #require(own.number(of: "all,7,4+", "share_won"))
    #expect(most > least)
    // Probabilities of stages know nothing of visits: they promise too much without them, and too
    // little with many.
    let stages = try SimulatedAnswer(
      EffortAccuracyReport(OptionValues(options.merging(["probability": "stage"]) { $1 })), book)
    let errors = try ["0", "4+"].map { band in
      try #require(stages.number(of: "all,7,\(band)", "mean_predicted"))
        - #require(stages.number(of: "all,7,\(band)", "share_won"))
    }
    #expect(errors[0] > 0.1 && errors[1] < -0.1, "seed \(seed): \(errors)")
  }
}
