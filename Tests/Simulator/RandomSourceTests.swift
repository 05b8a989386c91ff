import Bytes
import Testing

@testable import Simulator

@Suite struct RandomSourceTests {
  @Test func `exponential and logarithm agree with known values`() {
    let known: [(Double, Double)] = [
      (0, 1), (1, 2.718281828459045), (-1, 0.36787944117144233), (10, 22026.465794806718),
      (-7.5, 0.0005530843701478336), (0.5, 1.6487212707001282),
    ]
    for (x, power) in known {
      #expect(abs(Elementary.exp(x) / power - 1) < 1e-13, "exp(\(x))")
      #expect(abs(Elementary.log(power) - x) < 1e-13, "log(\(power))")
    }
    #expect(abs(Elementary.logistic(Elementary.logOdds(0.37)) - 0.37) < 1e-14)
  }

  @Test func `chance has the means and deviations it is asked for`() {
    var random = RandomSource(seed: 7)
    let count = 20_000
    let normals = (0..<count).map { _ in random.normal() }
    let mean = normals.reduce(0, +) / Double(count)
    #expect(abs(mean) < 0.03)
    #expect(abs(normals.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.05)
    let waits = (0..<count).reduce(0.0) { sum, _ in sum + random.exponential(mean: 30) }
    #expect(abs(waits / Double(count) - 30) < 1)
    let visits = (0..<count).reduce(0) { sum, _ in sum + random.poisson(mean: 1.6) }
    #expect(abs(Double(visits) / Double(count) - 1.6) < 0.05)
  }

  @Test func `the same seed gives the same numbers, and these for ever`() {
    var random = RandomSource(seed: 1)
    let first = (0..<3).map { _ in random.next() }
    // The first numbers of SplitMix64 from seed 1.
    #expect(
      first == [10_451_216_379_200_822_465, 13_757_245_211_066_428_519, 17_911_839_290_282_890_590])
  }

  @Test func `an agenda gives the earliest first, and what was noted first of the same moment`() {
    var agenda = Agenda()
    var random = RandomSource(seed: 3)
    for place in 0..<500 {
      agenda.add(.init(microseconds: Int64(random.whole(0...50))), .deal(place))
    }
    var last: (Int64, UInt64) = (-1, 0)
    while let entry = agenda.takeFirst() {
      #expect((entry.at.microseconds, entry.sequence) > last)
      last = (entry.at.microseconds, entry.sequence)
    }
    #expect(agenda.isEmpty)
  }
}
