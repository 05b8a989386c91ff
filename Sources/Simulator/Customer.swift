import Bytes
import Domain

/// An account as it truly is: who is there, how big it is, and how much more there is to win.
struct Customer: Sendable {
  /// The contacts: the first and how many; their numbers follow each other.
  var contacts: (first: UInt32, count: UInt32)
  /// The place of the representative who won it.
  let owner: Int
  /// Since when it is a customer.
  let since: Instant
  /// How big it was then, and how much more there was to win; 0 to 100.
  private let firstSize: Double
  private let firstPotential: Double

  init(
    contacts: (first: UInt32, count: UInt32), owner: Int, since: Instant,
    _ random: inout RandomSource
  ) {
    (self.contacts, self.owner, self.since) = (contacts, owner, since)
    firstSize = random.between(15, 55)
    firstPotential = random.between(45, 85)
  }

  /// How big it is, 0 to 100.
  func size(at now: Instant) -> Double {
    min(100, firstSize + SimulationTruth.sizeDriftPerYear * since.years(to: now))
  }

  /// How much more there is to win, 0 to 100.
  func potential(at now: Instant) -> Double {
    max(0, firstPotential + SimulationTruth.potentialDriftPerYear * since.years(to: now))
  }
}

extension Instant {
  /// Years of 365.25 days to another instant.
  func years(to other: Instant) -> Double {
    Double(other.microseconds - microseconds) / (365.25 * 86_400 * 1_000_000)
  }
}
